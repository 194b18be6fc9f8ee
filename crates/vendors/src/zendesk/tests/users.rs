//! Users one by one, many at once, and page by page.

use rstest::{Context, rstest};
use serde_json::{Value, json};

use super::{EVERYBODY, World, ids, told, user};

#[tokio::test]
async fn a_created_user_has_every_member() {
    let world = World::new().await;
    let sent = user(
        &json!({"name": "Kim", "email": "Kim@example.test", "external_id": "K-1", "id": 7, "tags": ["a"], "user_fields": {"plan": "x"}}),
    );
    let told = world.post("/api/v2/users.json", &sent).await;
    insta::assert_json_snapshot!("created", told.shown(&["location"]));
    let shown = world.get("/api/v2/users/10000").await;
    assert_eq!(shown.body, told.body);
    let found = world.get("/api/v2/users/show_many?external_ids=k-1").await;
    assert_eq!(ids(&found, "users"), [10000]);
}

#[rstest]
#[case::of_a_separating_brand("umbridge", json!({"scope": "brand", "brand_id": 360_002}), json!({"scope": "brand", "brand_id": 360_002}))]
#[case::of_a_collapsing_brand("umbridge", json!({"scope": "brand", "brand_id": 360_001}), json!({"scope": "account"}))]
#[case::of_the_account("umbridge", Value::Null, json!({"scope": "account"}))]
#[case::without_the_feature("classic", json!({"scope": "brand", "brand_id": 360_002}), Value::Null)]
#[tokio::test]
async fn a_user_belongs_to_a_brand(
    #[case] account: &str,
    #[case] separation: Value,
    #[case] expected: Value,
) {
    let world = World::new().await;
    let token = if account == "classic" {
        "zendesk-classic-token"
    } else {
        "zendesk-admin-token"
    };
    let sent = user(&json!({"name": "Kim", "external_id": "ext-9", "separation": separation}));
    let ask = world.0.ask("POST", "/api/v2/users");
    let told = ask
        .basic(&format!("admin@{account}.example/token"), token)
        .json(&sent)
        .await;
    let taken = expected == json!({"scope": "account"});
    assert_eq!(told.status, if taken { 422 } else { 201 }, "{told:?}");
    if !taken {
        assert_eq!(told.body["user"]["separation"], expected);
    }
}

#[rstest]
#[case::no_name(json!({"email": "a@b.example"}))]
#[case::blank_name(json!({"name": " "}))]
#[case::null_name(json!({"name": null}))]
#[case::bad_address(json!({"name": "Kim", "email": "nobody"}))]
#[case::address_of_another(json!({"name": "Kim", "email": "USER9001@customers.example"}))]
#[case::external_id_of_another(json!({"name": "Kim", "external_id": "Ext-1"}))]
#[case::unknown_brand(json!({"name": "Kim", "separation": {"scope": "brand", "brand_id": 1}}))]
#[case::wrong_type(json!({"name": 7}))]
#[case::unknown_role(json!({"name": "Kim", "role": "owner"}))]
#[tokio::test]
async fn an_invalid_user_is_not_created(#[context] test: Context, #[case] members: Value) {
    let world = World::new().await;
    let told = world.post("/api/v2/users", &user(&members)).await;
    told!(test, told.shown(&[]));
    assert_eq!(world.live().await, EVERYBODY);
}

#[rstest]
#[case::agent_makes_end_user("zendesk-agent-token", "agent", "end-user", 201)]
#[case::agent_makes_staff("zendesk-agent-token", "agent", "agent", 403)]
#[case::admin_makes_staff("zendesk-admin-token", "admin", "admin", 201)]
#[tokio::test]
async fn staff_is_made_by_administrators(
    #[case] token: &str,
    #[case] who: &str,
    #[case] role: &str,
    #[case] status: u16,
) {
    let world = World::new().await;
    let ask = world.0.ask("POST", "/api/v2/users");
    let ask = ask.basic(&format!("{who}@umbridge.example/token"), token);
    let told = ask.json(&user(&json!({"name": "Kim", "role": role}))).await;
    assert_eq!(told.status, status, "{told:?}");
}

#[rstest]
#[case::live("/api/v2/users/9001")]
#[case::with_suffix("/api/v2/users/9001.json")]
#[case::unknown("/api/v2/users/77")]
#[case::no_number("/api/v2/users/abc")]
#[case::beyond_64_bits("/api/v2/users/9223372036854775808")]
#[case::administrator("/api/v2/users/8002")]
#[tokio::test]
async fn a_user_is_shown(#[context] test: Context, #[case] target: &str) {
    let told = World::new().await.get(target).await;
    told!(test, told.shown(&[]));
}

#[rstest]
#[case::by_id_sorted("ids=9003,77,9001", &[9001, 9003])]
#[case::by_external_id("external_ids=EXT-2,nobody", &[9002])]
#[case::within_a_brand("external_ids=ext-2&brand_id=360003", &[9202])]
#[case::none_of_them("ids=77", &[])]
#[tokio::test]
async fn many_users_are_shown(#[case] query: &str, #[case] expected: &[i64]) {
    let world = World::new().await;
    let told = world.get(&format!("/api/v2/users/show_many?{query}")).await;
    assert_eq!(ids(&told, "users"), expected);
    assert_eq!(told.body["count"], expected.len());
    assert!(told.body["next_page"].is_null());
}

#[tokio::test]
async fn deleted_users_are_shown_among_many_if_asked_for() {
    let world = World::new().await;
    world.destroy("9001").await;
    let shown = async |more: &str| {
        let told = world
            .get(&format!("/api/v2/users/show_many?ids=9001,9002{more}"))
            .await;
        ids(&told, "users")
    };
    assert_eq!(shown("").await, [9002]);
    assert_eq!(shown("&include_deleted=false").await, [9002]);
    assert_eq!(shown("&include_deleted=true").await, [9001, 9002]);
    assert_eq!(
        world.get("/api/v2/users/9001").await.body["user"]["active"],
        false
    );
}

#[tokio::test]
async fn numbered_pages_lead_to_each_other() {
    let world = World::new().await;
    let mut next = "/api/v2/users.json?role=end-user&per_page=6".to_owned();
    let mut seen = Vec::new();
    loop {
        let told = world.get(&next).await;
        assert_eq!(told.body["count"], 15);
        seen.extend(ids(&told, "users"));
        let Some(url) = told.body["next_page"].as_str() else {
            break;
        };
        next = url
            .strip_prefix("http://127.0.0.1:4010")
            .expect("absolute")
            .to_owned();
        assert!(next.contains("role=end-user"), "{next}");
    }
    assert_eq!(
        seen,
        (9001..=9009)
            .chain(9101..=9103)
            .chain(9201..=9203)
            .collect::<Vec<_>>()
    );
    assert!(next.contains("page=3"), "{next}");
}

#[tokio::test]
async fn cursors_lead_forth_and_back_and_end_in_an_empty_page() {
    let world = World::new().await;
    let follow = async |target: &str| {
        let told = world
            .get(target.trim_start_matches("http://127.0.0.1:4010"))
            .await;
        let link = |side: &str| told.body["links"][side].as_str().map(str::to_owned);
        let (prev, next) = (link("prev"), link("next"));
        (
            ids(&told, "users"),
            told.body["meta"]["has_more"].clone(),
            prev,
            next,
        )
    };
    let (first, more, _, next) = follow("/api/v2/users?page%5Bsize%5D=10").await;
    assert_eq!((first.len(), more), (10, true.into()));
    let (second, more, prev, next) = follow(&next.expect("a link")).await;
    assert_eq!((second.len(), more), (9, false.into()));
    let (back, more, _, _) = follow(&prev.expect("a link")).await;
    assert_eq!((back, more), (first, false.into()));
    let (past, more, prev, next) = follow(&next.expect("a link")).await;
    assert_eq!((past, more, prev, next), (vec![], false.into(), None, None));
}

#[rstest]
#[case::no_cursor("page[after]=x")]
#[case::no_number("per_page=x")]
#[case::no_number_of_cursors("page[size]=x")]
#[case::too_far("page=102&per_page=99")]
#[case::unknown_role("role=owner")]
#[tokio::test]
async fn a_list_refuses_what_it_cannot_read(#[context] test: Context, #[case] query: &str) {
    let told = World::new()
        .await
        .get(&format!("/api/v2/users?{query}"))
        .await;
    told!(test, told.shown(&[]));
}

#[rstest]
#[case::one_role("role=agent", 2)]
#[case::several_roles("role[]=agent&role%5B%5D=admin", 4)]
#[tokio::test]
async fn users_are_listed_and_counted_by_role(#[case] query: &str, #[case] expected: usize) {
    let world = World::new().await;
    let told = world.get(&format!("/api/v2/users?{query}")).await;
    assert_eq!(ids(&told, "users").len(), expected);
    let told = world.get(&format!("/api/v2/users/count?{query}")).await;
    let count = json!({"count": {"value": expected, "refreshed_at": "2026-05-04T09:30:11Z"}});
    assert_eq!(told.body, count);
}

#[rstest]
#[case::text("query=Customer%209001", &[9001])]
#[case::place("query=email:user9002@customers.example", &[9002])]
#[case::role("query=role:agent+type:user", &[8003, 8004])]
#[case::external_id_in_every_brand("external_id=EXT-1", &[9001, 9101, 9201])]
#[case::nobody("query=nobody+at+all", &[])]
#[tokio::test]
async fn users_are_searched(#[case] query: &str, #[case] expected: &[i64]) {
    let world = World::new().await;
    let told = world
        .get(&format!("/api/v2/users/search.json?{query}"))
        .await;
    assert_eq!(ids(&told, "users"), expected);
    assert_eq!(told.body["count"], expected.len());
}

#[tokio::test]
async fn a_search_forgets_the_deleted() {
    let world = World::new().await;
    world.destroy("9001").await;
    let told = world.get("/api/v2/users/search?external_id=ext-1").await;
    assert_eq!(ids(&told, "users"), [9101, 9201]);
    let told = world.get("/api/v2/users/search?query=9001").await;
    assert_eq!(told.body["count"], 0);
    assert_eq!(world.get("/api/v2/users/search").await.status, 400);
}

#[tokio::test]
async fn a_change_keeps_what_it_does_not_mention() {
    let world = World::new().await;
    let change = async |members: Value| {
        let told = world
            .ask("PUT", "/api/v2/users/9001")
            .json(&user(&members))
            .await;
        assert_eq!(told.status, 200, "{told:?}");
        told.body["user"].clone()
    };
    change(json!({"phone": "1", "user_fields": {"a": 1, "b": 2}})).await;
    let shown = change(
        json!({"external_id": null, "email": "second@example.test", "user_fields": {"b": null}}),
    )
    .await;
    assert_eq!(shown["phone"], "1");
    assert_eq!(shown["user_fields"], json!({"a": 1}));
    assert_eq!(
        (&shown["external_id"], &shown["email"]),
        (&Value::Null, &json!("user9001@customers.example"))
    );
    // The external id is free, and both addresses are taken.
    let sent = |email: &str| user(&json!({"name": "Kim", "external_id": "ext-1", "email": email}));
    for email in ["second@example.test", "user9001@customers.example"] {
        assert_eq!(
            world.post("/api/v2/users", &sent(email)).await.status,
            422,
            "{email}"
        );
    }
    assert_eq!(
        world
            .post("/api/v2/users", &sent("third@example.test"))
            .await
            .status,
        201
    );
}

#[rstest]
#[case::name_of_nothing(9001, json!({"name": " "}), 422)]
#[case::address_of_another(9001, json!({"email": "user9002@customers.example"}), 422)]
#[case::external_id_of_another(9001, json!({"external_id": "EXT-2"}), 422)]
#[case::owner_made_agent(8001, json!({"role": "agent"}), 422)]
#[case::nobody(77, json!({"name": "Kim"}), 404)]
#[tokio::test]
async fn an_invalid_change_changes_nothing(
    #[case] id: i64,
    #[case] members: Value,
    #[case] status: u16,
) {
    let world = World::new().await;
    let before = world.get("/api/v2/users").await;
    let told = world
        .ask("PUT", &format!("/api/v2/users/{id}"))
        .json(&user(&members))
        .await;
    assert_eq!(told.status, status, "{told:?}");
    assert_eq!(world.get("/api/v2/users").await.body, before.body);
}

#[tokio::test]
async fn create_or_update_does_either() {
    let world = World::new().await;
    let put = async |members: Value| {
        let told = world
            .post("/api/v2/users/create_or_update.json", &user(&members))
            .await;
        (told.status.as_u16(), told.body["user"]["id"].clone(), told)
    };
    let (status, id, told) = put(json!({"name": "Kim", "external_id": "new"})).await;
    assert_eq!((status, id), (201, json!(10000)));
    assert_eq!(
        told.header("location"),
        Some("http://127.0.0.1:4010/api/v2/users/10000.json")
    );
    let (status, id, told) = put(json!({"external_id": "NEW", "email": "kim@example.test"})).await;
    assert_eq!((status, id), (200, json!(10000)));
    assert_eq!(told.body["user"]["email"], "kim@example.test");
    let (status, id, _) = put(json!({"email": "KIM@example.test", "phone": "1"})).await;
    assert_eq!((status, id), (200, json!(10000)));
    assert_eq!(put(json!({"email": "nobody@example.test"})).await.0, 422);
    assert_eq!(
        put(json!({"external_id": "new", "email": "user9001@customers.example"}))
            .await
            .0,
        422
    );
}

#[rstest]
#[case::end_user(9001, 200)]
#[case::staff(8003, 200)]
#[case::unknown(77, 404)]
#[case::owner(8001, 422)]
#[case::caller(8002, 422)]
#[tokio::test]
async fn one_user_is_deleted(#[context] test: Context, #[case] id: i64, #[case] status: u16) {
    let world = World::new().await;
    let told = world.delete(&format!("/api/v2/users/{id}.json")).await;
    assert_eq!(told.status, status, "{told:?}");
    if status == 200 {
        assert_eq!(told.body["user"]["active"], false);
        assert_eq!(
            world
                .get(&format!("/api/v2/deleted_users/{id}"))
                .await
                .status,
            200
        );
        assert_eq!(
            world.delete(&format!("/api/v2/users/{id}")).await.status,
            404
        );
    } else {
        told!(test, told.shown(&[]));
        assert_eq!(world.live().await, EVERYBODY);
    }
}
