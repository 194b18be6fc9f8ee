//! Creating and reading users.

use serde_json::{Value, json};

use super::{OURS, USER, VENDOR, live, seed, show, shown};
use crate::kit::bench::{Bench, Told};

async fn create(bench: &Bench, body: &Value) -> Told {
    bench
        .ask("POST", &format!("{USER}/BulkCreate"))
        .bearer(seed::ACCESS_TOKEN)
        .json(body)
        .await
}

fn creating(users: &Value) -> Value {
    json!({"partitionGlobalId": seed::PARTITION, "users": users})
}

/// The random ids of an answer's users, taken out of it.
fn take_ids(told: &mut Told) -> Vec<String> {
    let users = told.body["users"].as_array_mut().expect("users");
    users
        .iter_mut()
        .map(|user| {
            let id = std::mem::replace(&mut user["id"], "[id]".into());
            id.as_str().expect("text").to_owned()
        })
        .collect()
}

async fn list(bench: &Bench, query: &str) -> Told {
    bench
        .ask("GET", &format!("{USER}/users/{}?{query}", seed::PARTITION))
        .bearer("uipath-read-only")
        .send()
        .await
}

fn ids(told: &Told) -> Vec<&str> {
    let results = told.body["results"].as_array().expect("results");
    results
        .iter()
        .map(|user| user["id"].as_str().expect("text"))
        .collect()
}

#[tokio::test]
async fn created_users_can_be_read_and_deleted() {
    let bench = Bench::new(&VENDOR).await;
    let mut body = creating(&json!([
        {"userName": "apowell", "email": "A.Powell@example.com", "name": "Anna", "surname": "Powell",
         "type": "user", "invitationAccepted": true, "unknownMember": [1]},
        {"userName": "robot7", "displayName": "Robot", "type": 1, "legacyId": 7}
    ]));
    body["groupIDs"] = json!(["35551807-06B1-4CDA-90A1-2FB84851EEE7"]);
    let mut told = create(&bench, &body).await;
    let ids = take_ids(&mut told);
    insta::assert_json_snapshot!("created", shown(&told, &["content-type"]));
    assert_eq!(live(&bench, seed::PARTITION).await, OURS + 2);

    let mut read = show(&bench, "uipath-read-only", &ids[0]).await;
    read.body["id"] = "[id]".into();
    assert_eq!(read.body, told.body["users"][0]);

    let told = super::delete(&bench).json(&super::named(&json!(ids))).await;
    assert_eq!(told.status, 204);
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}

#[tokio::test]
async fn ids_may_be_given_and_are_not_given_again_after_deletion() {
    let bench = Bench::new(&VENDOR).await;
    let users = json!([{"userName": "first", "id": "own-1"}, {"userName": "second", "id": "9D2C7A841C3B4A778E552F6B9C0D4E99"}]);
    let told = create(&bench, &creating(&users)).await;
    assert_eq!(told.body["users"][0]["id"], "own-1");
    assert_eq!(
        told.body["users"][1]["id"],
        "9d2c7a84-1c3b-4a77-8e55-2f6b9c0d4e99"
    );

    super::delete(&bench)
        .json(&super::named(&json!(["own-1"])))
        .await;
    let told = create(
        &bench,
        &creating(&json!([{"userName": "third", "id": "own-1"}])),
    )
    .await;
    assert_eq!(told.body["result"]["errors"][0]["code"], "DuplicateUserId");
    // The name is free again.
    let told = create(&bench, &creating(&json!([{"userName": "First"}]))).await;
    assert_eq!(told.status, 200);
}

#[rstest::rstest]
#[case::name_taken(creating(&json!([{"userName": "fresh"}, {"userName": "DUmbridge"}])))]
#[case::address_taken(creating(&json!([{"userName": "fresh", "email": "Dumbridge@UMBRIDGE.example"}])))]
#[case::same_name_twice(creating(&json!([{"userName": "fresh"}, {"userName": "Fresh"}])))]
#[case::id_taken(creating(&json!([{"userName": "fresh", "id": "dol-2908"}])))]
#[case::no_name(creating(&json!([{"userName": "fresh"}, {"email": "x@example.com"}])))]
#[case::several_faults(creating(&json!([{"userName": "fresh one", "email": "nonsense"}])))]
#[case::foreign_partition(json!({"partitionGlobalId": seed::OTHER_PARTITION, "users": [{"userName": "fresh"}]}))]
#[case::no_partition(json!({"users": [{"userName": "fresh"}]}))]
#[case::wrong_types(json!({"partitionGlobalId": 7, "groupIDs": [7], "users": [{"userName": "fresh", "id": false}]}))]
#[case::name_is_a_number(creating(&json!([{"userName": "fresh"}, {"userName": 7}])))]
#[case::unknown_type(creating(&json!([{"userName": "fresh", "type": "ghost"}])))]
#[case::users_are_an_object(creating(&json!({"userName": "fresh"})))]
#[case::number_beyond_64_bits(creating(&json!([{"userName": "fresh", "legacyId": 18_446_744_073_709_551_615_u64}])))]
#[tokio::test]
async fn one_bad_user_creates_none(#[case] body: Value) {
    let bench = Bench::new(&VENDOR).await;
    let told = create(&bench, &body).await;
    assert_eq!(told.status, 400);
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("not_created", shown(&told, &["content-type"]));
    });
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}

#[tokio::test]
async fn a_user_is_shown_to_its_own_partition_only() {
    let bench = Bench::new(&VENDOR).await;
    let told = show(&bench, "uipath-read-only", "DOL-2908").await;
    assert_eq!(told.status, 404);
    let told = show(&bench, "uipath-read-only", "dol-2908").await;
    insta::assert_json_snapshot!("user", shown(&told, &["content-type"]));
    assert_eq!(
        show(&bench, seed::OTHER_TOKEN, "dol-2908").await.status,
        404
    );
    assert_eq!(
        show(&bench, "uipath-no-user-scope", "dol-2908")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn users_are_listed_page_by_page() {
    let bench = Bench::new(&VENDOR).await;
    let all = list(&bench, "").await;
    assert_eq!(all.body["totalCount"], OURS);
    assert_eq!(ids(&all).len(), 9);
    let part = list(&bench, "top=2&skip=1").await;
    assert_eq!(part.body["totalCount"], OURS);
    assert_eq!(ids(&part), ["qui-2609", "adm-0001"]);
    assert!(ids(&list(&bench, "top=0").await).is_empty());
    assert!(ids(&list(&bench, "skip=9").await).is_empty());
}

#[rstest::rstest]
#[case::by_name("searchTerm=UMBRID&top=1", &["dol-2908"])]
#[case::by_user_name("searchTerm=qquirrell", &["qui-2609"])]
#[case::nobody("searchTerm=%25", &[])]
#[case::empty_term("searchTerm=&top=1", &["dol-2908"])]
#[case::descending("sortBy=UserName&sortOrder=desc&top=2", &["qui-2609", "e2f3a4b5-c6d7-4e8f-9a0b-1c2d3e4f5a44"])]
#[case::ascending("sortBy=email&sortOrder=asc&top=1&skip=1", &["ben-1103"])]
#[case::newest_first("sortOrder=desc&top=1", &["e2f3a4b5-c6d7-4e8f-9a0b-1c2d3e4f5a44"])]
#[case::by_id("sortBy=Id&top=1", &["0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11"])]
#[tokio::test]
async fn a_list_can_be_searched_and_sorted(#[case] query: &str, #[case] expected: &[&str]) {
    let bench = Bench::new(&VENDOR).await;
    assert_eq!(ids(&list(&bench, query).await), expected);
}

#[rstest::rstest]
#[case::too_many("top=1001")]
#[case::negative("skip=-1")]
#[case::word("top=x%20y")]
#[case::empty("top=")]
#[case::beyond_32_bits("skip=2147483648")]
#[case::unknown_member("sortBy=Password")]
#[case::unknown_order("sortOrder=up")]
#[tokio::test]
async fn a_bad_page_is_refused(#[case] query: &str) {
    let bench = Bench::new(&VENDOR).await;
    let told = list(&bench, query).await;
    assert_eq!(told.status, 400);
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("bad_page", told.body["errors"]);
    });
}

#[rstest::rstest]
#[case::anothers(seed::OTHER_PARTITION)]
#[case::no_guid("DatacomGroup")]
#[tokio::test]
async fn another_partition_is_not_listed(#[case] partition: &str) {
    let bench = Bench::new(&VENDOR).await;
    let told = bench
        .ask("GET", &format!("{USER}/users/{partition}"))
        .bearer(seed::ACCESS_TOKEN)
        .send()
        .await;
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("not_listed", shown(&told, &["content-type"]));
    });
}
