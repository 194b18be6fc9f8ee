//! The report people read: failures first in detail, then one line per vendor.

use std::fmt::Write;

use super::{CaseReport, Report, VendorReport};
use crate::judge::verdict::Verdict;

/// How many reasons are printed per vendor for cases that were not compared.
const REASONS: usize = 3;

/// The longest body that is printed.
const LONGEST_BODY: usize = 600;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for vendor in &report.vendors {
        for case in &vendor.cases {
            if matches!(case.verdict, Verdict::Fail | Verdict::Broken) {
                detail(&mut text, vendor, case);
            }
        }
    }
    lost(&mut text, report);
    for vendor in &report.vendors {
        summary(&mut text, vendor);
    }
    if let Some(expectations) = &report.expectations {
        text.push_str(&expectations.terminal());
    }
    let compared = report
        .vendors
        .iter()
        .flat_map(|vendor| &vendor.cases)
        .filter(|case| case.verdict.compared())
        .count();
    line(
        &mut text,
        &format!(
            "{} · seed {} · {compared} compared in {} ms",
            report.base_url, report.seed, report.duration_ms
        ),
    );
    if compared == 0 {
        line(&mut text, "nothing was compared, so this is not a pass");
    }
    text
}

fn detail(text: &mut String, vendor: &VendorReport, case: &CaseReport) {
    line(
        text,
        &format!("{} {}", case.verdict.word().to_uppercase(), case.id),
    );
    line(text, &format!("  {}", case.says));
    for claim in case.claims.iter().filter_map(|id| vendor.claim(id)) {
        let place = claim
            .heading
            .as_ref()
            .map(|heading| format!(" · {} · {heading}", vendor.document))
            .unwrap_or_default();
        line(text, &format!("  claim {}{place}", claim.id));
        line(text, &format!("    {}", claim.says));
    }
    if let Some(exchange) = &case.exchange {
        line(text, &format!("  {}", exchange.curl));
        if let Some(received) = &exchange.received {
            let body = received.body.shortened(LONGEST_BODY);
            line(text, &format!("  answered {} {body}", received.status));
        }
    }
    if let Some(reason) = &case.reason {
        line(text, &format!("  {reason}"));
    }
    for finding in &case.findings {
        line(text, &format!("  {}", finding.place));
        line(text, &format!("    - expected {}", finding.expected));
        line(text, &format!("    + actual   {}", finding.actual));
    }
    line(text, "");
}

/// Nothing a deletion API can do is worse, so it is told even where no verdict tells it.
fn lost(text: &mut String, report: &Report) {
    let mut everybody = report
        .vendors
        .iter()
        .flat_map(|vendor| vendor.lost.iter().map(move |lost| (vendor, lost)))
        .peekable();
    if everybody.peek().is_none() {
        return;
    }
    line(text, "USERS LOST AGAINST THE RULES");
    for (vendor, lost) in everybody {
        let case = lost.case.as_deref().unwrap_or("after their case had ended");
        line(
            text,
            &format!("  {}: {} · {case}", vendor.vendor, lost.user),
        );
        for claim in lost.claims.iter().filter_map(|id| vendor.claim(id)) {
            line(text, &format!("    {}", claim.says));
        }
    }
    line(text, "");
}

fn summary(text: &mut String, vendor: &VendorReport) {
    let counts = Verdict::ALL
        .iter()
        .filter(|verdict| vendor.count(**verdict) > 0)
        .map(|verdict| format!("{} {}", vendor.count(*verdict), verdict.word()))
        .collect::<Vec<_>>()
        .join(", ");
    line(
        text,
        &format!(
            "{:<8} {:>3} claims {:>3} cases: {counts} ({} requests, {} ms)",
            vendor.vendor,
            vendor.claims.len(),
            vendor.cases.len(),
            vendor.requests,
            vendor.duration_ms
        ),
    );
    for case in &vendor.cases {
        if case.verdict == Verdict::Deviation {
            let why = case.reading.as_ref().or(case.reason.as_ref());
            let why = why.map(String::as_str).unwrap_or_default();
            line(text, &format!("  deviation {}: {why}", case.id));
        }
    }
    for verdict in [Verdict::Blocked, Verdict::Withheld] {
        for (reason, count) in reasons(vendor, verdict).into_iter().take(REASONS) {
            line(text, &format!("  {} {count}: {reason}", verdict.word()));
        }
    }
    for case in &vendor.cases {
        if case.verdict == Verdict::Known {
            let why = case.reason.as_deref().unwrap_or_default();
            line(text, &format!("  known {}: {why}", case.id));
        }
    }
    for one in &vendor.left_out {
        line(text, &format!("  left out: {one}"));
    }
    for user in &vendor.left_behind {
        line(text, &format!("  left behind: {user}"));
    }
}

/// Reasons with how often they occur, the most frequent first.
fn reasons(vendor: &VendorReport, verdict: Verdict) -> Vec<(String, usize)> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for case in vendor.cases.iter().filter(|case| case.verdict == verdict) {
        let reason = case.reason.clone().unwrap_or_default();
        match counted.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => counted.push((reason, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted
}

fn line(text: &mut String, content: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{content}");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Report;

    /// The report is what people read, so its words are held to the letter.
    #[test]
    fn a_failure_shows_claim_request_answer_and_difference() {
        let report: Report = serde_json::from_value(json!({
            "schema_version": 1, "base_url": "http://127.0.0.1:4010", "seed": 7, "duration_ms": 12,
            "vendors": [{
                "vendor": "braze", "name": "Braze", "document": "page.txt", "duration_ms": 11,
                "requests": 9,
                "claims": [{
                    "id": "braze.delete.limit-50", "heading": "User Delete Endpoint",
                    "level": "must", "provenance": "documented",
                    "says": "One request names at most 50 users.",
                    "verdict": "fail", "unobservable": null
                }],
                "cases": [{
                    "id": "braze.universal.limit-above", "file": "cases/universal/limit-above.yaml",
                    "says": "One user more than the limit is refused.",
                    "claims": ["braze.delete.limit-50"], "verdict": "fail",
                    "reason": null, "reading": null, "duration_ms": 11,
                    "exchange": {
                        "curl": "curl -X POST 'u'",
                        "sent": {"method": "POST", "url": "u", "headers": [], "body": null},
                        "received": {"status": 201, "headers": [], "body": {"text": "{}"}}
                    },
                    "findings": [{"place": "status", "expected": "4xx", "actual": "201"}],
                    "lost": ["many one through export"]
                }, {
                    "id": "braze.delete.other", "file": "f", "says": "s", "claims": [],
                    "verdict": "blocked", "reason": "BRAZE_API_KEY is not set", "reading": null,
                    "duration_ms": 0, "exchange": null, "findings": []
                }],
                "lost": [{
                    "user": "many one through export", "case": "braze.universal.limit-above",
                    "claims": ["braze.delete.limit-50"]
                }],
                "left_behind": []
            }]
        }))
        .expect("a report");
        assert_eq!(
            report.terminal(),
            "\
FAIL braze.universal.limit-above
  One user more than the limit is refused.
  claim braze.delete.limit-50 · page.txt · User Delete Endpoint
    One request names at most 50 users.
  curl -X POST 'u'
  answered 201 {}
  status
    - expected 4xx
    + actual   201

USERS LOST AGAINST THE RULES
  braze: many one through export · braze.universal.limit-above
    One request names at most 50 users.

braze      1 claims   2 cases: 1 fail, 1 blocked (9 requests, 11 ms)
  blocked 1: BRAZE_API_KEY is not set
http://127.0.0.1:4010 · seed 7 · 1 compared in 12 ms
"
        );
        assert_eq!(report.exit_code(), 1);
    }
}
