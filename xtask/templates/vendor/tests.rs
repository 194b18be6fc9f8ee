//! The dialect in-process.

use serde_json::json;

use super::{VENDOR, seed};
use crate::kit::bench::Bench;

#[tokio::test]
async fn known_users_are_deleted_and_unknown_ones_passed_over() {
    let bench = Bench::new(&VENDOR).await;
    let ask = bench.ask("DELETE", "/acme/users").bearer(seed::TOKEN);
    let told = ask.json(&json!({"ids": ["1", "nobody", "2"]})).await;
    assert_eq!((told.status.as_u16(), told.body), (200, json!({"deleted": 2})));
}
