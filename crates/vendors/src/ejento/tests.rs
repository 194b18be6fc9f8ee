//! The dialect in-process: status, headers and body together.

mod batch;
mod credentials;
mod permissions;
mod refusals;
mod styles;
mod users;

use serde_json::Value;
use umbridge_directory::Matching;

use super::{REALM, VENDOR, auth::ACCOUNT};
use crate::kit::bench::{Bench, Told};

const BATCH: &str = "/api/user/batch";

/// How many users the seed has.
const SEEDED: u64 = 10;

async fn delete(bench: &Bench, body: &Value) -> Told {
    bench.ask("DELETE", BATCH).json(body).await
}

async fn read(bench: &Bench, path: &str) -> Told {
    bench.ask("GET", path).send().await
}

async fn live(bench: &Bench) -> u64 {
    let account = account(bench).await;
    let everybody = Matching::default();
    let count = bench.directory.count_users(account, &everybody).await;
    count.expect("readable")
}

async fn account(bench: &Bench) -> umbridge_directory::AccountId {
    let found = bench.directory.find_account(REALM, ACCOUNT).await;
    found.expect("readable").expect("seeded").id
}

/// A bench whose account has these settings.
async fn set(settings: Value) -> Bench {
    let bench = Bench::new(&VENDOR).await;
    let account = account(&bench).await;
    let updated = bench.directory.update_settings(account, &settings).await;
    updated.expect("settings");
    bench
}

/// The ids of the users in an answer.
fn ids(told: &Told) -> Vec<i64> {
    let users = told.body["data"].as_array().expect("users");
    users
        .iter()
        .filter_map(|user| user["id"].as_i64())
        .collect()
}
