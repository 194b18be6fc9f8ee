//! Creating and reading users.

use serde_json::{Value, json};

use super::{bench, get, live, post, shown};

#[tokio::test]
async fn a_user_is_created_and_found_by_every_name() {
    let bench = bench().await;
    let body = json!({
        "username": "alice", "email": "Alice@Example.com", "phone": "18800001111", "phoneCountryCode": "+86",
        "externalId": "10020", "name": "Alice", "gender": "F", "customData": {"level": 7}, "departmentIds": ["d1"],
        "identities": [{"extIdpId": "aa", "provider": "lark", "type": "open_id", "userIdInIdp": "ou_1"}],
        "options": {"sendNotification": {"sendEmailNotification": false}, "resetPasswordOnFirstLogin": true},
    });
    let created = post(&bench, "create-user", &body).await;
    let id = created.body["data"]["userId"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert!(
        id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{id}"
    );
    let mut masked = shown(&created);
    masked["body"]["data"]["userId"] = "[id]".into();
    insta::assert_json_snapshot!("created", masked);
    for (kind, name) in [
        ("user_id", id.as_str()),
        ("username", "alice"),
        ("email", "ALICE@example.com"),
        ("phone", "18800001111"),
        ("phone", "%2B8618800001111"),
        ("external_id", "10020"),
        ("identity", "aa:ou_1"),
        ("custom_field", "level:7"),
    ] {
        let told = get(&bench, &format!("get-user?userId={name}&userIdType={kind}")).await;
        assert_eq!(told.body["data"]["userId"], id, "{kind}");
    }
}

#[tokio::test]
async fn optional_members_are_shown_where_asked_for() {
    let bench = bench().await;
    let flags = "withCustomData=True&withIdentities=true&withDepartmentIds=TRUE";
    let mut members = Vec::new();
    for user in ["001", "003", "5b7"] {
        let told = get(
            &bench,
            &format!("get-user?userId=6319a1504f3a4b1c214dd{user}&{flags}"),
        )
        .await;
        let data = &told.body["data"];
        members.push(json!([
            data["customData"],
            data["identities"],
            data["departmentIds"]
        ]));
        let bare = get(
            &bench,
            &format!("get-user?userId=6319a1504f3a4b1c214dd{user}&withIdentities=False"),
        )
        .await;
        for member in ["customData", "identities", "departmentIds", "syncRelations"] {
            assert!(bare.body["data"].get(member).is_none(), "{member}");
        }
    }
    insta::assert_json_snapshot!("optional", members);
}

#[rstest::rstest]
#[case::python("userIds=userId2&userIds=userId1")]
#[case::javascript("userIds%5B%5D=userId2&userIds%5B%5D=userId1")]
#[case::javascript_raw("userIds[]=userId2&userIds[]=userId1")]
#[case::go("userIds=%5BuserId2+userId1%5D")]
#[case::go_with_percent("userIds=[userId2%20userId1]")]
#[case::commas("userIds=userId2,userId1")]
#[case::escaped_commas("userIds=userId2%2CuserId1&userIdType=user_id")]
#[case::with_nobody("userIds=nobody&userIds=userId2&userIds=userId1&userIds=userId2")]
#[tokio::test]
async fn a_batch_is_read_in_every_spelling(#[case] query: &str) {
    let bench = bench().await;
    let told = get(&bench, &format!("get-user-batch?{query}")).await;
    let ids: Vec<&Value> = told.body["data"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|user| &user["userId"])
        .collect();
    assert_eq!(ids, ["userId2", "userId1"]);
}

#[rstest::rstest]
#[case::no_ids("no_ids", "get-user-batch")]
#[case::empty_ids("empty_ids", "get-user-batch?userIds=")]
#[case::too_many("too_many", &format!("get-user-batch?userIds={}", vec!["u"; 51].join(",")))]
#[case::no_id("no_id", "get-user")]
#[case::nobody("nobody", "get-user?userId=test")]
#[case::no_address("no_address", "get-user?userId=test&userIdType=email")]
#[case::sign_in_a_number("sign_in_a_number", "get-user?userId=%23188&userIdType=phone")]
#[case::number_of_nobody("number_of_nobody", "get-user?userId=212-456-1111&userIdType=phone")]
#[case::unknown_kind("unknown_kind", "get-user?userId=userId1&userIdType=id")]
#[case::no_boolean("no_boolean", "get-user?userId=userId1&withCustomData=1")]
#[tokio::test]
async fn other_questions_are_refused(#[case] name: &str, #[case] target: &str) {
    let bench = bench().await;
    let told = get(&bench, target).await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("question", shown(&told));
    });
}

#[rstest::rstest]
#[case::no_name("no_name", json!({"name": "Nobody", "externalId": "1"}))]
#[case::null_names("null_names", json!({"username": null, "email": null}))]
#[case::empty_name("empty_name", json!({"username": ""}))]
#[case::no_address("no_address", json!({"email": "test"}))]
#[case::sign_in_a_number("sign_in_a_number", json!({"phone": "#188"}))]
#[case::code_without_number("code_without_number", json!({"username": "x", "phoneCountryCode": "+86"}))]
#[case::long_custom_value("long_custom_value", json!({"username": "x", "customData": {"k": "v".repeat(1024)}}))]
#[case::gender("gender", json!({"username": "x", "gender": "X"}))]
#[case::number_as_name("number_as_name", json!({"username": 7}))]
#[case::custom_data_as_list("custom_data_as_list", json!({"username": "x", "customData": []}))]
#[case::half_an_identity("half_an_identity", json!({"username": "x", "identities": [{"extIdpId": "a"}]}))]
#[case::username_taken("username_taken", json!({"username": "bob"}))]
#[case::email_taken("email_taken", json!({"email": "TEST@example.com"}))]
#[case::phone_taken("phone_taken", json!({"phone": "18800008888"}))]
#[case::external_id_taken("external_id_taken", json!({"username": "x", "externalId": "10010"}))]
#[case::identity_taken("identity_taken", json!({"username": "x", "identities": [{"extIdpId": "62f20932716fbcc10d966ee5",
    "provider": "lark", "type": "open_id", "userIdInIdp": "ou_8bae746eac07cd2564654140d2a9ac61"}]}))]
#[tokio::test]
async fn a_user_who_breaks_a_rule_is_not_created(#[case] name: &str, #[case] body: Value) {
    let bench = bench().await;
    let before = live(&bench).await;
    let told = post(&bench, "create-user", &body).await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("not_created", shown(&told));
    });
    assert_eq!(live(&bench).await, before);
}

#[rstest::rstest]
#[case::username(json!({"username": "bob"}), json!(true))]
#[case::email(json!({"email": "Test@Example.com"}), json!(true))]
#[case::phone(json!({"phone": "18800008888"}), json!(true))]
#[case::external_id(json!({"externalId": "10010"}), json!(true))]
#[case::one_of_several(json!({"username": "nobody", "externalId": "10010"}), json!(true))]
#[case::nobody(json!({"username": "nobody"}), json!(false))]
#[case::nothing(json!({}), Value::Null)]
#[case::nulls(json!({"username": null}), Value::Null)]
#[tokio::test]
async fn existence_is_told_by_any_name(#[case] body: Value, #[case] expected: Value) {
    let bench = bench().await;
    let told = post(&bench, "is-user-exists", &body).await;
    assert_eq!(told.body["data"]["exists"], expected);
    if expected.is_null() {
        assert_eq!(
            told.body["message"],
            "Parameter username, email, phone, externalId is not valid"
        );
    }
}
