//! Whatever is not understood is refused in Zendesk's shape, and nobody is deleted, created or changed.

use std::time::Duration;

use rstest::{Context, rstest};

use super::{World, told};

const MANY: &str = "/api/v2/users/create_many";
const ONE: &str = "/api/v2/users";

fn deep() -> Vec<u8> {
    (r#"{"user":"#.to_owned() + &"[".repeat(200) + &"]".repeat(200) + "}").into_bytes()
}

#[rstest]
#[case::nothing("POST", ONE, b"")]
#[case::truncated("POST", ONE, br#"{"user":{"name":"Kim""#)]
#[case::no_json("POST", ONE, b"name=Kim")]
#[case::null("POST", ONE, b"null")]
#[case::null_user("POST", ONE, br#"{"user":null}"#)]
#[case::list("POST", ONE, br#"[{"name":"Kim"}]"#)]
#[case::list_of_members("POST", ONE, br#"{"user":["Kim"]}"#)]
#[case::text("POST", ONE, br#""user""#)]
#[case::member_twice("POST", ONE, br#"{"user":{"name":"Kim","name":"Sam"}}"#)]
#[case::nul("POST", ONE, b"{\"user\":{\"name\":\"Kim\0\"}}")]
#[case::not_utf_8("POST", ONE, b"{\"user\":{\"name\":\"\xff\"}}")]
#[case::number_beyond_64_bits(
    "POST",
    ONE,
    br#"{"user":{"name":"Kim","organization_id":9223372036854775808}}"#
)]
#[case::number_beyond_all("POST", ONE, br#"{"user":{"name":"Kim","organization_id":1e999}}"#)]
#[case::fraction("POST", ONE, br#"{"user":{"name":"Kim","organization_id":1.5}}"#)]
#[case::deep("POST", ONE, &deep())]
#[case::separation_as_a_list(
    "POST",
    ONE,
    br#"{"user":{"name":"Kim","separation":["brand",360002]}}"#
)]
#[case::null_entry("POST", MANY, br#"{"users":[null]}"#)]
#[case::object_for_a_list("POST", MANY, br#"{"users":{"name":"Kim"}}"#)]
#[case::wrong_type_within(
    "POST",
    MANY,
    br#"{"users":[{"name":"Kim"},{"name":"Sam","tags":[1]}]}"#
)]
#[case::ids_in_the_body("DELETE", "/api/v2/users/destroy_many", br#"{"ids":[9001]}"#)]
#[case::nul_in_an_id("DELETE", "/api/v2/users/destroy_many?ids=9001%00", b"")]
#[case::no_text_in_an_id("DELETE", "/api/v2/users/destroy_many?ids=%ff%fe", b"")]
#[case::list_parameter("DELETE", "/api/v2/users/destroy_many?ids[]=9001", b"")]
#[case::other_method("POST", "/api/v2/users/destroy_many?ids=9001", b"")]
#[case::other_path("DELETE", "/api/v2/users/destroy_many/?ids=9001", b"")]
#[case::no_id("DELETE", "/api/v2/users/9001x", b"")]
#[case::id_beyond_64_bits("DELETE", "/api/v2/users/92233720368547758080", b"")]
#[case::every_user("DELETE", "/api/v2/users", b"")]
#[case::blank_search("GET", "/api/v2/users/search?query=", b"")]
#[tokio::test]
async fn nothing_happens(
    #[context] test: Context,
    #[case] method: &str,
    #[case] target: &str,
    #[case] body: &[u8],
) {
    let world = World::new().await;
    let before = world.get("/api/v2/users").await.body;
    let told = world.ask(method, target).body(body).await;
    told!(test, told.shown(&["content-type"]));
    assert!(told.status.is_client_error());
    world.pass(Duration::from_secs(600)).await;
    assert_eq!(world.get("/api/v2/users").await.body, before);
    assert!(world.jobs().await.is_empty());
}

#[tokio::test]
async fn text_is_kept_as_it_is() {
    let world = World::new().await;
    let name = "'; drop table users; -- \u{0}\u{202e} 🧙";
    let sent = super::user(&serde_json::json!({"name": name, "external_id": name}));
    let told = world.post(ONE, &sent).await;
    assert_eq!(
        (
            &told.body["user"]["name"],
            &told.body["user"]["external_id"]
        ),
        (&name.into(), &name.into())
    );
    let id = &told.body["user"]["id"];
    let found = world.get(&format!("/api/v2/users/{id}")).await;
    assert_eq!(found.body, told.body);
}
