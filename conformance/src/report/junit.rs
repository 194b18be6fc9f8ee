//! JUnit: one suite per vendor, one test case per case.
//!
//! JUnit knows fewer outcomes than we do: what was not compared is `skipped`
//! with its verdict and reason, and a deviation passes with a note.

use std::fmt::Write;

use super::{CaseReport, Report};
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
            render_case(&mut text, &vendor.vendor, case);
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

fn render_case(text: &mut String, vendor: &str, case: &CaseReport) {
    let _ = write!(
        text,
        "    <testcase classname=\"{}\" name=\"{}\" time=\"{}\"",
        escape(vendor),
        escape(&case.id),
        seconds(case.duration_ms)
    );
    let reason = escape(case.reason.as_deref().unwrap_or_default());
    let details = escape(&details(case));
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

fn details(case: &CaseReport) -> String {
    let mut lines: Vec<String> = case
        .exchange
        .iter()
        .map(|exchange| exchange.curl.clone())
        .collect();
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

/// Escapes XML and drops the control characters XML cannot hold.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn texts_of_a_server_cannot_break_the_file() {
        assert_eq!(escape("a<b>&\"\u{1}"), "a&lt;b&gt;&amp;&quot;\u{fffd}");
    }
}
