//! JUnit: one suite per vendor, one test case per case.
//!
//! JUnit knows fewer outcomes than we do: what was not compared is `skipped`
//! with its verdict and reason, and a deviation passes with a note.

use std::fmt::Write;

use super::plain::escaped as escape;
use super::{CaseReport, Report, VendorReport};
use crate::judge::verdict::Verdict;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for vendor in &report.vendors {
        let skipped = vendor
            .cases
            .iter()
            .filter(|case| is_skipped(case.verdict))
            .count();
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{skipped}\" time=\"{}\">",
            escape(&vendor.vendor),
            vendor.cases.len(),
            vendor.count(Verdict::Fail),
            vendor.count(Verdict::Broken),
            seconds(vendor.duration_ms),
        );
        for case in &vendor.cases {
            render_case(&mut text, vendor, case);
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

fn render_case(text: &mut String, vendor: &VendorReport, case: &CaseReport) {
    let _ = write!(
        text,
        "    <testcase classname=\"{}\" name=\"{}\" time=\"{}\"",
        escape(&vendor.vendor),
        escape(&case.id),
        seconds(case.duration_ms)
    );
    let reason = escape(case.reason.as_deref().unwrap_or_default());
    let details = escape(&details(vendor, case));
    let inner = match case.verdict {
        Verdict::Pass => {
            text.push_str("/>\n");
            return;
        }
        Verdict::Fail => format!(
            "<failure message=\"{}\">{details}</failure>",
            escape(&case.says)
        ),
        Verdict::Broken => format!("<error message=\"{reason}\">{details}</error>"),
        Verdict::Deviation | Verdict::Known => {
            let reading = escape(case.reading.as_deref().unwrap_or_default());
            let word = case.verdict.word();
            format!("<system-out>{word} {reading} {reason}\n{details}</system-out>")
        }
        other => format!("<skipped message=\"{}: {reason}\"/>", other.word()),
    };
    let _ = writeln!(text, ">{inner}</testcase>");
}

fn is_skipped(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Skipped | Verdict::Withheld | Verdict::Blocked
    )
}

fn details(vendor: &VendorReport, case: &CaseReport) -> String {
    let claims = vendor.cited(case).into_iter();
    let mut lines: Vec<String> = claims
        .map(|claim| format!("{}: {}", claim.id, claim.says))
        .collect();
    lines.extend(case.exchange.iter().map(|exchange| exchange.curl.clone()));
    lines.extend(case.findings.iter().map(|finding| {
        format!(
            "{}: expected {}, actual {}",
            finding.place, finding.expected, finding.actual
        )
    }));
    lines.join("\n")
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}
