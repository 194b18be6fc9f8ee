//! User permissions.

use serde_json::{Value, json};

use super::{Bench, SEEDED, VENDOR, delete, live, read};

const PERMISSIONS: &str = "/api/user/permission";

#[tokio::test]
async fn a_permission_is_given_shown_edited_and_taken() {
    let bench = Bench::new(&VENDOR).await;
    let body = json!({"user_id": 4, "permission": "view"});
    let given = bench.ask("POST", PERMISSIONS).json(&body).await;
    insta::assert_json_snapshot!("given", given.shown(&["content-type"]));
    let path = format!("{PERMISSIONS}/{}", given.body["data"]["id"]);
    assert_eq!(read(&bench, &path).await.body["data"], given.body["data"]);

    let edited = bench
        .ask("PUT", &path)
        .json(&json!({"permission": "edit"}))
        .await;
    assert_eq!(edited.status, 200);
    assert_eq!(edited.body["data"]["permission"], "edit");
    assert_eq!(edited.body["data"]["user_id"], 4);

    let taken = bench.ask("DELETE", &path).send().await;
    assert_eq!(taken.status, 200);
    assert_eq!(taken.body["data"], edited.body["data"]);
    for method in ["GET", "DELETE"] {
        let told = bench.ask(method, &path).send().await;
        assert_eq!(told.status, 404);
        assert_eq!(
            told.body["message"],
            "No UserPermission matches the given query."
        );
    }
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn a_permission_goes_when_its_user_goes() {
    let bench = Bench::new(&VENDOR).await;
    for user in [4, 7] {
        let body = json!({"user_id": user, "permission": "view"});
        assert_eq!(bench.ask("POST", PERMISSIONS).json(&body).await.status, 201);
    }
    delete(&bench, &json!({"user_ids": [7]})).await;
    assert_eq!(read(&bench, "/api/user/permission/1").await.status, 200);
    assert_eq!(read(&bench, "/api/user/permission/2").await.status, 404);
}

#[tokio::test]
async fn a_permission_survives_an_edit_of_its_user() {
    let bench = Bench::new(&VENDOR).await;
    let body = json!({"user_id": 4, "permission": "view"});
    bench.ask("POST", PERMISSIONS).json(&body).await;
    let edit = json!({"email": "new@example.com"});
    bench.ask("PUT", "/api/user/4").json(&edit).await;
    assert_eq!(read(&bench, "/api/user/permission/1").await.status, 200);
}

#[rstest::rstest]
#[case::nothing("POST", PERMISSIONS, json!({}), 400,
    "user_id: This field is required. permission: This field is required.")]
#[case::wrong_types("POST", PERMISSIONS, json!({"user_id": "4", "permission": 7}), 400,
    "user_id: A valid integer is required. permission: Not a valid string.")]
#[case::blank("POST", PERMISSIONS, json!({"user_id": 4, "permission": ""}), 400,
    "permission: This field may not be blank.")]
#[case::of_nobody("POST", PERMISSIONS, json!({"user_id": 424_242, "permission": "view"}), 404,
    "No User matches the given query.")]
#[case::edit_of_an_unknown_one("PUT", "/api/user/permission/9", json!({"permission": "view"}), 404,
    "No UserPermission matches the given query.")]
#[case::edit_to_nothing("PUT", "/api/user/permission/9", json!({}), 400,
    "permission: This field is required.")]
#[case::list("GET", PERMISSIONS, json!({}), 405, "Method \"GET\" not allowed.")]
#[tokio::test]
async fn requests_that_give_no_permission(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: Value,
    #[case] status: u16,
    #[case] told: &str,
) {
    let bench = Bench::new(&VENDOR).await;
    let answer = bench.ask(method, path).json(&body).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["message"]),
        (status, &json!(told))
    );
    assert_eq!(read(&bench, "/api/user/permission/1").await.status, 404);
}
