//! Users one by one.

use poem::http::StatusCode;
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
#[case::nothing(json!({}), 400, "email: This field is required.")]
#[case::wrong_types(
    json!({"email": 7, "first_name": ["Jane"], "is_staff": "yes", "is_superuser": null}),
    400,
    "email: Not a valid string. first_name: Not a valid string. is_staff: Must be a valid boolean. \
     is_superuser: This field may not be null."
)]
#[case::null_address(json!({"email": null}), 400, "email: This field may not be null.")]
#[case::nul_character(json!({"email": "a\0@example.com"}), 400, "email: Null characters are not allowed.")]
#[case::address_of_another(json!({"email": "John@Example.com"}), 409, "email: user with this email already exists.")]
#[tokio::test]
async fn users_who_cannot_be_created(#[case] body: Value, #[case] status: u16, #[case] told: &str) {
    let bench = Bench::new(&VENDOR).await;
    let answer = bench.ask("POST", "/api/user").json(&body).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["message"]),
        (status, &json!(told))
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

#[tokio::test]
async fn an_edit_changes_what_it_has_and_leaves_the_rest() {
    let bench = Bench::new(&VENDOR).await;
    let before = read(&bench, "/api/user/4").await;
    for (edit, member, value) in [
        (
            json!({"first_name": "Johnny"}),
            "first_name",
            json!("Johnny"),
        ),
        (json!({"last_name": null}), "last_name", Value::Null),
        (
            json!({"email": "johnny@example.com"}),
            "email",
            json!("johnny@example.com"),
        ),
        (
            json!({"is_staff": true, "nickname": "J"}),
            "is_staff",
            json!(true),
        ),
        (json!({"is_superuser": true}), "is_superuser", json!(true)),
        (json!({"is_active": false}), "is_active", json!(false)),
        // Nobody else's, whatever the case.
        (
            json!({"email": "JOHNNY@example.com"}),
            "email",
            json!("JOHNNY@example.com"),
        ),
        (json!({}), "id", json!(4)),
    ] {
        let told = bench.ask("PUT", "/api/user/4").json(&edit).await;
        assert_eq!(told.status, 200, "{edit}");
        assert_eq!(told.body["message"], "User updated successfully.");
        assert_eq!(told.body["data"][member], value, "{edit}");
    }
    let nothing = bench.ask("PUT", "/api/user/4").send().await;
    assert_eq!(nothing.status, 200);
    let after = read(&bench, "/api/user/4").await.body["data"].clone();
    assert_eq!(nothing.body["data"], after);
    for member in ["id", "date_joined", "organization"] {
        assert_eq!(after[member], before.body["data"][member]);
    }
    // The address that was given up is free.
    let edit = json!({"email": "john@example.com"});
    let told = bench.ask("PUT", "/api/user/6").json(&edit).await;
    assert_eq!(told.status, 200);
}

#[rstest::rstest]
#[case::of_nobody("/api/user/424242", json!({}), 404, "No User matches the given query.")]
#[case::wrong_types("/api/user/4", json!({"email": null, "is_active": 1}), 400,
    "email: This field may not be null. is_active: Must be a valid boolean.")]
#[case::address_of_another("/api/user/4", json!({"email": "grace@example.com"}), 409,
    "email: user with this email already exists.")]
#[tokio::test]
async fn edits_that_change_nothing(
    #[case] path: &str,
    #[case] edit: Value,
    #[case] status: u16,
    #[case] told: &str,
) {
    let bench = Bench::new(&VENDOR).await;
    let before = read(&bench, "/api/user").await.body;
    let answer = bench.ask("PUT", path).json(&edit).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["message"]),
        (status, &json!(told))
    );
    assert_eq!(read(&bench, "/api/user").await.body, before);
}

#[tokio::test]
async fn one_user_is_deleted_and_answered_with_once() {
    let bench = Bench::new(&VENDOR).await;
    let shown = read(&bench, "/api/user/4").await;
    let told = bench.ask("DELETE", "/api/user/4").send().await;
    assert_eq!(told.status, 200);
    assert_eq!(told.body["message"], "User deleted successfully.");
    assert_eq!(told.body["data"], shown.body["data"]);
    assert_eq!(live(&bench).await, SEEDED - 1);
    assert_eq!(bench.ask("DELETE", "/api/user/4").send().await.status, 404);
    assert_eq!(live(&bench).await, SEEDED - 1);
}

#[tokio::test]
async fn edits_at_the_same_time_do_not_overwrite_each_other() {
    let bench = Bench::new(&VENDOR).await;
    let (first, last) = (json!({"first_name": "A"}), json!({"last_name": "B"}));
    let (one, other) = futures_util::join!(
        bench.ask("PUT", "/api/user/4").json(&first),
        bench.ask("PUT", "/api/user/4").json(&last),
    );
    assert_eq!((one.status, other.status), (StatusCode::OK, StatusCode::OK));
    let shown = read(&bench, "/api/user/4").await;
    assert_eq!(shown.body["data"]["first_name"], "A");
    assert_eq!(shown.body["data"]["last_name"], "B");
}
