//! What a pool may choose.

use std::time::Duration;

use serde_json::{Value, json};

use super::{bench, delete, get, live, post, seed, shown, switch};

#[rstest::rstest]
#[case::none(&[], 200, 401)]
#[case::genauth(&[("x-genauth-userpool-id", seed::POOL)], 200, 200)]
#[case::authing(&[("x-authing-userpool-id", seed::POOL)], 200, 200)]
#[case::empty(&[("x-genauth-userpool-id", "")], 200, 401)]
#[case::other(&[("x-authing-userpool-id", "62ffffffffffffffffff0002")], 401, 401)]
#[case::one_of_two(
    &[("x-genauth-userpool-id", seed::POOL), ("x-authing-userpool-id", "62ffffffffffffffffff0002")], 401, 401
)]
#[tokio::test]
async fn the_pool_named_is_the_tokens(
    #[case] headers: &[(&str, &str)],
    #[case] status: u16,
    #[case] status_where_required: u16,
) {
    let bench = bench().await;
    for (required, expected) in [(false, status), (true, status_where_required)] {
        switch(&bench, json!({"require_userpool_header": required})).await;
        let ask = bench
            .ask("GET", "/api/v3/get-user?userId=userId1")
            .bearer(seed::TOKEN);
        let ask = headers
            .iter()
            .fold(ask, |ask, (name, value)| ask.header(name, value));
        assert_eq!(ask.send().await.body["statusCode"], expected, "{required}");
    }
}

#[tokio::test]
async fn ids_of_nobody_may_refuse_the_batch() {
    let bench = bench().await;
    switch(&bench, json!({"unknown": "not_found"})).await;
    let before = live(&bench).await;
    let told = delete(&bench, "user_id", &["userId1", "nobody"]).await;
    insta::assert_json_snapshot!("unknown", shown(&told));
    assert_eq!(live(&bench).await, before);
    let told = delete(&bench, "user_id", &["userId1", "userId1"]).await;
    assert_eq!(told.body["statusCode"], 200);
}

#[tokio::test]
async fn too_many_requests_have_an_http_status_of_their_own() {
    let bench = bench().await;
    switch(&bench, json!({"requests_per_second": 2})).await;
    for _ in 0..2 {
        assert_eq!(delete(&bench, "user_id", &["nobody"]).await.status, 200);
    }
    let before = live(&bench).await;
    let told = delete(&bench, "user_id", &["userId1"]).await;
    insta::assert_json_snapshot!("throttled", shown(&told));
    assert_eq!(live(&bench).await, before);
    bench
        .directory
        .let_pass(Duration::from_secs(1))
        .await
        .expect("time passes");
    assert_eq!(delete(&bench, "user_id", &["userId1"]).await.status, 200);
    assert_eq!(live(&bench).await, before - 1);
}

#[rstest::rstest]
#[case::malformed("POST", "delete-users-batch", "{", 400)]
#[case::no_ids("POST", "delete-users-batch", "{\"userIds\":[]}", 400)]
#[case::unknown_user("GET", "get-user?userId=nobody", "", 404)]
#[case::taken("POST", "create-user", "{\"username\":\"bob\"}", 409)]
#[case::unknown_path("POST", "nothing", "{}", 404)]
#[case::wrong_method("PUT", "create-user", "{}", 404)]
#[case::success("GET", "get-user?userId=userId1", "", 200)]
#[tokio::test]
async fn business_statuses_may_be_mirrored(
    #[case] method: &str,
    #[case] target: &str,
    #[case] body: &str,
    #[case] status: u16,
) {
    let bench = bench().await;
    for (choice, http) in [("always_200", 200), ("mirror", status)] {
        switch(&bench, json!({"http_status": choice})).await;
        let ask = bench.ask(method, &format!("/api/v3/{target}"));
        let told = ask.bearer(seed::TOKEN).body(body).await;
        assert_eq!(
            (told.status.as_u16(), &told.body["statusCode"]),
            (http, &json!(status)),
            "{choice}"
        );
    }
}

#[rstest::rstest]
#[case::named(&[("x-genauth-userpool-id", seed::POOL)], 401)]
#[case::unnamed(&[], 200)]
#[tokio::test]
async fn a_stranger_is_mirrored_where_the_pool_is_named(
    #[case] headers: &[(&str, &str)],
    #[case] http: u16,
) {
    let bench = bench().await;
    switch(&bench, json!({"http_status": "mirror"})).await;
    let ask = bench.ask("POST", "/api/v3/delete-users-batch");
    let ask = headers
        .iter()
        .fold(ask, |ask, (name, value)| ask.header(name, value));
    let told = ask.json(&json!({"userIds": ["userId1"]})).await;
    assert_eq!(
        (told.status.as_u16(), &told.body["statusCode"]),
        (http, &json!(401))
    );
}

#[tokio::test]
async fn a_wrong_secret_is_mirrored_by_the_keys_pool() {
    let bench = bench().await;
    switch(&bench, json!({"http_status": "mirror"})).await;
    let key = json!({"accessKeyId": seed::POOL, "accessKeySecret": "wrong"});
    let told = bench
        .ask("POST", "/api/v3/get-management-token")
        .json(&key)
        .await;
    assert_eq!(told.status, 403);
}

#[tokio::test]
async fn settings_that_are_not_understood_fail_loudly() {
    let bench = bench().await;
    switch(&bench, json!({"http_stats": "mirror"})).await;
    let told = get(&bench, "get-user?userId=userId1").await;
    insta::assert_json_snapshot!("internal", shown(&told));
}

#[rstest::rstest]
#[case::chinese("x-genauth-lang", "zh-CN", ["操作成功", "参数 userIds 格式错误", "用户不存在"])]
#[case::other_brand("x-authing-lang", "zh-CN", ["操作成功", "参数 userIds 格式错误", "用户不存在"])]
#[case::english("x-genauth-lang", "en-US", ["Success", "Parameter userIds is not valid", "User does not exist"])]
#[case::empty("x-genauth-lang", "", ["Success", "Parameter userIds is not valid", "User does not exist"])]
#[tokio::test]
async fn messages_are_in_the_language_asked_for(
    #[case] header: &str,
    #[case] language: &str,
    #[case] expected: [&str; 3],
) {
    let bench = bench().await;
    let message = async |method: &str, target: &str, body: Value| {
        let ask = bench
            .ask(method, &format!("/api/v3/{target}"))
            .bearer(seed::TOKEN);
        let told = ask.header(header, language).json(&body).await;
        told.body["message"].as_str().expect("a text").to_owned()
    };
    let said = [
        message("POST", "is-user-exists", json!({"username": "bob"})).await,
        message("POST", "delete-users-batch", json!({"userIds": []})).await,
        message("GET", "get-user?userId=nobody", json!(null)).await,
    ];
    assert_eq!(said, expected);
    assert_eq!(
        post(&bench, "is-user-exists", &json!({"username": "bob"}))
            .await
            .body["message"],
        "Success"
    );
}
