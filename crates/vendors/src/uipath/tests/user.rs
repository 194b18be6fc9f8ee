//! One user: created, changed, deleted.

use serde_json::{Value, json};

use super::{OURS, USER, VENDOR, live, seed, show, shown};
use crate::kit::bench::{Bench, Told};

async fn create(bench: &Bench, body: &Value) -> Told {
    bench
        .ask("POST", USER)
        .bearer(seed::ACCESS_TOKEN)
        .json(body)
        .await
}

async fn update(bench: &Bench, id: &str, body: &Value) -> Told {
    bench
        .ask("PUT", &format!("{USER}/{id}"))
        .bearer(seed::ACCESS_TOKEN)
        .json(body)
        .await
}

async fn delete(bench: &Bench, token: &str, id: &str) -> Told {
    bench
        .ask("DELETE", &format!("{USER}/{id}"))
        .bearer(token)
        .send()
        .await
}

#[tokio::test]
async fn a_user_is_created_and_found_by_name() {
    let bench = Bench::new(&VENDOR).await;
    let body = json!({
        "partitionGlobalId": seed::PARTITION, "userName": "apowell", "email": "a.powell@example.com",
        "password": "not kept", "groupIDs": ["g-1"], "type": "user"
    });
    let told = create(&bench, &body).await;
    insta::assert_json_snapshot!("created", shown(&told, &["content-type"]));
    let path = format!("{USER}/users/{}?searchTerm=apowell", seed::PARTITION);
    let list = bench
        .ask("GET", &path)
        .bearer(seed::ACCESS_TOKEN)
        .send()
        .await;
    assert_eq!(list.body["totalCount"], 1);
    assert_eq!(list.body["results"][0]["groupIDs"], json!(["g-1"]));
    assert_eq!(live(&bench, seed::PARTITION).await, OURS + 1);
}

#[rstest::rstest]
#[case::taken(json!({"partitionGlobalId": seed::PARTITION, "userName": "dumbridge"}))]
#[case::no_name(json!({"partitionGlobalId": seed::PARTITION}))]
#[case::foreign_partition(json!({"partitionGlobalId": seed::OTHER_PARTITION, "userName": "fresh"}))]
#[case::wrong_type(json!({"partitionGlobalId": seed::PARTITION, "userName": ["fresh"]}))]
#[case::wrong_ids(json!({"partitionGlobalId": [], "userName": "fresh", "id": 7, "groupIDs": [null]}))]
#[tokio::test]
async fn a_bad_user_is_not_created(#[case] body: Value) {
    let bench = Bench::new(&VENDOR).await;
    let told = create(&bench, &body).await;
    assert_eq!(told.status, 400);
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("not_created", shown(&told, &["content-type"]));
    });
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    let bench = Bench::new(&VENDOR).await;
    bench
        .directory
        .let_pass(std::time::Duration::from_millis(1500))
        .await
        .expect("time passes");
    let change = json!({
        "surname": "Cracknell", "displayName": null, "email": "Dolores@umbridge.example", "isActive": false,
        "groupIDsToAdd": ["g-2"], "unknownMember": {}
    });
    let told = update(&bench, "dol-2908", &change).await;
    assert_eq!(told.body, json!({"succeeded": true, "errors": []}));
    let told = show(&bench, seed::ACCESS_TOKEN, "dol-2908").await;
    insta::assert_json_snapshot!("changed", shown(&told, &[]));
    // Its own address is free to it, in any case.
    let again = json!({"email": "DOLORES@umbridge.example"});
    assert_eq!(update(&bench, "dol-2908", &again).await.status, 200);
}

#[rstest::rstest]
#[case::address_taken("dol-2908", json!({"email": "QQuirrell@umbridge.example"}), 400)]
#[case::no_address("dol-2908", json!({"email": "nonsense"}), 400)]
#[case::wrong_type("dol-2908", json!({"isActive": "yes"}), 400)]
#[case::wrong_groups("dol-2908", json!({"groupIDsToAdd": ["g", 7], "groupIDsToRemove": [true]}), 400)]
#[case::list("dol-2908", json!([]), 400)]
#[case::unknown("nobody", json!({"name": "x"}), 404)]
#[case::anothers("oth-0001", json!({"name": "x"}), 404)]
#[tokio::test]
async fn a_bad_change_changes_nothing(
    #[case] id: &str,
    #[case] change: Value,
    #[case] status: u16,
) {
    let bench = Bench::new(&VENDOR).await;
    let before = show(&bench, seed::ACCESS_TOKEN, "dol-2908").await.body;
    let told = update(&bench, id, &change).await;
    assert_eq!(told.status, status);
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("not_changed", shown(&told, &["content-type"]));
    });
    assert_eq!(
        show(&bench, seed::ACCESS_TOKEN, "dol-2908").await.body,
        before
    );
}

#[tokio::test]
async fn a_deleted_user_cannot_be_deleted_again() {
    let bench = Bench::new(&VENDOR).await;
    let told = delete(&bench, seed::ACCESS_TOKEN, "dol-2908").await;
    assert_eq!((told.status.as_u16(), told.body), (204, Value::Null));
    assert_eq!(live(&bench, seed::PARTITION).await, OURS - 1);
    let told = delete(&bench, seed::ACCESS_TOKEN, "dol-2908").await;
    assert_eq!(told.status, 404);
    assert_eq!(
        update(&bench, "dol-2908", &json!({"name": "x"}))
            .await
            .status,
        404
    );
}

#[rstest::rstest]
#[case::unknown(seed::ACCESS_TOKEN, "nobody", 404)]
#[case::anothers(seed::ACCESS_TOKEN, "oth-0001", 404)]
#[case::oneself("uipath-admin-token", "adm-0001", 400)]
#[case::read_only("uipath-read-only", "dol-2908", 403)]
#[case::encoded_slash(seed::ACCESS_TOKEN, "dol%2F2908", 404)]
#[case::nul(seed::ACCESS_TOKEN, "dol-2908%00", 404)]
#[case::not_utf_8(seed::ACCESS_TOKEN, "dol-2908%FF", 400)]
#[tokio::test]
async fn nobody_else_is_deleted(#[case] token: &str, #[case] id: &str, #[case] status: u16) {
    let bench = Bench::new(&VENDOR).await;
    let told = delete(&bench, token, id).await;
    assert_eq!(told.status, status, "{:?}", told.body);
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
    assert_eq!(live(&bench, seed::OTHER_PARTITION).await, 3);
}
