//! Users and what they are made of.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Identifier, Timestamp};

/// The key of a user in this directory; callers outside name users by [`Identifier`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UserId(pub i64);

/// Whether a user is there, only marked as deleted, or emptied for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// An ordinary user.
    Live,
    /// Deleted, but kept as a tombstone; its profile is still there.
    Deleted {
        /// When it was deleted.
        at: Timestamp,
    },
    /// A tombstone whose profile is gone.
    Purged {
        /// When it was deleted.
        at: Timestamp,
    },
}

/// A user as it was when read.
#[derive(Debug, Clone)]
pub struct User {
    /// The key of the user.
    pub id: UserId,
    /// Its names, ordered by scheme and value.
    pub identifiers: Vec<Identifier>,
    /// What the dialect keeps of it; `{}` once purged.
    pub profile: Value,
    /// Whether deletions pass it over.
    pub protected: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Whether it is live, deleted or purged.
    pub standing: Standing,
}

impl User {
    /// The value of the first identifier of `scheme`.
    pub fn identifier(&self, scheme: &str) -> Option<&str> {
        self.identifiers
            .iter()
            .find(|name| name.scheme == scheme)
            .map(|name| name.value.as_str())
    }
}

/// A user to be created.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct NewUser {
    /// Its names; the exclusive ones must be free.
    pub identifiers: Vec<Identifier>,
    /// What the dialect keeps of it.
    pub profile: Value,
}

/// What a user is to become.
#[derive(Debug, Clone)]
pub struct UserChange {
    /// The user, who must be live.
    pub user: UserId,
    /// All its names from now on.
    pub identifiers: Vec<Identifier>,
    /// Its whole profile from now on.
    pub profile: Value,
}
