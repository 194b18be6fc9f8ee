//! The operation of the document.

use serde_json::{Value, json};

use super::{BATCH, Bench, SEEDED, VENDOR, delete, ids, live, read, set};

#[tokio::test]
async fn the_documented_request_deletes_user_7_and_answers_with_it() {
    let bench = Bench::new(&VENDOR).await;
    // As the document's command sends it, blanks included.
    let body = "{\n    \"user_ids\": [\n        7\n    ]\n}";
    let ask = bench.ask("DELETE", BATCH);
    let told = ask.header("content-type", "application/json").body(body);
    let told = told.await;
    insta::assert_json_snapshot!("seven", told.shown(&["content-type"]));
    assert_eq!(read(&bench, "/api/user/7").await.status, 404);
    assert_eq!(live(&bench).await, SEEDED - 1);
}

#[tokio::test]
async fn the_documented_answer_is_that_of_a_request_for_the_three_users_in_it() {
    let bench = Bench::new(&VENDOR).await;
    let told = delete(&bench, &json!({"user_ids": [4, 2, 3]})).await;
    insta::assert_json_snapshot!("documented", told.shown(&["content-type"]));
}

#[rstest::rstest]
#[case::in_request_order(json!([6, 4, 7]), &[6, 4, 7])]
#[case::unknown_among_known(json!([7, 424_242, 4]), &[7, 4])]
#[case::only_unknown(json!([424_242]), &[])]
#[case::named_twice(json!([7, 4, 7]), &[7, 4])]
#[case::inactive(json!([8]), &[8])]
#[case::of_any_organization(json!([9, 7]), &[9, 7])]
#[case::ids_of_nobody(json!([-7, 0, i64::MIN, i64::MAX]), &[])]
#[tokio::test]
async fn whoever_is_named_and_exists_is_deleted(#[case] named: Value, #[case] deleted: &[i64]) {
    let bench = Bench::new(&VENDOR).await;
    let told = delete(&bench, &json!({"user_ids": named})).await;
    assert_eq!(told.status, 200);
    assert_eq!(told.body["success"], true);
    assert_eq!(told.body["message"], "Users deleted successfully.");
    assert_eq!(ids(&told), deleted);
    assert_eq!(live(&bench).await, SEEDED - deleted.len() as u64);
    for id in deleted {
        assert_eq!(read(&bench, &format!("/api/user/{id}")).await.status, 404);
    }
}

#[tokio::test]
async fn the_same_request_again_deletes_nobody() {
    let bench = Bench::new(&VENDOR).await;
    let body = json!({"user_ids": [4, 7]});
    assert_eq!(ids(&delete(&bench, &body).await), [4, 7]);
    assert_eq!(ids(&delete(&bench, &body).await), [0; 0]);
    assert_eq!(live(&bench).await, SEEDED - 2);
}

#[tokio::test]
async fn a_batch_has_no_limit() {
    let bench = Bench::new(&VENDOR).await;
    let many: Vec<i64> = (2..20_000).collect();
    let told = delete(&bench, &json!({"user_ids": many})).await;
    assert_eq!(ids(&told), (2..=10).collect::<Vec<_>>());
    assert_eq!(live(&bench).await, 1);
}

#[rstest::rstest]
#[case::none(None)]
#[case::with_parameters(Some("Application/JSON; charset=utf-8"))]
#[tokio::test]
async fn the_content_type_may_be_left_out_or_have_parameters(#[case] content_type: Option<&str>) {
    let bench = Bench::new(&VENDOR).await;
    let ask = bench.ask("DELETE", BATCH);
    let ask = match content_type {
        Some(content_type) => ask.header("content-type", content_type),
        None => ask,
    };
    let told = ask.body(r#"{"user_ids": [7], "note": "members nobody knows are passed over"}"#);
    assert_eq!(ids(&told.await), [7]);
}

#[tokio::test]
async fn an_account_may_answer_in_no_particular_order() {
    let bench = set(json!({"shuffle": true})).await;
    let named: Vec<i64> = (1..=10).collect();
    let told = delete(&bench, &json!({"user_ids": named})).await;
    let mut answered = ids(&told);
    // Ten users fall into their own order once in 3.6 million times.
    assert_ne!(answered, named);
    answered.sort_unstable();
    assert_eq!(answered, named);
}
