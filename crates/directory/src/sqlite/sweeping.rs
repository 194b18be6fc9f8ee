//! What is on disk of what reads mask: the profile of a tombstone and the record of a job go when their time
//! is over.

use std::time::Duration;

use crate::{
    AccountSeed, Clock, Database, Deletion, Directory, Identifier, JobPolicy, Retention, Timestamp,
    UserSeed, Worker,
};

const MONTH: Duration = Duration::from_secs(30 * 86_400);

/// A directory with one user.
async fn directory() -> Directory {
    let directory = Directory::open(Database::Temporary, Clock::held(Timestamp(0)))
        .await
        .expect("a directory");
    let seed = AccountSeed {
        realm: "realm".into(),
        name: "account".into(),
        settings: serde_json::Value::Null,
        users: vec![UserSeed {
            identifiers: vec![Identifier::new("id", "1")],
            profile: serde_json::json!({"name": "a name"}),
            protected: false,
            created_at: None,
        }],
        credentials: Vec::new(),
        sequences: Vec::new(),
    };
    directory.seed(&[seed]).await.expect("a seed");
    directory
}

/// Deletes the user, who is to be purged a month later.
async fn delete(directory: &Directory) {
    let found = directory.find_account("realm", "account").await;
    let account = found.expect("readable").expect("seeded").id;
    let deletion = Deletion {
        retention: Retention::Tombstone {
            keep: "id".into(),
            purge_after: Some(MONTH),
        },
        ..Deletion::erase(vec![Identifier::new("id", "1")])
    };
    let deleted = directory.delete_now(account, &deletion).await;
    deleted.expect("deleted");
}

async fn on_disk(directory: &Directory) -> String {
    sqlx::query_scalar("select profile from users")
        .fetch_one(&directory.inner.store.reader)
        .await
        .expect("readable")
}

#[tokio::test]
async fn a_step_without_a_job_sweeps_too() {
    let directory = directory().await;
    delete(&directory).await;
    let second = Duration::from_secs(1);
    directory.let_pass(MONTH - second).await.expect("passes");
    assert_eq!(on_disk(&directory).await, r#"{"name":"a name"}"#);
    directory.let_pass(second).await.expect("passes");
    assert_eq!(on_disk(&directory).await, "{}");
    let next = directory.inner.store.next_due().await.expect("readable");
    assert_eq!(next, None);
}

#[tokio::test]
async fn the_worker_wakes_up_to_sweep() {
    let directory = directory().await;
    let worker = Worker::start(&directory);
    // Lets the worker find nothing to wait for.
    tokio::task::yield_now().await;
    delete(&directory).await;
    directory.clock().advance(MONTH);
    while on_disk(&directory).await != "{}" {
        tokio::task::yield_now().await;
    }
    worker.stop().await;
}

#[tokio::test]
async fn a_job_that_nobody_can_read_goes_with_its_record() {
    let directory = directory().await;
    let found = directory.find_account("realm", "account").await;
    let account = found.expect("readable").expect("seeded").id;
    let policy = JobPolicy {
        class: "deletion".into(),
        delay: Duration::ZERO,
        readable_for: MONTH,
        most_active: None,
    };
    let deletion = Deletion::erase(vec![Identifier::new("id", "1")]);
    let job = directory
        .enqueue_deletion(account, None, &deletion, &policy)
        .await;
    job.expect("queued");
    let second = Duration::from_secs(1);
    directory.let_pass(MONTH - second).await.expect("passes");
    assert_eq!(kept(&directory).await, (1, 1));
    directory.let_pass(second).await.expect("passes");
    assert_eq!(kept(&directory).await, (0, 0));
}

/// How many jobs and how many records are on disk.
async fn kept(directory: &Directory) -> (i64, i64) {
    sqlx::query_as("select (select count(*) from jobs), (select count(*) from batches)")
        .fetch_one(&directory.inner.store.reader)
        .await
        .expect("readable")
}
