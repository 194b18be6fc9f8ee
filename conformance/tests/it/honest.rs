//! A small honest server, and the same server with one fault at a time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use umbridge_conformance::{Listener, Options, Report, Verdict, run};

use crate::stub::{Said, Stub};

static NEXT_ID: AtomicU64 = AtomicU64::new(101);

/// What is wrong with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    DeletesNobody,
    DeletesABystander,
    ForgetsTheList,
    DeletesThenRefusesBadJson,
    AnswersOk,
}

/// A server that speaks one vendor's dialect over a map of users.
pub(crate) async fn ejento(fault: Fault) -> Stub {
    let users: Arc<Mutex<BTreeMap<u64, Value>>> = Arc::default();
    let listed: Arc<Mutex<BTreeMap<u64, Value>>> = Arc::default();
    Stub::start(move |said| {
        let mut users = users.lock().expect("users");
        let mut listed = listed.lock().expect("the list");
        let (status, body) = answer(fault, said, &mut users);
        if fault == Fault::ForgetsTheList {
            listed.extend(users.clone());
        } else {
            listed.clone_from(&users);
        }
        if said.method == "GET" && said.path == "/api/user" {
            let all: Vec<&Value> = listed.values().collect();
            return (200, json!({"success": true, "data": all}).to_string());
        }
        (status, body.to_string())
    })
    .await
}

pub(crate) fn answer(fault: Fault, said: &Said, users: &mut BTreeMap<u64, Value>) -> (u16, Value) {
    let refused = json!({"success": false, "message": "no", "data": null});
    match (said.method.as_str(), said.path.as_str()) {
        ("POST", "/api/user") => {
            // No id is given twice, not even a deleted user's.
            let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
            let Ok(mut user) = serde_json::from_str::<Value>(&said.body) else {
                return (400, refused);
            };
            if !user["email"].is_string() {
                return (400, refused);
            }
            user["id"] = json!(id);
            user["is_active"] = json!(true);
            users.insert(id, user.clone());
            (201, json!({"success": true, "data": user}))
        }
        ("GET", path) => {
            let id = path
                .rsplit('/')
                .next()
                .and_then(|id| id.parse::<u64>().ok());
            match id.and_then(|id| users.get(&id)) {
                Some(user) => (200, json!({"success": true, "data": user})),
                None => (404, refused),
            }
        }
        ("DELETE", "/api/user/batch") => {
            let body: Option<Value> = serde_json::from_str(&said.body).ok();
            let ids = body.as_ref().and_then(|body| body["user_ids"].as_array());
            let Some(ids) = ids.filter(|ids| !ids.is_empty() && ids.iter().all(Value::is_u64))
            else {
                if fault == Fault::DeletesThenRefusesBadJson && body.is_none() {
                    users.clear();
                }
                return (400, refused);
            };
            let mut deleted = Vec::new();
            for id in ids.iter().filter_map(Value::as_u64) {
                if fault != Fault::DeletesNobody {
                    deleted.extend(users.remove(&id));
                }
                // The suite gives all users of one case the same first name.
                let name = deleted.last().map(|user| user["first_name"].clone());
                if fault == Fault::DeletesABystander {
                    users.retain(|_, user| Some(&user["first_name"]) != name.as_ref());
                }
            }
            let status = if fault == Fault::AnswersOk { 202 } else { 200 };
            (
                status,
                json!({"success": true, "message": "Users deleted successfully.", "data": deleted}),
            )
        }
        _ => (404, refused),
    }
}

async fn judged(fault: Fault) -> Report {
    let stub = ejento(fault).await;
    let options = Options {
        base_url: stub.base_url.clone(),
        vendors: vec!["ejento".to_owned()],
        seed: Some(7),
        patience: Some(Duration::from_millis(60)),
        ..Options::default()
    };
    run(&options).await.expect("a report")
}

fn failures(report: &Report) -> Vec<&str> {
    report
        .vendors
        .iter()
        .flat_map(|vendor| &vendor.cases)
        .filter(|case| case.verdict == Verdict::Fail)
        .map(|case| case.id.as_str())
        .collect()
}

#[tokio::test]
async fn an_honest_server_fails_nothing() {
    let report = judged(Fault::None).await;
    assert_eq!(
        failures(&report),
        Vec::<&str>::new(),
        "{}",
        report.terminal()
    );
    assert_eq!(report.exit_code(), 0, "{}", report.terminal());
}

#[rstest::rstest]
#[case::nobody_is_deleted(Fault::DeletesNobody, "ejento.universal.exactly-the-named")]
#[case::a_bystander_goes(Fault::DeletesABystander, "ejento.universal.exactly-the-named")]
#[case::the_list_remembers(Fault::ForgetsTheList, "ejento.universal.exactly-the-named")]
#[case::refused_but_deleted(Fault::DeletesThenRefusesBadJson, "ejento.universal.malformed-body")]
#[case::another_status(Fault::AnswersOk, "ejento.delete.answers-json")]
#[tokio::test]
async fn a_faulty_server_fails(#[case] fault: Fault, #[case] case: &str) {
    let report = judged(fault).await;
    assert!(failures(&report).contains(&case), "{}", report.terminal());
    assert_eq!(report.exit_code(), 1);
}

#[rstest::rstest]
#[case::a_bystander_goes(Fault::DeletesABystander)]
#[case::refused_but_deleted(Fault::DeletesThenRefusesBadJson)]
#[tokio::test]
async fn users_lost_against_the_rules_are_told_apart(#[case] fault: Fault) {
    let report = judged(fault).await;
    let lost = report.vendors.iter().flat_map(|vendor| &vendor.lost);
    assert!(lost.count() > 0, "{}", report.terminal());
    assert!(report.terminal().contains("USERS LOST AGAINST THE RULES"));
}

#[tokio::test]
async fn whoever_watches_is_told_of_every_case() {
    let stub = ejento(Fault::None).await;
    let told: Arc<Mutex<Vec<(usize, usize)>>> = Arc::default();
    let log = Arc::clone(&told);
    let options = Options {
        base_url: stub.base_url.clone(),
        vendors: vec!["ejento".to_owned()],
        patience: Some(Duration::from_millis(60)),
        progress: Some(Listener::new(move |progress| {
            log.lock()
                .expect("the log")
                .push((progress.done, progress.of));
        })),
        ..Options::default()
    };
    let report = run(&options).await.expect("a report");
    let cases = report.vendors[0].cases.len();
    let expected: Vec<(usize, usize)> = (1..=cases).map(|done| (done, cases)).collect();
    assert_eq!(*told.lock().expect("the log"), expected);
}
