//! Destructive runs: only users of the run are deleted, whatever a case says, and not too many.

use std::path::{Path, PathBuf};

use umbridge_conformance::{Manner, Options, Report, Suite, Verdict, run, run_suite};
use umbridge_server::Emulator;

use crate::relay;
use crate::stub::{Said, Stub};

/// A file of the suite.
type File = (String, String);

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["claims", "cases", "operations", "vendors"] {
        collect(root, &root.join(folder), &mut files);
    }
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("a file below the root");
            let text = std::fs::read_to_string(&path).expect("a text");
            files.push((name.display().to_string(), text));
        }
    }
}

/// The suite with one more case for Ejento, whose user 7 is the document's and not the run's.
fn with_a_case(when: &str) -> Suite {
    let mut files = files();
    let case = format!(
        "id: ejento.evil\nsays: It deletes somebody else.\nclaims: [ejento.delete.named-users]\n\
         given: {{target: {{}}, bystander: {{}}}}\n{when}\n\
         then: {{status: [200], either: [target, bystander]}}\n"
    );
    files.push(("cases/ejento/evil.yaml".to_owned(), case));
    Suite::read(&files).expect("a suite")
}

fn options(base_url: &str) -> Options {
    Options {
        base_url: base_url.to_owned(),
        vendors: vec!["ejento".to_owned()],
        manner: Manner::Destructive,
        seed: Some(5),
        ..Options::default()
    }
}

async fn emulator() -> (Emulator, Stub) {
    let emulator = Emulator::start(umbridge_server::Options::default());
    let emulator = emulator.await.expect("an emulator");
    let relay = relay::before(&emulator.base_url()).await;
    (emulator, relay)
}

fn heard(relay: &Stub) -> Vec<Said> {
    relay.heard.lock().expect("the log").clone()
}

fn verdict(report: &Report, id: &str) -> (Verdict, String) {
    let mut cases = report.vendors.iter().flat_map(|vendor| &vendor.cases);
    let case = cases.find(|case| case.id == id).expect("the case");
    (case.verdict, case.reason.clone().unwrap_or_default())
}

/// Whom a deletion in bulk names.
fn named(said: &Said) -> Vec<String> {
    let body: serde_json::Value = serde_json::from_str(&said.body).unwrap_or_default();
    let ids = body["user_ids"].as_array().cloned().unwrap_or_default();
    let texts = ids
        .iter()
        .map(|id| id.to_string().trim_matches('"').to_owned());
    texts.collect()
}

/// How many users the deletions of a log name.
fn deletions(said: &[Said]) -> usize {
    let deletions = said.iter().filter(|said| said.method == "DELETE");
    let counts = deletions.map(|said| match said.path.as_str() {
        "/api/user/batch" => named(said).len(),
        path => usize::from(!path.starts_with("/api/user/permission")),
    });
    counts.sum()
}

#[rstest::rstest]
#[case::in_the_body(r#"when: {delete: [target], change: {json: {user_ids: ["{target.id}", 7]}}}"#)]
#[case::as_text(r#"when: {delete: [target], change: {json: {user_ids: ["7"]}}}"#)]
#[case::beside_the_list(r#"when: {delete: [target], change: {json: {UserIds: [7]}}}"#)]
#[case::in_the_query(r#"when: {delete: [target], change: {query: {user_ids: "7"}}}"#)]
#[case::in_a_body_of_its_own(r#"when: {delete: [target], change: {body: '{"user_ids": [7]}'}}"#)]
#[case::beside_the_mark(r#"when: {delete: [target], change: {json: {user_ids: ["7 {mark}"]}}}"#)]
#[case::one_alone("when: {request: {method: DELETE, path: /api/user/7}}")]
#[case::on_a_path_nobody_knows("when: {request: {method: DELETE, path: /api/users/7}}")]
#[case::by_another_method(
    "when: {request: {method: GET, path: /api/user/7, headers: {X-HTTP-Method-Override: DELETE}}}"
)]
#[case::found_before(
    r#"before: [{request: {method: GET, path: /api/user/7}, status: [200], capture: {id: /data/id}}]
when: {delete: [target], change: {json: {user_ids: ["{before.id}"]}}}"#
)]
#[case::called_created(
    "when: {request: {method: GET, path: /api/user/7}, creates: {target: {id: /data/id}}}"
)]
#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_names_somebody_else_is_stopped(#[case] when: &str) {
    let (emulator, relay) = emulator().await;
    let options = Options {
        filter: vec!["ejento.evil".to_owned()],
        ..options(&relay.base_url)
    };
    let report = run_suite(&with_a_case(when), &options).await;
    let report = report.expect("a report");
    // Looking at somebody harms nobody; what counts is what leaves after it.
    if !when.contains("creates") {
        let (verdict, reason) = verdict(&report, "ejento.evil");
        assert_eq!(verdict, Verdict::Withheld, "{reason}");
    }
    for said in heard(&relay).iter().filter(|said| said.method != "GET") {
        assert!(!said.path.ends_with("/7"), "{said:?}");
        assert!(
            !named(said)
                .iter()
                .any(|name| name.starts_with('7') && name.len() < 3),
            "{said:?}"
        );
        assert!(
            !said.body.contains("UserIds") && said.query.is_empty(),
            "{said:?}"
        );
    }
    let shown = heard(&relay)
        .iter()
        .filter(|said| said.path == "/api/user/7")
        .count();
    assert!(shown <= 1, "nobody waits for 7 to be gone");
    emulator.stop().await.expect("an end");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_users_are_deleted_than_the_budget_allows() {
    let (emulator, relay) = emulator().await;
    let budget = 12;
    let options = Options {
        budget: Some(budget),
        ..options(&relay.base_url)
    };
    let report = run(&options).await.expect("a report");
    let sent = deletions(&heard(&relay));
    assert!((1..=budget).contains(&sent), "{sent} deletions");
    let vendor = &report.vendors[0];
    assert!(vendor.left_behind.is_empty(), "{:?}", vendor.left_behind);
    let spent = |reason: &Option<String>| {
        let reason = reason.as_deref().unwrap_or_default();
        reason.contains("of the budget of 12 are left")
    };
    let withheld: Vec<_> = vendor
        .cases
        .iter()
        .filter(|case| spent(&case.reason))
        .collect();
    assert!(withheld.len() > 5);
    assert!(
        withheld
            .iter()
            .all(|case| case.verdict == Verdict::Withheld)
    );
    assert!(vendor.count(Verdict::Pass) > 0);
    emulator.stop().await.expect("an end");
}

/// What a request is about to create or delete stands in the ledger before the server hears of it.
#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_is_written_ahead() {
    let emulator = Emulator::start(umbridge_server::Options::default());
    let emulator = emulator.await.expect("an emulator");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.ledger");
    let missing: std::sync::Arc<std::sync::Mutex<Vec<String>>> = std::sync::Arc::default();
    let (ledger, misses) = (path.clone(), std::sync::Arc::clone(&missing));
    let relay = relay::before_telling(&emulator.base_url(), move |said| {
        let written = std::fs::read_to_string(&ledger).unwrap_or_default();
        let stands = |event: &str, name: &str| {
            let mut lines = written.lines().filter(|line| line.contains(event));
            lines.any(|line| line.contains(name))
        };
        let body: serde_json::Value = serde_json::from_str(&said.body).unwrap_or_default();
        let creates = said.method == "POST" && said.path == "/api/user";
        let email = body["email"].as_str().filter(|_| creates);
        let unwritten = email.filter(|email| !stands(r#""event":"creating""#, email));
        let mut unwritten: Vec<String> = unwritten.map(str::to_owned).into_iter().collect();
        let named = named(said).into_iter();
        unwritten.extend(named.filter(|name| !stands(r#""event":"deleting""#, name)));
        misses.lock().expect("the list").extend(unwritten);
    })
    .await;
    let options = Options {
        ledger: Some(path.clone()),
        ..options(&relay.base_url)
    };
    let report = run(&options).await.expect("a report");
    assert_eq!(report.exit_code(), 0, "{}", report.terminal());
    let missing = missing.lock().expect("the list").clone();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(deletions(&heard(&relay)) > 20);
    emulator.stop().await.expect("an end");
}

/// Users of a file are used once each, and nobody is created.
#[tokio::test(flavor = "multi_thread")]
async fn given_users_take_the_place_of_created_ones() {
    let (emulator, relay) = emulator().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("users.yaml");
    // The users of the document's example.
    std::fs::write(&path, "ejento: [{id: 7}, {id: 4}, {id: 2}, {id: 3}]").expect("a file");
    let options = Options {
        users: Some(path),
        filter: vec![
            "universal.exactly-the-named".to_owned(),
            "universal.duplicates".to_owned(),
        ],
        ..options(&relay.base_url)
    };
    let report = run(&options).await.expect("a report");
    let heard = heard(&relay);
    assert!(
        heard.iter().all(|said| said.method != "POST"),
        "nobody is created"
    );
    let vendor = &report.vendors[0];
    let blocked = vendor
        .cases
        .iter()
        .filter(|case| case.verdict == Verdict::Blocked);
    let reasons: Vec<_> = blocked.filter_map(|case| case.reason.clone()).collect();
    let few = |reason: &String| reason.contains("of those --users names are left");
    assert!(reasons.iter().all(few), "{}", report.terminal());
    assert_eq!(
        vendor.count(Verdict::Pass) + reasons.len(),
        2,
        "{}",
        report.terminal()
    );
    assert!(vendor.count(Verdict::Pass) > 0);
    let mut names: Vec<String> = heard.iter().flat_map(named).collect();
    names.sort();
    names.dedup();
    assert!(
        names
            .iter()
            .all(|name| ["2", "3", "4", "7"].contains(&name.as_str())),
        "{names:?}"
    );
    emulator.stop().await.expect("an end");
}

/// A server that creates and does not delete: the run says who is left, and fails.
#[tokio::test]
async fn a_failed_clean_up_is_told_and_fails_the_run() {
    let stub = Stub::start(|said| match (said.method.as_str(), said.path.as_str()) {
        ("POST", "/api/user") => {
            let mut user: serde_json::Value = serde_json::from_str(&said.body).unwrap_or_default();
            user["id"] = 101.into();
            let body = serde_json::json!({"success": true, "data": user});
            (201, body.to_string())
        }
        // It is down for everything else.
        _ => (500, String::new()),
    })
    .await;
    let options = Options {
        patience: Some(std::time::Duration::from_millis(60)),
        filter: vec!["exactly-the-named".to_owned()],
        ..options(&stub.base_url)
    };
    let report = run(&options).await.expect("a report");
    assert_eq!(report.exit_code(), 1, "{}", report.terminal());
    let left = &report.vendors[0].left_behind;
    assert!(
        left.iter().any(|user| user.contains("answered 500")),
        "{left:?}"
    );
    assert!(report.terminal().contains("left behind"));
}
