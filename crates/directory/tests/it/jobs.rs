//! Queued deletions: admission, time, retention, and survival of a crash.

use std::time::Duration;

use umbridge_directory::{
    Database, Deletion, Error, Fate, Job, JobPolicy, JobState, OnUnknown, Retention, Worker,
};

use crate::world::{World, id, ids};

const DELAY: Duration = Duration::from_secs(2);

fn policy(most_active: Option<u32>) -> JobPolicy {
    JobPolicy {
        class: "deletion".into(),
        most_active,
        delay: DELAY,
        readable_for: Duration::from_secs(60),
    }
}

fn deletion(values: &[&str]) -> Deletion {
    Deletion {
        identifiers: ids(values),
        on_unknown: OnUnknown::Report,
        retention: Retention::Tombstone {
            keep: "id".into(),
            purge_after: None,
        },
        spare: Vec::new(),
    }
}

async fn enqueue(
    world: &World,
    values: &[&str],
    limit: Option<u32>,
) -> umbridge_directory::Result<Job> {
    world
        .directory
        .enqueue_deletion(world.account.id, None, &deletion(values), &policy(limit))
        .await
}

async fn read(world: &World, job: &Job) -> Option<Job> {
    let found = world
        .directory
        .find_jobs(world.account.id, std::slice::from_ref(&job.id))
        .await
        .expect("readable");
    found.into_iter().next()
}

#[tokio::test]
async fn a_queued_deletion_touches_nobody_until_it_is_due() {
    let world = World::new().await;
    let job = enqueue(&world, &["1", "nobody"], None)
        .await
        .expect("accepted");
    assert_eq!(job.state, JobState::Queued);
    world
        .directory
        .let_pass(Duration::from_secs(1))
        .await
        .expect("time passes");
    assert_eq!(world.live().await, ["1", "2", "3", "owner"]);
    assert_eq!(
        read(&world, &job).await.expect("readable").state,
        JobState::Queued
    );
}

#[tokio::test]
async fn a_due_job_deletes_and_records_each_item() {
    let world = World::new().await;
    let job = enqueue(&world, &["1", "nobody", "owner"], None)
        .await
        .expect("accepted");
    world.directory.let_pass(DELAY).await.expect("time passes");
    assert_eq!(world.live().await, ["2", "3", "owner"]);
    let JobState::Finished { records, .. } = read(&world, &job).await.expect("readable").state
    else {
        panic!("not finished");
    };
    let fates: Vec<_> = records.into_iter().map(|record| record.fate).collect();
    assert_eq!(
        fates,
        [
            Fate::Deleted(Some("1".into())),
            Fate::Unknown,
            Fate::Protected
        ]
    );
}

#[tokio::test]
async fn the_limit_counts_unfinished_jobs_of_the_account() {
    let world = World::new().await;
    let first = enqueue(&world, &["1"], Some(2)).await.expect("accepted");
    let second = enqueue(&world, &["2"], Some(2)).await.expect("accepted");
    let error = enqueue(&world, &["3"], Some(2)).await.expect_err("refused");
    let Error::TooManyActiveJobs { active, .. } = error else {
        panic!("another refusal: {error}")
    };
    assert_eq!(active, [first.id, second.id]);
    world.directory.let_pass(DELAY).await.expect("time passes");
    assert_eq!(world.live().await, ["3", "owner"]);
    enqueue(&world, &["3"], Some(2))
        .await
        .expect("accepted again");
}

#[tokio::test]
async fn a_job_can_be_read_for_as_long_as_its_policy_says() {
    let world = World::new().await;
    let job = enqueue(&world, &["1"], None).await.expect("accepted");
    world
        .directory
        .let_pass(Duration::from_secs(59))
        .await
        .expect("time passes");
    assert!(read(&world, &job).await.is_some());
    world
        .directory
        .let_pass(Duration::from_secs(1))
        .await
        .expect("time passes");
    assert!(read(&world, &job).await.is_none());
    assert!(
        world
            .directory
            .list_jobs(world.account.id)
            .await
            .expect("readable")
            .is_empty()
    );
}

#[tokio::test]
async fn another_account_cannot_read_the_job() {
    let world = World::new().await;
    let job = enqueue(&world, &["1"], None).await.expect("accepted");
    let other = world
        .directory
        .find_account("realm", "second")
        .await
        .expect("readable")
        .expect("seeded");
    assert!(
        world
            .directory
            .find_jobs(other.id, &[job.id])
            .await
            .expect("readable")
            .is_empty()
    );
}

#[tokio::test]
async fn a_job_accepted_before_a_crash_is_done_after_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = || Database::File(folder.path().join("directory.sqlite"));
    let job = {
        let before = World::at(file()).await;
        enqueue(&before, &["1"], None).await.expect("accepted")
    };
    let after = World::at(file()).await;
    after.directory.let_pass(DELAY).await.expect("time passes");
    assert!(matches!(
        read(&after, &job).await.expect("readable").state,
        JobState::Finished { .. }
    ));
    assert_eq!(after.live().await, ["2", "3", "owner"]);
}

#[tokio::test]
async fn the_worker_runs_a_job_when_the_clock_reaches_it() {
    let world = World::new().await;
    let worker = Worker::start(&world.directory);
    let job = enqueue(&world, &["1"], None).await.expect("accepted");
    world.directory.clock().advance(DELAY);
    while matches!(
        read(&world, &job).await.expect("readable").state,
        JobState::Queued
    ) {
        tokio::task::yield_now().await;
    }
    worker.stop().await;
    let user = world
        .directory
        .find_user(world.account.id, &id("1"))
        .await
        .expect("readable")
        .expect("a tombstone");
    assert!(matches!(
        user.standing,
        umbridge_directory::Standing::Deleted { .. }
    ));
}
