//! The dialect in-process: status, headers and body together.

mod addresses;
mod aliases;
mod credentials;
mod deletion;
mod export;
mod headers;
mod identify;
mod limits;
mod merge;
mod refusals;
mod track;

use std::time::Duration;

use serde_json::{Value, json};
use umbridge_directory::{Account, Matching};

use super::{VENDOR, seed::API_KEY};
use crate::kit::bench::{Ask, Bench, Told};

/// How many users the first workspace of the seed has.
const SEEDED: u64 = 15;

/// The headers every answer to a known caller carries, but for those that differ from call to call.
const HEADERS: [&str; 8] = [
    "content-type",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "cache-control",
    "vary",
    "etag",
    "x-runtime",
];

async fn bench() -> Bench {
    Bench::new(&VENDOR).await
}

/// A bench whose first workspace has other settings than the seed's.
async fn bench_with(settings: Value) -> Bench {
    let bench = bench().await;
    let account = account(&bench, "umbridge").await;
    bench
        .directory
        .update_settings(account.id, &settings)
        .await
        .expect("writable");
    bench
}

async fn account(bench: &Bench, name: &str) -> Account {
    bench
        .directory
        .find_account("braze", name)
        .await
        .expect("readable")
        .expect("seeded")
}

fn ask<'b>(bench: &'b Bench, path: &str) -> Ask<'b> {
    bench.ask("POST", path).bearer(API_KEY)
}

async fn post(bench: &Bench, path: &str, body: Value) -> Told {
    ask(bench, path).json(&body).await
}

async fn delete(bench: &Bench, body: Value) -> Told {
    post(bench, "/users/delete", body).await
}

/// The users an export finds, by any selector.
async fn export(bench: &Bench, selector: Value) -> Vec<Value> {
    let told = post(bench, "/users/export/ids", selector).await;
    assert_eq!(told.status, 201, "{}", told.body);
    told.body["users"].as_array().expect("a list").clone()
}

/// Lets the deletions that are queued happen.
async fn settle(bench: &Bench) {
    bench
        .directory
        .let_pass(Duration::from_secs(1))
        .await
        .expect("time passes");
}

/// How many users the first workspace has once all deletions have happened.
async fn live(bench: &Bench) -> u64 {
    settle(bench).await;
    let account = account(bench, "umbridge").await;
    bench
        .directory
        .count_users(account.id, &Matching::default())
        .await
        .expect("readable")
}

fn external_ids(count: usize) -> Value {
    let ids: Vec<String> = (0..count).map(|n| format!("absent{n}")).collect();
    json!({"external_ids": ids})
}

/// The name of the rstest case that runs, which snapshots of one table are told apart by.
fn case() -> String {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or_default();
    name.rsplit("case_").next().unwrap_or_default().to_owned()
}
