//! What never leaves, and what never reaches a report.
//!
//! `0.0.0.0` reaches this machine and is no loopback address, so it stands in
//! for a vendor's host.

use std::collections::BTreeMap;
use std::time::Duration;

use umbridge_conformance::{Options, Report, Verdict, run};

use crate::stub::{Said, Stub};

/// Every secret setting of every profile.
pub(crate) fn values(secret: &str) -> BTreeMap<String, String> {
    [
        "BRAZE_API_KEY",
        "BRAZE_LIMITED_KEY",
        "BRAZE_OTHER_KEY",
        "ZENDESK_EMAIL",
        "ZENDESK_TOKEN",
        "ZENDESK_AGENT_EMAIL",
        "ZENDESK_AGENT_TOKEN",
        "ZENDESK_CLASSIC_EMAIL",
        "ZENDESK_CLASSIC_TOKEN",
        "UIPATH_PARTITION",
        "UIPATH_TOKEN",
        "UIPATH_READ_TOKEN",
        "UIPATH_OTHER_PARTITION",
        "UIPATH_OTHER_TOKEN",
        "UIPATH_CLIENT_ID",
        "UIPATH_CLIENT_SECRET",
        "EJENTO_TOKEN",
        "GENAUTH_ACCESS_KEY_ID",
        "GENAUTH_ACCESS_KEY_SECRET",
        "GENAUTH_USERPOOL_ID",
        "GENAUTH_OTHER_ACCESS_KEY_ID",
        "GENAUTH_OTHER_ACCESS_KEY_SECRET",
    ]
    .into_iter()
    .map(|name| (name.to_owned(), secret.to_owned()))
    .collect()
}

/// Logs everybody in, and refuses the rest as each vendor would.
fn refuse(said: &Said) -> (u16, String) {
    let token =
        r#"{"statusCode":200,"access_token":"a.token.c","data":{"access_token":"a.token.c"}}"#;
    if said.path.ends_with("token") {
        return (200, token.to_owned());
    }
    if said.method == "GET" || said.path.ends_with("exists") {
        return (404, r#"{"statusCode":404}"#.to_owned());
    }
    (401, r#"{"statusCode":401,"message":"no"}"#.to_owned())
}

async fn elsewhere(values: BTreeMap<String, String>) -> (Stub, Report) {
    let stub = Stub::start(refuse).await;
    let options = Options {
        base_url: stub.base_url.replace("127.0.0.1", "0.0.0.0"),
        values,
        seed: Some(3),
        patience: Some(Duration::from_millis(60)),
        ..Options::default()
    };
    let report = run(&options).await.expect("a report");
    (stub, report)
}

fn heard(stub: &Stub) -> Vec<Said> {
    stub.heard.lock().expect("the log").clone()
}

#[tokio::test]
async fn elsewhere_nothing_is_sent_without_a_credential_of_the_operator() {
    let (stub, report) = elsewhere(BTreeMap::new()).await;
    let defaults = ["YOUR_REST_API_KEY", "Bearer 1234", "ejento-token"];
    for said in heard(&stub) {
        assert!(
            !defaults.iter().any(|text| said.head.contains(text)),
            "{said:?}"
        );
    }
    assert_ne!(report.exit_code(), 0);
}

#[tokio::test]
async fn elsewhere_nobody_is_created_and_nobody_real_is_named() {
    let (stub, report) = elsewhere(values("planted")).await;
    let deletions = [
        "/users/delete",
        "/api/v2/users/destroy_many",
        "/identity/api/User",
        "/api/user/batch",
        "/api/v3/delete-users-batch",
    ];
    let examples = [
        "user_id1",
        "dol-2908",
        "qui-2609",
        "userId1",
        "ou_8bae746eac07cd2564654140d2a9ac61",
    ];
    let mut refused = 0;
    for said in heard(&stub) {
        let reads = said.method == "GET" || said.path.ends_with("token");
        let deletes = deletions.contains(&said.path.as_str());
        assert!(reads || deletes, "{said:?}");
        let named = format!("{}{}", said.query, said.body);
        assert!(!examples.iter().any(|id| named.contains(id)), "{said:?}");
        refused += u32::from(deletes);
    }
    assert!(refused > 0, "some refusals are asked for");
    let verdict = |id: &str| {
        let mut cases = report.vendors.iter().flat_map(|vendor| &vendor.cases);
        cases.find(|case| case.id == id).map(|case| case.verdict)
    };
    for withheld in [
        "braze.universal.exactly-the-named",
        "braze.universal.empty-batch",
        "uipath.delete.example",
        "uipath.delete.example-as-printed",
        "zendesk.delete.brand-zero",
        "genauth.universal.twice",
    ] {
        assert_eq!(verdict(withheld), Some(Verdict::Withheld), "{withheld}");
    }
    assert_eq!(
        verdict("braze.universal.no-credential"),
        Some(Verdict::Pass)
    );
}
