//! Refusals: each in the envelope, and nobody is deleted.

use serde_json::json;

use super::{bench, live, seed, shown};
use crate::kit::bench::BODY_LIMIT;

const DELETE: &str = "delete-users-batch";

/// A body too many levels deep.
fn deep() -> String {
    format!(r#"{{"userIds":{}{}}}"#, "[".repeat(200), "]".repeat(200))
}

fn ids(count: usize) -> String {
    let ids: Vec<String> = (1..=count).map(|n| format!("userId{n}")).collect();
    json!({"userIds": ids}).to_string()
}

#[rstest::rstest]
#[case::no_body("no_body", "")]
#[case::blank("blank", "  ")]
#[case::truncated("truncated", r#"{"userIds":["userId1""#)]
#[case::trailing("trailing", r#"{"userIds":["userId1"]} x"#)]
#[case::not_json("not_json", "userIds=userId1")]
#[case::not_utf_8("not_utf_8", b"{\"userIds\":[\"userId1\",\"\xff\"]}")]
#[case::raw_nul("raw_nul", b"{\"userIds\":[\"userId1\0\"]}")]
#[case::repeated_member("repeated_member", r#"{"userIds":["userId1"],"userIds":["userId2"]}"#)]
#[case::deep("deep", deep())]
#[case::null("null", "null")]
#[case::text("text", r#""userId1""#)]
#[case::list("list", r#"["userId1"]"#)]
#[case::struct_as_list("struct_as_list", r#"[["userId1"],null]"#)]
#[case::no_ids("no_ids", r#"{"options":{"userIdType":"user_id"}}"#)]
#[case::other_spelling("other_spelling", r#"{"userids":["userId1"]}"#)]
#[case::null_ids("null_ids", r#"{"userIds":null}"#)]
#[case::empty_ids("empty_ids", r#"{"userIds":[]}"#)]
#[case::ids_as_text("ids_as_text", r#"{"userIds":"userId1"}"#)]
#[case::ids_as_object("ids_as_object", r#"{"userIds":{"0":"userId1"}}"#)]
#[case::number("number", r#"{"userIds":["userId1",7]}"#)]
#[case::beyond_64_bits("beyond_64_bits", r#"{"userIds":["userId1",18446744073709551616]}"#)]
#[case::beyond_every_number("beyond_every_number", r#"{"userIds":[1e999]}"#)]
#[case::null_id("null_id", r#"{"userIds":["userId1",null]}"#)]
#[case::empty_id("empty_id", r#"{"userIds":["userId1",""]}"#)]
#[case::nested_id("nested_id", r#"{"userIds":[["userId1"]]}"#)]
#[case::too_many("too_many", ids(51))]
#[case::options_as_text("options_as_text", r#"{"userIds":["userId1"],"options":"user_id"}"#)]
#[case::options_as_list("options_as_list", r#"{"userIds":["userId1"],"options":["user_id"]}"#)]
#[case::unknown_kind(
    "unknown_kind",
    r#"{"userIds":["userId1"],"options":{"userIdType":"id"}}"#
)]
#[case::kind_in_capitals(
    "kind_in_capitals",
    r#"{"userIds":["userId1"],"options":{"userIdType":"USER_ID"}}"#
)]
#[case::numeric_kind(
    "numeric_kind",
    r#"{"userIds":["userId1"],"options":{"userIdType":1}}"#
)]
#[case::no_colon(
    "no_colon",
    r#"{"userIds":["ou_1"],"options":{"userIdType":"identity"}}"#
)]
#[case::no_address(
    "no_address",
    r#"{"userIds":["bob"],"options":{"userIdType":"email"}}"#
)]
#[case::no_number(
    "no_number",
    r##"{"userIds":["#188"],"options":{"userIdType":"phone"}}"##
)]
#[tokio::test]
async fn a_bad_body_deletes_nobody(#[case] name: &str, #[case] body: impl Into<Vec<u8>>) {
    let bench = bench().await;
    let before = live(&bench).await;
    let ask = bench.ask("POST", &format!("/api/v3/{DELETE}"));
    let told = ask
        .bearer(seed::TOKEN)
        .header("content-type", "application/json")
        .body(body)
        .await;
    assert_eq!(told.status, 200);
    assert_eq!(told.body["statusCode"], 400, "{}", told.body);
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("body", shown(&told));
    });
    assert_eq!(live(&bench).await, before);
}

#[rstest::rstest]
#[case::nobody("nobody", None)]
#[case::wrong_token("wrong_token", Some("Bearer nonsense"))]
#[case::empty_token("empty_token", Some("Bearer "))]
#[case::only_the_word("only_the_word", Some("Bearer"))]
#[case::other_scheme("other_scheme", Some("Basic Z2VuYXV0aC1tYW5hZ2VtZW50LXRva2Vu"))]
#[case::access_key("access_key", Some("Bearer 6250f12d5d1c4a9bcfcf784b"))]
#[case::two_words("two_words", Some("genauth-management-token genauth-management-token"))]
#[tokio::test]
async fn a_stranger_deletes_nobody(#[case] name: &str, #[case] shown_by: Option<&str>) {
    let bench = bench().await;
    let before = live(&bench).await;
    let ask = bench.ask("POST", &format!("/api/v3/{DELETE}"));
    let ask = match shown_by {
        Some(value) => ask.header("authorization", value),
        None => ask,
    };
    // The body is no better: who asks is found out first.
    let told = ask.body("nonsense").await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("stranger", shown(&told));
    });
    assert_eq!(live(&bench).await, before);
}

#[rstest::rstest]
#[case::unknown_path("unknown_path", "POST", "/api/v3/delete-user")]
#[case::trailing_slash("trailing_slash", "POST", "/api/v3/delete-users-batch/")]
#[case::the_prefix_alone("the_prefix_alone", "GET", "/api/v3")]
#[case::wrong_method("wrong_method", "DELETE", "/api/v3/delete-users-batch")]
#[case::wrong_method_to_read("wrong_method_to_read", "POST", "/api/v3/get-user")]
#[tokio::test]
async fn other_paths_and_methods_are_not_found(
    #[case] name: &str,
    #[case] method: &str,
    #[case] path: &str,
) {
    let bench = bench().await;
    let before = live(&bench).await;
    let ask = bench.ask(method, path).bearer(seed::TOKEN);
    let told = ask.json(&json!({"userIds": ["userId1"]})).await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("path", shown(&told));
    });
    assert_eq!(live(&bench).await, before);
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused() {
    let bench = bench().await;
    let before = live(&bench).await;
    let mut body = json!({"userIds": ["userId1"]}).to_string();
    body.push_str(&" ".repeat(BODY_LIMIT));
    let ask = bench.ask("POST", &format!("/api/v3/{DELETE}"));
    let told = ask.bearer(seed::TOKEN).body(body).await;
    insta::assert_json_snapshot!("too_large", shown(&told));
    assert_eq!(live(&bench).await, before);
}
