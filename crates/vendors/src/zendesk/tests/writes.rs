//! Creating and changing many users, as jobs.

use std::time::Duration;

use rstest::{Context, rstest};
use serde_json::{Value, json};

use super::{EVERYBODY, World, ids, told};
use crate::kit::bench::Told;

/// The finished job as its account reads it, under a name that is the same every time.
async fn finished(world: &World, told: &Told) -> Value {
    assert_eq!(told.status, 200, "{told:?}");
    world.pass(Duration::from_secs(1)).await;
    let id = told.body["job_status"]["id"].as_str().expect("a job");
    let job = world.get(&format!("/api/v2/job_statuses/{id}")).await;
    let mut job = job.body["job_status"].clone();
    job["id"] = "[id]".into();
    job["url"] = "[url]".into();
    job
}

#[tokio::test]
async fn what_is_wrong_with_one_user_stops_no_other() {
    let world = World::new().await;
    let users = json!([
        {"name": "Kim", "email": "Kim@example.test", "external_id": "K-1"},
        {"name": " "},
        {"name": "Kim", "external_id": "k-1"},
        {"name": "Sam", "email": "user9001@customers.example"},
        {"name": "Alex"},
    ]);
    let told = world
        .post("/api/v2/users/create_many.json", &json!({"users": users}))
        .await;
    insta::assert_json_snapshot!("created", finished(&world, &told).await);
    assert_eq!(world.live().await, EVERYBODY + 2);
    let shown = world.get("/api/v2/users/10000").await;
    assert_eq!(shown.body["user"]["external_id"], "K-1");
}

#[tokio::test]
async fn users_are_created_or_updated() {
    let world = World::new().await;
    let users = json!([
        {"name": "Renamed", "external_id": "EXT-1"},
        {"name": "Kim", "external_id": "new"},
        {"phone": "1", "external_id": "new"},
        {"external_id": "nobody"},
        {"name": "Of a brand", "external_id": "ext-1", "separation": {"scope": "brand", "brand_id": 360_003}},
    ]);
    let told = world
        .post(
            "/api/v2/users/create_or_update_many",
            &json!({"users": users}),
        )
        .await;
    insta::assert_json_snapshot!("put", finished(&world, &told).await);
    assert_eq!(world.live().await, EVERYBODY + 1);
    let name = async |id: i64| {
        world.get(&format!("/api/v2/users/{id}")).await.body["user"]["name"].clone()
    };
    assert_eq!(
        [name(9001).await, name(9201).await],
        ["Renamed", "Of a brand"]
    );
}

#[tokio::test]
async fn users_are_changed_alike() {
    let world = World::new().await;
    let change = json!({"user": {"organization_id": 7, "tags": ["a"]}});
    let ask = world.ask("PUT", "/api/v2/users/update_many.json?ids=9001,77,9002");
    let told = ask.json(&change).await;
    insta::assert_json_snapshot!("changed_alike", finished(&world, &told).await);
    let shown = world
        .get("/api/v2/users/show_many?ids=9001,9002,9003")
        .await;
    let organizations: Vec<_> = shown.body["users"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|user| user["organization_id"].clone())
        .collect();
    assert_eq!(organizations, [json!(7), json!(7), Value::Null]);
    let ask = world.ask(
        "PUT",
        "/api/v2/users/update_many?external_ids=ext-2&brand_id=360003",
    );
    let job = finished(&world, &ask.json(&change).await).await;
    assert_eq!(job["results"][0]["id"], 9202);
}

#[tokio::test]
async fn users_are_changed_each_as_it_says() {
    let world = World::new().await;
    let users = json!([
        {"id": 9001, "external_id": "swapped"},
        {"external_id": "ext-2", "name": "Two"},
        {"id": 9003, "external_id": "EXT-1"},
        {"id": 9004, "external_id": "ext-5"},
        {"external_id": "nobody", "name": "Nobody"},
    ]);
    let ask = world.ask("PUT", "/api/v2/users/update_many");
    let told = ask.json(&json!({"users": users})).await;
    insta::assert_json_snapshot!("changed_each", finished(&world, &told).await);
    let found = world
        .get("/api/v2/users/show_many?external_ids=ext-1,swapped")
        .await;
    assert_eq!(ids(&found, "users"), [9001, 9003]);
}

fn users(count: usize) -> Value {
    let users: Vec<Value> = (0..count)
        .map(|n| json!({"name": format!("User {n}")}))
        .collect();
    json!({"users": users})
}

#[rstest]
#[case::too_many_creations("POST", "create_many", users(101))]
#[case::too_many_puts("POST", "create_or_update_many", users(101))]
#[case::no_users("POST", "create_many", users(0))]
#[case::no_list("POST", "create_many", json!({"user": {"name": "Kim"}}))]
#[case::list_for_the_whole("POST", "create_many", json!([[{"name": "Kim"}]]))]
#[case::nobody_named("PUT", "update_many", json!({"user": {"name": "Kim"}}))]
#[case::nothing_said("PUT", "update_many?ids=9001", json!({}))]
#[case::both_ways("PUT", "update_many?ids=9001", json!({"users": [{"id": 9002, "name": "Kim"}]}))]
#[case::one_without_a_name("PUT", "update_many", json!({"users": [{"id": 9001}, {"name": "Kim"}]}))]
#[case::brand_with_ids("PUT", "update_many?ids=9001&brand_id=0", json!({"user": {"name": "Kim"}}))]
#[tokio::test]
async fn a_refused_batch_queues_nothing(
    #[context] test: Context,
    #[case] method: &str,
    #[case] target: &str,
    #[case] body: Value,
) {
    let world = World::new().await;
    let told = world
        .ask(method, &format!("/api/v2/users/{target}"))
        .json(&body)
        .await;
    told!(test, told.shown(&[]));
    assert!(world.jobs().await.is_empty());
}

#[tokio::test]
async fn a_hundred_users_are_created_at_once() {
    let world = World::new().await;
    let told = world.post("/api/v2/users/create_many", &users(100)).await;
    let job = finished(&world, &told).await;
    assert_eq!(
        (&job["total"], &job["progress"]),
        (&json!(100), &json!(100))
    );
    assert_eq!(world.live().await, EVERYBODY + 100);
}

#[tokio::test]
async fn an_account_without_bulk_import_creates_one_by_one() {
    let world = World::new().await;
    world.set("bulk_import", false.into()).await;
    let told = world.post("/api/v2/users/create_many", &users(1)).await;
    insta::assert_json_snapshot!("no_bulk_import", told.shown(&[]));
    assert!(world.jobs().await.is_empty());
    let told = world
        .post("/api/v2/users/create_or_update_many", &users(1))
        .await;
    assert_eq!(told.status, 200);
}
