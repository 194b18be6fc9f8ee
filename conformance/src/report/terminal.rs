//! The report people read: failures first in detail, then one line per vendor.

use super::difference::{Piece, differing};
use super::outcome::{counted, took};
use super::paint::{Paint, Shade};
use super::plain::{one_line, plain};
use super::{CaseReport, Exchange, Finding, Report, VendorReport, witness};
use crate::judge::verdict::Verdict;

/// How many reasons are printed per vendor for cases that were not compared.
const REASONS: usize = 3;

/// How many differences of a case are printed; a hundred users make hundreds.
const FINDINGS: usize = 12;

/// The longest body that is printed.
const LONGEST_BODY: usize = 600;

pub(super) fn render(report: &Report, paint: Paint) -> String {
    let mut lines = Vec::new();
    for (vendor, case) in report.failures() {
        detail(&mut lines, report, vendor, case, paint);
    }
    lost(&mut lines, report, paint);
    for vendor in &report.vendors {
        summary(&mut lines, vendor, paint);
    }
    if let Some(expectations) = &report.expectations {
        lines.extend(expectations.terminal().lines().map(plain));
    }
    let compared = report.compared();
    lines.push(format!(
        "{} · seed {} · {compared} compared in {}",
        report.base_url,
        report.seed,
        took(report.duration_ms)
    ));
    if compared == 0 {
        lines.push("nothing was compared, so this is not a pass".to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

fn detail(
    lines: &mut Vec<String>,
    report: &Report,
    vendor: &VendorReport,
    case: &CaseReport,
    paint: Paint,
) {
    opening(lines, vendor, case, paint);
    for evidence in witness::lines(case) {
        lines.push(format!("  {}", one_line(&evidence)));
    }
    for finding in case.findings.iter().take(FINDINGS) {
        difference(lines, finding, paint);
    }
    let more = case.findings.len().saturating_sub(FINDINGS);
    if more > 0 {
        lines.push(format!("  and {}", counted(more, "more difference")));
    }
    if let Some(exchange) = &case.exchange {
        wire(lines, exchange, paint);
    }
    if case.exchange.is_some() || !case.history.is_empty() {
        lines.push(paint.in_shade(
            Shade::Faint,
            &format!("  again: {}", report.replay(vendor, &case.id)),
        ));
    }
    lines.push(String::new());
}

/// The verdict, the name, and what the case asks.
/// What a case is called, which claims it observes, and what became of it.
pub(super) fn opening(
    lines: &mut Vec<String>,
    vendor: &VendorReport,
    case: &CaseReport,
    paint: Paint,
) {
    title(lines, case, paint);
    claims(lines, vendor, case, paint);
    if let Some(reading) = &case.reading {
        lines.push(format!("  reading {}", one_line(reading)));
    }
    if let Some(reason) = &case.reason {
        lines.push(format!("  {}", one_line(reason)));
    }
}

fn title(lines: &mut Vec<String>, case: &CaseReport, paint: Paint) {
    let word = case.verdict.word().to_uppercase();
    lines.push(format!(
        "{} {}",
        paint.verdict(case.verdict, &word),
        paint.in_shade(Shade::Strong, &case.id)
    ));
    lines.push(format!("  {}", case.says));
}

/// The claims of a case, with where they stand.
fn claims(lines: &mut Vec<String>, vendor: &VendorReport, case: &CaseReport, paint: Paint) {
    for claim in vendor.cited(case) {
        let (level, provenance) = (claim.level.word(), claim.provenance.word());
        let place = claim.heading.as_ref();
        let place = place.map(|heading| format!(" · {} · {heading}", vendor.document));
        let place = format!(" · {level}, {provenance}{}", place.unwrap_or_default());
        let place = paint.in_shade(Shade::Faint, &place);
        lines.push(format!("  claim {}{place}", claim.id));
        lines.push(format!("    {}", claim.says));
    }
}

/// What was expected and what was there, one above the other.
pub(super) fn difference(lines: &mut Vec<String>, finding: &Finding, paint: Paint) {
    lines.push(format!("  {}", one_line(&finding.place)));
    let (expected, actual) = (plain(&finding.expected), plain(&finding.actual));
    let [wanted, seen] = differing(&expected, &actual);
    for (sign, word, pieces, shade) in [
        ("-", "expected", wanted, Shade::Good),
        ("+", "actual  ", seen, Shade::Bad),
    ] {
        let text: String = pieces
            .iter()
            .map(|piece| painted(piece, shade, paint))
            .collect();
        let more = format!("\n    {sign}          ");
        lines.push(format!("    {sign} {word} {}", text.replace('\n', &more)));
    }
}

fn painted(piece: &Piece<'_>, shade: Shade, paint: Paint) -> String {
    if piece.differs {
        paint.in_shade(shade, piece.text)
    } else {
        piece.text.to_owned()
    }
}

/// The request as a line to paste, and the answer behind a bar: a build server
/// that obeys lines which begin in a certain way does not obey those of a server.
fn wire(lines: &mut Vec<String>, exchange: &Exchange, paint: Paint) {
    lines.push(format!("  {}", one_line(&exchange.curl)));
    let Some(received) = &exchange.received else {
        return;
    };
    lines.push(format!("  answered {}", received.status));
    let body = plain(&received.body.shortened(LONGEST_BODY));
    let bar = paint.in_shade(Shade::Faint, "|");
    lines.extend(body.lines().map(|line| format!("    {bar} {line}")));
}

/// Nothing a deletion API can do is worse, so it is told even where no verdict tells it.
fn lost(lines: &mut Vec<String>, report: &Report, paint: Paint) {
    let vendors = report.vendors.iter();
    let everybody = vendors.flat_map(|vendor| vendor.lost.iter().map(move |lost| (vendor, lost)));
    let mut everybody = everybody.peekable();
    if everybody.peek().is_none() {
        return;
    }
    lines.push(paint.in_shade(Shade::Bad, "USERS LOST AGAINST THE RULES"));
    for (vendor, lost) in everybody {
        let case = lost.case.as_deref().unwrap_or("after their case had ended");
        let user = one_line(&lost.user);
        lines.push(format!("  {}: {user} · {case}", vendor.vendor));
        let claims = lost.claims.iter().filter_map(|id| vendor.claim(id));
        lines.extend(claims.map(|claim| format!("    {}", claim.says)));
    }
    lines.push(String::new());
}

fn summary(lines: &mut Vec<String>, vendor: &VendorReport, paint: Paint) {
    let occurring = Verdict::ALL.into_iter();
    let occurring = occurring.filter(|verdict| vendor.count(*verdict) > 0);
    let counts: Vec<String> = occurring
        .map(|verdict| {
            let count = format!("{} {}", vendor.count(verdict), verdict.word());
            paint.verdict(verdict, &count)
        })
        .collect();
    lines.push(format!(
        "{:<8} {:>3} claims {:>3} cases: {} ({} requests, {})",
        vendor.vendor,
        vendor.claims.len(),
        vendor.cases.len(),
        counts.join(", "),
        vendor.requests,
        took(vendor.duration_ms)
    ));
    for case in &vendor.cases {
        if case.verdict == Verdict::Deviation {
            let why = case.reading.as_ref().or(case.reason.as_ref());
            let why = why.map(|why| one_line(why)).unwrap_or_default();
            lines.push(format!("  deviation {}: {why}", case.id));
        }
    }
    for verdict in [Verdict::Blocked, Verdict::Withheld] {
        for (reason, count) in vendor.reasons(verdict).into_iter().take(REASONS) {
            lines.push(format!(
                "  {} {count}: {}",
                verdict.word(),
                one_line(&reason)
            ));
        }
    }
    for case in &vendor.cases {
        if case.verdict == Verdict::Known {
            let why = case.reason.as_deref().unwrap_or_default();
            lines.push(format!("  known {}: {}", case.id, one_line(why)));
        }
    }
    let left_out = vendor.left_out.iter();
    lines.extend(left_out.map(|one| format!("  left out: {}", one_line(one))));
    let left = vendor.left_behind.iter();
    lines.extend(left.map(|user| format!("  left behind: {}", one_line(user))));
}
