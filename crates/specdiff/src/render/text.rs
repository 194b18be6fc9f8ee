//! For people at a terminal: worst first, a block for each cause, one line for what is words only.

use std::fmt::Write as _;

use super::{message, operations, place, tally, visible};
use crate::{
    accept::suggestion,
    finding::Outcome,
    foreign::Coverage,
    level::Level,
    report::{Report, Shown},
};

/// Whether the reader sees colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// A terminal that shows colours.
    Colour,
    /// A file, a pipe, or somebody who wants none.
    Plain,
}

/// Entries for the accept-list that are printed; the JSON report has every fingerprint.
const SUGGESTED: usize = 10;

pub(super) fn render(report: &Report, paint: Paint) -> String {
    let mut out = String::new();
    for shown in report.findings() {
        if shown.finding.level == Level::Docs {
            line(&mut out, shown, paint);
        } else {
            block(&mut out, shown, paint);
        }
    }
    for reviewed in &report.documents {
        for accepted in &reviewed.accepted {
            let finding = &accepted.finding;
            let _ = writeln!(
                out,
                "accepted  {} {}: {}",
                finding.rule,
                visible(&finding.subject),
                visible(&accepted.reason)
            );
        }
    }
    for grievance in &report.grievances {
        let head = paint.on(Level::Breaking, "accept-list");
        let _ = writeln!(
            out,
            "{head}  {}:{}: {}",
            grievance.list, grievance.line, grievance.message
        );
    }
    if !report.grievances.is_empty() {
        out.push('\n');
    }
    suggest(&mut out, report);
    if let Some(coverage) = &report.coverage {
        covered(&mut out, coverage);
    }
    let _ = writeln!(out, "{}", report.summary.words());
    out
}

fn block(out: &mut String, shown: Shown<'_>, paint: Paint) {
    let Shown {
        finding,
        base,
        revision,
    } = shown;
    let head = paint.on(finding.level, finding.level.id());
    let _ = writeln!(
        out,
        "{head}  {}  {}",
        finding.rule,
        visible(&finding.subject)
    );
    let _ = writeln!(out, "  {}", visible(message(finding)));
    let mut row = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            let _ = writeln!(out, "  {name:<12}{}", visible(&text));
        }
    };
    let side = |source, site: &Option<_>, value: &Option<String>| {
        // Most sentences say the values already.
        let value = value
            .as_ref()
            .filter(|value| !finding.message.contains(value.as_str()));
        let at = site.as_ref().map(|site| place(source, site));
        let words: Vec<String> = at.into_iter().chain(value.cloned()).collect();
        (!words.is_empty()).then(|| words.join("  "))
    };
    row("base", side(base, &finding.base, &finding.old));
    row("revision", side(revision, &finding.revision, &finding.new));
    row("affects", operations(finding));
    row(
        "for example",
        finding.witness.as_ref().map(ToString::to_string),
    );
    row("accept as", Some(finding.fingerprint.clone()));
    out.push('\n');
}

fn line(out: &mut String, shown: Shown<'_>, paint: Paint) {
    let Shown {
        finding,
        base,
        revision,
    } = shown;
    let at = finding.revision.as_ref().map(|site| place(revision, site));
    let at = at.or_else(|| finding.base.as_ref().map(|site| place(base, site)));
    let _ = writeln!(
        out,
        "{}  {}  {}: {}{}",
        paint.on(finding.level, finding.level.id()),
        finding.rule,
        visible(&finding.subject),
        visible(message(finding)),
        at.map(|at| format!("  {at}")).unwrap_or_default()
    );
}

/// What differs was told above; here is what of.
fn covered(out: &mut String, coverage: &Coverage) {
    for item in &coverage.items {
        let (outcome, reason) = match item.outcome {
            Outcome::Same => ("same", None),
            Outcome::Differs => ("differs", item.worst.map(|worst| worst.id().to_owned())),
            _ => ("not compared", Some(item.reasons.join("; "))),
        };
        let operation = format!("{} {}", item.operation.method, item.operation.path);
        let part = item.part.as_deref().unwrap_or("as a whole");
        let words = [Some(operation), Some(part.to_owned()), reason];
        let words: Vec<String> = words.iter().flatten().map(|word| visible(word)).collect();
        let _ = writeln!(out, "{outcome:<12}  {}", words.join("  "));
    }
    let _ = writeln!(out, "\n{}", tally(coverage));
}

/// Only breaking changes are worth a list entry; whoever fails on less finds the fingerprints above.
fn suggest(out: &mut String, report: &Report) {
    let findings = report.findings();
    let breaking = findings
        .iter()
        .filter(|shown| shown.finding.level == Level::Breaking);
    let entries: Vec<String> = breaking.map(|shown| suggestion(shown.finding)).collect();
    if entries.is_empty() {
        return;
    }
    out.push_str("To accept what is meant, give a reason in the accept-list:\n\naccepted:\n");
    out.extend(entries.iter().take(SUGGESTED).map(String::as_str));
    if let Some(more) = entries
        .len()
        .checked_sub(SUGGESTED)
        .filter(|more| *more > 0)
    {
        let _ = writeln!(out, "  # and {more} more");
    }
    out.push('\n');
}

impl Paint {
    fn on(self, level: Level, text: &str) -> String {
        let code = match level {
            Level::Breaking => "1;31",
            Level::Warning => "33",
            Level::Info => "36",
            Level::Docs => "2",
        };
        match self {
            Self::Colour => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Plain => text.to_owned(),
        }
    }
}
