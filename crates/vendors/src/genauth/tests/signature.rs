//! Signed requests. The signatures were computed by the code of a published client (those under `authing`
//! and `date`) and with Python's standard library (the others), none of them by this crate.

use std::time::Duration;

use serde_json::json;

use super::{bench, live, post, shown, switch};
use crate::kit::bench::{Ask, Bench, Told};

const BODY: &str = r#"{"userIds":["张三","userId1"],"options":{"zulu":{"b":1,"a":[true,null]},"userIdType":"username"}}"#;
const SIGNATURE: &str = "+IP0rFdAyc3AXOVFbwKwsOByEEE=";

const COMMON: [(&str, &str); 6] = [
    ("x-authing-signature-nonce", "0a1b2c3d"),
    ("x-authing-signature-method", "HMAC-SHA1"),
    ("x-authing-signature-version", "1.0"),
    ("x-authing-sdk-version", "authing-node-sdk:4.0.1"),
    ("x-authing-lang", "zh-CN"),
    ("date", "Mon, 04 May 2026 09:30:11 GMT"),
];

fn with<'b>(ask: Ask<'b>, word: &str, signature: &str, headers: &[(&str, &str)]) -> Ask<'b> {
    let shown = format!("{word} 6250f12d5d1c4a9bcfcf784b:{signature}");
    let ask = ask.header("authorization", &shown);
    headers
        .iter()
        .fold(ask, |ask, (name, value)| ask.header(name, value))
}

/// The signed deletion, with some headers replaced (or, by an empty name of the value, left out).
async fn delete(bench: &Bench, replaced: &[(&str, Option<&str>)]) -> Told {
    let kept = COMMON
        .into_iter()
        .filter(|(name, _)| replaced.iter().all(|(other, _)| other != name));
    let given = replaced
        .iter()
        .filter_map(|(name, value)| Some((*name, (*value)?)));
    let headers: Vec<(&str, &str)> = kept.chain(given).collect();
    let ask = bench.ask("POST", "/api/v3/delete-users-batch");
    with(ask, "authing", SIGNATURE, &headers).body(BODY).await
}

async fn with_user_of_the_body() -> Bench {
    let bench = bench().await;
    let created = post(&bench, "create-user", &json!({"username": "张三"})).await;
    assert_eq!(created.body["statusCode"], 200);
    bench
}

#[tokio::test]
async fn a_signed_request_is_carried_out() {
    let bench = with_user_of_the_body().await;
    let before = live(&bench).await;
    insta::assert_json_snapshot!("signed", shown(&delete(&bench, &[]).await));
    assert_eq!(live(&bench).await, before - 1);
}

#[tokio::test]
async fn the_other_brand_signs_its_own_headers() {
    let bench = with_user_of_the_body().await;
    let before = live(&bench).await;
    let headers: Vec<(String, &str)> = COMMON
        .iter()
        .map(|(name, value)| {
            let value = match *value {
                "authing-node-sdk:4.0.1" => "genauth-node-sdk:1.0.0",
                value => value,
            };
            (name.replace("authing", "genauth"), value)
        })
        .collect();
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let ask = bench.ask("POST", "/api/v3/delete-users-batch");
    let told = with(ask, "GenAuth", "2d5sEyAfJoUYi7U9/W7sZe82j8o=", &headers)
        .body(BODY)
        .await;
    assert_eq!(told.body["statusCode"], 200, "{}", told.body);
    assert_eq!(live(&bench).await, before - 1);
}

#[tokio::test]
async fn a_date_in_milliseconds_may_stand_in_a_header_of_the_brand() {
    let bench = bench().await;
    let before = live(&bench).await;
    let headers = [
        ("x-authing-date", "1777887011000"),
        ("x-authing-sdk-version", "csharp:5.0.0"),
        ("x-authing-signature-method", "HMAC-SHA1"),
        ("x-authing-signature-nonce", "0a1b2c3d"),
        ("x-authing-signature-version", "1.0"),
    ];
    let ask = bench.ask("POST", "/api/v3/delete-users-batch");
    let told = with(ask, "authing", "5wTXzMlQdLFiaZaeLgmrg11d2xo=", &headers)
        .body("{ \"userIds\" : [ \"userId1\" ] }")
        .await;
    assert_eq!(told.body["statusCode"], 200, "{}", told.body);
    assert_eq!(live(&bench).await, before - 1);
}

#[rstest::rstest]
#[case::list(
    "get-user-batch?userIds%5B%5D=userId2&userIds%5B%5D=userId1&userIdType=user_id&withCustomData=false",
    "weIPrSyPLMNDWJZZV7L3161zU1E="
)]
#[case::escaped(
    "get-user?userId=%E5%BC%A0%E4%B8%89&userIdType=username&withIdentities=true",
    "/bMd4YcGYTS9zksk1/GZW9tT9cg="
)]
#[tokio::test]
async fn a_query_is_signed_unescaped(#[case] target: &str, #[case] signature: &str) {
    let bench = with_user_of_the_body().await;
    let ask = bench.ask("GET", &format!("/api/v3/{target}"));
    let told = with(ask, "authing", signature, &COMMON).send().await;
    assert_eq!(told.body["statusCode"], 200, "{}", told.body);
}

#[rstest::rstest]
#[case::other_header("1300", &[("x-authing-lang", Some("en-US"))])]
#[case::header_left_out("1300", &[("x-authing-sdk-version", None)])]
#[case::header_added("1300", &[("x-authing-app-id", Some("a"))])]
#[case::other_nonce("1300", &[("x-authing-signature-nonce", Some("0a1b2c3e"))])]
#[case::method("1301", &[("x-authing-signature-method", Some("HMAC-SHA256"))])]
#[case::version("1302", &[("x-authing-signature-version", Some("2.0"))])]
#[case::word_for_a_date("1303", &[("date", Some("yesterday"))])]
#[case::empty_date("1303", &[("date", Some(""))])]
#[case::no_date("1304", &[("date", None)])]
#[case::too_early("1305", &[("date", Some("Mon, 04 May 2026 09:45:12 GMT"))])]
#[case::too_late("1305", &[("date", Some("1777886110999"))])]
#[case::earlier_within_the_skew("1300", &[("date", Some("Mon, 04 May 2026 09:45:11 GMT"))])]
#[tokio::test]
async fn a_signature_that_is_not_right_deletes_nobody(
    #[case] code: &str,
    #[case] replaced: &[(&str, Option<&str>)],
) {
    let bench = with_user_of_the_body().await;
    let before = live(&bench).await;
    let told = delete(&bench, replaced).await;
    assert_eq!(told.body["statusCode"], 401);
    assert_eq!(told.body["apiCode"].to_string(), code, "{}", told.body);
    assert_eq!(live(&bench).await, before);
}

#[rstest::rstest]
#[case::other_body("authing 6250f12d5d1c4a9bcfcf784b:+IP0rFdAyc3AXOVFbwKwsOByEEE=", 1300)]
#[case::no_signature("authing 6250f12d5d1c4a9bcfcf784b:", 1300)]
#[case::not_base64("authing 6250f12d5d1c4a9bcfcf784b:???", 1300)]
#[case::unknown_key("authing nobody:+IP0rFdAyc3AXOVFbwKwsOByEEE=", 1300)]
#[case::key_of_another("authing 62ffffffffffffffffff0002:+IP0rFdAyc3AXOVFbwKwsOByEEE=", 1300)]
#[case::no_colon("authing 6250f12d5d1c4a9bcfcf784b", 2020)]
#[case::other_scheme("aws 6250f12d5d1c4a9bcfcf784b:+IP0rFdAyc3AXOVFbwKwsOByEEE=", 2020)]
#[tokio::test]
async fn a_request_other_than_the_signed_one_deletes_nobody(
    #[case] authorization: &str,
    #[case] code: u16,
) {
    let bench = bench().await;
    let before = live(&bench).await;
    let ask = bench.ask("POST", "/api/v3/delete-users-batch");
    let ask = ask.header("authorization", authorization);
    let ask = COMMON
        .iter()
        .fold(ask, |ask, (name, value)| ask.header(name, value));
    let told = ask.json(&json!({"userIds": ["userId1"]})).await;
    assert_eq!(told.body["statusCode"], 401);
    assert_eq!(told.body["apiCode"], code, "{}", told.body);
    assert_eq!(live(&bench).await, before);
}

#[tokio::test]
async fn a_signed_request_works_once_while_its_time_is_good() {
    let bench = with_user_of_the_body().await;
    let code = async || delete(&bench, &[]).await.body["apiCode"].clone();
    assert_eq!(code().await, json!(null));
    assert_eq!(code().await, 1306);
    let wait = |seconds| bench.directory.let_pass(Duration::from_secs(seconds));
    wait(900).await.expect("time passes");
    assert_eq!(code().await, 1306);
    wait(1).await.expect("time passes");
    assert_eq!(code().await, 1305);
}

#[tokio::test]
async fn a_pool_may_be_stricter_about_time() {
    let bench = with_user_of_the_body().await;
    switch(
        &bench,
        json!({"signature_skew": 5, "http_status": "mirror"}),
    )
    .await;
    let wait = |seconds| bench.directory.let_pass(Duration::from_secs(seconds));
    wait(6).await.expect("time passes");
    let told = delete(&bench, &[]).await;
    assert_eq!(
        (told.status.as_u16(), &told.body["apiCode"]),
        (401, &json!(1305))
    );
}

#[tokio::test]
async fn a_refused_signature_does_not_use_its_number_up() {
    let bench = with_user_of_the_body().await;
    let forged = delete(&bench, &[("x-authing-lang", Some("en-US"))]).await;
    assert_eq!(forged.body["apiCode"], 1300);
    assert_eq!(delete(&bench, &[]).await.body["statusCode"], 200);
}
