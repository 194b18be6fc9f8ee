//! What a run found: one value, which every writer reads and nothing else.

mod badge;
mod case;
mod difference;
mod exchange;
mod expectations;
mod forms;
mod github;
mod html;
mod junit;
mod markdown;
mod outcome;
mod paint;
mod plain;
mod seal;
mod spelling;
mod terminal;
mod transcript;
mod witness;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use case::{CaseReport, ClaimReport, Finding, Lost};
pub use exchange::{Body, Exchange, Header, Received, Sent};
pub use expectations::{DeviationState, Expectations, ListedDeviation};
pub use forms::NoReport;
pub use paint::Paint;
pub(crate) use seal::Seal;
pub use witness::{Event, Moment, Sighting};

use crate::judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNASKED, Verdict};

/// The version of the report's form. It rises when a member goes or changes its meaning, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;

/// The result of a run.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The version of this form; a reader of another one refuses it.
    pub schema_version: u32,
    /// The server that was judged.
    pub base_url: String,
    /// The seed; the same seed makes the same users and payloads.
    pub seed: u64,
    /// How long the run took.
    pub duration_ms: u64,
    /// What the target's file calls it, where there was one.
    #[serde(default)]
    pub target: Option<String>,
    /// One result per vendor that was asked.
    pub vendors: Vec<VendorReport>,
    /// What became of the known deviations, where a list of them was given.
    #[serde(default)]
    pub expectations: Option<Expectations>,
}

/// The result for one vendor.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct VendorReport {
    /// The short name.
    pub vendor: String,
    /// The name people know.
    pub name: String,
    /// The document the claims cite.
    pub document: String,
    /// Where its API is.
    #[serde(default)]
    pub base_url: String,
    /// What the target says it leaves out, as sentences.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// How long the vendor's cases took.
    pub duration_ms: u64,
    /// How many requests were sent.
    #[serde(default)]
    pub requests: usize,
    /// Every claim, in the document's order.
    pub claims: Vec<ClaimReport>,
    /// Every case that was selected.
    pub cases: Vec<CaseReport>,
    /// Users who were deleted and should have been kept, whatever the verdicts say.
    #[serde(default)]
    pub lost: Vec<Lost>,
    /// Users of the run that could not be cleaned up.
    pub left_behind: Vec<String>,
}

impl Report {
    /// The process's exit code: 0 nothing failed, 1 findings, 3 could not be asked or nothing compared.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let mut cases = self.vendors.iter().flat_map(|vendor| &vendor.cases);
        let failed = cases.any(|case| case.verdict == Verdict::Fail);
        // Nobody's request named those who vanish after their case, so no case can say it.
        let untidy = self.vendors.iter().any(|vendor| {
            let vanished = vendor.lost.iter().any(|lost| lost.case.is_none());
            vanished || !vendor.left_behind.is_empty()
        });
        let unexpected = self.expectations.as_ref().is_some_and(Expectations::is_red);
        if failed || untidy || unexpected {
            return EXIT_FINDINGS;
        }
        let unasked = self.vendors.is_empty() || self.vendors.iter().any(VendorReport::unasked);
        if unasked { EXIT_UNASKED } else { EXIT_CLEAN }
    }
}

impl VendorReport {
    /// Whether too little came of asking to call it clean. A server that does nothing right
    /// departs from rules that cannot fail it and blocks the others.
    fn unasked(&self) -> bool {
        let admitted = |case: &&CaseReport| case.verdict.compared() && case.findings.is_empty();
        let compared = self.cases.iter().any(|case| case.verdict.compared());
        let blocked = self.count(Verdict::Blocked) > 0;
        let fruitless = blocked && !self.cases.iter().any(|case| admitted(&case));
        !compared || fruitless || self.count(Verdict::Broken) > 0
    }

    /// Gives each claim the weightiest verdict of its cases.
    pub(crate) fn weigh_claims(&mut self) {
        for claim in &mut self.claims {
            let cases = self.cases.iter();
            let observing = cases.filter(|case| case.claims.contains(&claim.id));
            claim.verdict = observing.map(|case| case.verdict).max();
        }
    }

    /// How many cases got this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.cases
            .iter()
            .filter(|case| case.verdict == verdict)
            .count()
    }

    /// The claim of this name.
    #[must_use]
    pub fn claim(&self, id: &str) -> Option<&ClaimReport> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}
