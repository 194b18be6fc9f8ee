//! A case: some users, one request, and the honest answers to it.
//!
//! This file is the format of `cases/**/*.yaml`. Nothing here sends or judges.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::creation::Step;
use super::when::{Request, When};

/// One case file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The name of the case. A universal case is prefixed with each vendor's name.
    pub id: String,
    /// The claims this case observes. Empty only in a universal case, where each profile names them.
    #[serde(default)]
    pub claims: Vec<String>,
    /// What the case asks, as a sentence.
    pub says: String,
    /// Repeats the case once per kind of identifier of the profile.
    #[serde(default)]
    pub each_kind: bool,
    /// The users the case starts with, by role.
    #[serde(default)]
    pub given: BTreeMap<String, Given>,
    /// Users of the document's own examples that the case needs, by the profile's names for them.
    #[serde(default)]
    pub example: Vec<String>,
    /// Optional doors through which the users are looked at as well.
    #[serde(default)]
    pub doors: Vec<String>,
    /// Opens every door, at once and again when the deletion has settled; other cases open few.
    #[serde(default)]
    pub thorough: bool,
    /// Requests made before the one that is judged; `{before.name}` is what they captured.
    #[serde(default)]
    pub before: Vec<Step>,
    /// The request.
    pub when: When,
    /// Says that the request carries the credential that is refused, as a request for a token does.
    #[serde(default)]
    pub bad_credential: bool,
    /// Why it is asked of no server that is not the operator's own.
    #[serde(default)]
    pub loopback_only: Option<String>,
    /// The one honest answer.
    #[serde(default)]
    pub then: Option<Reading>,
    /// The admissible answers, the preferred one first, where the document allows more than one.
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// The accepted case that differs from this refusal by one change.
    #[serde(default)]
    pub twin: Option<String>,
}

impl Case {
    /// The admissible answers, the preferred one first.
    #[must_use]
    pub(crate) fn readings(&self) -> Vec<&Reading> {
        self.then.iter().chain(&self.readings).collect()
    }
}

/// The users of one role.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    /// How many; one where nothing is said.
    #[serde(default)]
    pub count: Count,
    /// Whether they exist when the request is sent.
    #[serde(default)]
    pub state: State,
    /// The credential of the account they live in; the owner's where nothing is said.
    #[serde(default, rename = "in")]
    pub account: Option<String>,
    /// Fields that differ from the profile's.
    #[serde(default)]
    pub fields: BTreeMap<String, Value>,
    /// Members added to the JSON body that creates them.
    #[serde(default)]
    pub with: Option<Value>,
}

/// How many users a role has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Count {
    /// A number, or a size relative to the batch limit of a deletion.
    Word(Size),
    /// A size relative to another limit of the profile.
    Of(Relative),
}

impl Default for Count {
    fn default() -> Self {
        Self::Word(Size::One)
    }
}

/// A number of users by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Size {
    /// One user.
    One,
    /// Two users.
    Two,
    /// Three users.
    Three,
    /// One fewer than the batch limit.
    BelowLimit,
    /// As many as the batch limit.
    Limit,
    /// One more than the batch limit.
    AboveLimit,
}

/// A number of users near a limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relative {
    /// The name of the limit in the profile.
    pub limit: String,
    /// How many more, or fewer where it is negative.
    #[serde(default)]
    pub plus: i8,
}

/// Whether a role's users exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// Created, and seen through a door, before the request.
    #[default]
    Present,
    /// Created and deleted again before the request.
    Deleted,
    /// Never created: the identifiers name nobody.
    Unknown,
}

/// One admissible answer and what it means for the users.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reading {
    /// The reading's name; required where there is more than one.
    #[serde(default)]
    pub name: Option<String>,
    /// Why the reading is admissible.
    #[serde(default)]
    pub because: Option<String>,
    /// An answer the profile describes; what stands below is asked in addition.
    #[serde(default)]
    pub answer: Option<String>,
    /// Says that the answer is a refusal, where the status alone does not show it.
    #[serde(default)]
    pub refused: bool,
    /// Status codes (`204`) or classes (`4xx`), any of which will do.
    #[serde(default)]
    pub status: Vec<Status>,
    /// Patterns for headers.
    #[serde(default)]
    pub headers: BTreeMap<String, Value>,
    /// A pattern for the JSON body.
    #[serde(default)]
    pub body: Option<Value>,
    /// Whether the body must be empty.
    #[serde(default)]
    pub empty: bool,
    /// A pattern for the finished job.
    #[serde(default)]
    pub job: Option<Value>,
    /// Roles whose users must be gone through every door.
    #[serde(default)]
    pub gone: Vec<String>,
    /// Roles whose users must still be there. Everyone who is in neither list must be too.
    #[serde(default)]
    pub kept: Vec<String>,
    /// Roles whose fate is left open.
    #[serde(default)]
    pub either: Vec<String>,
    /// What can be read once the request has had its effect.
    #[serde(default)]
    pub afterwards: Vec<Afterwards>,
    /// Of a schedule: the profile's answers that each of its deletions may get. Who is gone follows
    /// from the answers: whoever an accepted deletion names, and nobody else.
    #[serde(default)]
    pub each: Vec<String>,
    /// Of a schedule: whether somebody who was not seen may not be seen again.
    #[serde(default)]
    pub steady: bool,
}

/// A later request and what its answer looks like, sooner or later.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Afterwards {
    /// The request.
    pub request: Request,
    /// The credential; the case's where nothing is said.
    #[serde(default, rename = "as")]
    pub credential: Option<String>,
    /// Status codes or classes.
    pub status: Vec<Status>,
    /// A pattern for the JSON body.
    #[serde(default)]
    pub body: Option<Value>,
}

/// A status code or a class of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Status {
    /// Exactly this code.
    Code(u16),
    /// A class: `2xx`, `4xx`.
    Class(String),
}

impl Reading {
    /// Whether the reading says that the request was turned down.
    #[must_use]
    pub(crate) fn refusing(&self) -> bool {
        self.refused || (!self.status.is_empty() && self.status.iter().all(Status::refuses))
    }
}

impl Status {
    /// Whether this answer is a refusal.
    #[must_use]
    pub(crate) fn refuses(&self) -> bool {
        match self {
            Self::Code(code) => (400..500).contains(code),
            Self::Class(class) => class == "4xx",
        }
    }

    /// Whether an answer has this status.
    #[must_use]
    pub(crate) fn covers(&self, code: u16) -> bool {
        match self {
            Self::Code(wanted) => *wanted == code,
            Self::Class(class) => class
                .strip_suffix("xx")
                .is_some_and(|first| first.parse() == Ok(code / 100)),
        }
    }
}
