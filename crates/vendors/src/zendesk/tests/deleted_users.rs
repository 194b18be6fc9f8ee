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
