//! Every case file against a server: the one of `UMBRIDGE_BASE_URL`.

use std::path::PathBuf;

use umbridge_conformance::{Options, Verdict, run};

#[rstest::rstest]
#[tokio::test]
async fn nothing_fails(#[files("cases/**/*.yaml")] file: PathBuf) {
    let Ok(base_url) = std::env::var("UMBRIDGE_BASE_URL") else {
        crate::skip("UMBRIDGE_BASE_URL names no server");
        return;
    };
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
}
