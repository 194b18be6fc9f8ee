//! `POST /users/merge`: two users become one.

use serde_json::{Value, json};

use super::{SEEDED, bench, export, live, post};
use crate::kit::bench::Bench;

const MERGE: &str = "/users/merge";

fn pair(gone: Value, kept: Value) -> Value {
    let members = [("identifier_to_merge", gone), ("identifier_to_keep", kept)];
    members
        .map(|(name, user)| (name.to_owned(), user))
        .into_iter()
        .collect()
}

fn external(id: &str) -> Value {
    json!({"external_id": id})
}

async fn user(bench: &Bench, external_id: &str) -> Value {
    let users = export(bench, json!({"external_ids": [external_id]})).await;
    users.into_iter().next().unwrap_or_default()
}

#[tokio::test]
async fn the_kept_user_gets_what_it_did_not_have() {
    let bench = bench().await;
    let at = "2026-01-01T00:00:00Z";
    let purchase = |id: &str, price: f64| json!({"external_id": id, "product_id": "p", "currency": "USD", "price": price, "time": at});
    let known = json!({
        "attributes": [
            {"external_id": "user_id1", "last_name": "One", "phone": "+15550199", "a": 1, "b": 1},
            {"external_id": "user_id2", "b": 2},
        ],
        "events": [
            {"external_id": "user_id1", "name": "seen", "time": at},
            {"external_id": "user_id2", "name": "seen", "time": "2026-02-01T00:00:00Z"},
        ],
        "purchases": [purchase("user_id1", 1.5), purchase("user_id2", 2.0)],
    });
    assert_eq!(post(&bench, "/users/track", known).await.status, 201);
    post(&bench, "/users/alias/new", json!({"user_aliases": [{"external_id": "user_id1", "alias_name": "n", "alias_label": "l"}]})).await;

    let told = post(
        &bench,
        MERGE,
        json!({"merge_updates": [pair(external("user_id1"), external("user_id2"))]}),
    )
    .await;
    insta::assert_json_snapshot!(
        "merged",
        told.shown(&["content-type", "cache-control", "etag"])
    );
    insta::assert_json_snapshot!("kept", user(&bench, "user_id2").await);
    assert_eq!(user(&bench, "user_id1").await, Value::Null);
    assert_eq!(live(&bench).await, SEEDED - 1);
}

#[rstest::rstest]
#[case::alias(json!({"user_alias": {"alias_name": "user_alias1", "alias_label": "alias_label1"}}), 1)]
#[case::braze_id(json!({"braze_id": "braze_id1"}), 1)]
#[case::email(json!({"email": "shared@example.com", "prioritization": ["unidentified"]}), 1)]
#[case::phone(json!({"phone": "+15550100", "prioritization": ["identified", "least_recently_updated"]}), 1)]
#[case::undecided(json!({"email": "shared@example.com", "prioritization": ["most_recently_updated"]}), 0)]
#[case::unknown(external("nobody"), 0)]
#[case::itself(external("user_id2"), 0)]
#[tokio::test]
async fn users_are_named_in_every_way(#[case] gone: Value, #[case] disappeared: u64) {
    let bench = bench().await;
    let told = post(
        &bench,
        MERGE,
        json!({"merge_updates": [pair(gone, external("user_id2"))]}),
    )
    .await;
    assert_eq!(
        (told.status.as_u16(), &told.body),
        (202, &json!({"message": "success"}))
    );
    assert!(user(&bench, "user_id2").await.is_object());
    assert_eq!(live(&bench).await, SEEDED - disappeared);
}

#[tokio::test]
async fn into_a_user_who_is_not_there_nobody_is_merged() {
    let bench = bench().await;
    post(
        &bench,
        MERGE,
        json!({"merge_updates": [pair(external("user_id1"), external("nobody"))]}),
    )
    .await;
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn a_chain_of_pairs_is_followed() {
    let bench = bench().await;
    let pairs = [
        pair(external("user_id1"), external("user_id2")),
        pair(external("user_id2"), external("bystander1")),
    ];
    post(&bench, MERGE, json!({"merge_updates": pairs})).await;
    assert_eq!(live(&bench).await, SEEDED - 2);
    assert!(user(&bench, "bystander1").await.is_object());
}

#[rstest::rstest]
#[case::absent(json!({}))]
#[case::not_a_list(json!({"merge_updates": {}}))]
#[case::not_objects(json!({"merge_updates": ["user_id1"]}))]
#[case::another_member(json!({"merge_updates": [{"identifier_to_merge": external("user_id1"), "identifier_to_keep": external("user_id2"), "x": 1}]}))]
#[case::half_a_pair(json!({"merge_updates": [{"identifier_to_merge": external("user_id1")}]}))]
#[case::too_many(json!({"merge_updates": vec![pair(external("user_id1"), external("user_id2")); 51]}))]
#[case::two_names(json!({"merge_updates": [pair(json!({"external_id": "user_id1", "braze_id": "braze_id1"}), external("user_id2"))]}))]
#[case::no_name(json!({"merge_updates": [pair(json!({}), external("user_id2"))]}))]
#[case::no_prioritization(json!({"merge_updates": [pair(json!({"email": "shared@example.com"}), external("user_id2"))]}))]
#[case::empty(json!({"merge_updates": []}))]
#[tokio::test]
async fn a_body_of_another_shape_merges_nobody(#[case] body: Value) {
    let bench = bench().await;
    let told = post(&bench, MERGE, body).await;
    assert_eq!(told.status, 400, "{}", told.body);
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("refused_merge", told.body);
    });
    assert_eq!(live(&bench).await, SEEDED);
}
