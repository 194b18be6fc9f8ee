//! Annotations, as GitHub's runner reads them from a step's output.

use std::fmt::Write as _;

use super::{message, operations, visible};
use crate::{
    level::Level,
    report::{Report, Shown},
};

/// What is shown of each kind in a step; the runner drops the rest without a word.
///
/// Documented: 10 errors, 10 warnings and 10 notices a step.
const SHOWN: usize = 10;

pub(super) fn render(report: &Report) -> String {
    let mut kinds = [
        ("error", Vec::new()),
        ("warning", Vec::new()),
        ("notice", Vec::new()),
    ];
    for grievance in &report.grievances {
        kinds[0].1.push(annotation(
            "error",
            &[
                ("file", &grievance.list),
                ("line", &grievance.line.to_string()),
                ("title", "accept-list"),
            ],
            &grievance.message,
        ));
    }
    for shown in report.findings() {
        let kind = match shown.finding.level {
            Level::Breaking => 0,
            Level::Warning => 1,
            Level::Info => 2,
            // Words are for the summary: an annotation for each would bury what matters.
            Level::Docs => continue,
        };
        let (name, lines) = &mut kinds[kind];
        lines.push(finding(name, shown));
    }
    let mut out = String::new();
    let mut rest = Vec::new();
    for (name, lines) in &kinds {
        out.extend(lines.iter().take(SHOWN).map(String::as_str));
        if let Some(more) = lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            rest.push(format!("{more} {name}{}", if more == 1 { "" } else { "s" }));
        }
    }
    if !rest.is_empty() {
        let _ = writeln!(
            out,
            "{} more, which an annotation has no room for.",
            rest.join(", ")
        );
    }
    let _ = writeln!(out, "{}", report.summary.words());
    out
}

/// At the revision, since that is what a pull request shows: what was removed is pointed at by its parent there.
fn finding(kind: &str, shown: Shown<'_>) -> String {
    let (finding, source) = (shown.finding, shown.revision);
    let site = finding.revision.as_ref();
    let (line, column) = site.map_or((1, 1), |site| (site.line, site.column));
    let affected = operations(finding).map(|named| format!("\naffects {}", visible(&named)));
    annotation(
        kind,
        &[
            ("file", &source.name),
            ("line", &line.to_string()),
            ("col", &column.to_string()),
            ("title", &format!("{} {}", finding.rule, finding.subject)),
        ],
        &format!(
            "{}{}",
            visible(message(finding)),
            affected.unwrap_or_default()
        ),
    )
}

fn annotation(kind: &str, properties: &[(&str, &str)], message: &str) -> String {
    let properties: Vec<String> = properties
        .iter()
        .map(|(name, value)| {
            format!(
                "{name}={}",
                data(&visible(value))
                    .replace(':', "%3A")
                    .replace(',', "%2C")
            )
        })
        .collect();
    format!("::{kind} {}::{}\n", properties.join(","), data(message))
}

/// Documented: the runner's toolkit escapes these, so that a message cannot begin another command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
