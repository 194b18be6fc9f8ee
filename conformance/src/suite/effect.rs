//! What a request does to users, as far as the suite's files say it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::operation::Operation;

/// What a request does. The order is that of harm.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// It shows something.
    Reads,
    /// It changes users who stay.
    Changes,
    /// It makes users.
    Creates,
    /// It takes users away.
    Deletes,
}

impl Effect {
    /// What an operation does where its file does not say.
    pub(crate) fn of(operation: &Operation) -> Self {
        let usual = match operation.request.method.as_str() {
            "GET" | "HEAD" | "OPTIONS" => Self::Reads,
            "DELETE" => Self::Deletes,
            _ if !operation.creates.is_empty() => Self::Creates,
            _ => Self::Changes,
        };
        operation.effect.unwrap_or(usual)
    }

    /// The word used in plans.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Changes => "changes",
            Self::Creates => "creates",
            Self::Deletes => "deletes",
        }
    }
}
