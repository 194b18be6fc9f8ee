//! What became of one case and of one claim, and what differed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::exchange::Exchange;
use super::witness::{Event, Sighting};
use crate::judge::verdict::Verdict;
use crate::suite::claim::{Level, Provenance};

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

impl Finding {
    pub(crate) fn new(place: &str, expected: &str, actual: &str) -> Self {
        Self {
            place: place.to_owned(),
            expected: expected.to_owned(),
            actual: actual.to_owned(),
        }
    }
}
