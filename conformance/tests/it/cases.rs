//! Every case file against a server.
//!
//! Rules that no document states cannot fail a server, but our own emulator
//! has to keep them too, or say in the case that it reads them otherwise.

use std::path::PathBuf;

use umbridge_conformance::{CaseReport, Options, Verdict, run};

use crate::emulator;

#[rstest::rstest]
#[tokio::test]
async fn nothing_fails(
    #[files("cases/**/*.yaml")]
    #[files("operations/*.yaml")]
    file: PathBuf,
) {
    let file = file
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .expect("a file of this crate")
        .display()
        .to_string();
    let options = Options {
        filter: vec![file],
        ..Options::new(emulator::base_url())
    };
    let report = run(&options).await.expect("a report");
    let cases = report.vendors.iter().flat_map(|vendor| &vendor.cases);
    let told: Vec<String> = cases.filter(|case| is_bad(case)).map(tell).collect();
    assert!(
        told.is_empty(),
        "{}\n{}",
        told.join("\n"),
        report.terminal()
    );
    assert!(
        report.vendors.iter().all(|vendor| vendor.lost.is_empty()),
        "{}",
        report.terminal()
    );
}

fn is_bad(case: &CaseReport) -> bool {
    let hindered = matches!(
        case.verdict,
        Verdict::Fail | Verdict::Broken | Verdict::Blocked | Verdict::Withheld
    );
    hindered || !case.findings.is_empty()
}

fn tell(case: &CaseReport) -> String {
    let mut text = format!("{} is {:?}, {:?}", case.id, case.verdict, case.reason);
    if let Some(exchange) = &case.exchange {
        text.push_str(&format!("\n  {}\n  {:?}", exchange.curl, exchange.received));
    }
    for finding in &case.findings {
        text.push_str(&format!(
            "\n  {}: expected {}, found {}",
            finding.place, finding.expected, finding.actual
        ));
    }
    text
}
