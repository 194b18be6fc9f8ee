//! Creating users, and reading them back.

use serde_json::{Value, json};

use super::{bench, delete, export, post, settle};

const TRACK: &str = "/users/track";

#[tokio::test]
async fn an_unknown_external_id_creates_a_user_whom_an_alias_finds_too() {
    let bench = bench().await;
    let told = post(
        &bench,
        TRACK,
        json!({"attributes": [{"external_id": "new", "first_name": "Ann", "tier": "gold"}]}),
    )
    .await;
    assert_eq!(
        (told.status.as_u16(), &told.body),
        (
            201,
            &json!({"attributes_processed": 1, "message": "success"})
        )
    );
    let alias =
        json!({"user_aliases": [{"external_id": "new", "alias_name": "n", "alias_label": "l"}]});
    let told = post(&bench, "/users/alias/new", alias).await;
    assert_eq!(
        (told.status.as_u16(), &told.body),
        (201, &json!({"aliases_processed": 1, "message": "success"}))
    );
    let found = export(
        &bench,
        json!({"user_aliases": [{"alias_name": "n", "alias_label": "l"}]}),
    )
    .await;
    insta::assert_json_snapshot!("created", found, {"[].braze_id" => "[id]", "[].random_bucket" => "[n]"});
    let braze_id = found[0]["braze_id"].as_str().expect("an id");
    assert!(braze_id.len() == 24 && braze_id.bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[tokio::test]
async fn a_deleted_users_names_are_free_again() {
    let bench = bench().await;
    let selector = json!({"external_ids": ["user_id1"]});
    let before = export(&bench, selector.clone()).await;
    delete(&bench, selector.clone()).await;
    settle(&bench).await;
    post(
        &bench,
        TRACK,
        json!({"attributes": [{"external_id": "user_id1"}]}),
    )
    .await;
    let after = export(&bench, selector).await;
    assert_ne!(before[0]["braze_id"], after[0]["braze_id"]);
    assert_eq!(after[0]["email"], Value::Null);
}
