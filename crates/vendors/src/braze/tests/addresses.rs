//! Deletion by e-mail address and phone number: which of several profiles goes.

use std::time::Duration;

use serde_json::{Value, json};

use super::{SEEDED, bench, bench_with, delete, export, live, post};

fn shared(prioritization: Value) -> Value {
    let mut target = json!({"email": "shared@example.com"});
    target["prioritization"] = prioritization;
    json!({"email_addresses": [target]})
}

/// The external ids (or null) of the profiles that still have the shared address.
async fn left(bench: &crate::kit::bench::Bench) -> Vec<Value> {
    live(bench).await;
    let found = export(bench, json!({"email_address": "shared@example.com"})).await;
    found
        .iter()
        .map(|user| user["external_id"].clone())
        .collect()
}

#[rstest::rstest]
#[case::identified(json!(["identified"]), &[Value::Null])]
#[case::unidentified(json!(["unidentified"]), &["shared1".into()])]
#[case::as_new_as_each_other(json!(["most_recently_updated"]), &["shared1".into(), Value::Null])]
#[case::both_filters(json!(["unidentified", "most_recently_updated"]), &["shared1".into()])]
#[tokio::test]
async fn the_one_profile_that_is_left_goes(#[case] order: Value, #[case] expected: &[Value]) {
    let bench = bench().await;
    let told = delete(&bench, shared(order)).await;
    assert_eq!(
        (told.status.as_u16(), &told.body["deleted"]),
        (201, &json!(1))
    );
    assert_eq!(left(&bench).await, expected);
}

#[tokio::test]
async fn of_several_unidentified_profiles_the_newest_goes_only_if_asked_for() {
    let bench = bench().await;
    bench.directory.clock().advance(Duration::from_secs(1));
    let alias = json!({"alias_name": "newest", "alias_label": "l"});
    let attributes =
        json!({"user_alias": alias, "_update_existing_only": false, "email": "Shared@Example.com"});
    post(&bench, "/users/track", json!({"attributes": [attributes]})).await;
    assert_eq!(left(&bench).await.len(), 3);

    delete(&bench, shared(json!(["unidentified"]))).await;
    assert_eq!(left(&bench).await.len(), 3);

    delete(
        &bench,
        shared(json!(["unidentified", "most_recently_updated"])),
    )
    .await;
    assert_eq!(left(&bench).await.len(), 2);
    assert!(
        export(&bench, json!({"user_aliases": [alias]}))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_phone_number_is_compared_by_its_digits() {
    let bench = bench().await;
    let number = json!({"phone": "+1 (555) 0100", "prioritization": ["identified"]});
    delete(&bench, json!({"phone_numbers": [number]})).await;
    assert_eq!(left(&bench).await, [Value::Null]);
}

#[rstest::rstest]
#[case::no_prioritization(json!({"email_addresses": [{"email": "shared@example.com"}]}))]
#[case::empty_prioritization(shared(json!([])))]
#[case::null_prioritization(shared(json!(null)))]
#[case::contradiction(shared(json!(["identified", "unidentified"])))]
#[case::not_for_deletion(shared(json!(["least_recently_updated"])))]
#[case::unknown_word(shared(json!(["newest"])))]
#[case::address_as_text(json!({"email_addresses": ["shared@example.com"]}))]
#[case::not_a_list(json!({"email_addresses": {"email": "shared@example.com", "prioritization": ["identified"]}}))]
#[case::number_without_phone(json!({"phone_numbers": [{"number": "+15550100", "prioritization": ["identified"]}]}))]
#[case::two_kinds(json!({"email_addresses": [{"email": "shared@example.com", "prioritization": ["identified"]}], "external_ids": ["user_id1"]}))]
#[tokio::test]
async fn an_address_without_a_valid_prioritization_is_refused(#[case] body: Value) {
    let bench = bench().await;
    let told = delete(&bench, body).await;
    assert_eq!(told.status, 400, "{}", told.body);
    assert!(told.body["message"].is_string());
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::alone(shared(json!(["identified"])), 400, 0)]
#[case::of_any_shape(json!({"email_addresses": 1}), 400, 0)]
#[case::beside_a_kind_of_the_document(json!({"phone_numbers": [{"phone": "+15550100"}], "external_ids": ["user_id1"]}), 201, 1)]
#[tokio::test]
async fn the_document_knows_no_addresses(
    #[case] body: Value,
    #[case] status: u16,
    #[case] gone: u64,
) {
    let bench = bench_with(json!({"profile": "seed"})).await;
    assert_eq!(delete(&bench, body).await.status, status);
    assert_eq!(live(&bench).await, SEEDED - gone);
}

#[tokio::test]
async fn who_is_meant_is_decided_when_the_deletion_is_asked_for() {
    let bench = bench_with(json!({"delete_delay_ms": 60_000})).await;
    let alias = json!({"alias_name": "user_alias1", "alias_label": "alias_label1"});
    delete(&bench, json!({"user_aliases": [alias]})).await;
    delete(&bench, json!({"external_ids": ["later"]})).await;
    let update = json!({"alias_label": "alias_label1", "old_alias_name": "user_alias1", "new_alias_name": "moved"});
    post(
        &bench,
        "/users/alias/update",
        json!({"alias_updates": [update]}),
    )
    .await;
    post(&bench, "/users/alias/new", json!({"user_aliases": [alias]})).await;
    post(
        &bench,
        "/users/track",
        json!({"attributes": [{"external_id": "later"}]}),
    )
    .await;
    bench
        .directory
        .let_pass(Duration::from_secs(60))
        .await
        .expect("time passes");
    assert_eq!(
        export(&bench, json!({"user_aliases": [alias]})).await.len(),
        1
    );
    assert_eq!(
        export(&bench, json!({"external_ids": ["later"]}))
            .await
            .len(),
        1
    );
    let moved = json!({"user_aliases": [{"alias_name": "moved", "alias_label": "alias_label1"}]});
    assert!(export(&bench, moved).await.is_empty());
}
