//! What a partition can choose.

use serde_json::{Value, json};
use umbridge_directory::{AccountSeed, CredentialSeed};

use super::{OURS, USER, VENDOR, account, delete, live, named, seed, show, shown};
use crate::kit::bench::{Bench, Told};

/// The document's body, line by line as it is printed.
const PRINTED: &str = "{\n\"partitionGlobalId\": \"3fa85f64-5717-4562-b3fc-2c963f66afa6\",\n\"userIds\": [\n\"dol-2908\", \"qui-2609\"\n]\n}";

async fn with(settings: Value) -> Bench {
    let bench = Bench::new(&VENDOR).await;
    let account = account(&bench, seed::PARTITION).await;
    bench
        .directory
        .update_settings(account, &settings)
        .await
        .expect("settings");
    bench
}

async fn ask(bench: &Bench, token: &str, ids: &Value) -> Told {
    let ask = bench.ask("DELETE", USER).bearer(token);
    ask.json(&named(ids)).await
}

#[tokio::test]
async fn strict_ids_are_told_where_they_stand() {
    let bench = with(json!({"id_mode": "strict-guid"})).await;
    let told = delete(&bench)
        .header("content-type", "application/json")
        .body(PRINTED)
        .await;
    insta::assert_json_snapshot!("strict", shown(&told, &["content-type"]));
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}

#[rstest::rstest]
#[case::guid(json!(["0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11"]), 204)]
#[case::digits_alone(json!(["0b6f1a526f0e4f0e9a5b8d1c5b7f2a11"]), 204)]
#[case::parentheses(json!(["(0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11)"]), 204)]
#[case::urn(json!(["urn:uuid:0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11"]), 400)]
#[case::empty(json!([""]), 400)]
#[case::one_of_two(json!(["0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11", "dol-2908"]), 400)]
#[tokio::test]
async fn strict_ids_are_guids(#[case] ids: Value, #[case] status: u16) {
    let bench = with(json!({"id_mode": "strict-guid"})).await;
    assert_eq!(ask(&bench, seed::ACCESS_TOKEN, &ids).await.status, status);
    let gone = u64::from(status == 204);
    assert_eq!(live(&bench, seed::PARTITION).await, OURS - gone);
}

#[tokio::test]
async fn a_strict_path_is_a_guid_too() {
    let bench = with(json!({"id_mode": "strict-guid"})).await;
    let told = show(&bench, seed::ACCESS_TOKEN, "dol-2908").await;
    insta::assert_json_snapshot!("strict_path", shown(&told, &["content-type"]));
}

#[tokio::test]
async fn so_many_faults_are_told_and_no_more() {
    let bench = with(json!({"id_mode": "strict-guid"})).await;
    let ids: Vec<String> = (0..50_000).map(|n| format!("x{n}")).collect();
    let told = ask(&bench, seed::ACCESS_TOKEN, &json!(ids)).await;
    let errors = told.body["errors"].as_object().expect("errors");
    assert_eq!((told.status.as_u16(), errors.len()), (400, 200));
    assert_eq!(
        errors[""],
        json!(["The maximum number of allowed model errors has been reached."])
    );
}

#[rstest::rstest]
#[case::any("any", "1234", 204)]
#[case::all("all", "1234", 204)]
#[case::all_without("all", "uipath-write-only", 403)]
#[case::any_without("any", "uipath-write-only", 204)]
#[case::none("none", "uipath-no-user-scope", 204)]
#[case::none_still_wants_a_token("none", "nonsense", 401)]
#[tokio::test]
async fn scopes_can_be_meant_in_three_ways(
    #[case] mode: &str,
    #[case] token: &str,
    #[case] status: u16,
) {
    let bench = with(json!({"scope_mode": mode})).await;
    let told = ask(&bench, token, &json!(["dol-2908"])).await;
    assert_eq!(told.status, status);
    if status == 403 {
        insta::assert_json_snapshot!("all_scopes", shown(&told, &["content-type"]));
    }
}

#[rstest::rstest]
#[case::empty_is_nobody(json!({"empty_list": "noop"}), json!([]), 204)]
#[case::empty(json!({"empty_list": "bad_request"}), json!([]), 400)]
#[case::absent(json!({"empty_list": "bad_request"}), json!(null), 400)]
#[case::at_the_limit(json!({"max_ids": 2}), json!(["dol-2908", "qui-2609"]), 204)]
#[case::above_the_limit(json!({"max_ids": 2}), json!(["dol-2908", "qui-2609", "ben-1103"]), 400)]
#[tokio::test]
async fn a_list_can_be_too_short_or_too_long(
    #[case] settings: Value,
    #[case] ids: Value,
    #[case] status: u16,
) {
    let bench = with(settings).await;
    let told = ask(&bench, seed::ACCESS_TOKEN, &ids).await;
    assert_eq!(told.status, status);
    if status == 400 {
        insta::with_settings!({ snapshot_suffix => super::case() }, {
            insta::assert_json_snapshot!("length", told.body["errors"]);
        });
        assert_eq!(live(&bench, seed::PARTITION).await, OURS);
    }
}

#[tokio::test]
async fn kinds_can_be_words() {
    let bench = with(json!({"enum_as_string": true})).await;
    let told = show(&bench, seed::ACCESS_TOKEN, "dol-2908").await;
    assert_eq!(
        (&told.body["type"], &told.body["category"]),
        (&json!("user"), &json!("local"))
    );
}

#[rstest::rstest]
#[case::off("off", 204, None)]
#[case::silent("silent", 429, None)]
#[case::with_a_moment("retry_after", 429, Some("289"))]
#[tokio::test]
async fn the_161st_deletion_can_be_too_many(
    #[case] limits: &str,
    #[case] status: u16,
    #[case] wait: Option<&str>,
) {
    let bench = with(json!({"rate_limits": limits})).await;
    for _ in 0..160 {
        let told = ask(&bench, seed::ACCESS_TOKEN, &json!([])).await;
        assert_eq!(told.status, 204);
    }
    let told = ask(&bench, seed::ACCESS_TOKEN, &json!(["dol-2908"])).await;
    assert_eq!(
        (told.status.as_u16(), told.header("retry-after")),
        (status, wait)
    );
    // Another method has a limit of its own.
    assert_eq!(
        show(&bench, seed::ACCESS_TOKEN, "qui-2609").await.status,
        200
    );
    bench
        .directory
        .let_pass(std::time::Duration::from_secs(300))
        .await
        .expect("time passes");
    let told = ask(&bench, seed::ACCESS_TOKEN, &json!(["dol-2908"])).await;
    assert_eq!(told.status, 204);
}

#[tokio::test]
async fn an_older_editions_partition_has_a_name_that_is_no_guid() {
    let bench = Bench::new(&VENDOR).await;
    let seed = AccountSeed {
        realm: "uipath".into(),
        name: "magic-7".into(),
        settings: Value::Null,
        users: Vec::new(),
        credentials: vec![CredentialSeed {
            kind: super::super::token::TOKEN.into(),
            key: "magic".into(),
            grants: vec!["PM.User".into()],
            ..CredentialSeed::default()
        }],
        sequences: Vec::new(),
    };
    bench.directory.seed(&[seed]).await.expect("a seed");
    let body = json!({"partitionGlobalId": "magic-7", "userIds": ["dol-2908"]});
    for path in [USER, "/magic-7/identity_/api/User"] {
        let told = bench.ask("DELETE", path).bearer("magic").json(&body).await;
        assert_eq!(told.status, 204);
    }
    assert_eq!(live(&bench, seed::PARTITION).await, OURS);
}
