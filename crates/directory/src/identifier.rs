//! How callers name users.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One name of one user: a value in a system of names.
///
/// The scheme is an opaque word composed by the caller (`id`, `external_id/brand-0`, `alias/label`).
/// Values are compared byte by byte: whoever wants case folded folds it before it gets here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identifier {
    /// The system of names.
    pub scheme: String,
    /// The name itself.
    pub value: String,
    /// Whether at most one live user of the account may have it. Lookups that must be unambiguous see
    /// exclusive identifiers only.
    #[serde(default = "exclusive", skip_serializing_if = "is_exclusive")]
    pub exclusive: bool,
}

fn exclusive() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_exclusive(exclusive: &bool) -> bool {
    *exclusive
}

impl Identifier {
    /// A name that only one user of the account may have.
    pub fn new(scheme: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            scheme: scheme.into(),
            value: value.into(),
            exclusive: true,
        }
    }

    /// A name that several users may share, such as an e-mail address of profiles not yet merged.
    pub fn shared(scheme: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            scheme: scheme.into(),
            value: value.into(),
            exclusive: false,
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme, self.value)
    }
}
