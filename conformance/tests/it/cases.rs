//! Every case file against a server: the one of `UMBRIDGE_BASE_URL`, or one started here.

use std::path::PathBuf;

use umbridge_conformance::{Options, Verdict, run};
use umbridge_server::Emulator;

#[rstest::rstest]
#[tokio::test]
async fn nothing_fails(#[files("cases/**/*.yaml")] file: PathBuf) {
    let emulator = match std::env::var("UMBRIDGE_BASE_URL") {
        Ok(_) => None,
        Err(_) => Some(
            Emulator::start(umbridge_server::Options::default())
                .await
                .expect("a server"),
        ),
    };
    let base_url = emulator.as_ref().map(Emulator::base_url);
    let base_url = base_url
        .or_else(|| std::env::var("UMBRIDGE_BASE_URL").ok())
        .expect("a server");
    let file = file
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .expect("a file of this crate")
        .display()
        .to_string();
    let options = Options {
        filter: vec![file],
        ..Options::new(base_url)
    };
    let report = run(&options).await.expect("a report");
    let cases = report.vendors.iter().flat_map(|vendor| &vendor.cases);
    let bad = cases.filter(|case| {
        matches!(
            case.verdict,
            Verdict::Fail | Verdict::Broken | Verdict::Blocked
        )
    });
    assert_eq!(bad.count(), 0, "{}", report.terminal());
    if let Some(emulator) = emulator {
        emulator.stop().await.expect("a clean end");
    }
}
