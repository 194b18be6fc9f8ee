//! The log of a safe run: no request in it could delete anybody.
//!
//! The run is made against the emulator on loopback, where a mistake would
//! have its effect, and through a relay that writes every request down.

use std::collections::BTreeSet;

use serde_json::Value;
use umbridge_conformance::{Manner, Options, Verdict, run};
use umbridge_server::Emulator;

use crate::relay;
use crate::stub::Said;

/// Everything that a request could take for somebody's name: its path, and the texts and numbers
/// of its query and its body.
fn words(said: &Said) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = said.path.split('/').map(str::to_owned).collect();
    let query = said
        .query
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    words.extend(
        query
            .flat_map(|(_, value)| value.split(','))
            .map(str::to_owned),
    );
    let mut open = vec![serde_json::from_str(&said.body).unwrap_or(Value::Null)];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => open.extend(members.into_iter().map(|(_, value)| value)),
            Value::String(text) => words.extend([text]),
            Value::Number(number) => words.extend([number.to_string()]),
            Value::Null | Value::Bool(_) => {}
        }
    }
    words
}

/// Every name that anybody has in the emulator's accounts.
fn names_of_users() -> BTreeSet<String> {
    let seeds = umbridge_server::default_seed();
    let users = seeds.into_iter().flat_map(|seed| seed.users);
    let names = users.flat_map(|user| user.identifiers);
    names.map(|identifier| identifier.value).collect()
}

/// Where a request that is no look and no login may go: to a deletion in bulk, to be refused.
const DELETIONS: [(&str, &str); 5] = [
    ("POST", "/users/delete"),
    ("DELETE", "/api/v2/users/destroy_many"),
    ("DELETE", "/identity/api/User"),
    ("DELETE", "/api/user/batch"),
    ("POST", "/api/v3/delete-users-batch"),
];
/// What only looks, or logs in, although it is sent with POST.
const LOOKS: [&str; 4] = [
    "/users/export/ids",
    "/api/v3/is-user-exists",
    "/api/v3/get-management-token",
    "/identity/connect/token",
];

/// Why a request could delete somebody.
fn danger(said: &Said, users: &BTreeSet<String>) -> Option<String> {
    let to = (said.method.as_str(), said.path.as_str());
    if said.method == "GET" || (said.method == "POST" && LOOKS.contains(&to.1)) {
        return None;
    }
    if !DELETIONS.contains(&to) {
        return Some(format!("{} {} is no deletion in bulk", to.0, to.1));
    }
    let named: Vec<String> = words(said).intersection(users).cloned().collect();
    (!named.is_empty()).then(|| format!("it names {named:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_of_a_safe_run_could_delete_anybody() {
    let emulator = Emulator::start(umbridge_server::Options::default());
    let emulator = emulator.await.expect("an emulator");
    let relay = relay::before(&emulator.base_url()).await;
    let options = Options {
        base_url: relay.base_url.clone(),
        manner: Manner::Safe,
        seed: Some(11),
        ..Options::default()
    };
    let report = run(&options).await.expect("a report");
    let users = names_of_users();
    let heard = relay.heard.lock().expect("the log").clone();
    let dangers: Vec<String> = heard
        .iter()
        .filter_map(|said| danger(said, &users))
        .collect();
    assert!(dangers.is_empty(), "{dangers:#?}");
    let deletions = heard
        .iter()
        .filter(|said| said.path != "/" && said.method != "GET");
    let asked = deletions.filter(|said| DELETIONS.iter().any(|(_, path)| *path == said.path));
    assert!(asked.count() > 10, "refusals of deletions are asked for");
    assert!(heard.len() > 50);
    for vendor in &report.vendors {
        assert!(vendor.left_behind.is_empty() && vendor.lost.is_empty());
        assert_eq!(vendor.count(Verdict::Fail), 0, "{}", report.terminal());
    }
    emulator.stop().await.expect("an end");
}

/// The judge of the log is judged: each of these could have deleted somebody.
#[rstest::rstest]
#[case::somebody_in_bulk("DELETE", "/api/user/batch", r#"{"user_ids":[7]}"#)]
#[case::somebody_alone("DELETE", "/api/user/7", "")]
#[case::a_creation("POST", "/api/user", r#"{"email":"a@b.example"}"#)]
#[case::a_merge("POST", "/users/merge", "{}")]
#[case::another_method("PUT", "/api/user/batch", r#"{"user_ids":[]}"#)]
fn a_dangerous_request_is_seen(#[case] method: &str, #[case] path: &str, #[case] body: &str) {
    let said = Said {
        method: method.to_owned(),
        path: path.to_owned(),
        query: String::new(),
        head: String::new(),
        body: body.to_owned(),
    };
    assert!(danger(&said, &names_of_users()).is_some());
}
