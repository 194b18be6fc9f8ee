//! Deletions: what is asked, and what became of each item.
//!
//! A deletion answers per item and in request order. Counts, lists of users and success flags are what
//! dialects print of that.

use std::{collections::BTreeSet, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{Identifier, User, UserId};

/// What to do about an identifier that names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnUnknown {
    /// Delete the others and say so per item.
    Report,
    /// Delete nobody: [`crate::Error::UnknownUsers`].
    RefuseAll,
}

/// What remains of a deleted user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Retention {
    /// Nothing.
    Erase,
    /// A tombstone that keeps its profile and the identifiers of one scheme; all others become free.
    Tombstone {
        /// The scheme whose identifiers stay.
        keep: String,
        /// How long until the profile is emptied too; `None` for never.
        purge_after: Option<Duration>,
    },
}

/// A request to delete users of one account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deletion {
    /// The users, by exclusive identifiers.
    pub identifiers: Vec<Identifier>,
    /// What to do about unknown ones.
    pub on_unknown: OnUnknown,
    /// What remains of the users.
    pub retention: Retention,
    /// Users who are passed over even if named, beside those protected for good.
    pub spare: Vec<UserId>,
}

impl Deletion {
    /// Deletes whoever of `identifiers` exists, leaving nothing behind.
    pub fn erase(identifiers: Vec<Identifier>) -> Self {
        Self {
            identifiers,
            on_unknown: OnUnknown::Report,
            retention: Retention::Erase,
            spare: Vec::new(),
        }
    }
}

/// What became of one item of a batch.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The user is deleted; this is how it was just before.
    Deleted(Box<User>),
    /// The identifier named nobody, or somebody whom an earlier item had already named.
    Unknown,
    /// The user may not be deleted and was left alone.
    Protected,
}

/// An identifier of a batch and what became of it.
#[derive(Debug, Clone)]
pub struct Item {
    /// The identifier as it was asked for.
    pub identifier: Identifier,
    /// What became of it.
    pub outcome: Outcome,
}

/// What is kept on record of an item of a batch: never the user's profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The identifier as it was asked for.
    pub identifier: Identifier,
    /// What became of it.
    pub fate: Fate,
}

/// The recorded form of [`Outcome`] and [`crate::WriteOutcome`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Deleted; with the value of the identifier that a tombstone keeps.
    Deleted(Option<String>),
    /// Named nobody.
    Unknown,
    /// Left alone.
    Protected,
    /// Created; with the identifiers it has.
    Created(Vec<Identifier>),
    /// Changed; with the identifiers it has.
    Updated(Vec<Identifier>),
    /// Not written, since another user has this identifier.
    Taken(Identifier),
    /// Not written, for this reason in the words of the dialect.
    Refused(String),
}

/// Decides each item's outcome from the users found by position, the directory's only deletion rule.
///
/// # Errors
///
/// [`crate::Error::UnknownUsers`] where unknown ones are to be refused.
pub(crate) fn decide(deletion: &Deletion, found: Vec<(usize, User)>) -> crate::Result<Vec<Item>> {
    let mut found = found.into_iter().peekable();
    let mut named = BTreeSet::new();
    let mut items = Vec::with_capacity(deletion.identifiers.len());
    for (position, identifier) in deletion.identifiers.iter().enumerate() {
        let outcome = match found.next_if(|(at, _)| *at == position) {
            Some((_, user)) if user.protected || deletion.spare.contains(&user.id) => {
                Outcome::Protected
            }
            Some((_, user)) if named.insert(user.id) => Outcome::Deleted(Box::new(user)),
            _ => Outcome::Unknown,
        };
        items.push(Item {
            identifier: identifier.clone(),
            outcome,
        });
    }
    if deletion.on_unknown == OnUnknown::RefuseAll {
        let unknown: Vec<usize> = (0..items.len())
            .filter(|at| matches!(items[*at].outcome, Outcome::Unknown))
            .collect();
        if !unknown.is_empty() {
            return Err(crate::Error::UnknownUsers(unknown));
        }
    }
    Ok(items)
}

impl Item {
    pub(crate) fn record(&self, retention: &Retention) -> Record {
        let fate = match (&self.outcome, retention) {
            (Outcome::Deleted(user), Retention::Tombstone { keep, .. }) => {
                Fate::Deleted(user.identifier(keep).map(str::to_owned))
            }
            (Outcome::Deleted(_), Retention::Erase) => Fate::Deleted(None),
            (Outcome::Unknown, _) => Fate::Unknown,
            (Outcome::Protected, _) => Fate::Protected,
        };
        Record {
            identifier: self.identifier.clone(),
            fate,
        }
    }
}
