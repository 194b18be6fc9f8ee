//! Job statuses: how far a job is, who else is in the queue, and for how long it can be read.

use std::time::Duration;

use serde_json::json;

use super::World;
use crate::kit::bench::Told;

const DESTROY: &str = "/api/v2/users/destroy_many?ids=1";

fn id(told: &Told) -> String {
    told.body["job_status"]["id"]
        .as_str()
        .expect("a job")
        .to_owned()
}

fn listed(told: &Told) -> Vec<String> {
    let jobs = told.body["job_statuses"].as_array().expect("a list");
    jobs.iter()
        .map(|job| job["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test]
async fn a_job_is_queued_then_working_then_completed() {
    let world = World::new().await;
    world.set("job_queued_ms", 1000.into()).await;
    world.set("job_working_ms", 1000.into()).await;
    let job = id(&world.delete(DESTROY).await);
    let mut seen = Vec::new();
    for _ in 0..4 {
        let told = world.get(&format!("/api/v2/job_statuses/{job}")).await;
        let status = &told.body["job_status"];
        seen.push(json!([
            status["status"],
            status["progress"],
            status["message"]
        ]));
        world.pass(Duration::from_millis(700)).await;
    }
    insta::assert_json_snapshot!("progress", seen);
}

#[tokio::test]
async fn the_31st_active_job_of_a_class_is_refused() {
    let world = World::new().await;
    let update = async || {
        let ask = world.ask("PUT", "/api/v2/users/update_many?ids=1");
        ask.json(&json!({"user": {"name": "Kim"}})).await
    };
    for _ in 0..15 {
        assert_eq!(world.delete(DESTROY).await.status, 200);
        assert_eq!(update().await.status, 200);
    }
    for refused in [world.delete(DESTROY).await, update().await] {
        let mut shown = refused.shown(&["retry-after", "zendesk-ratelimit-inflight-jobs"]);
        let active = shown["body"]["current_job_ids"].take();
        assert_eq!(active.as_array().expect("a list").len(), 30);
        insta::assert_json_snapshot!("too_many_jobs", shown);
    }
    let users = json!({"users": [{"name": "Kim"}]});
    let created = world.post("/api/v2/users/create_many", &users).await;
    let header = "zendesk-ratelimit-inflight-jobs";
    assert_eq!(
        created.header(header),
        Some("total=30; remaining=29; resets=60")
    );
    world.pass(Duration::from_secs(1)).await;
    assert_eq!(world.delete(DESTROY).await.status, 200);
}

#[tokio::test]
async fn jobs_are_listed_unfinished_first_then_the_last_finished() {
    let world = World::new().await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(id(&world.delete(DESTROY).await));
        world.pass(Duration::from_secs(1)).await;
    }
    made.push(id(&world.delete(DESTROY).await));
    made.reverse();
    let told = world.get("/api/v2/job_statuses.json").await;
    assert_eq!(listed(&told), made);
    assert_eq!(told.body["job_statuses"][0]["status"], "queued");
    let first = world.get("/api/v2/job_statuses?page[size]=3").await;
    assert_eq!(listed(&first), made[..3]);
    assert_eq!(first.body["meta"]["has_more"], true);
    let next = first.body["links"]["next"].as_str().expect("a link");
    let second = world
        .get(next.trim_start_matches("http://127.0.0.1:4010"))
        .await;
    assert_eq!(listed(&second), made[3..]);
    assert!(second.body.get("count").is_none());
}

#[tokio::test]
async fn many_jobs_are_shown_in_the_order_asked() {
    let world = World::new().await;
    let first = id(&world.delete(DESTROY).await);
    let second = id(&world.delete(DESTROY).await);
    let target = format!("/api/v2/job_statuses/show_many.json?ids={second},V3-0,{first},{second}");
    let told = world.get(&target).await;
    assert_eq!(listed(&told), [second, first]);
    for refused in ["", "?ids=", "?ids=,"] {
        let told = world
            .get(&format!("/api/v2/job_statuses/show_many{refused}"))
            .await;
        assert_eq!(told.status, 400, "{refused}");
    }
    let many = vec!["x".to_owned(); 101].join(",");
    let told = world
        .get(&format!("/api/v2/job_statuses/show_many?ids={many}"))
        .await;
    assert_eq!(
        (told.status.as_u16(), &told.body["error"]),
        (400, &json!("TooManyValues"))
    );
}

#[tokio::test]
async fn a_job_is_forgotten_after_a_day() {
    let world = World::new().await;
    let job = id(&world.delete(DESTROY).await);
    world.pass(Duration::from_secs(24 * 60 * 60 - 1)).await;
    let target = format!("/api/v2/job_statuses/{job}");
    assert_eq!(world.get(&target).await.status, 200);
    world.pass(Duration::from_secs(1)).await;
    let told = world.get(&target).await;
    assert_eq!(
        (told.status.as_u16(), told.body),
        (
            404,
            json!({"error": "RecordNotFound", "description": "Not found"})
        )
    );
    assert!(listed(&world.get("/api/v2/job_statuses").await).is_empty());
}
