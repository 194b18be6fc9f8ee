//! Rate limits and permissions, operation by operation.

use std::time::Duration;

use serde_json::{Value, json};

use super::{HEADERS, SEEDED, account, ask, bench, bench_with, delete, live};
use crate::kit::bench::Told;

/// Every operation with a body that changes nothing.
fn operations() -> Vec<(&'static str, Value)> {
    let alias = json!({"alias_name": "nobody", "alias_label": "l"});
    let update = json!({"alias_label": "l", "old_alias_name": "nobody", "new_alias_name": "n"});
    let nobody = json!({"external_id": "nobody"});
    let pair = json!({"identifier_to_merge": nobody, "identifier_to_keep": nobody});
    vec![
        ("/users/delete", json!({"external_ids": ["nobody"]})),
        (
            "/users/track",
            json!({"attributes": [{"user_alias": alias}]}),
        ),
        (
            "/users/alias/new",
            json!({"user_aliases": [{"external_id": "nobody", "alias_name": "n", "alias_label": "l"}]}),
        ),
        ("/users/alias/update", json!({"alias_updates": [update]})),
        (
            "/users/identify",
            json!({"aliases_to_identify": [{"external_id": "nobody", "user_alias": alias}]}),
        ),
        ("/users/merge", json!({"merge_updates": [pair]})),
        ("/users/export/ids", json!({"external_ids": ["nobody"]})),
    ]
}

fn remaining(told: &Told) -> &str {
    told.header("x-ratelimit-remaining").expect("a header")
}

#[tokio::test]
async fn operations_share_limits_as_documented() {
    let bench = bench().await;
    let mut shown = Vec::new();
    for (path, body) in operations() {
        let told = ask(&bench, path).json(&body).await;
        assert!(told.status.is_success(), "{path}: {}", told.body);
        assert_eq!(told.body["message"], "success", "{path}");
        let limit = told.header("x-ratelimit-limit").expect("a header");
        shown.push(format!("{path} {} of {limit}", remaining(&told)));
    }
    insta::assert_json_snapshot!("limits", shown);
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn every_operation_needs_its_own_permission() {
    let bench = bench().await;
    let account = account(&bench, "umbridge").await;
    for (granted, _) in operations() {
        let credential = umbridge_directory::NewCredential {
            kind: "key".into(),
            key: "limited".into(),
            secret: None,
            subject: None,
            grants: vec![granted.trim_start_matches('/').replace('/', ".")],
            expires_at: None,
        };
        bench
            .directory
            .issue_credential(account.id, &credential)
            .await
            .expect("issued");
        for (path, body) in operations() {
            let told = bench.ask("POST", path).bearer("limited").json(&body).await;
            assert_eq!(
                told.status == 403,
                path != granted,
                "{path} with {granted}: {}",
                told.status
            );
        }
    }
}

fn limited() -> Value {
    json!({"limits": {"users": {"requests": 2, "seconds": 60}}})
}

#[tokio::test]
async fn beyond_the_limit_nobody_is_deleted_until_the_window_is_over() {
    let bench = bench_with(limited()).await;
    let nobody = json!({"external_ids": ["nobody"]});
    assert_eq!(remaining(&delete(&bench, nobody.clone()).await), "1");
    // Recorded: a request refused with 400 counts too.
    assert_eq!(remaining(&delete(&bench, json!({})).await), "0");
    let told = delete(&bench, json!({"external_ids": ["user_id1"]})).await;
    insta::assert_json_snapshot!("rate_limited", told.shown(&HEADERS));
    assert_eq!(live(&bench).await, SEEDED);
    // The other buckets are not touched.
    let told = ask(&bench, "/users/export/ids").json(&nobody).await;
    assert_eq!(told.status, 201);

    bench
        .directory
        .let_pass(Duration::from_secs(60))
        .await
        .expect("time passes");
    let told = delete(&bench, json!({"external_ids": ["user_id1"]})).await;
    assert_eq!((told.status.as_u16(), remaining(&told)), (201, "1"));
    assert_eq!(live(&bench).await, SEEDED - 1);
}

#[tokio::test]
async fn a_refused_key_takes_nothing_off_the_limit() {
    let bench = bench_with(limited()).await;
    for _ in 0..5 {
        let asked = bench.ask("POST", "/users/delete").bearer("wrong");
        assert_eq!(asked.json(&json!({})).await.status, 401);
    }
    assert_eq!(remaining(&delete(&bench, json!({})).await), "1");
}

#[tokio::test]
async fn workspaces_do_not_share_limits() {
    let bench = bench_with(limited()).await;
    for _ in 0..3 {
        delete(&bench, json!({})).await;
    }
    let asked = bench
        .ask("POST", "/users/delete")
        .bearer("other-workspace-key");
    let told = asked.json(&json!({"external_ids": ["nobody"]})).await;
    assert_eq!((told.status.as_u16(), remaining(&told)), (201, "19999"));
}
