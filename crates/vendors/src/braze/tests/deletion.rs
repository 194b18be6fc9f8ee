//! `POST /users/delete`: who goes, who stays, and what is counted.

use serde_json::{Value, json};

use super::{HEADERS, SEEDED, bench, bench_with, delete, export, external_ids, live, settle};

#[tokio::test]
async fn a_deletion_is_queued_and_the_users_are_visible_until_it_is_done() {
    let bench = bench().await;
    let told = delete(&bench, json!({"external_ids": ["user_id1", "user_id2"]})).await;
    insta::assert_json_snapshot!("deleted", told.shown(&HEADERS));
    let both = json!({"external_ids": ["user_id1", "user_id2"]});
    assert_eq!(export(&bench, both.clone()).await.len(), 2);
    settle(&bench).await;
    assert_eq!(export(&bench, both).await.len(), 0);
    assert_eq!(live(&bench).await, SEEDED - 2);
}

#[tokio::test]
async fn without_a_delay_the_users_are_gone_at_once() {
    let bench = bench_with(json!({"delete_delay_ms": 0})).await;
    delete(&bench, json!({"external_ids": ["user_id1"]})).await;
    let selector = json!({"external_ids": ["user_id1"]});
    assert_eq!(export(&bench, selector).await.len(), 0);
}

#[rstest::rstest]
#[case::external_id(json!({"external_ids": ["bystander1"]}), 1, 1)]
#[case::alias(json!({"user_aliases": [{"alias_name": "user_alias1", "alias_label": "alias_label1"}]}), 1, 1)]
#[case::braze_id(json!({"braze_ids": ["braze_id1", "braze_id2"]}), 2, 2)]
#[case::generated_braze_id(json!({"braze_ids": ["695735a50000000000000001"]}), 1, 1)]
#[case::unknown(json!({"external_ids": ["nobody"]}), 1, 0)]
#[case::known_and_unknown(json!({"external_ids": ["nobody", "user_id1"]}), 2, 1)]
#[case::another_workspaces_user(json!({"external_ids": ["other_user1"]}), 1, 0)]
#[case::duplicates(json!({"external_ids": ["user_id1", "user_id1", "user_id2"]}), 2, 2)]
#[case::integers(json!({"external_ids": [400, 401, 402]}), 3, 3)]
#[case::integer_and_its_digits(json!({"external_ids": [400, "400"]}), 1, 1)]
#[case::the_largest_integers(json!({"external_ids": [i64::MAX, i64::MIN]}), 2, 0)]
#[case::alias_under_another_label(json!({"user_aliases": [{"alias_name": "user_alias1", "alias_label": "x"}]}), 1, 0)]
#[case::alias_in_capitals(json!({"user_aliases": [{"alias_name": "USER_ALIAS1", "alias_label": "alias_label1"}]}), 1, 0)]
#[case::empty_and_null_lists_beside(json!({"external_ids": ["user_id1"], "user_aliases": [], "braze_ids": null}), 1, 1)]
#[case::other_members(json!({"external_ids": ["user_id1"], "api_key": "x", "dry_run": true}), 1, 1)]
#[case::fifty(external_ids(50), 50, 0)]
#[tokio::test]
async fn distinct_identifiers_are_counted_and_exactly_the_named_users_go(
    #[case] body: Value,
    #[case] deleted: u64,
    #[case] gone: u64,
) {
    let bench = bench().await;
    let told = delete(&bench, body).await;
    assert_eq!(told.status, 201);
    assert_eq!(told.body, json!({"deleted": deleted, "message": "success"}));
    assert_eq!(live(&bench).await, SEEDED - gone);
}

#[tokio::test]
async fn deleting_twice_is_the_same_answer() {
    let bench = bench().await;
    for _ in 0..2 {
        let told = delete(&bench, json!({"external_ids": [400, 401, 402]})).await;
        assert_eq!(told.body["deleted"], 3);
        assert_eq!(live(&bench).await, SEEDED - 3);
    }
}

#[tokio::test]
async fn the_matching_of_2018_counts_profiles_and_lists_what_found_none() {
    let bench = bench_with(json!({"deleted_counts": "matched"})).await;
    for deleted in [3, 0] {
        let told = delete(&bench, json!({"external_ids": [400, 401, 402]})).await;
        let expected =
            json!({"invalid_user_ids": [400, 401, 402], "deleted": deleted, "message": "success"});
        assert_eq!(told.body.to_string(), expected.to_string());
        settle(&bench).await;
    }
    let told = delete(&bench, json!({"external_ids": ["user_id1", "nobody"]})).await;
    let expected = json!({"invalid_user_ids": ["nobody"], "deleted": 1, "message": "success"});
    assert_eq!(told.body, expected);
    let told = delete(&bench, json!({"external_ids": ["user_id2"]})).await;
    assert_eq!(told.body, json!({"deleted": 1, "message": "success"}));
}

fn example() -> Value {
    json!({
        "external_ids": ["user_id1", "user_id2"],
        "user_aliases": ["user_alias1", "user_alias2"],
        "braze_ids": ["braze_id1", "braze_id2"],
    })
}

#[tokio::test]
async fn the_documents_example_is_refused_unless_kinds_may_be_mixed() {
    let strict = bench().await;
    assert_eq!(delete(&strict, example()).await.status, 400);
    assert_eq!(live(&strict).await, SEEDED);

    let lenient = bench_with(json!({"allow_mixed_kinds": true})).await;
    let told = delete(&lenient, example()).await;
    assert_eq!(
        (told.status.as_u16(), &told.body["deleted"]),
        (201, &json!(6))
    );
    // A string has no label, so that it names nobody.
    assert_eq!(live(&lenient).await, SEEDED - 4);
}

#[tokio::test]
async fn mixed_kinds_are_limited_by_their_sum() {
    let bench = bench_with(json!({"allow_mixed_kinds": true})).await;
    let mut body = external_ids(49);
    body["braze_ids"] = json!(["braze_id1"]);
    assert_eq!(delete(&bench, body.clone()).await.status, 201);
    body["braze_ids"] = json!(["braze_id1", "braze_id2"]);
    assert_eq!(delete(&bench, body).await.status, 400);
    assert_eq!(live(&bench).await, SEEDED - 1);
}
