//! Signed requests that have been seen: none is answered twice while its time is good.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};

use umbridge_directory::{AccountId, Timestamp};

/// The numbers used once, kept in memory for as long as a replay could be in time.
#[derive(Debug, Default)]
pub(in crate::genauth) struct Replays(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    known: HashSet<(AccountId, String)>,
    /// By when each can be forgotten, in the order of arrival.
    leaving: VecDeque<(Timestamp, (AccountId, String))>,
}

impl Replays {
    /// Whether a number is seen for the first time; it is kept until a replay would be too late anyway.
    pub(super) fn first(
        &self,
        account: AccountId,
        once: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> bool {
        // What is known stays known even if another holder panicked.
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((_, left)) = seen.leaving.pop_front_if(|(until, _)| *until < now) {
            seen.known.remove(&left);
        }
        let entry = (account, once.to_owned());
        let first = seen.known.insert(entry.clone());
        if first {
            seen.leaving.push_back((until, entry));
        }
        first
    }
}
