//! Reports as text, JSON, Markdown, annotations and SARIF.
//!
//! What documents say is written by strangers: each format takes care that it stays text.

mod github;
mod json;
mod markdown;
mod sarif;
mod text;

use crate::{
    finding::{Finding, Site, Source},
    foreign::Coverage,
    report::Report,
};

pub use markdown::STEP_SUMMARY;
pub use text::Paint;

impl Report {
    /// For people at a terminal, worst first.
    #[must_use]
    pub fn text(&self, paint: Paint) -> String {
        text::render(self, paint)
    }

    /// For programs; the schema is committed beside the crate.
    #[must_use]
    pub fn json(&self) -> String {
        json::render(self)
    }

    /// For step summaries and comments, of at most this many bytes; what does not fit is counted.
    #[must_use]
    pub fn markdown(&self, limit: usize) -> String {
        markdown::render(self, limit)
    }

    /// Annotations in the words that GitHub's runner reads from a step's output.
    #[must_use]
    pub fn github(&self) -> String {
        github::render(self)
    }

    /// SARIF 2.1.0, for code scanning.
    #[must_use]
    pub fn sarif(&self) -> String {
        sarif::render(self)
    }
}

/// The schemas of the JSON report, of accept-lists and of policies, by file name.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    json::schemas()
}

/// How many operations are named before the rest is counted.
const NAMED: usize = 3;

/// The operations of a finding in words; nothing where it reaches none.
fn operations(finding: &Finding) -> Option<String> {
    let mut named: Vec<String> = finding
        .operations
        .iter()
        .take(NAMED)
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    let more = finding.operations.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    (!named.is_empty()).then(|| named.join(", "))
}

/// The sentence of a finding without its subject, which stands beside it.
fn message(finding: &Finding) -> &str {
    let rest = finding.message.strip_prefix(finding.subject.as_str());
    rest.and_then(|rest| rest.strip_prefix(": "))
        .unwrap_or(&finding.message)
}

/// How much of two authors' documents is the same, in words.
fn tally(coverage: &Coverage) -> String {
    format!(
        "parts of operations: {} same, {} differ, {} not compared",
        coverage.same, coverage.differs, coverage.not_compared
    )
}

/// A place as editors and terminals understand it.
fn place(source: &Source, site: &Site) -> String {
    format!("{}:{}:{}", source.name, site.line, site.column)
}

/// A text on one line, with every control character spelt out, so that no document moves a cursor or ends a line.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            // Marks that change the direction of what follows hide text as well as any control character.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                shown.extend(character.escape_unicode());
            }
            _ if character.is_control() => shown.extend(character.escape_unicode()),
            _ => shown.push(character),
        }
    }
    shown
}
