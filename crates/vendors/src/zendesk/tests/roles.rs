//! Who may do what, with which credential.

use rstest::{Context, rstest};
use serde_json::{Value, json};

use super::{EVERYBODY, World, told, user};
use crate::kit::bench::Told;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Nobody,
    EndUser,
    Agent,
    Manager,
    Admin,
}

async fn ask(world: &World, who: Who, method: &str, target: &str, body: &Value) -> Told {
    let ask = world.0.ask(method, target);
    let (email, token) = match who {
        Who::Nobody => return ask.json(body).await,
        Who::EndUser => ("user9009@customers.example", "zendesk-end-user-token"),
        Who::Agent => ("agent@umbridge.example", "zendesk-agent-token"),
        Who::Manager => ("manager@umbridge.example", "zendesk-manager-token"),
        Who::Admin => ("admin@umbridge.example", "zendesk-admin-token"),
    };
    ask.basic(&format!("{email}/token"), token).json(body).await
}

/// Every operation with the least who may do it; each would do something.
#[rstest]
#[case::destroy_many("DELETE", "/users/destroy_many?ids=9002", Value::Null, Who::Admin)]
#[case::show_job("GET", "/job_statuses/x", Value::Null, Who::Agent)]
#[case::list_jobs("GET", "/job_statuses", Value::Null, Who::Agent)]
#[case::show_many_jobs("GET", "/job_statuses/show_many?ids=x", Value::Null, Who::Agent)]
#[case::list_deleted("GET", "/deleted_users", Value::Null, Who::Agent)]
#[case::count_deleted("GET", "/deleted_users/count", Value::Null, Who::Agent)]
#[case::show_deleted("GET", "/deleted_users/9001", Value::Null, Who::Agent)]
#[case::delete_for_good("DELETE", "/deleted_users/9001", Value::Null, Who::Manager)]
#[case::delete("DELETE", "/users/9002", Value::Null, Who::Manager)]
#[case::delete_staff("DELETE", "/users/8003", Value::Null, Who::Admin)]
#[case::show("GET", "/users/9002", Value::Null, Who::Agent)]
#[case::list("GET", "/users", Value::Null, Who::Agent)]
#[case::show_many("GET", "/users/show_many?ids=9002", Value::Null, Who::Agent)]
#[case::search("GET", "/users/search?query=a", Value::Null, Who::Agent)]
#[case::count("GET", "/users/count", Value::Null, Who::Agent)]
#[case::me("GET", "/users/me", Value::Null, Who::Nobody)]
#[case::create("POST", "/users", user(&json!({"name": "Kim"})), Who::Agent)]
#[case::create_staff("POST", "/users", user(&json!({"name": "Kim", "role": "agent"})), Who::Admin)]
#[case::update("PUT", "/users/9002", user(&json!({"name": "Kim"})), Who::Agent)]
#[case::update_staff("PUT", "/users/8002", user(&json!({"name": "Kim"})), Who::Admin)]
#[case::make_staff("PUT", "/users/9002", user(&json!({"role": "admin"})), Who::Admin)]
#[case::put("POST", "/users/create_or_update", user(&json!({"name": "Kim"})), Who::Manager)]
#[case::put_staff("POST", "/users/create_or_update", user(&json!({"name": "Kim", "email": "agent@umbridge.example"})), Who::Admin)]
#[case::create_many("POST", "/users/create_many", json!({"users": [{"name": "Kim"}]}), Who::Manager)]
#[case::create_many_staff("POST", "/users/create_many", json!({"users": [{"name": "Kim", "role": "admin"}]}), Who::Admin)]
#[case::put_many("POST", "/users/create_or_update_many", json!({"users": [{"name": "Kim"}]}), Who::Manager)]
#[case::put_many_staff("POST", "/users/create_or_update_many", json!({"users": [{"email": "agent@umbridge.example"}]}), Who::Admin)]
#[case::update_many("PUT", "/users/update_many?ids=9002", user(&json!({"name": "Kim"})), Who::Manager)]
#[case::update_many_staff("PUT", "/users/update_many?ids=9002,8003", user(&json!({"name": "Kim"})), Who::Admin)]
#[case::list_brands("GET", "/brands", Value::Null, Who::Agent)]
#[case::show_brand("GET", "/brands/360001", Value::Null, Who::Agent)]
#[case::create_brand("POST", "/brands", json!({"brand": {"name": "a", "subdomain": "a"}}), Who::Admin)]
#[tokio::test]
async fn an_operation_is_for_some(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: Value,
    #[case] least: Who,
) {
    let world = World::new().await;
    world.destroy("9001").await;
    let target = format!("/api/v2{path}");
    for who in [
        Who::Nobody,
        Who::EndUser,
        Who::Agent,
        Who::Manager,
        Who::Admin,
    ] {
        let told = ask(&world, who, method, &target, &body).await;
        let status = told.status.as_u16();
        let expected = match who {
            who if who >= least => {
                assert!(!matches!(status, 401 | 403), "{who:?}: {told:?}");
                return;
            }
            Who::Nobody => 401,
            _ => 403,
        };
        assert_eq!(status, expected, "{who:?}: {told:?}");
        assert_eq!(
            (world.live().await, world.jobs().await.len()),
            (EVERYBODY - 1, 1)
        );
    }
}

#[rstest]
#[case::nobody(None)]
#[case::wrong_token(Some(("admin@umbridge.example/token", "wrong")))]
#[case::token_as_password(Some(("admin@umbridge.example", "zendesk-admin-token")))]
#[case::password_as_token(Some(("admin@umbridge.example/token", "zendesk-admin-password")))]
#[case::another_account(Some(("admin@classic.example/token", "zendesk-admin-token")))]
#[tokio::test]
async fn a_wrong_credential_is_refused(
    #[context] test: Context,
    #[case] credential: Option<(&str, &str)>,
) {
    let world = World::new().await;
    let ask = world
        .0
        .ask("DELETE", "/api/v2/users/destroy_many?ids=nonsense");
    let ask = match credential {
        Some((user, secret)) => ask.basic(user, secret),
        None => ask,
    };
    let told = ask.send().await;
    told!(test, told.shown(&[]));
}

#[rstest]
#[case::address_in_capitals("Admin@Umbridge.example/token", "zendesk-admin-token")]
#[case::password("admin@umbridge.example", "zendesk-admin-password")]
#[tokio::test]
async fn a_credential_can_be_written_otherwise(#[case] user: &str, #[case] secret: &str) {
    let world = World::new().await;
    let ask = world
        .0
        .ask("GET", "/api/v2/users/me.json")
        .basic(user, secret);
    assert_eq!(ask.send().await.body["user"]["id"], 8002);
}

#[rstest]
#[case::both_scopes("zendesk-oauth-token", "DELETE", "/users/destroy_many?ids=9001", 200)]
#[case::reading("zendesk-oauth-read-only", "GET", "/users", 200)]
#[case::writing_with_reading(
    "zendesk-oauth-read-only",
    "DELETE",
    "/users/destroy_many?ids=9001",
    403
)]
#[case::reading_with_writing("zendesk-oauth-users-write", "GET", "/users", 403)]
#[case::scope_of_the_resource(
    "zendesk-oauth-users-write",
    "DELETE",
    "/users/destroy_many?ids=9001",
    200
)]
#[case::scope_of_another_resource("zendesk-oauth-users-write", "POST", "/brands", 403)]
#[case::nonsense("nonsense", "DELETE", "/users/destroy_many?ids=9001", 401)]
#[tokio::test]
async fn a_token_needs_the_scope(
    #[context] test: Context,
    #[case] token: &str,
    #[case] method: &str,
    #[case] path: &str,
    #[case] status: u16,
) {
    let world = World::new().await;
    let ask = world.0.ask(method, &format!("/api/v2{path}")).bearer(token);
    let told = ask
        .json(&json!({"brand": {"name": "a", "subdomain": "a"}}))
        .await;
    assert_eq!(told.status, status, "{told:?}");
    if status >= 400 {
        told!(test, told.shown(&[]));
    }
}

#[tokio::test]
async fn whoever_is_nobody_has_no_id() {
    let world = World::new().await;
    let mut told = world.0.ask("GET", "/api/v2/users/me").send().await;
    let token = told.body["user"]["authenticity_token"].take();
    assert_eq!(token.as_str().expect("a token").len(), 32);
    insta::assert_json_snapshot!("nobody", told.shown(&[]));
    let wrong = world
        .0
        .ask("GET", "/api/v2/users/me")
        .bearer("wrong")
        .send()
        .await;
    assert_eq!(wrong.status, 401);
}
