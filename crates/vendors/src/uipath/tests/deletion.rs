//! Bulk deletion.

use serde_json::{Value, json};

use super::{OURS, USER, VENDOR, delete, live, named, seed, show, shown};
use crate::kit::bench::Bench;

#[tokio::test]
async fn the_documents_call_deletes_its_two_users() {
    let bench = Bench::new(&VENDOR).await;
    let told = delete(&bench)
        .json(&named(&json!(["dol-2908", "qui-2609"])))
        .await;
    insta::assert_json_snapshot!("deleted", shown(&told, &["content-type", "content-length"]));
    assert_eq!(live(&bench, seed::PARTITION).await, OURS - 2);
    for id in ["dol-2908", "qui-2609"] {
        let told = show(&bench, seed::ACCESS_TOKEN, id).await;
        insta::assert_json_snapshot!("not_found", shown(&told, &["content-type"]));
    }
    assert_eq!(
        show(&bench, seed::ACCESS_TOKEN, "ben-1103").await.status,
        200
    );
}

#[rstest::rstest]
#[case::guids(json!(["0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11", "9d2c7a84-1c3b-4a77-8e55-2f6b9c0d4e22"]), 2)]
#[case::guid_in_capitals(json!(["0B6F1A52-6F0E-4F0E-9A5B-8D1C5B7F2A11"]), 1)]
#[case::guid_in_braces(json!(["{0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11}"]), 1)]
#[case::unknown_among_them(json!(["dol-2908", "3f9b9e0e-0000-4000-8000-000000000000", "nobody"]), 1)]
#[case::twice(json!(["dol-2908", "dol-2908"]), 1)]
#[case::another_partitions(json!(["oth-0001", "5a6b7c8d-9e0f-4a1b-8c2d-3e4f5a6b7c55"]), 0)]
#[case::opaque_ids_have_case(json!(["DOL-2908"]), 0)]
#[case::nobody(json!([]), 0)]
#[case::null(json!(null), 0)]
#[case::nul_character(json!(["dol-2908\u{0}", "dol-2908\u{0}x"]), 0)]
#[case::long_list(json!((0..1000).map(|n| format!("x-{n}")).chain(["dol-2908".to_owned()]).collect::<Vec<_>>()), 1)]
#[tokio::test]
async fn exactly_the_named_users_go(#[case] ids: Value, #[case] gone: u64) {
    let bench = Bench::new(&VENDOR).await;
    for _again in 0..2 {
        let told = delete(&bench).json(&named(&ids)).await;
        assert_eq!((told.status.as_u16(), &told.body), (204, &Value::Null));
        assert_eq!(live(&bench, seed::PARTITION).await, OURS - gone);
    }
    assert_eq!(live(&bench, seed::OTHER_PARTITION).await, 3);
}

#[rstest::rstest]
#[case::no_body("", 400)]
#[case::null("null", 400)]
#[case::list("[]", 400)]
#[case::text("\"dol-2908\"", 400)]
#[case::truncated(
    r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":["dol-2908""#,
    400
)]
#[case::trailing(
    r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":["dol-2908"]}}"#,
    400
)]
#[case::not_json("userIds=dol-2908", 400)]
#[case::duplicate_member(r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":["dol-2908"],"userIds":[]}"#, 400)]
#[case::ids_are_text(
    r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":"dol-2908"}"#,
    400
)]
#[case::ids_are_an_object(
    r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":{"0":"dol-2908"}}"#,
    400
)]
#[case::wrong_types(r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":["dol-2908",7,null,true,["qui-2609"],{"id":"x"}]}"#, 400)]
#[case::beyond_64_bits(r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":["dol-2908",18446744073709551616]}"#, 400)]
#[case::beyond_every_number(
    r#"{"partitionGlobalId":"3fa85f64-5717-4562-b3fc-2c963f66afa6","userIds":["dol-2908",1e999]}"#,
    400
)]
#[case::partition_is_no_guid(r#"{"partitionGlobalId":"magic-7","userIds":["dol-2908"]}"#, 400)]
#[case::partition_is_a_number(r#"{"partitionGlobalId":7,"userIds":["dol-2908"]}"#, 400)]
#[case::partition_is_missing(r#"{"userIds":["dol-2908"]}"#, 400)]
#[case::partition_is_null(r#"{"partitionGlobalId":null,"userIds":["dol-2908"]}"#, 400)]
#[case::partition_is_zero(
    r#"{"partitionGlobalId":"00000000-0000-0000-0000-000000000000","userIds":["dol-2908"]}"#,
    400
)]
#[case::partition_is_anothers(r#"{"partitionGlobalId":"b7a1d4c2-0f3e-4b5a-8c6d-9e0f1a2b3c4d","userIds":["dol-2908","oth-0001"]}"#, 400)]
#[tokio::test]
async fn a_body_that_cannot_be_acted_upon_deletes_nobody(#[case] body: &str, #[case] status: u16) {
    let bench = Bench::new(&VENDOR).await;
    let told = delete(&bench)
        .header("content-type", "application/json")
        .body(body)
        .await;
    assert_eq!(told.status, status);
    insta::with_settings!({ snapshot_suffix => super::case() }, {
        insta::assert_json_snapshot!("refused", shown(&told, &["content-type"]));
    });
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
    assert_eq!(live(&bench, seed::OTHER_PARTITION).await, 3);
}

#[rstest::rstest]
#[case::deep_nesting("[".repeat(100_000).into_bytes(), Some("application/json"), 400)]
#[case::not_utf_8(b"{\"userIds\":[\"\xff\"]}".to_vec(), Some("application/json"), 400)]
#[case::raw_nul(b"{\"userIds\":[\"dol-2908\0\"]}".to_vec(), Some("application/json"), 400)]
#[case::too_large(vec![b' '; crate::kit::bench::BODY_LIMIT + 1], Some("application/json"), 413)]
#[case::plain_text(named(&json!(["dol-2908"])).to_string().into_bytes(), Some("text/plain"), 415)]
#[case::form(named(&json!(["dol-2908"])).to_string().into_bytes(), Some("application/x-www-form-urlencoded"), 415)]
#[case::no_media_type(named(&json!(["dol-2908"])).to_string().into_bytes(), None, 415)]
#[tokio::test]
async fn bytes_that_are_no_json_delete_nobody(
    #[case] body: Vec<u8>,
    #[case] media_type: Option<&str>,
    #[case] status: u16,
) {
    let bench = Bench::new(&VENDOR).await;
    let ask = delete(&bench);
    let ask = match media_type {
        Some(media_type) => ask.header("content-type", media_type),
        None => ask,
    };
    let told = ask.body(body).await;
    assert_eq!(told.status, status, "{told:?}");
    assert_eq!(told.body["status"], status);
    assert_eq!(
        told.header("content-type"),
        Some("application/problem+json; charset=utf-8")
    );
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}

#[rstest::rstest]
#[case::with_charset("application/json; charset=utf-8")]
#[case::in_capitals("Application/JSON")]
#[case::suffixed("application/merge-patch+json")]
#[tokio::test]
async fn json_is_json_with_parameters(#[case] media_type: &str) {
    let bench = Bench::new(&VENDOR).await;
    let body = named(&json!(["dol-2908"])).to_string();
    let told = delete(&bench)
        .header("content-type", media_type)
        .body(body)
        .await;
    assert_eq!(told.status, 204);
}

#[rstest::rstest]
#[case::nobody(None, 401)]
#[case::unknown(Some("Bearer nonsense"), 401)]
#[case::empty(Some("Bearer "), 401)]
#[case::another_scheme(Some("Basic MTIzNDo="), 401)]
#[case::read_only(Some("Bearer uipath-read-only"), 403)]
#[case::other_scopes(Some("Bearer uipath-no-user-scope"), 403)]
#[tokio::test]
async fn only_tokens_with_the_scope_delete(
    #[case] authorization: Option<&str>,
    #[case] status: u16,
) {
    let bench = Bench::new(&VENDOR).await;
    // The body cannot be read either, which a refused caller does not learn.
    for body in [named(&json!(["dol-2908"])).to_string(), "{".to_owned()] {
        let ask = bench.ask("DELETE", USER);
        let ask = match authorization {
            Some(value) => ask.header("authorization", value),
            None => ask,
        };
        let told = ask.header("content-type", "text/plain").body(body).await;
        assert_eq!(told.status, status);
        let suffix = authorization.unwrap_or("none").replace([' ', '='], "-");
        insta::with_settings!({ snapshot_suffix => suffix }, {
            insta::assert_json_snapshot!("caller", shown(&told, &["content-type", "www-authenticate"]));
        });
    }
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}

#[tokio::test]
async fn a_users_own_token_does_not_delete_the_user() {
    let bench = Bench::new(&VENDOR).await;
    let told = bench
        .ask("DELETE", USER)
        .bearer("uipath-admin-token")
        .json(&named(&json!(["adm-0001", "dol-2908"])))
        .await;
    assert_eq!(told.status, 204);
    assert_eq!(
        show(&bench, "uipath-admin-token", "adm-0001").await.status,
        200
    );
    assert_eq!(live(&bench, seed::PARTITION).await, OURS - 1);
}

#[rstest::rstest]
#[case("/identity_/api/User", 204)]
#[case("/identity/API/user/", 204)]
#[case("//identity/api/User", 204)]
#[case("/umbridge/identity_/api/User", 204)]
#[case("/UMBRIDGE/identity/api/User", 204)]
#[case("/3fa85f64-5717-4562-b3fc-2c963f66afa6/identity_/api/User", 204)]
#[case("/umbridge/default/identity_/api/User", 204)]
#[case::another_organization("/ministry/identity_/api/User", 404)]
#[case::unknown_organization("/nobody/default/identity_/api/User", 404)]
#[case::unknown_path("/identity/api/Users", 404)]
#[case::query_is_ignored("/identity/api/User?partitionGlobalId=x", 204)]
#[tokio::test]
async fn one_service_has_many_paths(#[case] path: &str, #[case] status: u16) {
    let bench = Bench::new(&VENDOR).await;
    let told = bench
        .ask("DELETE", path)
        .bearer(seed::ACCESS_TOKEN)
        .json(&named(&json!(["dol-2908"])))
        .await;
    assert_eq!(told.status, status, "{:?}", told.body);
    let gone = u64::from(status == 204);
    assert_eq!(live(&bench, seed::PARTITION).await, OURS - gone);
}

#[rstest::rstest]
#[case("PATCH", "/identity/api/User", "DELETE")]
#[case("DELETE", "/identity/api/User/BulkCreate", "POST")]
#[tokio::test]
async fn other_methods_are_told_which_there_are(
    #[case] method: &str,
    #[case] path: &str,
    #[case] among: &str,
) {
    let bench = Bench::new(&VENDOR).await;
    let told = bench
        .ask(method, path)
        .bearer(seed::ACCESS_TOKEN)
        .json(&named(&json!(["dol-2908"])))
        .await;
    assert_eq!(
        (told.status.as_u16(), &told.body["status"]),
        (405, &json!(405))
    );
    let allow = told.header("allow").expect("the methods");
    assert!(allow.contains(among) && !allow.contains(method), "{allow}");
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}
