//! Soft deletion and what follows it.

use std::time::Duration;

use super::{World, ids};

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn a_deleted_user_moves_to_the_deleted_users() {
    let world = World::new().await;
    assert_eq!(world.get("/api/v2/deleted_users/9001").await.status, 404);
    world.destroy("9001,9002").await;
    let shown = world.get("/api/v2/deleted_users/9001").await;
    insta::assert_json_snapshot!("deleted_user", shown.body);
    let listed = world.get("/api/v2/deleted_users.json").await;
    assert_eq!(ids(&listed, "deleted_users"), [9001, 9002]);
    assert_eq!(listed.body["count"], 2);
    assert_eq!(listed.body["deleted_users"][0], shown.body["deleted_user"]);
}

#[tokio::test]
async fn after_30_days_only_the_list_knows_the_user() {
    let world = World::new().await;
    world.destroy("9001").await;
    world.pass(30 * DAY).await;
    assert_eq!(world.get("/api/v2/deleted_users/9001").await.status, 404);
    assert_eq!(world.get("/api/v2/users/9001").await.status, 404);
    let told = world
        .get("/api/v2/users/show_many?ids=9001&include_deleted=true")
        .await;
    assert_eq!(told.body["count"], 0);
    let listed = world.get("/api/v2/deleted_users").await;
    insta::assert_json_snapshot!("permanently_deleted_user", listed.body["deleted_users"]);
}

#[tokio::test]
async fn a_deleted_user_is_deleted_for_good() {
    let world = World::new().await;
    assert_eq!(world.delete("/api/v2/deleted_users/9001").await.status, 404);
    world.destroy("9001,9002").await;
    let before = world.get("/api/v2/deleted_users/9001").await;
    let told = world.delete("/api/v2/deleted_users/9001.json").await;
    assert_eq!((told.status.as_u16(), &told.body), (200, &before.body));
    assert_eq!(world.get("/api/v2/deleted_users/9001").await.status, 404);
    assert_eq!(world.delete("/api/v2/deleted_users/9001").await.status, 404);
    let listed = world.get("/api/v2/deleted_users").await;
    let names: Vec<_> = listed.body["deleted_users"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|user| &user["name"])
        .collect();
    assert_eq!(names, ["Permanently Deleted User", "Customer 9002"]);
    let count = world.get("/api/v2/deleted_users/count").await;
    assert_eq!(count.body["count"]["value"], 2);
}

#[tokio::test]
async fn permanent_deletions_are_limited_by_ten_minutes() {
    let world = World::new().await;
    world.set("permanent_deletions_limit", 2.into()).await;
    world.destroy("9001,9002,9003").await;
    let delete = async |id: i64| world.delete(&format!("/api/v2/deleted_users/{id}")).await;
    assert_eq!(delete(9001).await.status, 200);
    assert_eq!(delete(9002).await.status, 200);
    let refused = delete(9003).await;
    insta::assert_json_snapshot!(
        "too_many_permanent_deletions",
        refused.shown(&["retry-after"])
    );
    assert_eq!(world.get("/api/v2/deleted_users/9003").await.status, 200);
    world.pass(Duration::from_secs(600)).await;
    assert_eq!(delete(9003).await.status, 200);
}

#[tokio::test]
async fn deleted_users_come_by_cursor_too() {
    let world = World::new().await;
    world.destroy("9001,9002,9003").await;
    let told = world.get("/api/v2/deleted_users?page[size]=2").await;
    assert_eq!(ids(&told, "deleted_users"), [9001, 9002]);
    let next = told.body["links"]["next"].as_str().expect("a link");
    let told = world
        .get(next.trim_start_matches("http://127.0.0.1:4010"))
        .await;
    assert_eq!(ids(&told, "deleted_users"), [9003]);
}
