//! `POST /users/export/ids`: how users are found and what is shown of them.

use serde_json::{Value, json};

use super::{ask, bench, bench_with, export, external_ids, post};

const EXPORT: &str = "/users/export/ids";

#[rstest::rstest]
#[case::external_ids(json!({"external_ids": ["user_id1", "user_id2", "user_id1"]}), 2)]
#[case::integer(json!({"external_ids": [400]}), 1)]
#[case::aliases(json!({"user_aliases": [{"alias_name": "user_alias1", "alias_label": "alias_label1"}]}), 1)]
#[case::braze_id(json!({"braze_id": "braze_id1"}), 1)]
#[case::email(json!({"email_address": "USER_ID1@example.com"}), 1)]
#[case::shared_email(json!({"email_address": "shared@example.com"}), 2)]
#[case::phone(json!({"phone": "+15550100"}), 2)]
#[case::device(json!({"device_id": "a-device"}), 0)]
#[case::several_selectors(json!({"external_ids": ["user_id1"], "braze_id": "695735a50000000000000001", "phone": "+15550100"}), 3)]
#[case::another_workspaces_user(json!({"external_ids": ["other_user1"]}), 0)]
#[tokio::test]
async fn every_selector_finds_its_users_once(#[case] selector: Value, #[case] expected: usize) {
    let bench = bench().await;
    assert_eq!(export(&bench, selector).await.len(), expected);
}

#[tokio::test]
async fn a_user_is_shown_whole_and_unknown_ids_are_listed() {
    let bench = bench().await;
    let told = post(
        &bench,
        EXPORT,
        json!({"external_ids": ["user_id1", "nope", 7]}),
    )
    .await;
    insta::assert_json_snapshot!(
        "exported",
        told.shown(&["content-type", "x-ratelimit-limit", "etag"])
    );
}

#[tokio::test]
async fn only_the_wanted_members_are_shown() {
    let bench = bench().await;
    let fields = [
        "external_id",
        "braze_id",
        "user_aliases",
        "email",
        "no_such_field",
    ];
    let body = json!({"external_ids": ["user_id1", "400"], "fields_to_export": fields});
    let told = post(&bench, EXPORT, body).await;
    let expected = json!({
        "users": [
            {"external_id": "user_id1", "user_aliases": [], "braze_id": "695735a50000000000000001", "email": "user_id1@example.com"},
            {"external_id": "400", "user_aliases": [], "braze_id": "695735a50000000000000190", "email": "400@example.com"},
        ],
        "message": "success",
    });
    assert_eq!(told.body.to_string(), expected.to_string());
}

#[tokio::test]
async fn the_members_wanted_can_be_mandatory() {
    let bench = bench_with(json!({"require_fields_to_export": true})).await;
    let told = post(&bench, EXPORT, json!({"external_ids": ["user_id1"]})).await;
    assert_eq!(
        (told.status.as_u16(), &told.body),
        (400, &json!({"message": "'fields_to_export' is required"}))
    );
    let body = json!({"external_ids": ["user_id1"], "fields_to_export": ["external_id"]});
    assert_eq!(
        export(&bench, body).await,
        [json!({"external_id": "user_id1"})]
    );
}

#[rstest::rstest]
#[case::nothing(json!({}))]
#[case::empty(json!({"external_ids": []}))]
#[case::too_many(external_ids(51))]
#[case::too_many_together(json!({"external_ids": vec!["a"; 26], "user_aliases": vec![json!({"alias_name": "n", "alias_label": "l"}); 25]}))]
#[case::wrong_type(json!({"external_ids": "user_id1"}))]
#[case::wrong_type_of_one(json!({"braze_id": ["braze_id1"]}))]
#[case::fields_as_text(json!({"external_ids": ["user_id1"], "fields_to_export": "email"}))]
#[tokio::test]
async fn a_selector_of_another_shape_is_refused(#[case] body: Value) {
    let bench = bench().await;
    let told = post(&bench, EXPORT, body).await;
    assert_eq!(told.status, 400, "{}", told.body);
    assert!(told.body["message"].is_string());
}

#[tokio::test]
async fn fifty_are_allowed() {
    let bench = bench().await;
    let told = ask(&bench, EXPORT).json(&external_ids(50)).await;
    assert_eq!(told.status, 201);
    assert_eq!(
        told.body["invalid_user_ids"].as_array().map(Vec::len),
        Some(50)
    );
}
