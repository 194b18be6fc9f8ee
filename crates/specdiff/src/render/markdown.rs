//! For step summaries and comments.

use std::fmt::Write as _;

use super::{message, operations, place, tally};
use crate::{
    accept::{Accepted, Grievance},
    finding::Outcome,
    foreign::Item,
    level::Level,
    report::{Report, Shown},
};

/// What GitHub takes as the summary of a step, in bytes.
///
/// Documented: "Workflow commands", step isolation and limits: 1 MiB.
pub const STEP_SUMMARY: usize = 1024 * 1024;

/// Kept free for the closing lines.
const RESERVE: usize = 256;

pub(super) fn render(report: &Report, limit: usize) -> String {
    let mut page = Page {
        text: format!("## API changes\n\n{}\n", report.summary.words()),
        limit: limit.saturating_sub(RESERVE),
        left_out: 0,
    };
    if let Some(coverage) = &report.coverage {
        let _ = writeln!(page.text, "\n{}", tally(coverage));
    }
    let findings = report.findings();
    for level in Level::ALL.into_iter().rev() {
        let blocks = findings.iter().filter(|shown| shown.finding.level == level);
        page.section(
            title(level),
            level >= Level::Warning,
            blocks.map(|shown| block(*shown)).collect(),
        );
    }
    page.section("Accepted", false, accepted(report));
    page.section("To mend in the accept-list", true, grievances(report));
    page.section("Not compared", false, missing(report));
    if page.left_out > 0 {
        let _ = writeln!(
            page.text,
            "\n{} more do not fit here; the JSON report has all.",
            page.left_out
        );
    }
    page.text
}

fn accepted(report: &Report) -> Vec<String> {
    let accepted = report.documents.iter().flat_map(|one| &one.accepted);
    let entry = |one: &Accepted| {
        let (rule, subject) = (one.finding.rule, quoted(&one.finding.subject));
        format!("- **{rule}** {subject}: {}\n", quoted(&one.reason))
    };
    accepted.map(entry).collect()
}

fn grievances(report: &Report) -> Vec<String> {
    let entry = |grievance: &Grievance| {
        let at = format!("{}:{}", grievance.list, grievance.line);
        format!("- {}: {}\n", quoted(&at), quoted(&grievance.message))
    };
    report.grievances.iter().map(entry).collect()
}

fn missing(report: &Report) -> Vec<String> {
    let items = report.coverage.iter().flat_map(|coverage| &coverage.items);
    let entry = |item: &Item| {
        let operation = format!("{} {}", item.operation.method, item.operation.path);
        let part = item
            .part
            .as_ref()
            .map(|part| format!(" {part}"))
            .unwrap_or_default();
        format!(
            "- {}: {}\n",
            quoted(&(operation + &part)),
            quoted(&item.reasons.join("; "))
        )
    };
    items
        .filter(|item| item.outcome == Outcome::NotCompared)
        .map(entry)
        .collect()
}

/// A text that grows up to its limit.
struct Page {
    text: String,
    limit: usize,
    left_out: usize,
}

impl Page {
    fn section(&mut self, title: &str, open: bool, entries: Vec<String>) {
        if entries.is_empty() {
            return;
        }
        let (begin, end) = if open {
            (format!("\n### {title}\n\n"), "")
        } else {
            let count = entries.len();
            (
                format!("\n<details><summary>{title} ({count})</summary>\n\n"),
                "\n</details>\n",
            )
        };
        let fits = |page: &Self, more: &str| page.text.len() + more.len() + end.len() <= page.limit;
        if !fits(self, &format!("{begin}{}", entries[0])) {
            self.left_out += entries.len();
            return;
        }
        self.text.push_str(&begin);
        for entry in entries {
            // Once one is left out, those after it are too: a gap in the middle would read as completeness.
            if self.left_out == 0 && fits(self, &entry) {
                self.text.push_str(&entry);
            } else {
                self.left_out += 1;
            }
        }
        self.text.push_str(end);
    }
}

fn title(level: Level) -> &'static str {
    match level {
        Level::Breaking => "Breaking",
        Level::Warning => "Warnings",
        Level::Info => "Harmless",
        Level::Docs => "Words only",
    }
}

fn block(shown: Shown<'_>) -> String {
    let Shown {
        finding,
        base,
        revision,
    } = shown;
    let mut text = format!(
        "- **{}** {}: {}\n",
        finding.rule,
        quoted(&finding.subject),
        quoted(message(finding))
    );
    let places: Vec<String> = [(base, &finding.base), (revision, &finding.revision)]
        .into_iter()
        .filter_map(|(source, site)| Some(quoted(&place(source, site.as_ref()?))))
        .collect();
    let places = (!places.is_empty()).then(|| places.join(" → "));
    let affected = operations(finding).map(|named| quoted(&named));
    for detail in [affected, places].into_iter().flatten() {
        // Two blanks at the end of a line break it.
        let kept = text.trim_end().len();
        text.truncate(kept);
        let _ = writeln!(text, "  \n  {detail}");
    }
    text
}

/// Text that Markdown shows as it is: no tag, no emphasis, no link, no mention, and on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in super::visible(text).chars() {
        match character {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '@' => quoted.push_str("&#64;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                quoted.push('\\');
                quoted.push(character);
            }
            _ => quoted.push(character),
        }
    }
    quoted
}
