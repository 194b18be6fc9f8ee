//! A claim: one rule a vendor's document states, in our words.
//!
//! The vendor's sentence is never stored. A digest pins it, so that a fresh
//! copy of the page can be asked whether the sentence is still there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pin::Pin;

/// The file `claims/<vendor>.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claims {
    /// The vendor's short name, equal to the file's.
    pub vendor: String,
    /// The document's file name in the list of documents; every pin below is of a passage of it.
    pub document: String,
    /// The rules, in the document's order.
    pub claims: Vec<Claim>,
}

/// One rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    /// A name people quote; it never changes meaning.
    pub id: String,
    /// The heading of the document under which the rule stands.
    #[serde(default)]
    pub heading: Option<String>,
    /// The exact sentence, table row or example lines.
    #[serde(default)]
    pub pin: Option<Pin>,
    /// Where a recorded or inferred rule comes from, in our words.
    #[serde(default)]
    pub source: Option<String>,
    /// How binding the rule is.
    pub level: Level,
    /// How the rule is known.
    pub provenance: Provenance,
    /// The rule, in our words.
    pub says: String,
    /// Why no case can observe the rule over HTTP.
    #[serde(default)]
    pub unobservable: Option<String>,
}

impl Claim {
    /// Whether breaking this rule is a failure, or only something to report.
    #[must_use]
    pub(crate) fn can_fail(&self) -> bool {
        self.level.binds() && self.provenance.stated()
    }
}

/// How binding a rule is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A server that breaks it does not do what its document says.
    Must,
    /// A server that breaks it departs from an example or a described shape.
    Should,
    /// A server may do otherwise.
    May,
}

impl Level {
    /// Whether a server has to keep such a rule.
    pub(crate) fn binds(self) -> bool {
        self != Self::May
    }

    /// The word used in reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }
}

/// How a rule is known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// The document states it.
    Documented,
    /// An example of the document shows it.
    Example,
    /// A published client or recording shows it; the document is silent.
    Recorded,
    /// We concluded it; nothing published says it.
    Inferred,
}

impl Provenance {
    /// Whether the vendor's document says or shows it.
    pub(crate) fn stated(self) -> bool {
        matches!(self, Self::Documented | Self::Example)
    }

    /// The word used in reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Example => "example",
            Self::Recorded => "recorded",
            Self::Inferred => "inferred",
        }
    }
}
