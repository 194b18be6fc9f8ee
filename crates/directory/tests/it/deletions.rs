//! Deleting now: outcomes per item, in request order.

use std::time::Duration;

use umbridge_directory::{
    Deletion, Error, Identifier, Item, NewUser, OnUnknown, Outcome, Retention, Standing,
};

use crate::world::{World, id, ids};

fn words(items: &[Item]) -> Vec<&'static str> {
    items
        .iter()
        .map(|item| match item.outcome {
            Outcome::Deleted(_) => "deleted",
            Outcome::Unknown => "unknown",
            Outcome::Protected => "protected",
        })
        .collect()
}

#[tokio::test]
async fn each_item_is_answered_in_request_order() {
    let world = World::new().await;
    let deletion = Deletion::erase(ids(&["2", "nobody", "owner", "1"]));
    let items = world
        .directory
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");
    assert_eq!(
        words(&items),
        ["deleted", "unknown", "protected", "deleted"]
    );
    assert_eq!(world.live().await, ["3", "owner"]);
}

#[tokio::test]
async fn the_deleted_user_is_reported_as_it_was() {
    let world = World::new().await;
    let items = world
        .directory
        .delete_now(world.account.id, &Deletion::erase(ids(&["2"])))
        .await
        .expect("deleted");
    let Outcome::Deleted(user) = &items[0].outcome else {
        panic!("not deleted: {items:?}")
    };
    assert_eq!(user.profile["name"], "User 2");
    assert_eq!(user.identifier("name"), Some("name-2"));
    assert_eq!(user.standing, Standing::Live);
}

#[tokio::test]
async fn a_user_named_twice_is_deleted_once() {
    let world = World::new().await;
    let twice = vec![id("2"), Identifier::new("name", "name-2"), id("2")];
    let items = world
        .directory
        .delete_now(world.account.id, &Deletion::erase(twice))
        .await
        .expect("deleted");
    assert_eq!(words(&items), ["deleted", "unknown", "unknown"]);
}

#[tokio::test]
async fn a_refused_unknown_user_saves_all_others() {
    let world = World::new().await;
    let deletion = Deletion {
        on_unknown: OnUnknown::RefuseAll,
        ..Deletion::erase(ids(&["1", "nobody", "2", "x"]))
    };
    let error = world
        .directory
        .delete_now(world.account.id, &deletion)
        .await
        .expect_err("refused");
    assert!(matches!(error, Error::UnknownUsers(positions) if positions == [1, 3]));
    assert_eq!(world.live().await, ["1", "2", "3", "owner"]);
}

#[tokio::test]
async fn spared_users_are_passed_over() {
    let world = World::new().await;
    let caller = world
        .directory
        .find_user(world.account.id, &id("1"))
        .await
        .expect("readable")
        .expect("there");
    let deletion = Deletion {
        spare: vec![caller.id],
        ..Deletion::erase(ids(&["1", "2"]))
    };
    let items = world
        .directory
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");
    assert_eq!(words(&items), ["protected", "deleted"]);
}

#[tokio::test]
async fn a_shared_identifier_deletes_nobody() {
    let world = World::new().await;
    let deletion = Deletion::erase(vec![Identifier::new("email", "all@example.test")]);
    let items = world
        .directory
        .delete_now(world.account.id, &deletion)
        .await
        .expect("answered");
    assert_eq!(words(&items), ["unknown"]);
    assert_eq!(world.live().await.len(), 4);
}

#[tokio::test]
async fn another_account_is_out_of_reach() {
    let world = World::new().await;
    let other = world
        .directory
        .find_account("realm", "second")
        .await
        .expect("readable")
        .expect("seeded");
    world
        .directory
        .delete_now(other.id, &Deletion::erase(ids(&["1", "2"])))
        .await
        .expect("deleted");
    assert_eq!(world.live().await, ["1", "2", "3", "owner"]);
}

#[tokio::test]
async fn a_tombstone_keeps_one_scheme_frees_the_others_and_is_emptied_in_time() {
    let world = World::new().await;
    let day = Duration::from_secs(86_400);
    let retention = Retention::Tombstone {
        keep: "id".into(),
        purge_after: Some(30 * day),
    };
    let deletion = Deletion {
        retention,
        ..Deletion::erase(ids(&["2"]))
    };
    world
        .directory
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");

    let tombstone = world
        .directory
        .find_user(world.account.id, &id("2"))
        .await
        .expect("readable")
        .expect("kept");
    assert!(matches!(tombstone.standing, Standing::Deleted { .. }));
    assert_eq!(tombstone.profile["name"], "User 2");
    let reuse = NewUser {
        identifiers: vec![Identifier::new("name", "name-2")],
        profile: serde_json::json!({}),
    };
    world
        .directory
        .create_users(world.account.id, &[reuse])
        .await
        .expect("the name is free again");

    let again = world
        .directory
        .delete_now(world.account.id, &deletion)
        .await
        .expect("answered");
    assert_eq!(words(&again), ["unknown"]);

    world
        .directory
        .let_pass(30 * day)
        .await
        .expect("time passes");
    let purged = world
        .directory
        .find_user(world.account.id, &id("2"))
        .await
        .expect("readable")
        .expect("kept");
    assert!(matches!(purged.standing, Standing::Purged { .. }));
    assert_eq!(purged.profile, serde_json::json!({}));
}

#[tokio::test]
async fn purging_empties_tombstones_and_nobody_else() {
    let world = World::new().await;
    let retention = Retention::Tombstone {
        keep: "id".into(),
        purge_after: None,
    };
    let deletion = Deletion {
        retention,
        ..Deletion::erase(ids(&["2"]))
    };
    world
        .directory
        .delete_now(world.account.id, &deletion)
        .await
        .expect("deleted");
    let purged = world
        .directory
        .purge_users(world.account.id, &ids(&["1", "2", "x"]))
        .await
        .expect("purged");
    assert_eq!(purged, ids(&["2"]));
    let live = world
        .directory
        .find_user(world.account.id, &id("1"))
        .await
        .expect("readable")
        .expect("there");
    assert_eq!(live.profile["name"], "User 1");
}
