//! Brands.

use rstest::{Context, rstest};
use serde_json::{Value, json};

use super::{World, ids, told, user};

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

#[tokio::test]
async fn a_created_brand_can_have_users_of_its_own() {
    let world = World::new().await;
    let sent = json!({"brand": {"name": "New", "subdomain": "new-1", "user_separation": "brand"}});
    let told = world.post("/api/v2/brands.json", &sent).await;
    insta::assert_json_snapshot!("created", told.shown(&["location"]));
    assert_eq!(world.get("/api/v2/brands/360005").await.body, told.body);
    let sent = user(
        &json!({"name": "Kim", "external_id": "ext-1", "separation": {"scope": "brand", "brand_id": 360_005}}),
    );
    let told = world.post("/api/v2/users", &sent).await;
    assert_eq!(told.status, 201, "{told:?}");
    world.set("brand_separation", false.into()).await;
    let sent = json!({"brand": {"name": "New", "subdomain": "new-2", "user_separation": "brand"}});
    let told = world.post("/api/v2/brands", &sent).await;
    assert_eq!(told.body["brand"]["user_separation"], "account");
}

#[rstest]
#[case::no_name(json!({"subdomain": "a"}))]
#[case::no_subdomain(json!({"name": "New"}))]
#[case::bad_subdomain(json!({"name": "New", "subdomain": "a.b"}))]
#[case::taken_subdomain(json!({"name": "New", "subdomain": "BRAND-360001-360001"}))]
#[tokio::test]
async fn an_invalid_brand_is_not_created(#[context] test: Context, #[case] brand: Value) {
    let world = World::new().await;
    let told = world.post("/api/v2/brands", &json!({"brand": brand})).await;
    told!(test, told.shown(&[]));
    assert_eq!(world.get("/api/v2/brands").await.body["count"], 4);
    assert_eq!(world.get("/api/v2/brands/360005").await.status, 404);
}
