//! What is shown of one or several comparisons: findings, what the accept-list excuses, and what is wrong with it.
//!
//! The report is its own JSON format; the other formats are written from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    accept::{AcceptList, Accepted, Grievance, apply},
    finding::{Comparison, Finding, Source},
    foreign::Coverage,
    level::Level,
};

/// The version of the JSON format; it grows when a reader of the last one could stumble.
pub(crate) const VERSION: u32 = 1;

/// Everything there is to show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Report of `umbridge diff`")]
pub struct Report {
    /// The version of this format.
    pub version: u32,
    /// How much of everything there is.
    pub summary: Summary,
    /// One entry for each pair of documents.
    pub documents: Vec<Reviewed>,
    /// Entries of the accept-list that must go or be renewed; each of them fails the comparison.
    pub grievances: Vec<Grievance>,
    /// What became of each part of each operation; only where documents of two authors were compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub coverage: Option<Coverage>,
}

/// Counts over all documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Findings a client can break on, without accepted ones.
    pub breaking: usize,
    /// Findings that are undecided or depend on the client.
    pub warning: usize,
    /// Findings that clients go on working with.
    pub info: usize,
    /// Findings in words only.
    pub docs: usize,
    /// Findings that the accept-list excuses.
    pub accepted: usize,
    /// Entries of the accept-list that must go or be renewed.
    pub grievances: usize,
}

/// A comparison after the accept-list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    /// What was compared; its findings are those that nothing excuses.
    #[serde(flatten)]
    pub comparison: Comparison,
    /// The findings that are excused.
    pub accepted: Vec<Accepted>,
}

impl Report {
    /// Puts comparisons together; an entry of the list may excuse findings in any of them.
    #[must_use]
    pub fn new(comparisons: Vec<Comparison>, list: &AcceptList, today: jiff::civil::Date) -> Self {
        let (documents, grievances) = apply(comparisons, list, today);
        let count = |level: Level| {
            let findings = documents.iter().flat_map(|one| &one.comparison.findings);
            findings.filter(|finding| finding.level == level).count()
        };
        Self {
            version: VERSION,
            summary: Summary {
                breaking: count(Level::Breaking),
                warning: count(Level::Warning),
                info: count(Level::Info),
                docs: count(Level::Docs),
                accepted: documents.iter().map(|one| one.accepted.len()).sum(),
                grievances: grievances.len(),
            },
            documents,
            grievances,
            coverage: None,
        }
    }

    /// Tells what became of each part of each operation as well.
    #[must_use]
    pub fn with_coverage(self, coverage: Coverage) -> Self {
        Self {
            coverage: Some(coverage),
            ..self
        }
    }

    /// Whether a finding reaches this level, or the accept-list is in disorder.
    #[must_use]
    pub fn fails(&self, least: Level) -> bool {
        let reached = |one: &Reviewed| one.comparison.worst().is_some_and(|worst| worst >= least);
        self.documents.iter().any(reached) || !self.grievances.is_empty()
    }

    /// All findings that nothing excuses, worst first whichever document they are in.
    pub(crate) fn findings(&self) -> Vec<Shown<'_>> {
        let mut shown: Vec<Shown<'_>> = self
            .documents
            .iter()
            .flat_map(|one| {
                let findings = one.comparison.findings.iter();
                findings.map(|finding| Shown {
                    finding,
                    base: &one.comparison.base,
                    revision: &one.comparison.revision,
                })
            })
            .collect();
        // Stable: within a level the order of the comparisons stands.
        shown.sort_by_key(|shown| std::cmp::Reverse(shown.finding.level));
        shown
    }
}

/// A finding with the documents it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'r> {
    pub(crate) finding: &'r Finding,
    pub(crate) base: &'r Source,
    pub(crate) revision: &'r Source,
}

impl Summary {
    /// The counts in words, those that are not zero; of findings at least "no findings".
    #[must_use]
    pub fn words(&self) -> String {
        let counts = [
            (self.breaking, "breaking"),
            (self.warning, "warning"),
            (self.info, "info"),
            (self.docs, "docs"),
            (self.accepted, "accepted"),
        ];
        let mut words: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if words.is_empty() {
            words.push("no findings".to_owned());
        }
        match self.grievances {
            0 => {}
            1 => words.push("1 entry of the accept-list to mend".to_owned()),
            more => words.push(format!("{more} entries of the accept-list to mend")),
        }
        words.join(", ")
    }
}
