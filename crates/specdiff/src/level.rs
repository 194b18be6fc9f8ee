//! The law: how severe a change is follows from what it does to the set of accepted values, and from who sends
//! them. No rule carries a level of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How severe a finding is; the order is the order of severity.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Words changed, and nothing a program can notice.
    Docs,
    /// A program can notice it and goes on working.
    Info,
    /// It cannot be decided, or it depends on the client.
    Warning,
    /// A client that worked against the base can fail against the revision.
    Breaking,
}

impl Level {
    /// All levels, mildest first.
    pub const ALL: [Self; 4] = [Self::Docs, Self::Info, Self::Warning, Self::Breaking];

    /// The word used in reports and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }
}

/// Who sends the values a change is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The client sends them: the service may not become stricter.
    Request,
    /// The service sends them: it may not become freer.
    Response,
    /// Nobody does: the place is reached by no operation, or is words.
    None,
}

impl Direction {
    /// All directions.
    pub const ALL: [Self; 3] = [Self::Request, Self::Response, Self::None];

    /// The word used in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::None => "none",
        }
    }

    /// The side seen from a webhook or a callback, where the service is the one that asks.
    #[must_use]
    pub fn swapped(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
            Self::None => Self::None,
        }
    }
}

/// What a change does to the set of accepted values.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Some values are accepted no longer, none are new.
    Narrows,
    /// Some values are new, all old ones are accepted still.
    Widens,
    /// Some values are lost and some are new.
    Incomparable,
    /// It is not decided, or depends on what the client makes of it.
    Unknown,
    /// A program can notice the change; the set stays what it was.
    Neutral,
    /// Only words changed.
    Wording,
}

impl Effect {
    /// All effects.
    pub const ALL: [Self; 6] = [
        Self::Narrows,
        Self::Widens,
        Self::Incomparable,
        Self::Unknown,
        Self::Neutral,
        Self::Wording,
    ];

    /// The word used in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Narrows => "narrows",
            Self::Widens => "widens",
            Self::Incomparable => "incomparable",
            Self::Unknown => "unknown",
            Self::Neutral => "neutral",
            Self::Wording => "wording",
        }
    }

    /// The effect of the same change made backwards.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Narrows => Self::Widens,
            Self::Widens => Self::Narrows,
            other => other,
        }
    }

    /// The law.
    #[must_use]
    pub fn level(self, direction: Direction) -> Level {
        match (self, direction) {
            (Self::Wording, _) | (_, Direction::None) => Level::Docs,
            (Self::Narrows, Direction::Request)
            | (Self::Widens, Direction::Response)
            | (Self::Incomparable, _) => Level::Breaking,
            (Self::Unknown, _) => Level::Warning,
            (Self::Narrows | Self::Widens | Self::Neutral, _) => Level::Info,
        }
    }
}

/// What notices a change; independent of how severe it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// The bytes of a request or a response change.
    Wire,
    /// A validator or a gateway that enforces the document notices.
    Contract,
    /// Generated code changes.
    Sdk,
    /// A reader notices.
    Docs,
}

impl Category {
    /// All categories.
    pub const ALL: [Self; 4] = [Self::Wire, Self::Contract, Self::Sdk, Self::Docs];

    /// The word used in reports and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Contract => "contract",
            Self::Sdk => "sdk",
            Self::Docs => "docs",
        }
    }
}
