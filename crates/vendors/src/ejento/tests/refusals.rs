//! What is refused deletes nobody, and is told in the account's words.

use poem::http::StatusCode;
use serde_json::json;

use super::{BATCH, Bench, SEEDED, VENDOR, live};
use crate::kit::bench::BODY_LIMIT;

const REQUIRED: &str = "user_ids: This field is required.";

#[rstest::rstest]
#[case::no_body("", REQUIRED)]
#[case::no_list("{}", REQUIRED)]
#[case::another_member(r#"{"userIds": [7]}"#, REQUIRED)]
#[case::empty_list(r#"{"user_ids": []}"#, "user_ids: This list may not be empty.")]
#[case::null(r#"{"user_ids": null}"#, "user_ids: This field may not be null.")]
#[case::number(
    r#"{"user_ids": 7}"#,
    "user_ids: Expected a list of items but got type \"int\"."
)]
#[case::text(
    r#"{"user_ids": "7"}"#,
    "user_ids: Expected a list of items but got type \"str\"."
)]
#[case::object(
    r#"{"user_ids": {"0": 7}}"#,
    "user_ids: Expected a list of items but got type \"dict\"."
)]
#[case::wrong_entries(
    r#"{"user_ids": [7, "7", 4, null]}"#,
    "user_ids[1]: A valid integer is required. user_ids[3]: This field may not be null."
)]
#[case::beyond_64_bits(
    r#"{"user_ids": [7, 99999999999999999999]}"#,
    "user_ids[1]: A valid integer is required."
)]
#[case::beyond_every_number(
    r#"{"user_ids": [1e999]}"#,
    "JSON parse error - number out of range at line 1, column 19"
)]
#[case::list_as_body(
    "[7]",
    "non_field_errors: Invalid data. Expected a dictionary, but got list."
)]
#[case::null_as_body("null", "non_field_errors: No data provided")]
#[case::truncated(
    r#"{"user_ids": [7"#,
    "JSON parse error - EOF while parsing a list at line 1, column 15"
)]
#[case::said_twice(
    r#"{"user_ids": [7], "user_ids": [4]}"#,
    "JSON parse error - duplicate member `user_ids` at line 1, column 28"
)]
#[case::two_bodies(
    r#"{"user_ids": [7]}{}"#,
    "JSON parse error - trailing characters at line 1, column 18"
)]
#[case::nul_byte(
    "{\"user_ids\": [7]}\0",
    "JSON parse error - trailing characters at line 1, column 18"
)]
#[tokio::test]
async fn bodies_that_name_no_list_of_users(#[case] body: &str, #[case] told: &str) {
    let bench = Bench::new(&VENDOR).await;
    let ask = bench
        .ask("DELETE", BATCH)
        .header("content-type", "application/json");
    let answer = ask.body(body).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(
        answer.body,
        json!({"success": false, "message": told, "data": null})
    );
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::not_utf_8(b"{\"user_ids\": [7], \"\xff\": 1}".to_vec(), 400)]
#[case::nested_deep(format!("{{\"user_ids\": {}7{}}}", "[".repeat(500), "]".repeat(500)).into_bytes(), 400)]
#[case::too_large(vec![b' '; BODY_LIMIT + 1], 413)]
#[tokio::test]
async fn bodies_that_cannot_be_read(#[case] body: Vec<u8>, #[case] status: u16) {
    let bench = Bench::new(&VENDOR).await;
    let answer = bench.ask("DELETE", BATCH).body(body).await;
    assert_eq!(answer.status, status);
    assert_eq!(answer.body["success"], false);
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case("text/plain")]
#[case("application/x-www-form-urlencoded")]
#[case("nonsense")]
#[case("")]
#[tokio::test]
async fn bodies_that_say_they_are_not_json(#[case] content_type: &str) {
    let bench = Bench::new(&VENDOR).await;
    let ask = bench
        .ask("DELETE", BATCH)
        .header("content-type", content_type);
    let answer = ask.body(r#"{"user_ids": [7]}"#).await;
    assert_eq!(answer.status, 415);
    let told = format!("Unsupported media type \"{content_type}\" in request.");
    assert_eq!(answer.body["message"], told);
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::get("GET", BATCH, "DELETE")]
#[case::post("POST", BATCH, "DELETE")]
#[case::put("PUT", BATCH, "DELETE")]
#[case::users("DELETE", "/api/user", "GET, POST")]
#[tokio::test]
async fn other_methods_are_told_which_there_are(
    #[case] method: &str,
    #[case] path: &str,
    #[case] allow: &str,
) {
    let bench = Bench::new(&VENDOR).await;
    let answer = bench
        .ask(method, path)
        .json(&json!({"user_ids": [7]}))
        .await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("allow"), Some(allow));
    let told = format!("Method \"{method}\" not allowed.");
    assert_eq!(
        answer.body,
        json!({"success": false, "message": told, "data": null})
    );
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::trailing_slash("/api/user/batch/")]
#[case::below("/api/user/batch/7")]
#[case::plural("/api/users/batch")]
#[tokio::test]
async fn other_paths_do_not_exist(#[case] path: &str) {
    let bench = Bench::new(&VENDOR).await;
    let answer = bench
        .ask("DELETE", path)
        .json(&json!({"user_ids": [7]}))
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        answer.body,
        json!({"success": false, "message": "Not found.", "data": null})
    );
    assert_eq!(live(&bench).await, SEEDED);
}
