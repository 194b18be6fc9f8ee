//! Access tokens.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{OURS, USER, VENDOR, live, named, seed, show, shown};
use crate::kit::bench::{Ask, Bench, Told};

const FORM: &str = "application/x-www-form-urlencoded";
const CLIENT: &str =
    "client_id=7f5e1c1e-9f0b-4c83-9a0e-6a3f0f3c2d11&client_secret=uipath-client-secret";

fn asking<'b>(bench: &'b Bench, path: &str) -> Ask<'b> {
    bench.ask("POST", path).header("content-type", FORM)
}

async fn ask(bench: &Bench, form: &str) -> Told {
    asking(bench, "/identity/connect/token").body(form).await
}

async fn token(bench: &Bench, scope: &str) -> String {
    let form = format!("grant_type=client_credentials&{CLIENT}&scope={scope}");
    let told = ask(bench, &form).await;
    told.body["access_token"]
        .as_str()
        .unwrap_or_else(|| panic!("{told:?}"))
        .to_owned()
}

fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON")
}

#[tokio::test]
async fn an_application_gets_a_token_and_deletes_with_it() {
    let bench = Bench::new(&VENDOR).await;
    let form = format!("grant_type=client_credentials&{CLIENT}&scope=PM.User+PM.User.Write");
    let mut told = ask(&bench, &form).await;
    let token = told.body["access_token"].as_str().expect("text").to_owned();
    told.body["access_token"] = "[token]".into();
    let headers = ["content-type", "cache-control", "pragma"];
    insta::assert_json_snapshot!("token", told.shown(&headers));
    let mut claims = claims(&token);
    assert_eq!(claims["jti"].as_str().map(str::len), Some(32));
    claims["jti"] = "[jti]".into();
    insta::assert_json_snapshot!("claims", claims);

    let told = bench
        .ask("DELETE", USER)
        .bearer(&token)
        .json(&named(&json!(["dol-2908"])))
        .await;
    assert_eq!(told.status, 204);
    assert_eq!(live(&bench, seed::PARTITION).await, OURS - 1);
}

#[rstest::rstest]
#[case::suite("/identity_/connect/token", "http://127.0.0.1:4010/identity_")]
#[case::organization(
    "/umbridge/identity_/connect/token/",
    "http://127.0.0.1:4010/umbridge/identity_"
)]
#[tokio::test]
async fn the_issuer_is_the_service_as_it_was_asked(#[case] path: &str, #[case] issuer: &str) {
    let bench = Bench::new(&VENDOR).await;
    let told = asking(&bench, path)
        .basic(seed::CLIENT_ID, seed::CLIENT_SECRET)
        .body("grant_type=client_credentials&scope=PM.User.Read%20PM.Group")
        .await;
    assert_eq!(told.body["scope"], "PM.User.Read PM.Group");
    let token = told.body["access_token"].as_str().expect("text");
    assert_eq!(claims(token)["iss"], issuer);
    assert_eq!(show(&bench, token, "dol-2908").await.status, 200);
}

#[rstest::rstest]
#[case::everything("", "PM.User PM.User.Read PM.User.Write PM.Group")]
#[case::blank("&scope=++", "PM.User PM.User.Read PM.User.Write PM.Group")]
#[case::once_each("&scope=PM.User+PM.User", "PM.User")]
#[case::as_ordered("&scope=PM.User.Write+PM.User", "PM.User.Write PM.User")]
#[tokio::test]
async fn a_token_has_the_scopes_that_were_asked_for(#[case] scope: &str, #[case] given: &str) {
    let bench = Bench::new(&VENDOR).await;
    let form = format!("grant_type=client_credentials&{CLIENT}{scope}");
    assert_eq!(ask(&bench, &form).await.body["scope"], given);
}

#[rstest::rstest]
#[case::unknown_client(
    "grant_type=client_credentials&client_id=x&client_secret=y",
    "invalid_client"
)]
#[case::wrong_secret(
    "grant_type=client_credentials&client_id=7f5e1c1e-9f0b-4c83-9a0e-6a3f0f3c2d11&client_secret=y",
    "invalid_client"
)]
#[case::no_client("grant_type=client_credentials", "invalid_client")]
#[case::no_secret(
    "grant_type=client_credentials&client_id=7f5e1c1e-9f0b-4c83-9a0e-6a3f0f3c2d11",
    "invalid_client"
)]
#[case::foreign_scope(&format!("grant_type=client_credentials&{CLIENT}&scope=PM.User+OR.Users"), "invalid_scope")]
#[case::offline_access(&format!("grant_type=client_credentials&{CLIENT}&scope=offline_access"), "invalid_scope")]
#[case::no_grant_type(CLIENT, "invalid_request")]
#[case::other_grant_type(&format!("grant_type=password&{CLIENT}"), "unsupported_grant_type")]
#[case::repeated(&format!("grant_type=client_credentials&{CLIENT}&{CLIENT}"), "invalid_request")]
#[case::empty("", "invalid_client")]
#[tokio::test]
async fn a_refused_application_learns_why_in_a_word(#[case] form: &str, #[case] error: &str) {
    let bench = Bench::new(&VENDOR).await;
    let told = ask(&bench, form).await;
    assert_eq!(
        (told.status.as_u16(), told.body),
        (400, json!({"error": error}))
    );
}

#[rstest::rstest]
#[case::json(Some("application/json"), "POST")]
#[case::nothing(None, "POST")]
#[case::by_get(Some(FORM), "GET")]
#[tokio::test]
async fn what_is_no_form_is_no_request(#[case] media_type: Option<&str>, #[case] method: &str) {
    let bench = Bench::new(&VENDOR).await;
    let ask = bench.ask(method, "/identity/connect/token");
    let ask = match media_type {
        Some(media_type) => ask.header("content-type", media_type),
        None => ask,
    };
    let told = ask
        .body(format!("grant_type=client_credentials&{CLIENT}"))
        .await;
    assert_eq!(
        (told.status.as_u16(), told.body),
        (400, json!({"error": "invalid_request"}))
    );
}

#[tokio::test]
async fn another_organization_has_no_such_application() {
    let bench = Bench::new(&VENDOR).await;
    let form = format!("grant_type=client_credentials&{CLIENT}");
    let told = asking(&bench, "/ministry/identity_/connect/token")
        .body(form)
        .await;
    assert_eq!(told.status, 404);
}

#[tokio::test]
async fn a_token_expires_by_the_clock() {
    let bench = Bench::new(&VENDOR).await;
    let token = token(&bench, "PM.User.Read").await;
    let pass = async |seconds| {
        bench
            .directory
            .let_pass(Duration::from_secs(seconds))
            .await
            .expect("time passes");
    };
    pass(3599).await;
    assert_eq!(show(&bench, &token, "dol-2908").await.status, 200);
    pass(1).await;
    let told = show(&bench, &token, "dol-2908").await;
    insta::assert_json_snapshot!("expired", shown(&told, &["www-authenticate"]));
}

#[tokio::test]
async fn a_forged_token_is_told_so() {
    let bench = Bench::new(&VENDOR).await;
    let token = token(&bench, "PM.User.Read").await;
    let (signed, _) = token.rsplit_once('.').expect("three parts");
    let told = show(&bench, &format!("{signed}.c2lnbmF0dXJl"), "dol-2908").await;
    insta::assert_json_snapshot!("forged", shown(&told, &["www-authenticate"]));
}

#[tokio::test]
async fn two_tokens_are_never_the_same() {
    let bench = Bench::new(&VENDOR).await;
    assert_ne!(
        token(&bench, "PM.User").await,
        token(&bench, "PM.User").await
    );
}
