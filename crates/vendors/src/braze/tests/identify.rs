//! `POST /users/identify`: profiles get an external id.

use serde_json::{Value, json};

use super::{SEEDED, bench, export, live, post};
use crate::kit::bench::{Bench, Told};

const IDENTIFY: &str = "/users/identify";

fn by_alias(external_id: &str, name: &str) -> Value {
    let alias = json!({"alias_label": "alias_label1", "alias_name": name});
    json!({"aliases_to_identify": [{"external_id": external_id, "user_alias": alias}]})
}

async fn user(bench: &Bench, external_id: &str) -> Value {
    let users = export(bench, json!({"external_ids": [external_id]})).await;
    users.into_iter().next().unwrap_or_default()
}

async fn identify(bench: &Bench, body: Value) -> Told {
    let told = post(bench, IDENTIFY, body).await;
    assert_eq!(told.status, 201, "{}", told.body);
    told
}

#[tokio::test]
async fn a_profile_gets_an_external_id_nobody_has() {
    let bench = bench().await;
    let told = identify(&bench, by_alias("new", "user_alias1")).await;
    assert_eq!(
        told.body,
        json!({"aliases_processed": 1, "message": "success"})
    );
    let user = user(&bench, "new").await;
    assert_eq!(user["braze_id"], "695735a50000000000000003");
    assert_eq!(
        user["user_aliases"],
        json!([{"alias_name": "user_alias1", "alias_label": "alias_label1"}])
    );
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::merging(None, json!({"a": 1}))]
#[case::merging_by_name(Some("merge"), json!({"a": 1}))]
#[case::not_merging(Some("none"), Value::Null)]
#[tokio::test]
async fn a_profile_is_merged_into_the_user_who_has_the_id(
    #[case] behavior: Option<&str>,
    #[case] custom: Value,
) {
    let bench = bench().await;
    let alias = json!({"alias_label": "alias_label1", "alias_name": "user_alias1"});
    let attributes = json!({"user_alias": alias, "a": 1, "first_name": "other"});
    post(&bench, "/users/track", json!({"attributes": [attributes]})).await;
    let mut body = by_alias("user_id1", "user_alias1");
    body["merge_behavior"] = json!(behavior);
    identify(&bench, body).await;
    let user = user(&bench, "user_id1").await;
    assert_eq!(user["braze_id"], "695735a50000000000000001");
    assert_eq!(user["first_name"], "user_id1");
    assert_eq!(user["custom_attributes"], custom);
    assert_eq!(user["user_aliases"], json!([alias]));
    assert_eq!(live(&bench).await, SEEDED - 1);
}

#[tokio::test]
async fn a_later_entry_sees_what_an_earlier_one_did() {
    let bench = bench().await;
    let entry = |name: &str| json!({"external_id": "new", "user_alias": {"alias_label": "alias_label1", "alias_name": name}});
    let entries = [entry("user_alias1"), entry("user_alias2")];
    identify(&bench, json!({"aliases_to_identify": entries})).await;
    // The second alias has the same label, so that its name is not kept.
    assert_eq!(
        user(&bench, "new").await["user_aliases"][0]["alias_name"],
        "user_alias1"
    );
    assert_eq!(live(&bench).await, SEEDED - 1);
}

#[rstest::rstest]
#[case::unknown_alias(by_alias("new", "nobody"))]
#[case::identified_already(json!({"emails_to_identify": [{"external_id": "new", "email": "shared@example.com", "prioritization": ["identified"]}]}))]
#[case::undecided(json!({"phone_numbers_to_identify": [{"external_id": "new", "phone": "+15550100", "prioritization": ["most_recently_updated"]}]}))]
#[tokio::test]
async fn whoever_cannot_be_identified_is_left_alone(#[case] body: Value) {
    let bench = bench().await;
    let told = identify(&bench, body).await;
    assert_eq!(told.body["aliases_processed"], 1);
    assert_eq!(user(&bench, "new").await, Value::Null);
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::email(json!({"emails_to_identify": [{"external_id": "new", "email": "shared@example.com", "prioritization": ["unidentified"]}]}))]
#[case::phone(json!({"phone_numbers_to_identify": [{"external_id": "new", "phone": "+15550100", "prioritization": ["unidentified", "least_recently_updated"]}]}))]
#[tokio::test]
async fn an_address_identifies_the_profile_that_is_left(#[case] body: Value) {
    let bench = bench().await;
    identify(&bench, body).await;
    assert_eq!(user(&bench, "new").await["email"], "shared@example.com");
}

#[rstest::rstest]
#[case::nothing(json!({}))]
#[case::empty(json!({"aliases_to_identify": []}))]
#[case::without_an_id(json!({"aliases_to_identify": [{"user_alias": {"alias_label": "alias_label1", "alias_name": "user_alias1"}}]}))]
#[case::without_prioritization(json!({"emails_to_identify": [{"external_id": "new", "email": "shared@example.com"}]}))]
#[case::contradiction(json!({"emails_to_identify": [{"external_id": "new", "email": "shared@example.com", "prioritization": ["identified", "unidentified"]}]}))]
#[case::too_many(json!({"aliases_to_identify": vec![by_alias("new", "user_alias1")["aliases_to_identify"][0].clone(); 51]}))]
#[case::unknown_behavior(json!({"aliases_to_identify": by_alias("new", "user_alias1")["aliases_to_identify"], "merge_behavior": "all"}))]
#[tokio::test]
async fn a_body_of_another_shape_identifies_nobody(#[case] body: Value) {
    let bench = bench().await;
    let told = post(&bench, IDENTIFY, body).await;
    assert_eq!(told.status, 400, "{}", told.body);
    assert_eq!(user(&bench, "new").await, Value::Null);
    assert_eq!(live(&bench).await, SEEDED);
}
