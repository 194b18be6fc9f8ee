//! Two documents of one service by different authors: what a vendor publishes, and what somebody else serves.
//!
//! Their paths are spelt differently and neither has all the other has. What only one of them has is told as not
//! compared; for the rest the law holds as always.

mod items;
mod mapping;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    compare::compare as compare_documents,
    finding::{Comparison, Finding, Operation, Outcome, Site},
    level::Level,
    load::Document,
    policy::Policy,
};
use mapping::{Mapped, pair};

/// On which side the vendor's document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A finding means that a client written against the vendor's document can fail on ours.
    Base,
    /// A finding means that a client written against our document can fail on the vendor.
    Revision,
}

/// One part of one operation, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Which operation.
    #[serde(flatten)]
    pub operation: Operation,
    /// Which part of it, such as `query parameter ids` or `response 200`; nothing for the whole of it.
    pub part: Option<String>,
    /// What became of it: the same, different, or not compared.
    pub outcome: Outcome,
    /// The level of the worst difference.
    pub worst: Option<Level>,
    /// Why it is not compared, or what differs.
    pub reasons: Vec<String>,
}

/// What became of all parts of all operations, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// How many are the same.
    pub same: usize,
    /// How many differ.
    pub differs: usize,
    /// How many are not compared.
    pub not_compared: usize,
    /// Each of them.
    pub items: Vec<Item>,
}

/// What was found.
#[derive(Debug)]
pub struct Against {
    /// The findings about the operations both documents have.
    pub comparison: Comparison,
    /// All parts of all operations of either document.
    pub coverage: Coverage,
}

impl Coverage {
    fn new(items: Vec<Item>) -> Self {
        let count = |outcome| items.iter().filter(|item| item.outcome == outcome).count();
        Self {
            same: count(Outcome::Same),
            differs: count(Outcome::Differs),
            not_compared: count(Outcome::NotCompared),
            items,
        }
    }
}

/// Why there is nothing to compare.
#[derive(Debug, thiserror::Error)]
pub enum Unpaired {
    /// A wanted operation is not in the vendor's document.
    #[error("{document} has no operation {operation}")]
    NoSuchOperation {
        /// The vendor's document.
        document: String,
        /// What was asked for.
        operation: String,
    },
    /// No operation of one document is in the other.
    #[error("no operation of {theirs} is in {ours}")]
    Nothing {
        /// The vendor's document.
        theirs: String,
        /// Ours.
        ours: String,
    },
    /// A document cannot be written anew with its paths mapped.
    #[error(transparent)]
    Unreadable(#[from] crate::load::LoadError),
}

/// Compares what both documents have; `wanted` names the vendor's operations by id or as `METHOD /path`, all if
/// empty.
///
/// # Errors
///
/// Where a wanted operation is unknown, or the documents have none in common.
pub fn compare(
    theirs: &Document,
    ours: &Document,
    side: Side,
    wanted: &[String],
    policy: &Policy,
) -> Result<Against, Unpaired> {
    let pairing = pair(theirs, ours, wanted)?;
    let (their_part, our_part) = (
        Mapped::new(theirs, &pairing.theirs)?,
        Mapped::new(ours, &pairing.ours)?,
    );
    let (base, revision) = match side {
        Side::Base => (&their_part, &our_part),
        Side::Revision => (&our_part, &their_part),
    };
    let mut comparison = compare_documents(&base.document, &revision.document, policy);
    // Most components are out of reach of the few operations that are compared, and the words of two authors are
    // never the same.
    comparison
        .findings
        .retain(|finding| finding.level > Level::Docs && !finding.operations.is_empty());
    let mut items = items::items(&comparison, &base.document, &revision.document);
    let lacking = pairing
        .only_theirs
        .iter()
        .map(|operation| (operation, "we do not have it"));
    let more = pairing
        .only_ours
        .iter()
        .map(|operation| (operation, "the vendor's document does not have it"));
    items.extend(lacking.chain(more).map(|(operation, reason)| Item {
        operation: operation.clone(),
        part: None,
        outcome: Outcome::NotCompared,
        worst: None,
        reasons: vec![reason.to_owned()],
    }));
    for finding in &mut comparison.findings {
        relocate(finding, base, revision);
    }
    (comparison.base, comparison.revision) = (base.original.source(), revision.original.source());
    Ok(Against {
        comparison,
        coverage: Coverage::new(items),
    })
}

/// Places in the documents as their authors wrote them.
fn relocate(finding: &mut Finding, base: &Mapped<'_>, revision: &Mapped<'_>) {
    let moved = |mapped: &Mapped<'_>, site: &mut Option<Site>| {
        if let Some(site) = site {
            *site = mapped.original_site(site);
        }
    };
    moved(base, &mut finding.base);
    moved(revision, &mut finding.revision);
}

#[cfg(test)]
mod tests;
