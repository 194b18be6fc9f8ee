//! Accounts that ask for credentials.

use serde_json::json;

use super::{BATCH, Bench, SEEDED, Told, ids, live, set};

const NO_TOKEN: &str = "Authentication credentials were not provided.";
const BAD_TOKEN: &str = "Given token not valid for any token type";
const NO_KEY: &str = "Access denied due to missing subscription key.";
const BAD_KEY: &str = "Access denied due to invalid subscription key.";
const FORBIDDEN: &str = "You do not have permission to perform this action.";
const DELETED: &str = "Users deleted successfully.";

/// Sends a request with whatever of the two credentials there is.
async fn send(
    bench: &Bench,
    (method, path): (&str, &str),
    token: Option<&str>,
    key: Option<&str>,
) -> Told {
    let mut ask = bench.ask(method, path);
    if let Some(token) = token {
        ask = ask.bearer(token);
    }
    if let Some(key) = key {
        ask = ask.header("Ocp-Apim-Subscription-Key", key);
    }
    if path == BATCH {
        ask.json(&json!({"user_ids": [7]})).await
    } else {
        ask.send().await
    }
}

#[rstest::rstest]
#[case::nothing_asked("none", None, None, 200, DELETED)]
#[case::nothing_asked_but_shown("none", Some("wrong"), Some("wrong"), 200, DELETED)]
#[case::token("bearer", Some("ejento-token"), None, 200, DELETED)]
#[case::staff_token("bearer", Some("ejento-staff-token"), None, 200, DELETED)]
#[case::member_token("bearer", Some("ejento-member-token"), None, 403, FORBIDDEN)]
#[case::token_of_an_inactive_user(
    "bearer",
    Some("ejento-former-token"),
    None,
    401,
    "User is inactive"
)]
#[case::no_token("bearer", None, Some("ejento-key"), 401, NO_TOKEN)]
#[case::wrong_token("bearer", Some("wrong"), None, 401, BAD_TOKEN)]
#[case::key_for_a_token("bearer", Some("ejento-key"), None, 401, BAD_TOKEN)]
#[case::empty_token("bearer", Some(""), None, 401, BAD_TOKEN)]
#[case::key("apim-key", None, Some("ejento-key"), 200, DELETED)]
#[case::no_key("apim-key", Some("ejento-token"), None, 401, NO_KEY)]
#[case::wrong_key("apim-key", None, Some("wrong"), 401, BAD_KEY)]
#[case::token_for_a_key("apim-key", None, Some("ejento-token"), 401, BAD_KEY)]
#[case::read_only_key("apim-key", None, Some("ejento-read-only-key"), 403, FORBIDDEN)]
#[case::both("both", Some("ejento-token"), Some("ejento-key"), 200, DELETED)]
#[case::both_but_no_key("both", Some("ejento-token"), None, 401, NO_KEY)]
#[case::both_but_no_token("both", None, Some("ejento-key"), 401, NO_TOKEN)]
#[case::both_but_neither("both", None, None, 401, NO_KEY)]
#[case::both_but_read_only(
    "both",
    Some("ejento-token"),
    Some("ejento-read-only-key"),
    403,
    FORBIDDEN
)]
#[case::both_but_a_member(
    "both",
    Some("ejento-member-token"),
    Some("ejento-key"),
    403,
    FORBIDDEN
)]
#[tokio::test]
async fn deleting_needs_what_the_account_asks_for(
    #[case] profile: &str,
    #[case] token: Option<&str>,
    #[case] key: Option<&str>,
    #[case] status: u16,
    #[case] told: &str,
) {
    let bench = set(json!({"auth": profile})).await;
    let answer = send(&bench, ("DELETE", BATCH), token, key).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["message"]),
        (status, &json!(told))
    );
    assert_eq!(answer.body["success"], status == 200);
    assert_eq!(live(&bench).await, SEEDED - u64::from(status == 200));
    let challenge = answer.header("www-authenticate");
    assert_eq!(challenge.is_some(), status == 401, "{challenge:?}");
}

#[tokio::test]
async fn a_refused_caller_learns_nothing_about_the_body() {
    let bench = set(json!({"auth": "bearer"})).await;
    let answer = bench.ask("DELETE", BATCH).body("nonsense").await;
    assert_eq!(answer.status, 401);
    let answer = bench.ask("DELETE", BATCH).bearer("ejento-member-token");
    assert_eq!(answer.json(&json!({})).await.status, 403);
}

#[rstest::rstest]
#[case::create("POST", "/api/user")]
#[case::edit("PUT", "/api/user/7")]
#[case::delete("DELETE", "/api/user/7")]
#[case::create_permission("POST", "/api/user/permission")]
#[case::edit_permission("PUT", "/api/user/permission/1")]
#[case::delete_permission("DELETE", "/api/user/permission/1")]
#[tokio::test]
async fn a_read_only_key_and_a_member_may_only_read(#[case] method: &str, #[case] path: &str) {
    let bench = set(json!({"auth": "both"})).await;
    let token = Some("ejento-token");
    let key = Some("ejento-read-only-key");
    assert_eq!(send(&bench, (method, path), token, key).await.status, 403);
    assert_eq!(
        send(&bench, ("GET", "/api/user/7"), token, key)
            .await
            .status,
        200
    );
    let token = Some("ejento-member-token");
    let key = Some("ejento-key");
    assert_eq!(send(&bench, (method, path), token, key).await.status, 403);
    assert_eq!(
        send(&bench, ("GET", "/api/user/7"), token, key)
            .await
            .status,
        200
    );
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn who_is_no_superuser_sees_only_its_own_organization() {
    let bench = set(json!({"auth": "bearer"})).await;
    let ask = |method: &'static str, path: &'static str| {
        bench.ask(method, path).bearer("ejento-staff-token")
    };
    assert_eq!(
        ids(&ask("GET", "/api/user").send().await),
        [1, 4, 2, 3, 5, 6, 7, 8]
    );
    for method in ["GET", "DELETE", "PUT"] {
        assert_eq!(
            ask(method, "/api/user/9").send().await.status,
            404,
            "{method}"
        );
    }
    let body = json!({"user_id": 9, "permission": "view"});
    assert_eq!(
        ask("POST", "/api/user/permission").json(&body).await.status,
        404
    );
    let told = ask("DELETE", BATCH)
        .json(&json!({"user_ids": [9, 7, 10]}))
        .await;
    assert_eq!((told.status.as_u16(), ids(&told)), (200, vec![7]));
    assert_eq!(live(&bench).await, SEEDED - 1);

    let told = bench.ask("DELETE", BATCH).bearer("ejento-token");
    let told = told.json(&json!({"user_ids": [9, 10]})).await;
    assert_eq!(ids(&told), [9, 10]);
}

#[tokio::test]
async fn a_created_user_joins_the_organization_of_the_caller() {
    let bench = set(json!({"auth": "bearer"})).await;
    let told = bench.ask("POST", "/api/user").bearer("ejento-acme-token");
    let told = told.json(&json!({"email": "new@acme.example"})).await;
    assert_eq!(told.body["data"]["organization"]["id"], 2);
}

#[tokio::test]
async fn callers_may_delete_themselves_and_are_unknown_then() {
    let bench = set(json!({"auth": "bearer"})).await;
    let ask = || bench.ask("DELETE", BATCH).bearer("ejento-staff-token");
    let told = ask().json(&json!({"user_ids": [5]})).await;
    assert_eq!(ids(&told), [5]);
    let told = ask().json(&json!({"user_ids": [7]})).await;
    assert_eq!(
        (told.status.as_u16(), &told.body["message"]),
        (401, &json!(BAD_TOKEN))
    );
    assert_eq!(live(&bench).await, SEEDED - 1);
}
