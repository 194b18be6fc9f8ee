//! `POST /users/track`: creating and changing users, and what is said of objects that are not valid.

use serde_json::{Value, json};

use super::{SEEDED, bench, bench_with, delete, export, live, post, settle};
use crate::kit::bench::{Bench, Told};

async fn track(bench: &Bench, body: Value) -> Told {
    post(bench, "/users/track", body).await
}

/// The user after having been given attributes, one object after the other.
async fn attributed(bench: &Bench, objects: Value) -> Value {
    let told = track(bench, json!({"attributes": objects})).await;
    assert_eq!(told.status, 201, "{}", told.body);
    let id = objects[0]["external_id"].clone();
    export(bench, json!({"external_ids": [id]})).await[0].clone()
}

#[tokio::test]
async fn an_unknown_external_id_creates_a_user_whom_an_alias_finds_too() {
    let bench = bench().await;
    let told = track(
        &bench,
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
    post(&bench, "/users/alias/new", alias).await;
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
    track(&bench, json!({"attributes": [{"external_id": "user_id1"}]})).await;
    let after = export(&bench, selector).await;
    assert_ne!(before[0]["braze_id"], after[0]["braze_id"]);
    assert_eq!(after[0]["email"], Value::Null);
}

#[rstest::rstest]
#[case::external_id(json!({"external_id": "new"}), 1)]
#[case::integer(json!({"external_id": 77}), 1)]
#[case::external_id_update_only(json!({"external_id": "new", "_update_existing_only": true}), 0)]
#[case::alias(json!({"user_alias": {"alias_name": "new", "alias_label": "l"}}), 0)]
#[case::alias_creating(json!({"user_alias": {"alias_name": "new", "alias_label": "l"}, "_update_existing_only": false}), 1)]
#[case::braze_id(json!({"braze_id": "new", "_update_existing_only": false}), 0)]
#[case::email(json!({"email": "new@example.com"}), 1)]
#[case::known_email(json!({"email": "USER_ID1@example.com"}), 0)]
#[case::phone(json!({"phone": "+15550123"}), 1)]
#[case::email_before_phone(json!({"email": "user_id1@example.com", "phone": "+15550123"}), 0)]
#[case::null_beside(json!({"external_id": null, "email": "user_id1@example.com"}), 0)]
#[tokio::test]
async fn who_is_created_depends_on_the_identifier(#[case] object: Value, #[case] created: u64) {
    let bench = bench().await;
    let told = track(&bench, json!({"attributes": [object]})).await;
    // Whoever is only to be updated and is not there is processed all the same.
    assert_eq!(
        (told.status.as_u16(), &told.body),
        (
            201,
            &json!({"attributes_processed": 1, "message": "success"})
        )
    );
    assert_eq!(live(&bench).await, SEEDED + created);
}

#[tokio::test]
async fn one_request_creates_a_user_once() {
    let bench = bench().await;
    let event = json!({"external_id": "new", "name": "seen", "time": "2026-01-01T00:00:00Z"});
    let body = json!({"attributes": [{"external_id": "new", "a": 1}, {"external_id": "new", "b": 2}], "events": [event], "purchases": []});
    let told = track(&bench, body).await;
    let expected = json!({"attributes_processed": 2, "events_processed": 1, "purchases_processed": 0, "message": "success"});
    assert_eq!(told.body.to_string(), expected.to_string());
    let user = &export(&bench, json!({"external_ids": ["new"]})).await[0];
    assert_eq!(user["custom_attributes"], json!({"a": 1, "b": 2}));
    assert_eq!(live(&bench).await, SEEDED + 1);
}

#[tokio::test]
async fn calls_at_the_same_moment_do_not_overwrite_each_other() {
    let bench = bench().await;
    let calls = (0..20).map(|n| {
        let attributes = json!([{"external_id": "new", format!("a{n}"): n, "n": {"inc": 1}}]);
        track(&bench, json!({"attributes": attributes}))
    });
    for told in futures_util::future::join_all(calls).await {
        assert_eq!(told.status, 201, "{}", told.body);
    }
    let users = export(&bench, json!({"external_ids": ["new"]})).await;
    assert_eq!(users[0]["custom_attributes"]["n"], 20);
    assert_eq!(
        users[0]["custom_attributes"]
            .as_object()
            .map(serde_json::Map::len),
        Some(21)
    );
    assert_eq!(live(&bench).await, SEEDED + 1);
}

#[tokio::test]
async fn attributes_are_set_changed_and_taken_away() {
    let bench = bench().await;
    let user = attributed(&bench, json!([
        {"external_id": "user_id1", "first_name": null, "email": "Other@example.com", "gender": "F", "n": 1, "list": ["a", "b"], "gone": 1},
        {"external_id": "user_id1", "n": {"inc": 2}, "list": {"add": ["b", "c"]}, "gone": null, "nested": {"a": 1, "b": 2}},
        {"external_id": "user_id1", "n": {"inc": -5}, "list": {"remove": ["a"]}, "fresh": {"inc": 1}},
    ])).await;
    insta::assert_json_snapshot!("attributed", user);
    // The old address is nobody's any more.
    assert!(
        export(&bench, json!({"email_address": "user_id1@example.com"}))
            .await
            .is_empty()
    );
    assert_eq!(
        export(&bench, json!({"email_address": "other@example.com"}))
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn an_address_alone_means_the_identified_profile() {
    let bench = bench().await;
    track(
        &bench,
        json!({"attributes": [{"email": "shared@example.com", "a": 1}]}),
    )
    .await;
    let users = export(&bench, json!({"email_address": "shared@example.com"})).await;
    let changed: Vec<_> = users
        .iter()
        .map(|user| user.get("custom_attributes").is_some())
        .collect();
    assert_eq!(changed, [true, false]);
}

#[tokio::test]
async fn events_and_purchases_are_summed_up() {
    let bench = bench().await;
    let event = |time: &str| json!({"external_id": "user_id1", "name": "seen", "time": time, "properties": {"a": 1}});
    let purchase = |quantity: Value| json!({"external_id": "user_id1", "product_id": "p", "currency": "USD", "price": 2.5, "quantity": quantity, "time": "2026-01-01T00:00:00"});
    let body = json!({
        "events": [event("2026-02-01T00:00:00Z"), event("2026-01-01T01:00:00+02:00"), event("2026-01-15T00:00:00.5Z")],
        "purchases": [purchase(json!(2)), purchase(Value::Null)],
    });
    let told = track(&bench, body).await;
    let expected = json!({"events_processed": 3, "purchases_processed": 2, "message": "success"});
    assert_eq!(told.body.to_string(), expected.to_string());
    let body = json!({"external_ids": ["user_id1"], "fields_to_export": ["custom_events", "purchases", "total_revenue"]});
    insta::assert_json_snapshot!("summed_up", export(&bench, body).await);
}

#[tokio::test]
async fn objects_that_are_not_valid_are_reported_and_the_others_recorded() {
    let bench = bench().await;
    let at = "2026-01-01T00:00:00Z";
    let body = json!({
        "attributes": [{"external_id": "new"}, {"first_name": "nobody"}, 7, {"external_id": ""}, {"external_id": "a", "user_alias": {"alias_name": "n", "alias_label": "l"}}, {"user_alias": ["n", "l"]}, {"external_id": "new", "gender": "X"}, {"external_id": "new", "first_name": 1}],
        "events": [{"external_id": "new", "time": at}, {"external_id": "new", "name": "seen", "time": "yesterday"}],
        "purchases": [{"external_id": "new", "product_id": "p", "currency": "USD", "price": 1, "quantity": 101, "time": at}, {"external_id": "new", "product_id": "p", "currency": "dollars", "price": 1, "time": at}, {"external_id": "new", "product_id": "p", "currency": "USD", "price": "1", "time": at}],
    });
    let told = track(&bench, body).await;
    insta::assert_json_snapshot!("partly_valid", told.shown(&["content-type"]));
    assert_eq!(live(&bench).await, SEEDED + 1);
}

#[rstest::rstest]
#[case::nothing(json!({}))]
#[case::empty_lists(json!({"attributes": [], "events": [], "purchases": []}))]
#[case::nothing_valid(json!({"attributes": [{"first_name": "nobody"}], "events": []}))]
#[case::not_a_list(json!({"attributes": {"external_id": "new"}}))]
#[case::too_many(json!({"attributes": vec![json!({"external_id": "new"}); 75], "events": [{"external_id": "new", "name": "seen", "time": "2026-01-01T00:00:00Z"}]}))]
#[tokio::test]
async fn a_call_of_which_nothing_can_be_recorded_is_refused(#[case] body: Value) {
    let bench = bench().await;
    let told = track(&bench, body).await;
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("refused_track", told.shown(&["content-type"]));
    });
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn on_older_plans_each_list_has_its_own_limit() {
    let bench = bench_with(json!({"track_counts": "per_array"})).await;
    let event = json!({"external_id": "new", "name": "seen", "time": "2026-01-01T00:00:00Z"});
    let mut body = json!({"attributes": vec![json!({"external_id": "new"}); 75], "events": vec![event.clone(); 75]});
    assert_eq!(track(&bench, body.clone()).await.status, 201);
    body["events"] = json!(vec![event; 76]);
    assert_eq!(track(&bench, body).await.status, 400);
}
