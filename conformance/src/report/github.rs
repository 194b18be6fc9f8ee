//! Annotations: lines that GitHub's runner turns into notes beside a run.
//!
//! It shows ten of a kind for a step and drops the others in silence, so the
//! others are counted here.

use super::outcome::counted;
use super::plain::plain;
use super::{CaseReport, Report, VendorReport};
use crate::judge::verdict::Verdict;

/// How many of one kind are shown for a step.
const SHOWN: usize = 10;

/// How many differences a message tells.
const FINDINGS: usize = 3;

/// The longest message.
const LONGEST: usize = 2000;

struct Note {
    title: String,
    message: String,
}

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    let mut dropped = Vec::new();
    let kinds = [
        ("error", errors(report)),
        ("warning", warnings(report)),
        ("notice", notices(report)),
    ];
    for (kind, notes) in kinds {
        for note in notes.iter().take(SHOWN) {
            let message: String = note.message.chars().take(LONGEST).collect();
            let (title, message) = (property(&note.title), data(&message));
            text.push_str(&format!("::{kind} title={title}::{message}\n"));
        }
        let more = notes.len().saturating_sub(SHOWN);
        if more > 0 {
            dropped.push(counted(more, &format!("more {kind}")));
        }
    }
    if !dropped.is_empty() {
        text.push_str(&format!(
            "And {}; the report has them all.\n",
            dropped.join(", ")
        ));
    }
    text
}

fn errors(report: &Report) -> Vec<Note> {
    let failures = report.failures();
    let mut notes: Vec<Note> = failures
        .map(|(vendor, case)| note(report, vendor, case))
        .collect();
    for vendor in &report.vendors {
        let vanished = vendor.lost.iter().filter(|lost| lost.case.is_none());
        notes.extend(vanished.map(|lost| Note {
            title: format!("{}: a user vanished", vendor.name),
            message: lost.user.clone(),
        }));
    }
    notes.extend(report.outdated().into_iter().map(|message| Note {
        title: "a known deviation is out of date".to_owned(),
        message,
    }));
    notes
}

fn warnings(report: &Report) -> Vec<Note> {
    let deviations = report.cases();
    let deviations = deviations.filter(|(_, case)| case.verdict == Verdict::Deviation);
    let mut notes: Vec<Note> = deviations
        .map(|(vendor, case)| note(report, vendor, case))
        .collect();
    for vendor in report
        .vendors
        .iter()
        .filter(|vendor| !vendor.left_behind.is_empty())
    {
        notes.push(Note {
            title: format!("{}: users left behind", vendor.name),
            message: vendor.left_behind.join("\n"),
        });
    }
    notes
}

/// One for each reason, or a run elsewhere would be nothing but cases that were not sent.
fn notices(report: &Report) -> Vec<Note> {
    let mut notes = Vec::new();
    for vendor in &report.vendors {
        for verdict in [Verdict::Known, Verdict::Blocked, Verdict::Withheld] {
            let reasons = vendor.reasons(verdict).into_iter();
            notes.extend(reasons.map(|(reason, count)| Note {
                title: format!(
                    "{}: {} {}",
                    vendor.name,
                    counted(count, "case"),
                    verdict.word()
                ),
                message: reason,
            }));
        }
    }
    notes
}

fn note(report: &Report, vendor: &VendorReport, case: &CaseReport) -> Note {
    let mut lines = vec![case.says.clone()];
    for claim in vendor.cited(case) {
        let heading = claim.heading.as_ref();
        let heading = heading.map(|heading| format!(" ({heading})"));
        let heading = heading.unwrap_or_default();
        lines.push(format!("{}: {}{heading}", claim.id, claim.says));
    }
    lines.extend(case.reading.iter().chain(&case.reason).cloned());
    lines.extend(case.findings.iter().take(FINDINGS).map(|finding| {
        let (expected, actual) = (&finding.expected, &finding.actual);
        format!("{}: expected {expected}, actual {actual}", finding.place)
    }));
    let more = case.findings.len().saturating_sub(FINDINGS);
    if more > 0 {
        lines.push(format!("and {}", counted(more, "more difference")));
    }
    lines.push(report.replay(vendor, &case.id));
    Note {
        title: format!("{} {}", case.verdict.word(), case.id),
        message: lines.join("\n"),
    }
}

/// A message as the runner reads it.
fn data(text: &str) -> String {
    plain(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_of_a_server_ends_no_annotation() {
        assert_eq!(super::data("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(super::property("a,b::c"), "a%2Cb%3A%3Ac");
    }
}
