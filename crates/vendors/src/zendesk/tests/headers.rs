//! What answers carry besides their body.

use std::time::Duration;

use rstest::rstest;
use serde_json::json;

use super::{World, user};

const SHARED: &[&str] = &[
    "content-type",
    "cache-control",
    "x-zendesk-api-version",
    "etag",
    "x-rate-limit",
    "x-rate-limit-remaining",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "x-zendesk-api-warn",
];

#[rstest]
#[case::success("GET", "/api/v2/users/count")]
#[case::refused("DELETE", "/api/v2/users/destroy_many?id=1")]
#[tokio::test]
async fn answers_say_how_many_requests_are_left(#[case] method: &str, #[case] target: &str) {
    let world = World::new().await;
    let told = world.ask(method, target).send().await;
    insta::assert_json_snapshot!(format!("headers.{method}"), told.shown(SHARED)["headers"]);
    let again = world.ask(method, target).send().await;
    assert_eq!(again.header("x-rate-limit-remaining"), Some("698"));
}

#[tokio::test]
async fn a_caller_who_is_not_known_is_told_nothing() {
    let world = World::new().await;
    let told = world.0.ask("GET", "/api/v2/users").send().await;
    assert_eq!(
        (told.header("x-rate-limit"), told.header("etag")),
        (None, None)
    );
}

#[tokio::test]
async fn a_tag_follows_the_body() {
    let world = World::new().await;
    let tag = async || {
        world
            .get("/api/v2/users/9001")
            .await
            .header("etag")
            .map(str::to_owned)
    };
    let before = tag().await;
    assert_eq!(tag().await, before);
    let sent = user(&json!({"name": "Kim"}));
    world.ask("PUT", "/api/v2/users/9001").json(&sent).await;
    assert_ne!(tag().await, before);
}

#[tokio::test]
async fn the_limit_is_enforced_where_the_account_says_so() {
    let world = World::new().await;
    world.set("rate_limit", 2.into()).await;
    for _ in 0..3 {
        assert_eq!(world.get("/api/v2/users/count").await.status, 200);
    }
    world.set("enforce_rate_limit", true.into()).await;
    let told = world.delete("/api/v2/users/destroy_many?ids=9001").await;
    insta::assert_json_snapshot!("too_many_requests", told.shown(SHARED));
    assert!(world.jobs().await.is_empty());
    world.pass(Duration::from_secs(60)).await;
    assert_eq!(world.get("/api/v2/users/count").await.status, 200);
    assert_eq!(world.get("/api/v2/users/count").await.status, 200);
    assert_eq!(world.get("/api/v2/users/count").await.status, 429);
}

#[tokio::test]
async fn what_is_not_looked_at_is_named() {
    let world = World::new().await;
    let sent = json!({"user": {"name": "Kim", "active": false, "nickname": "K"}, "notify": true});
    let told = world.post("/api/v2/users?verify=1", &sent).await;
    assert_eq!(told.status, 201);
    insta::assert_snapshot!(
        "warning",
        told.header("x-zendesk-api-warn").expect("a warning")
    );
    let sent = user(&json!({"name": "Sam", "user_fields": {"anything": {"goes": 1}}}));
    let told = world.post("/api/v2/users", &sent).await;
    assert_eq!(told.header("x-zendesk-api-warn"), None);
}
