//! The documented operation.

use std::time::Duration;

use rstest::{Context, rstest};
use serde_json::Value;

use super::{World, told};
use crate::{kit::bench::Told, zendesk::policy};

const DESTROY: &str = "/api/v2/users/destroy_many";

async fn destroy(world: &World, query: &str) -> Told {
    world.delete(&format!("{DESTROY}?{query}")).await
}

/// The finished job's results.
async fn results(world: &World, told: &Told) -> Value {
    world.pass(Duration::from_secs(1)).await;
    let id = told.body["job_status"]["id"].as_str().expect("a job");
    let job = world.get(&format!("/api/v2/job_statuses/{id}.json")).await;
    assert_eq!(job.body["job_status"]["status"], "completed");
    job.body["job_status"]["results"].clone()
}

#[tokio::test]
async fn a_deletion_is_queued_first_and_completed_later() {
    let world = World::new().await;
    let queued = destroy(&world, "ids=9001,9002,12345").await;
    let mut shown = queued.shown(&[
        "content-type",
        "zendesk-ratelimit-inflight-jobs",
        "x-zendesk-api-warn",
    ]);
    let id = queued.body["job_status"]["id"]
        .as_str()
        .expect("a job")
        .to_owned();
    assert!(id.len() == 35 && id.starts_with("V3-"), "{id}");
    shown["body"]["job_status"]["id"] = "[id]".into();
    let url = shown["body"]["job_status"]["url"]
        .as_str()
        .expect("a url")
        .replace(&id, "[id]");
    shown["body"]["job_status"]["url"] = url.into();
    insta::assert_json_snapshot!("queued", shown);
    insta::assert_json_snapshot!("results", results(&world, &queued).await);
    assert_eq!(world.live().await, 16);
}

#[tokio::test]
async fn external_ids_mean_the_accounts_own_users_unless_a_brand_is_named() {
    let world = World::new().await;
    for (query, deleted) in [
        ("external_ids=EXT-1", 9001),
        ("external_ids=ext-1&brand_id=360002", 9101),
    ] {
        let told = destroy(&world, query).await;
        assert_eq!(results(&world, &told).await[0]["id"], deleted, "{query}");
    }
    assert_eq!(world.live().await, 16);
}

#[rstest]
#[case::neither("")]
#[case::both("ids=9001&external_ids=ext-1")]
#[case::a_word("ids=9001,abc")]
#[case::too_many(&format!("ids={}", (9001..9102).map(|id| id.to_string()).collect::<Vec<_>>().join(",")))]
#[case::all_brands("external_ids=ext-1&brand_id=all")]
#[case::unknown_brand("external_ids=ext-1&brand_id=999999999")]
#[case::brand_with_ids("ids=9001&brand_id=360002")]
#[tokio::test]
async fn a_refused_request_queues_nothing(#[context] test: Context, #[case] query: &str) {
    let world = World::new().await;
    let told = destroy(&world, query).await;
    told!(test, told.shown(&["content-type"]));
    assert!(world.jobs().await.is_empty());
}

#[rstest]
#[case::nobody(None, 401)]
#[case::wrong_token(Some(("admin@umbridge.example/token", "wrong")), 401)]
#[case::password_instead_of_token(Some(("admin@umbridge.example", "zendesk-admin-token")), 401)]
#[case::agent(Some(("agent@umbridge.example/token", "zendesk-agent-token")), 403)]
#[case::address_in_capitals(Some(("Admin@Umbridge.example/token", "zendesk-admin-token")), 200)]
#[tokio::test]
async fn only_administrators_delete(#[case] credential: Option<(&str, &str)>, #[case] status: u16) {
    let world = World::new().await;
    let ask = world.0.ask("DELETE", "/api/v2/users/destroy_many?ids=9001");
    let ask = match credential {
        Some((user, secret)) => ask.basic(user, secret),
        None => ask,
    };
    assert_eq!(ask.send().await.status, status);
}

#[rstest]
#[case("zendesk-oauth-token", 200)]
#[case("zendesk-oauth-read-only", 403)]
#[case("nonsense", 401)]
#[tokio::test]
async fn a_token_needs_the_scope(#[case] token: &str, #[case] status: u16) {
    let world = World::new().await;
    let ask = world.0.ask("DELETE", &format!("{DESTROY}?ids=9001"));
    assert_eq!(ask.bearer(token).send().await.status, status);
}

#[tokio::test]
async fn the_owner_and_the_caller_are_left_alone() {
    let world = World::new().await;
    let told = destroy(&world, "ids=8001,8002,8003").await;
    let results = results(&world, &told).await;
    let success: Vec<_> = results
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| item["success"].clone())
        .collect();
    assert_eq!(success, [false, false, true]);
}

#[tokio::test]
async fn a_body_is_ignored_and_named_in_a_header() {
    let world = World::new().await;
    let ask = world.ask("DELETE", &format!("{DESTROY}.json?ids=9001"));
    let told = ask
        .json(&serde_json::json!({"users": [{"id": 9002}]}))
        .await;
    assert_eq!(told.status, 200);
    assert!(
        told.header("x-zendesk-api-warn")
            .expect("a warning")
            .contains(r#":unpermitted_keys=>["users"]"#)
    );
    results(&world, &told).await;
    assert_eq!(world.live().await, 17);
}

#[tokio::test]
async fn the_31st_active_job_is_refused() {
    let world = World::new().await;
    for _ in 0..policy::MAX_ACTIVE_JOBS {
        assert_eq!(destroy(&world, "ids=1").await.status, 200);
    }
    let told = destroy(&world, "ids=1").await;
    assert_eq!(
        (told.status.as_u16(), told.header("retry-after")),
        (429, Some("10"))
    );
    assert_eq!(told.body["error"], "TooManyJobs");
    assert_eq!(
        told.body["current_job_ids"]
            .as_array()
            .expect("a list")
            .len(),
        30
    );
    world.pass(Duration::from_secs(1)).await;
    assert_eq!(destroy(&world, "ids=1").await.status, 200);
}
