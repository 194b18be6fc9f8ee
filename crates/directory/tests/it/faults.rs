//! Directories with a fault: each goes wrong in its one way, and shares everything else.

use std::time::Duration;

use umbridge_directory::{
    Deletion, Fault, Identifier, JobPolicy, Listing, Matching, NewUser, Outcome, Reach, Retention,
    Window,
};

use crate::world::{World, id, ids};

#[rstest::rstest]
#[case::nobody(Reach::Nobody, &["1", "2", "3", "owner"])]
#[case::only_the_first(Reach::OnlyTheFirst, &["1", "3", "owner"])]
#[case::all_but_the_last(Reach::AllButTheLast, &["1", "3", "owner"])]
#[tokio::test]
async fn a_batch_reaches_others_and_reports_those_it_names(
    #[case] reach: Reach,
    #[case] left: &[&str],
) {
    let world = World::new().await;
    let faulty = world.directory.with_fault(Fault::Deletes(reach));
    let deletion = Deletion::erase(ids(&["2", "3"]));
    let items = faulty.delete_now(world.account.id, &deletion).await;
    let items = items.expect("a report");
    assert!(
        items
            .iter()
            .all(|item| matches!(item.outcome, Outcome::Deleted(_)))
    );
    assert_eq!(world.live().await, left);
}

#[tokio::test]
async fn whoever_has_a_name_alike_goes_too() {
    let world = World::new().await;
    let names = [
        "a-name-of-the-first",
        "a-name-of-the-second",
        "a-name-of-another",
    ];
    let users = names.map(|name| NewUser {
        identifiers: vec![Identifier::new("name", name)],
        profile: serde_json::json!({}),
    });
    let created = world.directory.create_users(world.account.id, &users).await;
    created.expect("users");
    let faulty = world
        .directory
        .with_fault(Fault::Deletes(Reach::EverybodyAlikeToo));
    let deletion = Deletion::erase(vec![Identifier::new("name", names[0])]);
    faulty
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");
    for (name, stays) in names.into_iter().zip([false, false, true]) {
        let name = Identifier::new("name", name);
        let found = world.directory.find_user(world.account.id, &name).await;
        assert_eq!(found.expect("readable").is_some(), stays, "{name}");
    }
}

#[tokio::test]
async fn namesakes_in_another_scheme_go_too() {
    let world = World::new().await;
    let namesake = NewUser {
        identifiers: vec![Identifier::new("alias", "name-2")],
        profile: serde_json::json!({}),
    };
    let created = world
        .directory
        .create_users(world.account.id, &[namesake])
        .await;
    created.expect("a user");
    let faulty = world
        .directory
        .with_fault(Fault::Deletes(Reach::NamesakesToo));
    let deletion = Deletion::erase(ids(&["2"]));
    faulty
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");
    let name = Identifier::new("alias", "name-2");
    let found = world.directory.find_user(world.account.id, &name).await;
    assert!(found.expect("readable").is_none());
    assert_eq!(world.live().await, ["1", "3", "owner"]);
}

#[tokio::test]
async fn namesakes_of_another_account_go_too() {
    let world = World::new().await;
    let other = world.directory.find_account("realm", "second").await;
    let other = other.expect("readable").expect("an account");
    let faulty = world
        .directory
        .with_fault(Fault::Deletes(Reach::NamesakesElsewhereToo));
    let deletion = Deletion::erase(ids(&["2"]));
    faulty
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");
    let namesake = world.directory.find_user(other.id, &id("2")).await;
    assert!(namesake.expect("readable").is_none());
}

#[rstest::rstest]
#[case::erased(Retention::Erase)]
#[case::marked(Retention::Tombstone { keep: "id".into(), purge_after: None })]
#[tokio::test]
async fn the_deleted_are_remembered_by_whoever_has_the_fault(#[case] retention: Retention) {
    let world = World::new().await;
    let faulty = world.directory.with_fault(Fault::Remembers);
    let deletion = Deletion {
        retention,
        ..Deletion::erase(ids(&["2"]))
    };
    faulty
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");
    assert_eq!(world.live().await, ["1", "3", "owner"]);

    let account = world.account.id;
    let found = faulty.find_user(account, &id("2")).await.expect("readable");
    let ghost = found.expect("a ghost");
    assert_eq!(ghost.profile["name"], "User 2");
    let by_key = faulty
        .find_user_by_key(account, ghost.id)
        .await
        .expect("readable");
    assert_eq!(by_key.map(|user| user.standing), Some(ghost.standing));
    let listing = Listing {
        matching: Matching {
            text: Some("user 2".into()),
            ..Matching::default()
        },
        window: Window::Offset { skip: 0, limit: 10 },
    };
    let page = faulty
        .list_users(account, &listing)
        .await
        .expect("readable");
    assert_eq!((page.total, page.users.len()), (1, 1));
}

#[tokio::test]
async fn a_postponed_job_waits() {
    let world = World::new().await;
    let faulty = world.directory.with_fault(Fault::Postpones(60));
    let policy = JobPolicy {
        class: "bulk".into(),
        most_active: None,
        delay: Duration::ZERO,
        readable_for: Duration::from_secs(3600),
    };
    let deletion = Deletion::erase(ids(&["2"]));
    let job = faulty
        .enqueue_deletion(world.account.id, None, &deletion, &policy)
        .await;
    job.expect("a job");
    faulty
        .let_pass(Duration::from_secs(59))
        .await
        .expect("time");
    assert_eq!(world.live().await, ["1", "2", "3", "owner"]);
    faulty.let_pass(Duration::from_secs(1)).await.expect("time");
    assert_eq!(world.live().await, ["1", "3", "owner"]);
}
