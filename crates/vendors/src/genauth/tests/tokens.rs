//! Management tokens.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde_json::{Value, json};

use super::{bench, seed, shown, switch};
use crate::kit::bench::{Bench, Told};

async fn token(bench: &Bench, body: &Value) -> Told {
    bench
        .ask("POST", "/api/v3/get-management-token")
        .json(body)
        .await
}

fn key() -> Value {
    json!({"accessKeyId": seed::POOL, "accessKeySecret": seed::SECRET})
}

async fn users(bench: &Bench, authorization: &str) -> Told {
    let ask = bench.ask("GET", "/api/v3/get-user?userId=userId1");
    ask.header("authorization", authorization).send().await
}

#[tokio::test]
async fn a_token_opens_the_pool_until_it_expires() {
    let bench = bench().await;
    let told = token(&bench, &key()).await;
    assert_eq!(told.body["data"]["expires_in"], 7200);
    let token = told.body["data"]["access_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    for authorization in [
        format!("Bearer {token}"),
        format!("bearer  {token}"),
        token.clone(),
    ] {
        let told = users(&bench, &authorization).await;
        assert_eq!(told.body["statusCode"], 200, "{authorization}");
    }
    let wait = |seconds| bench.directory.let_pass(Duration::from_secs(seconds));
    wait(7199).await.expect("time passes");
    assert_eq!(users(&bench, &token).await.body["statusCode"], 200);
    wait(1).await.expect("time passes");
    let expired = users(&bench, &token).await;
    assert_eq!(
        (&expired.body["statusCode"], &expired.body["apiCode"]),
        (&json!(401), &json!(2020))
    );
}

#[tokio::test]
async fn published_clients_can_read_the_token() {
    let bench = bench().await;
    let told = token(&bench, &key()).await;
    let token = told.body["data"]["access_token"].as_str().expect("a token");
    let parts: Vec<&str> = token.split('.').collect();
    assert_eq!(parts.len(), 3);
    // The Python clients decode the payload with the standard alphabet, after padding it.
    let payload = STANDARD_NO_PAD.decode(parts[1]).expect("standard base64");
    let mut claims: Value = serde_json::from_slice(&payload).expect("claims");
    assert_eq!(
        claims["exp"].as_i64().expect("a number") - 7200,
        claims["iat"]
    );
    claims["jti"] = "[random]".into();
    insta::assert_json_snapshot!("claims", claims);
}

#[tokio::test]
async fn every_token_is_another() {
    let bench = bench().await;
    let first = token(&bench, &key()).await;
    let second = token(&bench, &key()).await;
    assert_ne!(
        first.body["data"]["access_token"],
        second.body["data"]["access_token"]
    );
}

#[tokio::test]
async fn a_lifetime_may_be_short() {
    let bench = bench().await;
    switch(&bench, json!({"token_lifetime": 1})).await;
    let told = token(&bench, &key()).await;
    assert_eq!(told.body["data"]["expires_in"], 1);
    bench
        .directory
        .let_pass(Duration::from_secs(1))
        .await
        .expect("time passes");
    let token = told.body["data"]["access_token"].as_str().expect("a token");
    assert_eq!(users(&bench, token).await.body["statusCode"], 401);
}

#[rstest::rstest]
#[case::unknown_key("unknown_key", json!({"accessKeyId": "nobody", "accessKeySecret": seed::SECRET}))]
#[case::wrong_secret("wrong_secret", json!({"accessKeyId": seed::POOL, "accessKeySecret": "wrong"}))]
#[case::empty_secret("empty_secret", json!({"accessKeyId": seed::POOL, "accessKeySecret": ""}))]
#[case::secret_of_another("secret_of_another",
    json!({"accessKeyId": "62ffffffffffffffffff0002", "accessKeySecret": seed::SECRET}))]
#[case::no_secret("no_secret", json!({"accessKeyId": seed::POOL}))]
#[case::null_secret("null_secret", json!({"accessKeyId": seed::POOL, "accessKeySecret": null}))]
#[case::numeric_id("numeric_id", json!({"accessKeyId": 1, "accessKeySecret": seed::SECRET}))]
#[tokio::test]
async fn other_keys_get_no_token(#[case] name: &str, #[case] body: Value) {
    let bench = bench().await;
    let told = token(&bench, &body).await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("refused", shown(&told));
    });
}

#[tokio::test]
async fn a_token_of_another_pool_sees_its_own_users_only() {
    let bench = bench().await;
    let key = json!({"accessKeyId": "62ffffffffffffffffff0002",
        "accessKeySecret": "00112233445566778899aabbccddeeff"});
    let told = token(&bench, &key).await;
    let token = told.body["data"]["access_token"].as_str().expect("a token");
    let ask = |path: &str| bench.ask("GET", path).bearer(token).send();
    let theirs = ask("/api/v3/get-user?userId=userId1").await;
    assert_eq!(theirs.body["statusCode"], 404);
    let own = ask("/api/v3/get-user?userId=bob&userIdType=username").await;
    assert_eq!(own.body["data"]["userId"], "62ffffffffffffffffff1001");
}
