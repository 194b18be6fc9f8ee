//! Writes: users created, changed, or whichever applies, many at once.
//!
//! The writes of a batch are done in order, each on what those before it have left, and each succeeds or
//! fails by itself. Whatever a dialect finds wrong before the batch gets here keeps its place as a refusal.
//! How a batch is decided is in `drafts`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Fate, Identifier, NewUser, Record, User};

/// One write of a batch.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Write {
    /// What the item is called in its record.
    pub identifier: Identifier,
    /// What is to be done.
    pub intent: Intent,
}

/// What a write is to do: change one user, or something else where there is none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intent {
    /// Exclusive identifiers; the first that names a live user says who is changed.
    pub targets: Vec<Identifier>,
    /// What becomes of that user.
    pub change: Change,
    /// What is done where no target names anybody.
    pub otherwise: Otherwise,
}

/// What is done where there is nobody to change.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Otherwise {
    /// Nothing: [`WriteOutcome::Unknown`].
    Nothing,
    /// This user is created.
    Create(NewUser),
    /// Nothing, for this reason in the words of the dialect.
    Refuse(String),
}

impl Intent {
    /// To create a user.
    pub fn create(user: NewUser) -> Self {
        Self {
            targets: Vec::new(),
            change: Change::default(),
            otherwise: Otherwise::Create(user),
        }
    }

    /// To change the user with this exclusive identifier.
    pub fn change(target: Identifier, change: Change) -> Self {
        Self {
            targets: vec![target],
            change,
            otherwise: Otherwise::Nothing,
        }
    }

    /// To do nothing, for a reason found before the batch gets here.
    pub fn refuse(reason: impl Into<String>) -> Self {
        Self {
            targets: Vec::new(),
            change: Change::default(),
            otherwise: Otherwise::Refuse(reason.into()),
        }
    }
}

/// How a user is changed: what is not mentioned stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Change {
    /// Schemes whose identifiers are taken off.
    pub without: Vec<String>,
    /// Identifiers that are put on, after that.
    pub with: Vec<Identifier>,
    /// A merge patch (RFC 7396) of the profile.
    pub profile: Map<String, Value>,
}

/// A write of a batch and what became of it.
#[derive(Debug, Clone)]
pub struct Written {
    /// What the item is called.
    pub identifier: Identifier,
    /// What became of it.
    pub outcome: WriteOutcome,
}

/// What became of a write.
#[derive(Debug, Clone)]
pub enum WriteOutcome {
    /// The user is new; this is how the batch left it.
    Created(Box<User>),
    /// The user is changed; this is how the batch left it.
    Updated(Box<User>),
    /// No target names a live user, and nothing else was to be done.
    Unknown,
    /// Another live user has this identifier; nothing was written.
    Taken(Identifier),
    /// Nothing was written, for this reason in the words of the dialect.
    Refused(String),
}

impl Written {
    pub(crate) fn record(self) -> Record {
        let fate = match self.outcome {
            WriteOutcome::Created(user) => Fate::Created(user.identifiers),
            WriteOutcome::Updated(user) => Fate::Updated(user.identifiers),
            WriteOutcome::Unknown => Fate::Unknown,
            WriteOutcome::Taken(identifier) => Fate::Taken(identifier),
            WriteOutcome::Refused(reason) => Fate::Refused(reason),
        };
        Record {
            identifier: self.identifier,
            fate,
        }
    }
}
