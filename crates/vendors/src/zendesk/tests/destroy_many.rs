//! The documented operation.

use std::time::Duration;

use rstest::{Context, rstest};
use serde_json::Value;

use super::{EVERYBODY, World, told};
use crate::kit::bench::Told;

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
    assert_eq!(world.live().await, EVERYBODY - 2);
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
    assert_eq!(world.live().await, EVERYBODY - 2);
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
    assert_eq!(world.live().await, EVERYBODY - 1);
}

#[rstest]
#[case::numeric("numeric", serde_json::json!([{"id": 9001}, {"external_id": "nobody"}]))]
#[case::external("external", serde_json::json!([{"id": "ext-1"}, {"id": "nobody"}]))]
#[tokio::test]
async fn the_account_chooses_what_results_call_a_user_by(
    #[case] choice: &str,
    #[case] expected: Value,
) {
    let world = World::new().await;
    world.set("external_ids_result_id", choice.into()).await;
    let told = destroy(&world, "external_ids=ext-1,Nobody").await;
    let results = results(&world, &told).await;
    for (result, expected) in results
        .as_array()
        .expect("a list")
        .iter()
        .zip(expected.as_array().expect("a list"))
    {
        let named = |name: &str| (result.get(name).cloned(), expected.get(name).cloned());
        for (told, expected) in [named("id"), named("external_id")] {
            assert_eq!(told, expected, "{result}");
        }
    }
}

#[tokio::test]
async fn without_the_feature_a_brand_is_ignored_whatever_it_is() {
    let world = World::new().await;
    for brand in ["all", "999", "1.5", "360101"] {
        let target = format!("{DESTROY}?external_ids=ext-1&brand_id={brand}");
        let ask = world.0.ask("DELETE", &target);
        let ask = ask.basic("admin@classic.example/token", "zendesk-classic-token");
        assert_eq!(ask.send().await.status, 200, "{brand}");
    }
}

#[rstest]
#[case::encoded_commas("ids=9001%2C9002", 2)]
#[case::blanks_and_empty_entries("ids=%209001%20,,9002,", 2)]
#[case::duplicates("ids=9001,9002,9001", 2)]
#[case::case_of_external_ids("external_ids=EXT-1,ext-1", 1)]
#[case::unknown_key("ids=9001&id=9002", 1)]
#[case::empty_brand("external_ids=ext-1&brand_id=", 1)]
#[case::hundred(&format!("ids={}", (8901..9001).map(|id| id.to_string()).collect::<Vec<_>>().join(",")), 100)]
#[tokio::test]
async fn other_spellings_are_understood(#[case] query: &str, #[case] total: u64) {
    let world = World::new().await;
    let told = destroy(&world, query).await;
    assert_eq!(told.body["job_status"]["total"], total, "{told:?}");
}
