//! Errors in the words of a stock Django REST Framework: those that were measured, and others in their manner.

use poem::http::Method;
use serde_json::{Value, json};

use super::{BATCH, SEEDED, live, set};

#[rstest::rstest]
#[case::no_body("", 400, json!({"user_ids": ["This field is required."]}))]
#[case::no_list("{}", 400, json!({"user_ids": ["This field is required."]}))]
#[case::empty_list(r#"{"user_ids":[]}"#, 400, json!({"user_ids": ["This list may not be empty."]}))]
#[case::null(r#"{"user_ids":null}"#, 400, json!({"user_ids": ["This field may not be null."]}))]
#[case::number(r#"{"user_ids":7}"#, 400,
    json!({"user_ids": ["Expected a list of items but got type \"int\"."]}))]
#[case::text(r#"{"user_ids":"7"}"#, 400,
    json!({"user_ids": ["Expected a list of items but got type \"str\"."]}))]
#[case::bad_entries(r#"{"user_ids":["x",7,4,null,1.5,true]}"#, 400, json!({"user_ids": {
    "0": ["A valid integer is required."],
    "3": ["This field may not be null."],
    "4": ["A valid integer is required."],
    "5": ["A valid integer is required."],
}}))]
#[case::list_as_body("[7]", 400,
    json!({"non_field_errors": ["Invalid data. Expected a dictionary, but got list."]}))]
#[case::null_as_body("null", 400, json!({"non_field_errors": ["No data provided"]}))]
#[case::malformed("{", 400,
    json!({"detail": "JSON parse error - EOF while parsing an object at line 1, column 1"}))]
#[tokio::test]
async fn bodies(#[case] body: &str, #[case] status: u16, #[case] told: Value) {
    let bench = set(json!({"error_style": "drf"})).await;
    let ask = bench
        .ask("DELETE", BATCH)
        .header("content-type", "application/json");
    let answer = ask.body(body).await;
    assert_eq!((answer.status.as_u16(), answer.body), (status, told));
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::media_type("none", Method::DELETE, BATCH, "text/plain", 415,
    json!({"detail": "Unsupported media type \"text/plain\" in request."}))]
#[case::method("none", Method::GET, BATCH, "application/json", 405,
    json!({"detail": "Method \"GET\" not allowed."}))]
#[case::unknown_user("none", Method::GET, "/api/user/424242", "application/json", 404,
    json!({"detail": "No User matches the given query."}))]
#[case::unknown_path("none", Method::DELETE, "/api/user/batch/", "application/json", 404,
    json!({"detail": "Not found."}))]
#[case::address_of_another("none", Method::PUT, "/api/user/4", "application/json", 409,
    json!({"email": ["user with this email already exists."]}))]
#[case::no_token("bearer", Method::DELETE, BATCH, "application/json", 401,
    json!({"detail": "Authentication credentials were not provided."}))]
#[case::no_key("apim-key", Method::DELETE, BATCH, "application/json", 401,
    json!({"statusCode": 401, "message": "Access denied due to missing subscription key."}))]
#[tokio::test]
async fn other_refusals(
    #[case] profile: &str,
    #[case] method: Method,
    #[case] path: &str,
    #[case] content_type: &str,
    #[case] status: u16,
    #[case] told: Value,
) {
    let bench = set(json!({"auth": profile, "error_style": "drf"})).await;
    let ask = bench
        .ask(method.as_str(), path)
        .header("content-type", content_type);
    let answer = ask
        .body(r#"{"user_ids": [7], "email": "grace@example.com"}"#)
        .await;
    assert_eq!((answer.status.as_u16(), answer.body), (status, told));
    assert_eq!(live(&bench).await, SEEDED);
}

#[rstest::rstest]
#[case::wrong("wrong")]
#[case::inactive("ejento-former-token")]
#[case::not_staff("ejento-member-token")]
#[tokio::test]
async fn refused_tokens(#[case] token: &str) {
    let bench = set(json!({"auth": "bearer", "error_style": "drf"})).await;
    let ask = bench.ask("DELETE", BATCH).bearer(token);
    let told = ask.json(&json!({"user_ids": [7]})).await;
    insta::with_settings!({ snapshot_suffix => token }, {
        insta::assert_json_snapshot!("token", told.shown(&["www-authenticate"]));
    });
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn successes_are_the_same_in_both_styles() {
    let bench = set(json!({"error_style": "drf"})).await;
    let told = bench
        .ask("DELETE", BATCH)
        .json(&json!({"user_ids": [424_242]}))
        .await;
    let body = json!({"success": true, "message": "Users deleted successfully.", "data": []});
    assert_eq!((told.status.as_u16(), told.body), (200, body));
}

#[tokio::test]
async fn settings_that_cannot_be_read_are_told_in_the_default_style() {
    let bench = set(json!({"error_style": "html"})).await;
    let told = bench
        .ask("DELETE", BATCH)
        .json(&json!({"user_ids": [7]}))
        .await;
    let body = json!({"success": false, "message": "A server error occurred.", "data": null});
    assert_eq!((told.status.as_u16(), told.body), (500, body));
    assert_eq!(live(&bench).await, SEEDED);
}
