//! Writing users many at once: each by itself, in order, on what the ones before have left.

use std::time::Duration;

use serde_json::{Value, json};
use umbridge_directory::{
    Change, Deletion, Fate, Identifier, Intent, JobPolicy, JobState, NewUser, Otherwise, Write,
    WriteOutcome, Written,
};

use crate::world::{World, id, ids};

fn name(value: &str) -> Identifier {
    Identifier::new("name", value)
}

fn newcomer(values: &[&str]) -> NewUser {
    NewUser {
        identifiers: values.iter().map(|value| name(value)).collect(),
        profile: json!({"role": "new"}),
    }
}

fn create(values: &[&str]) -> Write {
    Write {
        identifier: name(values[0]),
        intent: Intent::create(newcomer(values)),
    }
}

fn change(target: Identifier, change: Change) -> Write {
    Write {
        identifier: target.clone(),
        intent: Intent::change(target, change),
    }
}

fn with_role(role: &Value) -> Change {
    let profile = json!({"role": role});
    Change {
        profile: profile.as_object().expect("an object").clone(),
        ..Change::default()
    }
}

fn renamed(value: &str) -> Change {
    Change {
        without: vec!["name".into()],
        with: vec![name(value)],
        ..Change::default()
    }
}

async fn write(world: &World, writes: &[Write]) -> Vec<Written> {
    let written = world.directory.write_users(world.account.id, writes).await;
    written.expect("written")
}

fn words(written: &[Written]) -> Vec<String> {
    written
        .iter()
        .map(|item| match &item.outcome {
            WriteOutcome::Created(_) => "created".to_owned(),
            WriteOutcome::Updated(_) => "updated".to_owned(),
            WriteOutcome::Unknown => "unknown".to_owned(),
            WriteOutcome::Taken(identifier) => format!("taken {}", identifier.value),
            WriteOutcome::Refused(reason) => format!("refused {reason}"),
        })
        .collect()
}

#[tokio::test]
async fn each_write_succeeds_or_fails_by_itself() {
    let world = World::new().await;
    let refused = Write {
        identifier: name("x"),
        intent: Intent::refuse("no"),
    };
    let written = write(
        &world,
        &[
            create(&["a"]),
            create(&["b", "name-1"]),
            refused,
            change(id("nobody"), with_role(&json!("x"))),
            change(id("2"), with_role(&json!("changed"))),
        ],
    )
    .await;
    assert_eq!(
        words(&written),
        [
            "created",
            "taken name-1",
            "refused no",
            "unknown",
            "updated"
        ]
    );
    let changed = world.directory.find_user(world.account.id, &id("2")).await;
    let changed = changed.expect("readable").expect("there");
    assert_eq!(
        changed.profile,
        json!({"name": "User 2", "role": "changed"})
    );
    let refused = world
        .directory
        .find_user(world.account.id, &name("b"))
        .await;
    assert!(refused.expect("readable").is_none());
}

#[tokio::test]
async fn a_later_write_sees_the_earlier_ones() {
    let world = World::new().await;
    let either = Write {
        identifier: name("a"),
        intent: Intent {
            targets: vec![name("a")],
            change: with_role(&json!("second")),
            otherwise: Otherwise::Create(newcomer(&["a"])),
        },
    };
    let written = write(
        &world,
        &[
            either.clone(),
            either,
            create(&["a"]),
            // The name of one user goes to another, and the freed one to a newcomer.
            change(id("1"), renamed("name-9")),
            change(id("2"), renamed("name-1")),
            create(&["name-2"]),
        ],
    )
    .await;
    assert_eq!(
        words(&written),
        [
            "created", "updated", "taken a", "updated", "updated", "created"
        ]
    );
    let WriteOutcome::Created(user) = &written[0].outcome else {
        panic!("not created")
    };
    assert_eq!(user.profile["role"], "second");
    let found = world
        .directory
        .find_user(world.account.id, &name("name-1"))
        .await;
    let found = found.expect("readable").expect("there");
    assert_eq!(found.identifier("id"), Some("2"));
}

#[tokio::test]
async fn the_first_target_that_is_live_says_who_is_changed() {
    let world = World::new().await;
    let deletion = Deletion::erase(ids(&["1"]));
    let deleted = world
        .directory
        .delete_now(world.account.id, &deletion)
        .await;
    deleted.expect("deleted");
    let write_to_either = Write {
        identifier: id("1"),
        intent: Intent {
            targets: ids(&["1", "2", "3"]),
            change: with_role(&Value::Null),
            otherwise: Otherwise::Refuse("not this one".into()),
        },
    };
    let written = write(&world, &[write_to_either]).await;
    let WriteOutcome::Updated(user) = &written[0].outcome else {
        panic!("not changed")
    };
    assert_eq!(user.identifier("id"), Some("2"));
    assert_eq!(user.profile, json!({"name": "User 2"}));
}

#[tokio::test]
async fn a_queued_write_is_done_when_due_and_recorded_by_item() {
    let world = World::new().await;
    let policy = JobPolicy {
        class: "writing".into(),
        most_active: Some(1),
        delay: Duration::from_secs(2),
        readable_for: Duration::from_secs(60),
    };
    let writes = [create(&["a"]), create(&["name-1"])];
    let account = world.account.id;
    let job = world
        .directory
        .enqueue_writes(account, None, &writes, &policy)
        .await;
    let job = job.expect("accepted");
    assert_eq!((job.total, &job.state), (2, &JobState::Queued));
    let second = world
        .directory
        .enqueue_writes(account, None, &writes, &policy)
        .await;
    assert!(second.is_err(), "the limit counts writes too");
    let passed = world.directory.let_pass(policy.delay).await;
    passed.expect("time passes");
    let found = world.directory.find_jobs(account, &[job.id]).await;
    let JobState::Finished { records, .. } = &found.expect("readable")[0].state else {
        panic!("not finished")
    };
    let fates: Vec<_> = records.iter().map(|record| &record.fate).collect();
    assert_eq!(
        fates,
        [
            &Fate::Created(vec![name("a")]),
            &Fate::Taken(name("name-1"))
        ]
    );
}
