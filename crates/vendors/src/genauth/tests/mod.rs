//! The dialect in-process: status, headers and body together.

mod deletion;
mod identities;
mod listing;
mod refusals;
mod signature;
mod switches;
mod tokens;
mod users;
mod writing;

use serde_json::{Value, json};

use super::{VENDOR, seed};
use crate::kit::bench::{Bench, Told};

async fn bench() -> Bench {
    Bench::new(&VENDOR).await
}

/// Sends a body with the seed's token.
async fn post(bench: &Bench, operation: &str, body: &Value) -> Told {
    let ask = bench.ask("POST", &format!("/api/v3/{operation}"));
    ask.bearer(seed::TOKEN).json(body).await
}

/// Asks with the seed's token; `target` is an operation with its query.
async fn get(bench: &Bench, target: &str) -> Told {
    let ask = bench.ask("GET", &format!("/api/v3/{target}"));
    ask.bearer(seed::TOKEN).send().await
}

async fn delete(bench: &Bench, kind: &str, ids: &[&str]) -> Told {
    let body = json!({"userIds": ids, "options": {"userIdType": kind}});
    post(bench, "delete-users-batch", &body).await
}

/// Whether a user of the seed's first pool is still there.
async fn is_there(bench: &Bench, user_id: &str) -> bool {
    get(bench, &format!("get-user?userId={user_id}")).await.body["statusCode"] == 200
}

/// Live users of the seed's first pool.
async fn live(bench: &Bench) -> u64 {
    let account = account(bench).await;
    let everybody = umbridge_directory::Matching::default();
    let count = bench.directory.count_users(account, &everybody).await;
    count.expect("readable")
}

async fn account(bench: &Bench) -> umbridge_directory::AccountId {
    let found = bench.directory.find_account(VENDOR.name, seed::POOL).await;
    found.expect("readable").expect("seeded").id
}

async fn switch(bench: &Bench, settings: Value) {
    let account = account(bench).await;
    let updated = bench.directory.update_settings(account, &settings).await;
    updated.expect("updated");
}

/// An answer with its request id, which is another each time, masked.
fn shown(told: &Told) -> Value {
    let mut shown = told.shown(&["content-type"]);
    if let Some(id) = shown["body"].get_mut("requestId") {
        let text = id.as_str().expect("a text");
        assert!(uuid::Uuid::parse_str(text).is_ok(), "{text}");
        *id = "[uuid]".into();
    }
    shown
}
