//! Signed requests that have been seen: none is answered twice while its time is good.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use umbridge_directory::{AccountId, Timestamp};

/// The numbers used once, kept in memory for as long as a replay could be in time.
#[derive(Debug, Default)]
pub(in super::super) struct Replays(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    known: HashSet<(AccountId, String)>,
    /// By when each can be forgotten, in the order of arrival.
    leaving: VecDeque<(Timestamp, (AccountId, String))>,
}

impl Replays {
    /// Whether a number is seen for the first time; `skew` is in seconds.
    pub(super) fn first(&self, account: AccountId, once: &str, now: Timestamp, skew: u32) -> bool {
        // What is known stays known even if another holder panicked.
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((_, left)) = seen.leaving.pop_front_if(|(until, _)| *until < now) {
            seen.known.remove(&left);
        }
        let entry = (account, once.to_owned());
        let first = seen.known.insert(entry.clone());
        if first {
            // A request may be early by the skew and be replayed until it is late by as much.
            let until = now + Duration::from_secs(u64::from(skew) * 2);
            seen.leaving.push_back((until, entry));
        }
        first
    }
}
