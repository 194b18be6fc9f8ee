//! Deleting: who goes, and who stays.

use serde_json::json;

use super::{bench, delete, get, is_there, live, post, seed, shown};
use crate::genauth::VENDOR;

const EVERYBODY: u64 = 12;

#[tokio::test]
async fn the_documents_example_deletes_its_two_users() {
    let bench = bench().await;
    let told = delete(&bench, "user_id", &["userId1", "userId2"]).await;
    insta::assert_json_snapshot!("example", shown(&told));
    assert_eq!(live(&bench).await, EVERYBODY - 2);
    insta::assert_json_snapshot!("gone", shown(&get(&bench, "get-user?userId=userId1").await));
    let batch = get(&bench, "get-user-batch?userIds=userId1&userIds=userId2").await;
    assert_eq!(batch.body["data"], json!([]));
    let exists = post(&bench, "is-user-exists", &json!({"username": "user1"})).await;
    assert_eq!(exists.body["data"], json!({"exists": false}));
    // The name is free again.
    let again = post(&bench, "create-user", &json!({"username": "user1"})).await;
    assert_eq!(again.body["statusCode"], 200);
}

#[rstest::rstest]
#[case::user_id("user_id", "6319a1504f3xxxxf214dd5b7", "6319a1504f3xxxxf214dd5b7")]
#[case::external_id("external_id", "10010", "6319a1504f3a4b1c214dd5b7")]
#[case::phone("phone", "18800008888", "6319a1504f3a4b1c214dd5b7")]
#[case::phone_with_country("phone", "+8618800008888", "6319a1504f3a4b1c214dd5b7")]
#[case::email("email", "test@example.com", "6319a1504f3a4b1c214dd5b7")]
#[case::email_in_capitals("email", "TEST@Example.Com", "6319a1504f3a4b1c214dd5b7")]
#[case::username("username", "bob", "6319a1504f3a4b1c214dd5b7")]
#[case::identity(
    "identity",
    "62f20932716fbcc10d966ee5:ou_8bae746eac07cd2564654140d2a9ac61",
    "6319a1504f3a4b1c214dd001"
)]
#[case::sync_relation(
    "sync_relation",
    "lark:ou_8bae746eac07cd2564654140d2a9ac61",
    "6319a1504f3a4b1c214dd002"
)]
#[case::custom_field("custom_field", "employeeNumber:E-1001", "6319a1504f3a4b1c214dd003")]
#[tokio::test]
async fn every_kind_of_id_deletes_its_user_and_nobody_else(
    #[case] kind: &str,
    #[case] id: &str,
    #[case] user: &str,
) {
    let bench = bench().await;
    assert!(is_there(&bench, user).await);
    let told = delete(&bench, kind, &[id]).await;
    assert_eq!(told.body["data"], json!({"success": true}), "{}", told.body);
    assert!(!is_there(&bench, user).await);
    assert_eq!(live(&bench).await, EVERYBODY - 1);
}

#[rstest::rstest]
#[case::other_case("username", "Bob")]
#[case::id_of_another_kind("user_id", "bob")]
#[case::user_of_another_pool("user_id", "62ffffffffffffffffff1001")]
#[case::name_in_another_pool("username", "elsewhere")]
#[case::relation_as_identity("identity", "lark:ou_8bae746eac07cd2564654140d2a9ac61")]
#[case::identity_as_relation(
    "sync_relation",
    "62f20932716fbcc10d966ee5:ou_8bae746eac07cd2564654140d2a9ac61"
)]
#[case::other_value("custom_field", "employeeNumber:E-1002")]
#[case::nul_after_a_name("username", "bob\0")]
#[case::quote("username", "bob' or '1'='1")]
#[tokio::test]
async fn ids_of_nobody_are_passed_over(#[case] kind: &str, #[case] id: &str) {
    let bench = bench().await;
    let told = delete(&bench, kind, &[id]).await;
    assert_eq!(told.body["data"], json!({"success": true}));
    assert_eq!(live(&bench).await, EVERYBODY);
}

#[tokio::test]
async fn the_rest_of_a_batch_goes_however_it_is_mixed() {
    let bench = bench().await;
    let ids = ["userId1", "nobody", "userId1", "userId2"];
    let told = delete(&bench, "user_id", &ids).await;
    assert_eq!(told.body["data"], json!({"success": true}));
    assert_eq!(live(&bench).await, EVERYBODY - 2);
    let again = delete(&bench, "user_id", &ids).await;
    assert_eq!(again.body["data"], json!({"success": true}));
    assert_eq!(live(&bench).await, EVERYBODY - 2);
}

#[tokio::test]
async fn a_custom_value_that_several_share_deletes_nobody() {
    let bench = bench().await;
    let told = delete(
        &bench,
        "custom_field",
        &["employeeNumber:E-1001", "city:Paris"],
    )
    .await;
    insta::assert_json_snapshot!("ambiguous", shown(&told));
    assert_eq!(live(&bench).await, EVERYBODY);
}

#[rstest::rstest]
#[case::no_options(r#"{"userIds":["userId1"]}"#)]
#[case::null_options(r#"{"userIds":["userId1"],"options":null}"#)]
#[case::empty_options(r#"{"userIds":["userId1"],"options":{}}"#)]
#[case::null_kind(r#"{"options":{"userIdType":null},"userIds":["userId1"]}"#)]
#[case::more_members(r#"{"userIds":["userId1"],"options":{"x":[]},"y":1}"#)]
#[case::spread_out(" {\n\t\"userIds\" : [ \"userId1\" ] }\r\n")]
#[case::escaped(r#"{"user\u0049ds":["user\u0049d1"]}"#)]
#[tokio::test]
async fn options_may_be_left_out(#[case] body: &str) {
    let bench = bench().await;
    let ask = bench.ask("POST", "/api/v3/delete-users-batch");
    // Without a content type: one published client leaves it to its library.
    let told = ask.bearer(seed::TOKEN).body(body).await;
    assert_eq!(told.body["statusCode"], 200, "{}", told.body);
    assert_eq!(live(&bench).await, EVERYBODY - 1);
}

#[rstest::rstest]
#[case(50, 200, 50)]
#[case(51, 400, 0)]
#[tokio::test]
async fn fifty_users_are_the_most(#[case] count: usize, #[case] status: u16, #[case] deleted: u64) {
    let bench = bench().await;
    for n in 0..count {
        let body = json!({"username": format!("many{n}")});
        post(&bench, "create-user", &body).await;
    }
    let before = live(&bench).await;
    let names: Vec<String> = (0..count).map(|n| format!("many{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let told = delete(&bench, "username", &names).await;
    assert_eq!(told.body["statusCode"], status);
    assert_eq!(live(&bench).await, before - deleted);
}

#[tokio::test]
async fn a_doubled_slash_means_the_same() {
    let bench = bench().await;
    let ask = bench.ask("POST", "//api/v3/delete-users-batch");
    let told = ask
        .bearer(seed::TOKEN)
        .json(&json!({"userIds": ["userId1"]}))
        .await;
    assert_eq!(told.body["statusCode"], 200);
    assert_eq!(live(&bench).await, EVERYBODY - 1);
}

#[test]
fn the_command_line_names_the_seed() {
    let command = (VENDOR.curl)("http://127.0.0.1:4010");
    assert_eq!(
        command,
        "curl -X POST 'http://127.0.0.1:4010/api/v3/delete-users-batch' \
         -H 'Authorization: Bearer genauth-management-token' -H 'Content-Type: application/json' \
         -d '{\"userIds\":[\"userId1\",\"userId2\"],\"options\":{\"userIdType\":\"user_id\"}}'"
    );
}
