//! Deliberate faults: what a directory does wrong on purpose, so that whoever judges or calls it can be tried.
//!
//! A directory without a fault never gets here. Faults neutralise what they break: everything still runs,
//! and only the effect is missing, too large, too late, or remembered too long.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use serde::Deserialize;

use crate::{AccountId, Identifier, Item, JobPolicy, Matching, Outcome, Page, User, UserId};

/// One thing a directory does wrong.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// A batch reaches others than it names, and is reported as if it had not.
    Deletes(Reach),
    /// Deleted users are found and listed as they were.
    Remembers,
    /// Jobs are accepted at once and run so many seconds later.
    Postpones(u64),
}

/// Whom a batch really deletes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// None of those it names.
    Nobody,
    /// The first of them.
    OnlyTheFirst,
    /// All but the last of several; one alone is deleted.
    AllButTheLast,
    /// All of them, and whoever has a name in the same scheme that begins with the same fourteen characters.
    EverybodyAlikeToo,
    /// All of them, and whoever of the account has one of their names in another scheme.
    NamesakesToo,
    /// All of them, and whoever has the same identifier in another account.
    NamesakesElsewhereToo,
}

/// A fault and what it needs to remember.
#[derive(Debug)]
pub(crate) struct Faulty {
    fault: Fault,
    /// Deleted users as they were.
    ghosts: Mutex<Vec<(AccountId, User)>>,
}

impl Faulty {
    pub(crate) fn new(fault: Fault) -> Self {
        Self {
            fault,
            ghosts: Mutex::default(),
        }
    }

    /// Whom a batch really deletes, if not those it names.
    pub(crate) fn reach(&self) -> Option<Reach> {
        match self.fault {
            Fault::Deletes(reach) => Some(reach),
            _ => None,
        }
    }

    /// The policy of a job that has to wait.
    pub(crate) fn postponed(&self, policy: &JobPolicy) -> Option<JobPolicy> {
        match self.fault {
            Fault::Postpones(seconds) => Some(JobPolicy {
                delay: policy.delay + Duration::from_secs(seconds),
                ..policy.clone()
            }),
            _ => None,
        }
    }

    /// Keeps the users a batch deletes.
    pub(crate) fn remember(&self, account: AccountId, items: &[Item]) {
        if self.fault != Fault::Remembers {
            return;
        }
        let mut ghosts = self.ghosts.lock().unwrap_or_else(PoisonError::into_inner);
        ghosts.extend(items.iter().filter_map(|item| match &item.outcome {
            Outcome::Deleted(user) => Some((account, User::clone(user))),
            _ => None,
        }));
    }

    /// A deleted user by key.
    pub(crate) fn recall(&self, account: AccountId, user: UserId) -> Option<User> {
        self.ghosts_of(account)
            .into_iter()
            .find(|ghost| ghost.id == user)
    }

    /// Puts deleted users where they were found before, in place of their tombstones.
    pub(crate) fn recall_named(
        &self,
        account: AccountId,
        identifiers: &[Identifier],
        found: &mut Vec<(usize, User)>,
    ) {
        for ghost in self.ghosts_of(account) {
            for (at, _) in identifiers.iter().enumerate().filter(|(_, name)| {
                let same = |own: &&Identifier| own.scheme == name.scheme && own.value == name.value;
                ghost.identifiers.iter().any(|own| same(&own))
            }) {
                found.retain(|(position, user)| *position != at || user.id != ghost.id);
                found.push((at, ghost.clone()));
            }
        }
        found.sort_by_key(|(position, user)| (*position, user.id));
    }

    /// Lists deleted users among the living, at the end of whatever part is read.
    pub(crate) fn recall_listed(&self, account: AccountId, matching: &Matching, page: &mut Page) {
        if matching.deleted {
            return;
        }
        let wanted = matching.text.as_deref().map(str::to_lowercase);
        let fits = |ghost: &User| {
            let Some(text) = &wanted else { return true };
            let named = |name: &Identifier| name.value.to_lowercase().contains(text);
            let profile = ghost.profile.to_string().to_lowercase();
            ghost.identifiers.iter().any(named) || profile.contains(text)
        };
        for ghost in self.ghosts_of(account).into_iter().filter(fits) {
            page.users.push(ghost);
            page.total += 1;
        }
    }

    fn ghosts_of(&self, account: AccountId) -> Vec<User> {
        let ghosts = self.ghosts.lock().unwrap_or_else(PoisonError::into_inner);
        let own = ghosts.iter().filter(|(of, _)| *of == account);
        own.map(|(_, user)| user.clone()).collect()
    }
}
