//! Users one by one.

use serde_json::{Value, json};

use super::{Bench, SEEDED, VENDOR, delete, ids, live, read};

#[tokio::test]
async fn all_users_are_listed_in_the_order_of_their_creation() {
    let bench = Bench::new(&VENDOR).await;
    let told = read(&bench, "/api/user").await;
    assert_eq!(told.status, 200);
    assert_eq!(told.body["success"], true);
    assert_eq!(ids(&told), [1, 4, 2, 3, 5, 6, 7, 8, 9, 10]);
}

#[rstest::rstest]
#[case::known("/api/user/2")]
#[case::unknown("/api/user/424242")]
#[case::no_number("/api/user/seven")]
#[case::beyond_64_bits("/api/user/99999999999999999999")]
#[tokio::test]
async fn a_user_is_shown_by_id(#[case] path: &str) {
    let bench = Bench::new(&VENDOR).await;
    let told = read(&bench, path).await;
    insta::with_settings!({ snapshot_suffix => path.replace("/api/user/", "") }, {
        insta::assert_json_snapshot!("shown", told.shown(&["content-type"]));
    });
}

#[tokio::test]
async fn a_created_user_is_there_and_can_be_deleted() {
    let bench = Bench::new(&VENDOR).await;
    let body = json!({"email": "jane@example.com", "first_name": "Jane", "last_name": null});
    let created = bench.ask("POST", "/api/user").json(&body).await;
    insta::assert_json_snapshot!("created", created.shown(&["content-type"]));
    let shown = read(&bench, "/api/user/1001").await;
    assert_eq!(shown.body["data"], created.body["data"]);
    let deleted = delete(&bench, &json!({"user_ids": [1001]})).await;
    assert_eq!(deleted.body["data"], json!([created.body["data"]]));
    assert_eq!(live(&bench).await, SEEDED);
    // The address is free again, the id is not.
    let again = bench.ask("POST", "/api/user").json(&body).await;
    assert_eq!(again.body["data"]["id"], 1002);
}

#[rstest::rstest]
#[case::nothing(json!({}), "email: This field is required.")]
#[case::wrong_types(
    json!({"email": 7, "first_name": ["Jane"], "is_staff": "yes", "is_superuser": null}),
    "email: Not a valid string. first_name: Not a valid string. is_staff: Must be a valid boolean. \
     is_superuser: This field may not be null."
)]
#[case::null_address(json!({"email": null}), "email: This field may not be null.")]
#[case::nul_character(json!({"email": "a\0@example.com"}), "email: Null characters are not allowed.")]
#[case::address_of_another(json!({"email": "John@Example.com"}), "email: user with this email already exists.")]
#[tokio::test]
async fn users_who_cannot_be_created(#[case] body: Value, #[case] told: &str) {
    let bench = Bench::new(&VENDOR).await;
    let answer = bench.ask("POST", "/api/user").json(&body).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["message"]),
        (400, &json!(told))
    );
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn several_users_may_have_no_address() {
    let bench = Bench::new(&VENDOR).await;
    for id in [1001, 1002] {
        let created = bench
            .ask("POST", "/api/user")
            .json(&json!({"email": ""}))
            .await;
        assert_eq!(created.body["data"]["id"], id);
    }
}
