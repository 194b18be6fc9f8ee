//! Requests that are refused, each in Braze's shape and without deleting anybody.

use serde_json::{Value, json};

use super::{API_KEY, SEEDED, ask, bench, external_ids, live};

const JSON: &str = "application/json";

#[rstest::rstest]
#[case::nothing("", JSON, 400)]
#[case::empty_object("{}", JSON, 400)]
#[case::empty_list(r#"{"external_ids":[]}"#, JSON, 400)]
#[case::null_list(r#"{"external_ids":null}"#, JSON, 400)]
#[case::malformed("{external_ids:[]}", JSON, 400)]
#[case::truncated(r#"{"external_ids":["user_id1""#, JSON, 400)]
#[case::trailing(r#"{"external_ids":["user_id1"]} x"#, JSON, 400)]
#[case::array(r#"["user_id1"]"#, JSON, 400)]
#[case::lists_by_position(r#"[["user_id1"],[],[]]"#, JSON, 400)]
#[case::text(r#""user_id1""#, JSON, 400)]
#[case::null("null", JSON, 400)]
#[case::ids_as_text(r#"{"external_ids":"user_id1"}"#, JSON, 400)]
#[case::ids_as_object(r#"{"external_ids":{"0":"user_id1"}}"#, JSON, 400)]
#[case::object_as_id(r#"{"external_ids":["user_id1",{}]}"#, JSON, 400)]
#[case::list_as_id(r#"{"external_ids":[["user_id1"]]}"#, JSON, 400)]
#[case::null_as_id(r#"{"external_ids":["user_id1",null]}"#, JSON, 400)]
#[case::boolean_as_id(r#"{"external_ids":["user_id1",true]}"#, JSON, 400)]
#[case::fraction_as_id(r#"{"external_ids":["user_id1",400.0]}"#, JSON, 400)]
#[case::empty_id(r#"{"external_ids":["user_id1",""]}"#, JSON, 400)]
#[case::nul_in_an_id(r#"{"external_ids":["user_id1\u0000"]}"#, JSON, 400)]
#[case::half_a_surrogate(r#"{"external_ids":["user_id1\ud800"]}"#, JSON, 400)]
#[case::beyond_63_bits(r#"{"external_ids":["user_id1",9223372036854775808]}"#, JSON, 400)]
#[case::beyond_64_bits(r#"{"external_ids":["user_id1",18446744073709551616]}"#, JSON, 400)]
#[case::beyond_every_number(r#"{"external_ids":["user_id1",1e999]}"#, JSON, 400)]
#[case::integer_as_braze_id(r#"{"braze_ids":["braze_id1",1]}"#, JSON, 400)]
#[case::alias_as_text(r#"{"user_aliases":["user_alias1"]}"#, JSON, 400)]
#[case::alias_without_label(r#"{"user_aliases":[{"alias_name":"user_alias1"}]}"#, JSON, 400)]
#[case::alias_with_empty_label(
    r#"{"user_aliases":[{"alias_name":"user_alias1","alias_label":""}]}"#,
    JSON,
    400
)]
#[case::alias_by_position(r#"{"user_aliases":[["user_alias1","alias_label1"]]}"#, JSON, 400)]
#[case::alias_wrapped(r#"{"user_aliases":[{"user_alias":{"alias_name":"user_alias1","alias_label":"alias_label1"}}]}"#, JSON, 400)]
#[case::duplicate_member(
    r#"{"external_ids":["user_id1"],"external_ids":["user_id2"]}"#,
    JSON,
    400
)]
#[case::two_kinds(
    r#"{"external_ids":["user_id1"],"braze_ids":["braze_id1"]}"#,
    JSON,
    400
)]
#[case::form(
    r#"{"external_ids":["user_id1"]}"#,
    "application/x-www-form-urlencoded",
    415
)]
#[case::plain_text(r#"{"external_ids":["user_id1"]}"#, "text/plain", 415)]
#[tokio::test]
async fn a_body_that_is_refused_deletes_nobody(
    #[case] body: &str,
    #[case] content_type: &str,
    #[case] status: u16,
) {
    let bench = bench().await;
    let asked = ask(&bench, "/users/delete").header("content-type", content_type);
    let told = asked.body(body).await;
    assert_eq!(told.status, status, "{}", told.body);
    insta::allow_duplicates! {
        insta::assert_json_snapshot!("members", told.body.as_object().map(|body| body.keys().collect::<Vec<_>>()));
    }
    assert_eq!(told.header("content-type"), Some(JSON));
    assert_eq!(told.header("x-ratelimit-remaining"), Some("19999"));
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::no_identifiers(json!({}))]
#[case::two_kinds(json!({"external_ids": ["a"], "braze_ids": ["b"]}))]
#[case::too_many(external_ids(51))]
#[case::too_many_duplicates(json!({"external_ids": vec!["user_id1"; 51]}))]
#[case::wrong_type(json!({"external_ids": [{}]}))]
#[case::alias_as_text(json!({"user_aliases": ["a"]}))]
#[case::alias_without_label(json!({"user_aliases": [{"alias_name": "a"}]}))]
#[case::not_an_object(json!([]))]
#[tokio::test]
async fn a_refusal_says_why(#[case] body: Value) {
    let bench = bench().await;
    let told = super::delete(&bench, body).await;
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("refused", told.shown(&["content-type", "cache-control", "etag"]));
    });
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn bytes_that_are_not_utf_8_are_refused() {
    let bench = bench().await;
    let asked = ask(&bench, "/users/delete").header("content-type", JSON);
    let told = asked
        .body(b"{\"external_ids\":[\"user_id1\xff\"]}".to_vec())
        .await;
    assert_eq!(told.status, 400);
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn deep_nesting_is_refused() {
    let bench = bench().await;
    let deep = format!(
        "{{\"external_ids\":{}{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let asked = ask(&bench, "/users/delete").header("content-type", JSON);
    assert_eq!(asked.body(deep).await.status, 400);
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let bench = bench().await;
    let asked = ask(&bench, "/users/delete").header("content-type", JSON);
    let told = asked
        .body(" ".repeat(crate::kit::bench::BODY_LIMIT + 1))
        .await;
    assert_eq!(told.status, 413);
    assert!(told.body["message"].is_string());
}

#[rstest::rstest]
#[case::get("GET", "/users/delete", 404)]
#[case::delete("DELETE", "/users/delete", 404)]
#[case::trailing_slash("POST", "/users/delete/", 404)]
#[case::capitals("POST", "/Users/Delete", 404)]
#[case::unknown("POST", "/users/nothing", 404)]
#[case::doubled_slash("POST", "//users/delete", 201)]
#[tokio::test]
async fn other_urls_and_methods_are_told_alike(
    #[case] method: &str,
    #[case] path: &str,
    #[case] status: u16,
) {
    let bench = bench().await;
    let asked = bench.ask(method, path).bearer(API_KEY);
    let told = asked.json(&json!({"external_ids": ["nobody"]})).await;
    assert_eq!(told.status, status);
    let message = if status == 404 {
        "Invalid URL"
    } else {
        "success"
    };
    assert_eq!(told.body["message"], message);
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case("application/json; charset=utf-8")]
#[case("Application/JSON")]
#[tokio::test]
async fn json_by_any_spelling_is_json(#[case] content_type: &str) {
    let bench = bench().await;
    let asked = ask(&bench, "/users/delete").header("content-type", content_type);
    assert_eq!(
        asked.body(r#"{"external_ids": ["nobody"]}"#).await.status,
        201
    );
}
