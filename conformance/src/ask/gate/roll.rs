//! The roll: who the run may name.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::Stopped;
use super::names::{Name, leaves};
use crate::ask::template::as_text;
use crate::suite::effect::Effect;

/// Everybody a run made, was given, or made up.
#[derive(Debug)]
pub(crate) struct Roll {
    /// The text that marks everything this run made up.
    mark: String,
    entries: Mutex<Entries>,
}

#[derive(Debug, Default)]
struct Entries {
    /// Whatever cases mention, strangers among it; enough on loopback.
    mentioned: HashSet<String>,
    /// Numbers and the like that the run drew from its seed.
    made_up: HashSet<String>,
    /// Identifiers the server gave to users of this run.
    own: HashSet<String>,
    /// What the operator named, with the place where it may stand.
    given: HashSet<(String, String)>,
    /// What a preparing request brought; it may be used, and not deleted.
    prepared: HashSet<String>,
}

impl Roll {
    pub(crate) fn new(mark: &str) -> Self {
        Self {
            mark: mark.to_owned(),
            entries: Mutex::default(),
        }
    }

    pub(crate) fn mark(&self) -> &str {
        &self.mark
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters every identifier among a user's fields, which on loopback is enough to be known.
    pub(crate) fn mention(&self, fields: &Value) {
        let mut entries = self.entries();
        leaves(fields, &mut |leaf| {
            entries.mentioned.insert(as_text(leaf));
        });
    }

    /// Enters what the run drew from its seed.
    pub(crate) fn make_up(&self, value: &Value) {
        self.entries().made_up.insert(as_text(value));
        self.mention(value);
    }

    /// Enters an identifier the server gave to a user who was seen under a marked name.
    pub(crate) fn own(&self, value: &Value) {
        self.entries().own.insert(as_text(value));
        self.mention(value);
    }

    /// Whether the server gave this identifier to a user of this run.
    pub(crate) fn is_own(&self, value: &Value) -> bool {
        self.entries().own.contains(&as_text(value))
    }

    /// Enters a name of a user whom the operator gave away, as it stands in a deletion.
    pub(crate) fn give(&self, name: &Name) {
        let given = (name.place.clone(), name.whole.clone());
        self.entries().given.insert(given);
    }

    /// Enters what a preparing request of a case brought.
    pub(crate) fn prepare(&self, fields: &Value) {
        let mut entries = self.entries();
        leaves(fields, &mut |leaf| {
            entries.prepared.insert(as_text(leaf));
        });
        drop(entries);
        self.mention(fields);
    }

    /// On loopback: somebody the run has heard of.
    pub(super) fn expect_known(&self, name: &Name) -> Result<(), Stopped> {
        let entries = self.entries();
        let known = |leaf: &&String| entries.mentioned.contains(*leaf) || leaf.contains(&self.mark);
        stranger(name.leaves.iter().find(|leaf| !known(leaf)))
    }

    /// A name that nobody but users of this run can have.
    pub(super) fn expect_nobody(&self, name: &Name) -> Result<(), Stopped> {
        let entries = self.entries();
        stranger(
            name.leaves
                .iter()
                .find(|leaf| !self.is_marked(leaf, &entries)),
        )
    }

    /// A user of this run, or one the operator gave away.
    pub(super) fn expect_own(&self, name: &Name, effect: Effect) -> Result<(), Stopped> {
        let entries = self.entries();
        let given = (name.place.clone(), name.whole.clone());
        if entries.given.contains(&given) {
            return Ok(());
        }
        let own = |leaf: &&String| {
            let prepared = effect != Effect::Deletes && entries.prepared.contains(*leaf);
            prepared || entries.own.contains(*leaf) || self.is_marked(leaf, &entries)
        };
        stranger(name.leaves.iter().find(|leaf| !own(leaf)))
    }

    /// Whether a text shows that a user is this run's.
    pub(crate) fn is_invented(&self, text: &str) -> bool {
        text.contains(&self.mark) || self.entries().made_up.contains(text)
    }

    /// Whether an identifier is the run's own invention: drawn from its seed, or carrying its mark
    /// with nothing beside it that a server could take for another name.
    fn is_marked(&self, text: &str, entries: &Entries) -> bool {
        if entries.made_up.contains(text) {
            return true;
        }
        let several = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '&');
        let Some(at) = text.find(&self.mark).filter(|_| !text.contains(several)) else {
            return false;
        };
        let before = text[..at].split(|c: char| !c.is_ascii_alphanumeric());
        let mut before = before.filter(|word| word.chars().any(|c| c.is_ascii_digit()));
        before.all(|word| entries.made_up.contains(word))
    }
}

fn stranger(found: Option<&String>) -> Result<(), Stopped> {
    match found {
        Some(leaf) => Err(Stopped::Stranger(leaf.clone())),
        None => Ok(()),
    }
}
