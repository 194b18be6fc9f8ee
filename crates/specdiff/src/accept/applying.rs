//! What an accept-list does to findings, and what is then wrong with it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AcceptList, Entry};
use crate::{
    finding::{Comparison, Finding},
    report::Reviewed,
};

/// A finding that is excused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// Why.
    pub reason: String,
    /// What is excused.
    pub finding: Finding,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grievance {
    /// The accept-list.
    pub list: String,
    /// The line of the entry.
    pub line: u64,
    /// A sentence.
    pub message: String,
}

/// Sets excused findings apart, and tells which entries must go or be renewed.
pub(crate) fn apply(
    comparisons: Vec<Comparison>,
    list: &AcceptList,
    today: Date,
) -> (Vec<Reviewed>, Vec<Grievance>) {
    let mut used = BTreeSet::new();
    let reviewed = comparisons.into_iter().map(|mut comparison| {
        let mut accepted = Vec::new();
        comparison.findings.retain(|finding| {
            let excuses = list.excuses(finding, today);
            let excused = !excuses.is_empty();
            if excused {
                let mut reasons: Vec<&str> = excuses
                    .iter()
                    .map(|at| list.accepted[*at].value.reason.trim())
                    .collect();
                reasons.dedup();
                accepted.push(Accepted {
                    reason: reasons.join("; "),
                    finding: finding.clone(),
                });
                used.extend(excuses);
            }
            !excused
        });
        Reviewed {
            comparison,
            accepted,
        }
    });
    let reviewed: Vec<Reviewed> = reviewed.collect();
    let grievances = list.grievances(&reviewed, &used, today);
    (reviewed, grievances)
}

impl AcceptList {
    /// The entries that together excuse a finding; none where one of its operations is left over.
    fn excuses(&self, finding: &Finding, today: Date) -> Vec<usize> {
        let live = || {
            let entries = self.accepted.iter().map(|entry| &entry.value).enumerate();
            entries.filter(|(_, entry)| !entry.expired(today))
        };
        let named =
            live().find(|(_, entry)| entry.fingerprint.as_ref() == Some(&finding.fingerprint));
        if let Some((at, _)) = named {
            return vec![at];
        }
        let covering: Option<BTreeSet<usize>> = finding
            .operations
            .iter()
            .map(|operation| {
                live()
                    .find(|(_, entry)| entry.covers(finding, operation))
                    .map(|(at, _)| at)
            })
            .collect();
        covering.unwrap_or_default().into_iter().collect()
    }

    fn grievances(
        &self,
        reviewed: &[Reviewed],
        used: &BTreeSet<usize>,
        today: Date,
    ) -> Vec<Grievance> {
        let entries = self.accepted.iter().enumerate();
        entries
            .filter_map(|(at, entry)| {
                let message = match entry.value.until {
                    Some(until) if until < today => format!("the entry expired on {until}"),
                    _ if used.contains(&at) => return None,
                    _ => unused(&entry.value, reviewed),
                };
                Some(Grievance {
                    list: self.name.clone(),
                    line: entry.referenced.line(),
                    message,
                })
            })
            .collect()
    }
}

/// Why an entry excuses nothing: no such finding, or one that reaches further than the entry.
fn unused(entry: &Entry, reviewed: &[Reviewed]) -> String {
    let findings = reviewed.iter().flat_map(|one| &one.comparison.findings);
    let partly = findings.filter_map(|finding| {
        finding
            .operations
            .iter()
            .find(|operation| entry.covers(finding, operation))
            .map(|_| finding)
    });
    match partly.max_by_key(|finding| finding.operations.len()) {
        Some(finding) => format!(
            "the entry excuses nothing: the finding affects {} operations; accept {} instead",
            finding.operations.len(),
            finding.fingerprint
        ),
        None => "the entry excuses nothing".to_owned(),
    }
}
