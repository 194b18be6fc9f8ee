//! What a run found: one value, which every writer reads and nothing else.

mod badge;
mod difference;
mod exchange;
mod expectations;
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

pub use exchange::{Body, Exchange, Header, Received, Sent};
pub use expectations::{DeviationState, Expectations, ListedDeviation};
pub use paint::Paint;
pub(crate) use seal::Seal;
pub use witness::{Event, Moment, Sighting};

use crate::judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNASKED, Verdict};
use crate::suite::claim::{Level, Provenance};

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

/// What the cases say about one claim.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ClaimReport {
    /// The claim's name.
    pub id: String,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// How binding it is.
    pub level: Level,
    /// How it is known.
    pub provenance: Provenance,
    /// Where a recorded or inferred rule comes from.
    #[serde(default)]
    pub source: Option<String>,
    /// The rule, in our words.
    pub says: String,
    /// The worst verdict of its cases; nothing where no case was selected.
    pub verdict: Option<Verdict>,
    /// Why no case can observe it.
    pub unobservable: Option<String>,
}

/// What became of one case.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CaseReport {
    /// The case's name.
    pub id: String,
    /// The file it was read from.
    pub file: String,
    /// What it asks.
    pub says: String,
    /// The claims it observes.
    pub claims: Vec<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, where the verdict alone does not say.
    pub reason: Option<String>,
    /// The admissible answer that was given, where it has a name.
    pub reading: Option<String>,
    /// How long it took.
    pub duration_ms: u64,
    /// The request and its answer, if one was sent.
    pub exchange: Option<Exchange>,
    /// What differed from what was expected.
    pub findings: Vec<Finding>,
    /// Users whom every admissible answer keeps and who are gone.
    #[serde(default)]
    pub lost: Vec<String>,
    /// What each door showed of each role, at once and when the deletion had settled.
    #[serde(default)]
    pub erasure: Vec<Sighting>,
    /// The requests of a case that sends several at once, as they began.
    #[serde(default)]
    pub history: Vec<Event>,
}

/// A user who was deleted against the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lost {
    /// The user, as the case calls them.
    pub user: String,
    /// The case whose request took them; nothing where they vanished after their case had ended.
    pub case: Option<String>,
    /// The claims of that case.
    pub claims: Vec<String>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Where: `status`, `body.deleted`, `target through show`.
    pub place: String,
    /// What was expected.
    pub expected: String,
    /// What was there.
    pub actual: String,
}

/// What every version of a report has.
#[derive(Deserialize)]
struct Version {
    schema_version: u32,
}

/// Why a text is not taken for a report.
#[derive(Debug, thiserror::Error)]
pub enum NoReport {
    /// It has not the form of one.
    #[error("this is no report: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// It is a report of another version.
    #[error("this is a report of version {0}; this program reads version {SCHEMA_VERSION}")]
    Version(u32),
}

impl Finding {
    pub(crate) fn new(place: &str, expected: &str, actual: &str) -> Self {
        Self {
            place: place.to_owned(),
            expected: expected.to_owned(),
            actual: actual.to_owned(),
        }
    }
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

    /// Reads a report that was written as JSON.
    ///
    /// # Errors
    /// Refuses what is no report, and a report of another version.
    pub fn parse(text: &str) -> Result<Self, NoReport> {
        let version = serde_json::from_str(text).map(|Version { schema_version }| schema_version);
        match version {
            Ok(SCHEMA_VERSION) => Ok(serde_json::from_str(text)?),
            Ok(version) => Err(NoReport::Version(version)),
            Err(error) => Err(NoReport::Unreadable(error)),
        }
    }

    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The report for people.
    #[must_use]
    pub fn terminal(&self) -> String {
        terminal::render(self, Paint::Plain)
    }

    /// The same, coloured or not.
    #[must_use]
    pub fn terminal_in(&self, paint: Paint) -> String {
        terminal::render(self, paint)
    }

    /// A case, or the cases of a claim, with everything that was sent and received.
    #[must_use]
    pub fn transcript(&self, id: &str, paint: Paint) -> String {
        transcript::render(self, id, paint)
    }

    /// The report for build servers that read JUnit.
    #[must_use]
    pub fn junit(&self) -> String {
        junit::render(self)
    }

    /// The report for a pull request, short enough for a comment on it.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// Annotations, as GitHub's runner reads them from the output of a step.
    #[must_use]
    pub fn github(&self) -> String {
        github::render(self)
    }

    /// The report as one page that needs no other file.
    #[must_use]
    pub fn html(&self) -> String {
        html::render(self)
    }

    /// The data of a badge, as shields.io's endpoint badge reads it.
    #[must_use]
    pub fn badge(&self) -> String {
        badge::render(self)
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
