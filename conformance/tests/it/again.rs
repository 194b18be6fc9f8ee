//! What is sent again to a server that asks for time, and what never is.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use umbridge_conformance::{Options, Report, Verdict, run};

use crate::honest::{self, Fault};
use crate::stub::{Reply, Said, Stub};

const CASE: &str = "ejento.universal.exactly-the-named";

/// An honest server that answers in another way whenever `instead` says so; it is told how often
/// the request came before.
async fn hesitant(instead: impl Fn(&Said, usize) -> Option<Reply> + Send + Sync + 'static) -> Stub {
    let users: Arc<Mutex<BTreeMap<u64, Value>>> = Arc::default();
    let seen: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
    Stub::start_with_headers(move |said| {
        let mut seen = seen.lock().expect("the log");
        let times = seen.entry(key(said)).or_default();
        *times += 1;
        if let Some(reply) = instead(said, *times - 1) {
            return reply;
        }
        let mut users = users.lock().expect("users");
        if said.method == "GET" && said.path == "/api/user" {
            let all: Vec<&Value> = users.values().collect();
            return (
                200,
                vec![],
                json!({"success": true, "data": all}).to_string(),
            );
        }
        let (status, body) = honest::answer(Fault::None, said, &mut users);
        (status, vec![], body.to_string())
    })
    .await
}

fn key(said: &Said) -> String {
    format!("{} {} {}", said.method, said.path, said.body)
}

fn wait(status: u16, seconds: &str) -> Option<Reply> {
    Some((
        status,
        vec![("Retry-After", seconds.to_owned())],
        "{}".to_owned(),
    ))
}

async fn judged(stub: &Stub, patience: Duration) -> Report {
    let options = Options {
        base_url: stub.base_url.clone(),
        vendors: vec!["ejento".to_owned()],
        filter: vec![CASE.to_owned()],
        seed: Some(7),
        patience: Some(patience),
        ..Options::default()
    };
    run(&options).await.expect("a report")
}

fn sent(stub: &Stub, method: &str) -> HashMap<String, usize> {
    let heard = stub.heard.lock().expect("the log");
    let mut sent = HashMap::new();
    for said in heard.iter().filter(|said| said.method == method) {
        *sent.entry(key(said)).or_default() += 1;
    }
    sent
}

#[tokio::test]
async fn what_was_answered_429_is_sent_again_whatever_it_is() {
    let stub = hesitant(|_, before| wait(429, "0").filter(|_| before == 0)).await;
    let report = judged(&stub, Duration::from_secs(10)).await;
    assert_eq!(report.exit_code(), 0, "{}", report.terminal());
    for method in ["POST", "DELETE", "GET"] {
        let sent = sent(&stub, method);
        assert!(!sent.is_empty());
        assert!(sent.values().all(|times| *times >= 2), "{sent:?}");
    }
}

#[tokio::test]
async fn a_look_is_repeated_at_a_busy_server_and_a_deletion_is_not() {
    let stub = hesitant(|said, before| match said.method.as_str() {
        "GET" => wait(503, "0").filter(|_| before == 0),
        "DELETE" => wait(503, "0"),
        _ => None,
    })
    .await;
    let report = judged(&stub, Duration::from_millis(300)).await;
    let deletions = sent(&stub, "DELETE");
    assert!(!deletions.is_empty());
    assert!(deletions.values().all(|times| *times == 1), "{deletions:?}");
    let case = &report.vendors[0].cases[0];
    assert_eq!(case.verdict, Verdict::Fail, "{}", report.terminal());
}

#[tokio::test]
async fn the_time_that_is_asked_for_is_given() {
    let stub = hesitant(|said, before| {
        let asks = said.method == "DELETE" && before == 0;
        wait(429, "1").filter(|_| asks)
    })
    .await;
    let begun = Instant::now();
    let report = judged(&stub, Duration::from_secs(10)).await;
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert_eq!(report.exit_code(), 0, "{}", report.terminal());
}

#[tokio::test]
async fn more_time_than_the_run_has_is_not_waited_for() {
    let stub = hesitant(|said, _| wait(429, "3600").filter(|_| said.method == "DELETE")).await;
    let report = judged(&stub, Duration::from_millis(300)).await;
    let case = &report.vendors[0].cases[0];
    assert_eq!(case.verdict, Verdict::Broken, "{}", report.terminal());
    assert!(sent(&stub, "DELETE").values().all(|times| *times == 1));
}

#[tokio::test]
async fn a_refusal_that_never_looked_is_no_refusal() {
    let stub = hesitant(|said, _| {
        let empty = said.body.contains(r#""user_ids":[]"#);
        wait(429, "0").filter(|_| empty)
    })
    .await;
    let options = Options {
        filter: vec!["ejento.universal.empty-batch".to_owned()],
        base_url: stub.base_url.clone(),
        patience: Some(Duration::from_millis(100)),
        ..Options::default()
    };
    let report = run(&options).await.expect("a report");
    let case = &report.vendors[0].cases[0];
    assert_eq!(case.verdict, Verdict::Broken, "{}", report.terminal());
}
