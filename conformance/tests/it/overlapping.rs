//! Servers that keep every rule while requests come one by one, and break one when they overlap.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use rstest::rstest;
use serde_json::{Value, json};
use umbridge_conformance::{CaseReport, Event, Moment, Options, Report, Verdict, run};

use crate::stub::{Said, Stub};

/// What is wrong with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    /// A deletion reads everybody, thinks, and writes back whoever is left.
    LosesUpdates,
    /// Of two deletions at once the later one breaks down.
    BreaksDown,
    /// Somebody created while a deletion is under way is forgotten.
    ForgetsNewcomers,
    /// A deletion takes effect long after its answer.
    IsLate,
    /// A deleted user comes back when somebody with the same address is created.
    Resurrects,
    /// One way to look still finds the deleted.
    ForgetsOneDoor,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    users: BTreeMap<u64, Value>,
    /// Everybody there ever was.
    all: BTreeMap<u64, Value>,
    deleting: usize,
}

/// How long a deletion takes.
const THOUGHT: Duration = Duration::from_millis(15);

/// Takes the time that a server needs between what it reads and what it writes.
#[expect(
    clippy::disallowed_methods,
    reason = "the fault under test is one of two requests that overlap in time"
)]
async fn think(time: Duration) {
    tokio::time::sleep(time).await;
}

async fn server(fault: Fault) -> Stub {
    let state: Arc<Mutex<State>> = Arc::default();
    Stub::start_slow(move |said| {
        let state = Arc::clone(&state);
        async move {
            let (status, body) = answer(fault, &said, &state).await;
            (status, vec![], body.to_string())
        }
        .boxed()
    })
    .await
}

async fn answer(fault: Fault, said: &Said, state: &Arc<Mutex<State>>) -> (u16, Value) {
    match (said.method.as_str(), said.path.as_str()) {
        ("POST", "/api/user") => create(fault, said, &mut state.lock().expect("state")),
        ("DELETE", "/api/user/batch") => delete(fault, said, state).await,
        ("GET", path) => show(fault, path, &state.lock().expect("state")),
        _ => (404, refused()),
    }
}

fn refused() -> Value {
    json!({"success": false, "message": "no", "data": null})
}

fn create(fault: Fault, said: &Said, state: &mut State) -> (u16, Value) {
    let Ok(mut user) = serde_json::from_str::<Value>(&said.body) else {
        return (400, refused());
    };
    let mut former = state.all.values();
    let former = former.find(|known| known["email"] == user["email"] && user["email"] != "");
    if let Some(former) = former.filter(|_| fault == Fault::Resurrects).cloned() {
        let id = former["id"].as_u64().expect("an id");
        state.users.insert(id, former.clone());
        return (201, json!({"success": true, "data": former}));
    }
    state.next += 1;
    user["id"] = json!(state.next);
    user["is_active"] = json!(true);
    state.all.insert(state.next, user.clone());
    if fault != Fault::ForgetsNewcomers || state.deleting == 0 {
        state.users.insert(state.next, user.clone());
    }
    (201, json!({"success": true, "data": user}))
}

async fn delete(fault: Fault, said: &Said, state: &Arc<Mutex<State>>) -> (u16, Value) {
    let body: Option<Value> = serde_json::from_str(&said.body).ok();
    let ids = body.as_ref().and_then(|body| body["user_ids"].as_array());
    let Some(ids) = ids.filter(|ids| !ids.is_empty() && ids.iter().all(Value::is_u64)) else {
        return (400, refused());
    };
    let ids: Vec<u64> = ids.iter().filter_map(Value::as_u64).collect();
    let before = {
        let mut state = state.lock().expect("state");
        state.deleting += 1;
        if fault == Fault::BreaksDown && state.deleting > 1 {
            state.deleting -= 1;
            return (500, refused());
        }
        state.users.clone()
    };
    if fault == Fault::IsLate {
        let (state, ids) = (Arc::clone(state), ids.clone());
        tokio::spawn(async move {
            think(THOUGHT * 5).await;
            let mut state = state.lock().expect("state");
            ids.iter().for_each(|id| drop(state.users.remove(id)));
        });
    } else {
        think(THOUGHT).await;
    }
    let mut state = state.lock().expect("state");
    state.deleting -= 1;
    if fault == Fault::LosesUpdates {
        state.users = before;
    }
    let mut left = state.users.clone();
    let deleted: Vec<Value> = ids.iter().filter_map(|id| left.remove(id)).collect();
    if fault != Fault::IsLate {
        state.users = left;
    }
    let told = json!({"success": true, "message": "Users deleted successfully.", "data": deleted});
    (200, told)
}

fn show(fault: Fault, path: &str, state: &State) -> (u16, Value) {
    if path == "/api/user" {
        let shown = if fault == Fault::ForgetsOneDoor {
            &state.all
        } else {
            &state.users
        };
        let all: Vec<&Value> = shown.values().collect();
        return (200, json!({"success": true, "data": all}));
    }
    let id = path
        .rsplit('/')
        .next()
        .and_then(|id| id.parse::<u64>().ok());
    match id.and_then(|id| state.users.get(&id)) {
        Some(user) => (200, json!({"success": true, "data": user})),
        None => (404, refused()),
    }
}

async fn judged(fault: Fault, seed: u64, filter: &[&str]) -> Report {
    let stub = server(fault).await;
    let options = Options {
        base_url: stub.base_url.clone(),
        vendors: vec!["ejento".to_owned()],
        filter: filter.iter().map(|text| (*text).to_owned()).collect(),
        seed: Some(seed),
        // Whoever is late would be gone in time, if anybody waited.
        patience: Some(THOUGHT * if fault == Fault::IsLate { 200 } else { 8 }),
        ..Options::default()
    };
    run(&options).await.expect("a report")
}

fn cases(report: &Report) -> impl Iterator<Item = &CaseReport> {
    report.vendors.iter().flat_map(|vendor| &vendor.cases)
}

fn failures(report: &Report) -> Vec<&str> {
    let failed = cases(report).filter(|case| case.verdict == Verdict::Fail);
    failed.map(|case| case.id.as_str()).collect()
}

#[tokio::test]
async fn a_server_that_keeps_the_rules_fails_nothing() {
    let report = judged(Fault::None, 7, &[]).await;
    assert_eq!(
        failures(&report),
        Vec::<&str>::new(),
        "{}",
        report.terminal()
    );
    assert_eq!(report.exit_code(), 0, "{}", report.terminal());
}

/// Every one of the schedules has to bite, whatever the seed, since a run has no more of them.
#[rstest]
#[case::updates_get_lost(Fault::LosesUpdates, "overlapping-batches")]
#[case::the_second_breaks_down(Fault::BreaksDown, "same-batch-at-once")]
#[case::newcomers_are_forgotten(Fault::ForgetsNewcomers, "create-during-delete")]
#[case::one_door_is_forgotten(Fault::ForgetsOneDoor, "overlapping-batches")]
#[tokio::test]
async fn overlapping_requests_show_it(
    #[case] fault: Fault,
    #[case] case: &str,
    #[values(1, 2, 3)] seed: u64,
) {
    let report = judged(fault, seed, &[case]).await;
    assert!(!failures(&report).is_empty(), "{}", report.terminal());
    assert_eq!(report.exit_code(), 1);
}

/// What a rule says of the moment of the answer, no patience makes up for.
#[tokio::test]
async fn a_deletion_that_comes_late_is_found_at_once() {
    let report = judged(Fault::IsLate, 1, &["exactly-the-named"]).await;
    let case = cases(&report).next().expect("a case");
    assert_eq!(case.verdict, Verdict::Fail, "{}", report.terminal());
    let mut rows = case.erasure.iter();
    let mut early = |role: &str| rows.find(|row| row.moment == Moment::AtOnce && row.role == role);
    assert_eq!(early("first").map(|row| row.present), Some(1));
}

#[tokio::test]
async fn somebody_who_comes_back_with_a_namesake_is_found() {
    let report = judged(Fault::Resurrects, 1, &["users.recreated"]).await;
    let case = cases(&report).next().expect("a case");
    assert_eq!(case.verdict, Verdict::Fail, "{}", report.terminal());
}

/// The report alone says what to repeat: the seed, and the name of one schedule.
#[tokio::test]
async fn a_schedule_can_be_run_again() {
    let first = judged(Fault::LosesUpdates, 5, &["overlapping-batches"]).await;
    let id = failures(&first)[0].to_owned();
    let again = judged(Fault::LosesUpdates, first.seed, &[&id]).await;
    assert_eq!(failures(&again), [id.as_str()], "{}", again.terminal());
    let asked = |report: &Report| -> Vec<(String, Option<usize>)> {
        let case = cases(report).find(|case| case.id == id).expect("the case");
        let url = |it: &Event| it.exchange.as_ref().map(|it| it.sent.url.len());
        let history = case.history.iter();
        let mut asked: Vec<_> = history.map(|it| (it.call.clone(), url(it))).collect();
        asked.sort();
        asked
    };
    assert_eq!(asked(&first), asked(&again));
    assert!(
        first.terminal().contains("ms one: 200"),
        "{}",
        first.terminal()
    );
}
