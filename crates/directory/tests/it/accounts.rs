//! Accounts and credentials.

use std::time::Duration;

use umbridge_directory::{Deletion, NewCredential};

use crate::world::{World, ids};

fn token(world: &World, expires_in: Duration) -> NewCredential {
    NewCredential {
        kind: "token".into(),
        key: "a-token".into(),
        secret: None,
        subject: None,
        grants: vec!["read".into()],
        expires_at: Some(world.directory.clock().now() + expires_in),
    }
}

#[tokio::test]
async fn a_credential_opens_its_own_account() {
    let world = World::new().await;
    let found = world
        .directory
        .find_credential("realm", "key", "key-of-second")
        .await
        .expect("readable");
    let credential = found.expect("valid");
    assert_eq!(credential.account.name, "second");
    assert_eq!(credential.secret.as_deref(), Some("secret"));
    assert!(credential.grants("delete") && !credential.grants("read"));
}

#[rstest::rstest]
#[case::another_realm("elsewhere", "key", "key-of-first")]
#[case::another_kind("realm", "token", "key-of-first")]
#[case::another_key("realm", "key", "KEY-OF-FIRST")]
#[tokio::test]
async fn nothing_else_opens_it(#[case] realm: &str, #[case] kind: &str, #[case] key: &str) {
    let world = World::new().await;
    assert!(
        world
            .directory
            .find_credential(realm, kind, key)
            .await
            .expect("readable")
            .is_none()
    );
}

#[tokio::test]
async fn a_credential_ends_with_its_time() {
    let world = World::new().await;
    world
        .directory
        .issue_credential(world.account.id, &token(&world, Duration::from_secs(60)))
        .await
        .expect("issued");
    world
        .directory
        .let_pass(Duration::from_secs(59))
        .await
        .expect("time passes");
    assert!(
        world
            .directory
            .find_credential("realm", "token", "a-token")
            .await
            .expect("readable")
            .is_some()
    );
    world
        .directory
        .let_pass(Duration::from_secs(1))
        .await
        .expect("time passes");
    assert!(
        world
            .directory
            .find_credential("realm", "token", "a-token")
            .await
            .expect("readable")
            .is_none()
    );
}

#[tokio::test]
async fn a_credential_ends_with_its_subject() {
    let world = World::new().await;
    world
        .directory
        .delete_now(world.account.id, &Deletion::erase(ids(&["2"])))
        .await
        .expect("deleted");
    assert!(
        world
            .directory
            .find_credential("realm", "key", "key-of-first")
            .await
            .expect("readable")
            .is_none()
    );
}

#[tokio::test]
async fn numbers_are_given_out_once_and_after_those_of_the_seed() {
    let world = World::new().await;
    assert_eq!(
        world
            .directory
            .reserve_numbers(world.account.id, "id", 2)
            .await
            .expect("reserved"),
        4
    );
    assert_eq!(
        world
            .directory
            .reserve_numbers(world.account.id, "id", 1)
            .await
            .expect("reserved"),
        6
    );
    assert_eq!(
        world
            .directory
            .reserve_numbers(world.account.id, "other", 1)
            .await
            .expect("reserved"),
        1
    );
}

#[tokio::test]
async fn settings_are_replaced_whole() {
    let world = World::new().await;
    let settings = serde_json::json!({"switch": true});
    world
        .directory
        .update_settings(world.account.id, &settings)
        .await
        .expect("changed");
    let account = world
        .directory
        .find_account("realm", "first")
        .await
        .expect("readable")
        .expect("there");
    assert_eq!(account.settings, settings);
}

#[tokio::test]
async fn settings_that_have_changed_meanwhile_are_not_replaced() {
    let world = World::new().await;
    let [before, after] = [
        serde_json::json!({}),
        serde_json::json!({"b": 1.5, "a": "ü"}),
    ];
    let replace = async |from, to| {
        let replaced = world.directory.replace_settings(world.account.id, from, to);
        replaced.await.expect("answered")
    };
    assert!(replace(&before, &after).await);
    assert!(!replace(&before, &before).await);
    let account = world.directory.find_account("realm", "first").await;
    let account = account.expect("readable").expect("there");
    assert_eq!(account.settings, after);
    assert!(replace(&account.settings, &before).await);
}
