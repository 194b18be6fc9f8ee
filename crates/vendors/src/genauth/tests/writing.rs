//! Creating users in batches, and changing them.

use serde_json::{Value, json};

use super::{bench, delete, get, live, post, shown};

const BOB: &str = "6319a1504f3a4b1c214dd5b7";

#[tokio::test]
async fn a_batch_creates_its_users_in_order() {
    let bench = bench().await;
    let before = live(&bench).await;
    let list: Vec<Value> = (0..50)
        .map(|n| json!({"username": format!("new{n}"), "customData": {"n": n}}))
        .collect();
    let body = json!({"list": list, "options": {"resetPasswordOnFirstLogin": true}});
    let told = post(&bench, "create-users-batch", &body).await;
    let created = told.body["data"].as_array().expect("a list");
    for (n, user) in created.iter().enumerate() {
        assert_eq!(user["username"], format!("new{n}"));
        assert_eq!(user["resetPasswordOnNextLogin"], true);
    }
    assert_eq!(created.len(), 50);
    assert_eq!(live(&bench).await, before + 50);
}

#[rstest::rstest]
#[case::empty("empty", json!({"list": []}))]
#[case::missing("missing", json!({}))]
#[case::too_many("too_many", json!({"list": (0..51).map(|n| json!({"username": format!("n{n}")})).collect::<Vec<_>>()}))]
#[case::one_without_a_name("one_without_a_name", json!({"list": [{"username": "x"}, {"name": "y"}]}))]
#[case::one_taken("one_taken", json!({"list": [{"username": "x"}, {"username": "bob"}]}))]
#[case::twice_the_same("twice_the_same", json!({"list": [{"email": "x@y.z"}, {"email": "X@y.z"}]}))]
#[case::wrong_type("wrong_type", json!({"list": [{"username": "x"}, {"username": "y", "email": 1}]}))]
#[tokio::test]
async fn a_batch_that_cannot_be_created_creates_nobody(#[case] name: &str, #[case] body: Value) {
    let bench = bench().await;
    let before = live(&bench).await;
    let told = post(&bench, "create-users-batch", &body).await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("batch", shown(&told));
    });
    assert_eq!(live(&bench).await, before);
}

#[tokio::test]
async fn a_user_is_changed_where_the_request_says_so() {
    let bench = bench().await;
    let body = json!({
        "userId": "TEST@example.com", "options": {"userIdType": "email", "resetPasswordOnNextLogin": true},
        "username": "robert", "phone": "18800009999", "name": null, "gender": "M", "customData": {"level": 1},
    });
    insta::assert_json_snapshot!("changed", shown(&post(&bench, "update-user", &body).await));
    let body = json!({"userId": BOB, "customData": {"team": "x"}});
    assert_eq!(
        post(&bench, "update-user", &body).await.body["statusCode"],
        200
    );
    let told = get(
        &bench,
        &format!("get-user?userId={BOB}&withCustomData=true&withDepartmentIds=true"),
    )
    .await;
    assert_eq!(
        told.body["data"]["customData"],
        json!({"level": 1, "team": "x"})
    );
    assert_eq!(
        told.body["data"]["departmentIds"],
        json!(["6319a1504f3a4b1c214d0001"])
    );
    // The old names are nobody's, the new ones name the user.
    for (kind, name, status) in [
        ("username", "bob", 404),
        ("username", "robert", 200),
        ("phone", "18800008888", 404),
        ("phone", "%2B8618800009999", 200),
        ("custom_field", "level:1", 200),
    ] {
        let told = get(&bench, &format!("get-user?userId={name}&userIdType={kind}")).await;
        assert_eq!(told.body["statusCode"], status, "{kind} {name}");
    }
    let before = live(&bench).await;
    delete(&bench, "username", &["bob"]).await;
    assert_eq!(live(&bench).await, before);
}

#[rstest::rstest]
#[case::nobody("nobody", json!({"userId": "nobody", "name": "x"}))]
#[case::no_id("no_id", json!({"name": "x"}))]
#[case::empty_id("empty_id", json!({"userId": "", "name": "x"}))]
#[case::taken("taken", json!({"userId": BOB, "username": "user1"}))]
#[case::no_gender("no_gender", json!({"userId": BOB, "gender": ""}))]
#[case::no_address("no_address", json!({"userId": BOB, "email": "x"}))]
#[case::code_without_number("code_without_number", json!({"userId": "userId1", "phoneCountryCode": "+1"}))]
#[tokio::test]
async fn other_changes_are_refused(#[case] name: &str, #[case] body: Value) {
    let bench = bench().await;
    let told = post(&bench, "update-user", &body).await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("change", shown(&told));
    });
    let bob = get(&bench, &format!("get-user?userId={BOB}")).await;
    assert_eq!(bob.body["data"]["updatedAt"], "2026-03-01T08:00:00.000Z");
}
