//! Brands.

use super::{World, ids};

#[tokio::test]
async fn brands_say_whose_their_users_are() {
    let world = World::new().await;
    let told = world.get("/api/v2/brands").await;
    assert_eq!(ids(&told, "brands"), [360_001, 360_002, 360_003, 360_004]);
    insta::assert_json_snapshot!("brand", told.body["brands"][1]);
    assert_eq!(told.body["brands"][3]["user_separation"], "account");
}

#[tokio::test]
async fn brands_come_by_cursor_too() {
    let world = World::new().await;
    let told = world.get("/api/v2/brands?page[size]=3").await;
    assert_eq!(ids(&told, "brands"), [360_001, 360_002, 360_003]);
    assert_eq!(told.body["meta"]["has_more"], true);
    let cursor = told.body["meta"]["after_cursor"]
        .as_str()
        .expect("a cursor");
    let told = world
        .get(&format!("/api/v2/brands?page[size]=3&page[after]={cursor}"))
        .await;
    assert_eq!(ids(&told, "brands"), [360_004]);
    assert_eq!(told.body["meta"]["has_more"], false);
}
