//! Keys: where they may stand, and what they open.

use serde_json::json;

use super::{API_KEY, HEADERS, SEEDED, ask, bench, bench_with, live};
use crate::kit::bench::{Bench, Told};

async fn with_header(bench: &Bench, authorization: Option<&str>) -> Told {
    let ask = bench.ask("POST", "/users/delete");
    let ask = match authorization {
        Some(value) => ask.header("authorization", value),
        None => ask,
    };
    ask.json(&json!({"external_ids": ["user_id1"]})).await
}

#[rstest::rstest]
#[case::nobody(None, "")]
#[case::empty(Some(""), "")]
#[case::unknown(Some("Bearer wrong"), "wrong")]
#[case::quoted(Some("Bearer 'YOUR_REST_API_KEY'"), "'YOUR_REST_API_KEY'")]
#[case::without_the_scheme(Some("YOUR_REST_API_KEY"), "YOUR_REST_API_KEY")]
#[case::other_scheme(Some("Basic abc"), "Basic abc")]
#[case::other_case(Some("Bearer your_rest_api_key"), "your_rest_api_key")]
#[tokio::test]
async fn a_key_that_is_not_valid_is_echoed(
    #[case] authorization: Option<&str>,
    #[case] echoed: &str,
) {
    let bench = bench().await;
    let told = with_header(&bench, authorization).await;
    assert_eq!(told.status, 401);
    let message = format!("Invalid API key: {echoed}");
    assert_eq!(told.body, json!({"message": message}));
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn a_refused_key_has_empty_rate_limit_headers() {
    let bench = bench().await;
    let told = with_header(&bench, Some("Bearer wrong")).await;
    insta::assert_json_snapshot!("wrong_key", told.shown(&HEADERS));
}

#[tokio::test]
async fn a_key_without_the_permission_is_refused() {
    let bench = bench().await;
    let told = with_header(&bench, Some("Bearer key-without-users-delete")).await;
    insta::assert_json_snapshot!("without_permission", told.shown(&HEADERS));
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn a_missing_permission_can_be_a_401() {
    let bench = bench_with(json!({"missing_permission": "unauthorized"})).await;
    let told = with_header(&bench, Some("Bearer key-without-users-delete")).await;
    assert_eq!(told.status, 401);
}

#[rstest::rstest]
#[case::body("/users/delete", json!({"api_key": API_KEY}), 201)]
#[case::query("/users/delete?api_key=YOUR_REST_API_KEY", json!({}), 201)]
#[case::body_before_query("/users/delete?api_key=YOUR_REST_API_KEY", json!({"api_key": "wrong"}), 401)]
#[case::wrong_in_query("/users/delete?api_key=wrong", json!({}), 401)]
#[case::not_text("/users/delete", json!({"api_key": 1}), 401)]
#[tokio::test]
async fn a_key_may_stand_where_it_used_to(
    #[case] path: &str,
    #[case] mut body: serde_json::Value,
    #[case] status: u16,
) {
    body["external_ids"] = json!(["user_id1"]);
    let accepting = bench().await;
    let told = accepting.ask("POST", path).json(&body).await;
    assert_eq!(told.status, status);

    let refusing = bench_with(json!({"legacy_keys": false})).await;
    assert_eq!(refusing.ask("POST", path).json(&body).await.status, 401);
    assert_eq!(live(&refusing).await, SEEDED);
}

#[tokio::test]
async fn the_header_decides_however_wrong_it_is() {
    let bench = bench().await;
    let body = json!({"api_key": API_KEY, "external_ids": ["user_id1"]});
    let asked = bench.ask("POST", "/users/delete").bearer("wrong");
    assert_eq!(asked.json(&body).await.status, 401);
    let body = json!({"api_key": "wrong", "external_ids": ["user_id1"]});
    assert_eq!(ask(&bench, "/users/delete").json(&body).await.status, 201);
}

#[tokio::test]
async fn a_key_opens_its_own_workspace_only() {
    let bench = bench().await;
    let asked = bench
        .ask("POST", "/users/delete")
        .bearer("other-workspace-key");
    let told = asked
        .json(&json!({"external_ids": ["user_id1", "user_id2"]}))
        .await;
    assert_eq!(told.status, 201);
    assert_eq!(live(&bench).await, SEEDED);
}
