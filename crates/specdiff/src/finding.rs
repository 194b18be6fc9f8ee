//! What a comparison yields.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    level::{Category, Direction, Effect, Level},
    rule::Rule,
};

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// JSON pointer; what was removed or added is pointed at by its parent on the side that lacks it.
    pub pointer: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One method on one path.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Operation {
    /// In capitals.
    pub method: String,
    /// The template as the base writes it, or the revision where it is new; `webhook NAME` for a webhook, and
    /// `PATH callback NAME EXPRESSION` for a callback.
    pub path: String,
}

/// One root cause, however many operations it reaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What kind of change it is.
    pub rule: Rule,
    /// How severe it is: the law, after guards and policy.
    pub level: Level,
    /// What notices it.
    pub category: Category,
    /// Who sends the values; of the worse side where it is reached from both.
    pub direction: Direction,
    /// What it does to the set of accepted values.
    pub effect: Effect,
    /// A short place for people, such as `Ticket.status`.
    pub subject: String,
    /// One sentence.
    pub message: String,
    /// Where in the base.
    pub base: Option<Site>,
    /// Where in the revision.
    pub revision: Option<Site>,
    /// The old value, as short text.
    pub old: Option<String>,
    /// The new value, as short text.
    pub new: Option<String>,
    /// The operations it affects, sorted; none for a component that no operation reaches.
    pub operations: Vec<Operation>,
    /// The same for the same change, whatever the words, the lines and the other changes are.
    pub fingerprint: String,
    /// A value that one side accepts and the other refuses, where one is easily made.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub witness: Option<Value>,
}

/// A document as it was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The name it was loaded under.
    pub name: String,
    /// `info.title`.
    pub title: Option<String>,
    /// `info.version`.
    pub version: Option<String>,
}

/// What became of one operation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Compared, and nothing but words differs.
    Same,
    /// Compared, and something differs.
    Differs,
    /// Compared, but some part of it cannot be judged; there may be other findings as well.
    NotCompared,
    /// Only the base has it.
    OnlyBase,
    /// Only the revision has it.
    OnlyRevision,
}

/// One operation and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Compared {
    /// Which operation.
    #[serde(flatten)]
    pub operation: Operation,
    /// What became of it.
    pub outcome: Outcome,
}

/// All that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The older document, or the one that is promised.
    pub base: Source,
    /// The newer document, or the one that has to keep the promise.
    pub revision: Source,
    /// Worst first, then by operation and place.
    pub findings: Vec<Finding>,
    /// Every operation of both documents, sorted.
    pub operations: Vec<Compared>,
}

impl Comparison {
    /// The level of the worst finding, or none if nothing differs.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        self.findings.iter().map(|finding| finding.level).max()
    }
}
