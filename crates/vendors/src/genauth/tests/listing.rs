//! Lists of users.

use std::time::Duration;

use serde_json::{Value, json};

use super::{bench, delete, get, post, shown, switch};
use crate::kit::bench::{Bench, Told};

/// The user names of a list, with how many there are in all.
fn names(told: &Told) -> (u64, Vec<&str>) {
    let data = &told.body["data"];
    let list = data["list"]
        .as_array()
        .unwrap_or_else(|| panic!("no list: {}", told.body));
    let names = list
        .iter()
        .map(|user| user["username"].as_str().unwrap_or("-"));
    (
        data["totalCount"].as_u64().expect("a count"),
        names.collect(),
    )
}

async fn list(bench: &Bench, body: Value) -> Told {
    post(bench, "list-users", &body).await
}

#[tokio::test]
async fn a_list_has_pages_of_ten() {
    let bench = bench().await;
    let first = list(&bench, json!({})).await;
    assert_eq!(names(&first).0, 12);
    assert_eq!(names(&first).1.len(), 10);
    let second = list(&bench, json!({"options": {"pagination": {"page": 2}}})).await;
    assert_eq!(names(&second), (12, vec!["bystander3", "bystander4"]));
    let beyond = get(&bench, "list-users?page=7&limit=2").await;
    assert_eq!(names(&beyond), (12, vec![]));
    let by_get = get(&bench, "list-users?limit=2").await;
    assert_eq!(names(&by_get), (12, vec!["user1", "user2"]));
    let one = json!({"options": {"pagination": {"page": 7, "limit": 1}, "withCustomData": true,
        "withIdentities": true, "withDepartmentIds": true}});
    insta::assert_json_snapshot!("page", shown(&list(&bench, one).await));
}

#[rstest::rstest]
#[case::default_members(json!({"keywords": "STAnder"}), &["bystander1", "bystander2", "bystander3", "bystander4"])]
#[case::phone(json!({"keywords": "8800008"}), &["bob"])]
#[case::other_member(json!({"keywords": "10010", "options": {"fuzzySearchOn": ["externalId"]}}), &["bob"])]
#[case::not_in_that_member(json!({"keywords": "10010"}), &[])]
#[case::not_a_pattern(json!({"keywords": "%"}), &[])]
#[case::ids(json!({"keywords": "dd5b7", "options": {"fuzzySearchOn": ["id"]}}), &["masked", "bob"])]
#[case::status(json!({"advancedFilter": [{"field": "status", "operator": "EQUAL", "value": "Suspended"}]}), &[])]
#[case::address(json!({"advancedFilter": [{"field": "email", "operator": "CONTAINS", "value": "@example.com"}]}), &["bob"])]
#[case::custom(json!({"advancedFilter": [{"field": "city", "operator": "EQUAL", "value": "Paris"}]}),
    &["customised", "parisian"])]
#[case::department(json!({"advancedFilter": [{"field": "department", "operator": "IN",
    "value": [{"departmentId": "6319a1504f3a4b1c214d0001", "organizationCode": "o", "includeChildrenDepartments": true}]}]}),
    &["bob"])]
#[case::all_of_them(json!({"keywords": "i", "advancedFilter": [
    {"field": "city", "operator": "EQUAL", "value": "Paris"}, {"field": "employeeNumber", "operator": "IS_NULL"}]}),
    &["parisian"])]
#[case::never_logged_in(json!({"keywords": "user", "advancedFilter": [
    {"field": "lastLogin", "operator": "LESSER", "value": 1}]}), &[])]
#[case::sorted(json!({"keywords": "user", "options": {"sort": [{"field": "username", "order": "desc"}]}}),
    &["user2", "user1"])]
#[case::absent_members_first(json!({"advancedFilter": [{"field": "username", "operator": "IN",
    "value": ["bob", "user2", "masked"]}], "options": {"sort": [{"field": "email", "order": "asc"}]}}),
    &["masked", "bob", "user2"])]
#[case::sorted_twice(json!({"advancedFilter": [{"field": "username", "operator": "IN",
    "value": ["bob", "user2", "masked"]}], "options": {"sort": [{"field": "gender", "order": "asc"}, {"field": "email", "order": "desc"}]}}),
    &["user2", "bob", "masked"])]
#[tokio::test]
async fn users_are_searched(#[case] body: Value, #[case] expected: &[&str]) {
    let bench = bench().await;
    let told = list(&bench, body).await;
    assert_eq!(names(&told), (expected.len() as u64, expected.to_vec()));
}

#[tokio::test]
async fn a_search_has_pages_too() {
    let bench = bench().await;
    let body = json!({"keywords": "bystander", "options": {"pagination": {"page": 2, "limit": 3}}});
    assert_eq!(names(&list(&bench, body).await), (4, vec!["bystander4"]));
}

#[tokio::test]
async fn users_are_listed_by_status_and_by_their_last_change() {
    let bench = bench().await;
    let body = json!({"userId": "userId2", "status": "Suspended"});
    assert_eq!(
        post(&bench, "update-user", &body).await.body["statusCode"],
        200
    );
    let suspended = get(&bench, "list-users?status=Suspended").await;
    assert_eq!(names(&suspended), (1, vec!["user2"]));
    let activated = get(&bench, "list-users?status=Activated&limit=1").await;
    assert_eq!(names(&activated), (11, vec!["user1"]));
    // The seed is of the first of March, the bench of the fourth of May.
    let later = get(&bench, "list-users?updatedAtStart=1777887011").await;
    assert_eq!(names(&later), (1, vec!["user2"]));
    let earlier = get(&bench, "list-users?updatedAtEnd=1772352000&limit=1").await;
    assert_eq!(names(&earlier), (11, vec!["user1"]));
}

#[rstest::rstest]
#[case::page("page", json!({"options": {"pagination": {"page": 0}}}))]
#[case::limit("limit", json!({"options": {"pagination": {"limit": 0}}}))]
#[case::large_limit("large_limit", json!({"options": {"pagination": {"limit": 220}}}))]
#[case::fraction("fraction", json!({"options": {"pagination": {"page": 1.5}}}))]
#[case::status("status", json!({"advancedFilter": [{"field": "status", "operator": "EQUAL", "value": "invalid"}]}))]
#[case::operator("operator", json!({"advancedFilter": [{"field": "status", "operator": "LIKE", "value": "A"}]}))]
#[case::sort_field("sort_field", json!({"options": {"sort": [{"field": "name", "order": "asc"}]}}))]
#[case::search_query("search_query", json!({"searchQuery": {"match_all": {}}}))]
#[tokio::test]
async fn other_searches_are_refused(#[case] name: &str, #[case] body: Value) {
    let bench = bench().await;
    let told = list(&bench, body).await;
    insta::with_settings!({ snapshot_suffix => name }, {
        insta::assert_json_snapshot!("search", shown(&told));
    });
}

#[rstest::rstest]
#[case::page("list-users?page=0")]
#[case::word("list-users?page=one")]
#[case::limit("list-users?limit=51")]
#[case::status("list-users?status=activated")]
#[case::beyond_64_bits("list-archived-users?startAt=18446744073709551616")]
#[case::archived_page("list-archived-users?page=0")]
#[tokio::test]
async fn other_pages_are_refused(#[case] target: &str) {
    let bench = bench().await;
    assert_eq!(get(&bench, target).await.body["statusCode"], 400);
}

#[tokio::test]
async fn deleted_users_are_archived() {
    let bench = bench().await;
    delete(&bench, "user_id", &["userId1"]).await;
    bench
        .directory
        .let_pass(Duration::from_secs(60))
        .await
        .expect("time passes");
    delete(&bench, "username", &["bob"]).await;
    insta::assert_json_snapshot!("archived", shown(&get(&bench, "list-archived-users").await));
    let later = get(&bench, "list-archived-users?startAt=1777887012").await;
    let later: Vec<&Value> = later.body["data"]["list"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|user| &user["userId"])
        .collect();
    assert_eq!(later, ["6319a1504f3a4b1c214dd5b7"]);
    let live = list(&bench, json!({"keywords": "bob"})).await;
    assert_eq!(names(&live), (0, vec![]));
}

#[tokio::test]
async fn a_pool_may_keep_nothing_of_deleted_users() {
    let bench = bench().await;
    switch(&bench, json!({"archive_deleted": false})).await;
    delete(&bench, "user_id", &["userId1"]).await;
    let told = get(&bench, "list-archived-users").await;
    assert_eq!(told.body["data"], json!({"totalCount": 0, "list": []}));
}
