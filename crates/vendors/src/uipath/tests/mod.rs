//! The dialect in-process: status, headers and body together.

mod deletion;
mod settings;
mod tokens;
mod user;
mod users;

use serde_json::{Value, json};
use umbridge_directory::{AccountId, Matching};

use super::{VENDOR, seed};
use crate::kit::bench::{Ask, Bench, Told};

const USER: &str = "/identity/api/User";
const OURS: u64 = 9;

fn named(ids: &Value) -> Value {
    json!({"partitionGlobalId": seed::PARTITION, "userIds": ids})
}

fn delete(bench: &Bench) -> Ask<'_> {
    bench.ask("DELETE", USER).bearer(seed::ACCESS_TOKEN)
}

async fn account(bench: &Bench, partition: &str) -> AccountId {
    let found = bench.directory.find_account("uipath", partition).await;
    found.expect("readable").expect("seeded").id
}

async fn live(bench: &Bench, partition: &str) -> u64 {
    let account = account(bench, partition).await;
    bench
        .directory
        .count_users(account, &Matching::default())
        .await
        .expect("readable")
}

async fn show(bench: &Bench, token: &str, id: &str) -> Told {
    bench
        .ask("GET", &format!("{USER}/{id}"))
        .bearer(token)
        .send()
        .await
}

/// What is told of an answer, with the trace id, which is random, checked and taken out.
fn shown(told: &Told, headers: &[&str]) -> Value {
    let mut shown = told.shown(headers);
    if let Some(trace) = shown["body"].get_mut("traceId") {
        let text = trace.as_str().expect("text").to_owned();
        let lengths: Vec<usize> = text.split('-').map(str::len).collect();
        assert_eq!(lengths, [2, 32, 16, 2], "{text}");
        *trace = "[trace]".into();
    }
    shown
}

/// The name of the running case, without its number, for snapshots.
fn case() -> String {
    let thread = std::thread::current();
    let name = thread.name().expect("a test has a name");
    let case = name.rsplit("case_").next().expect("a case");
    case.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_')
        .to_owned()
}
