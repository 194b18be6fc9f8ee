//! The register: users the run created or may have created, and how far that came.
//!
//! Whoever is to be created is entered here, and in the ledger, before the
//! request leaves; so whatever becomes of the request, the sweep looks for them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::people::User;
use super::session::{Hindrance, Session};
use crate::ledger::{Entered, Entry, Event, Stage};
use crate::report::Seal;

/// Users by their seats.
#[derive(Debug, Default)]
pub(crate) struct Register {
    users: Mutex<BTreeMap<String, (User, Stage)>>,
}

impl Register {
    pub(crate) fn enter(&self, users: &[User], stage: Stage) {
        let mut entered = self.users();
        for user in users {
            entered.insert(user.seat.clone(), (user.clone(), stage));
        }
    }

    pub(crate) fn strike(&self, users: &[User]) {
        let mut entered = self.users();
        for user in users {
            entered.remove(&user.seat);
        }
    }

    /// How many of these users were to be created by the run.
    pub(crate) fn count(&self, users: &[User]) -> usize {
        let entered = self.users();
        let known = users.iter().filter(|user| entered.contains_key(&user.seat));
        known.count()
    }

    pub(crate) fn everybody(&self) -> Vec<(User, Stage)> {
        self.users().values().cloned().collect()
    }

    fn users(&self) -> MutexGuard<'_, BTreeMap<String, (User, Stage)>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session<'_> {
    /// Says who is about to be created.
    pub(crate) fn announce(&self, users: &[User]) -> Result<(), Hindrance> {
        self.register.enter(users, Stage::Asked);
        self.write(users, |users| Event::Creating {
            users: entered(users),
        })
    }

    /// Says who was created, and what the server calls them.
    pub(crate) fn confirm(&self, users: &[User]) -> Result<(), Hindrance> {
        self.register.enter(users, Stage::Confirmed);
        self.write(users, |users| Event::Created {
            users: entered(users),
        })
    }

    /// Says whose creation was answered in a way that does not tell what the server calls them.
    pub(crate) fn enter_answered(&self, users: &[User]) -> Result<(), Hindrance> {
        self.register.enter(users, Stage::Answered);
        self.write(users, |users| Event::Answered {
            users: seats(users),
        })
    }

    /// Says whose creation was refused.
    pub(crate) fn enter_refused(&self, users: &[User]) -> Result<(), Hindrance> {
        self.register.enter(users, Stage::Refused);
        self.write(users, |users| Event::Refused {
            users: seats(users),
        })
    }

    /// Says who was seen to be gone.
    pub(crate) fn strike(&self, users: &[User]) -> Result<(), Hindrance> {
        self.register.strike(users);
        self.write(users, |users| Event::Gone {
            users: seats(users),
        })
    }

    /// Writes an entry for the users of each account.
    fn write(&self, users: &[User], event: impl Fn(&[User]) -> Event) -> Result<(), Hindrance> {
        for users in users.chunk_by(|one, other| one.account == other.account) {
            if let Some(first) = users.first() {
                self.note(&first.account, event(users))?;
            }
        }
        Ok(())
    }

    /// Writes an entry to the ledger, if there is one.
    pub(crate) fn note(&self, account: &str, event: Event) -> Result<(), Hindrance> {
        let Some(ledger) = &self.terms.ledger else {
            return Ok(());
        };
        let entry = Entry {
            run: self.roll.mark().to_owned(),
            vendor: self.vendor.profile.vendor.clone(),
            target: self.target.base().to_owned(),
            seed: self.seed,
            account: account.to_owned(),
            event,
        };
        ledger
            .write(&entry, &self.seal())
            .map_err(|error| Hindrance::Blocked(format!("the ledger cannot be written: {error}")))
    }

    /// What takes this vendor's secrets out of a text.
    pub(crate) fn seal(&self) -> Seal {
        Seal::of(self.secrets())
    }
}

fn entered(users: &[User]) -> Vec<Entered> {
    let entered = users.iter().map(|user| Entered {
        user: user.seat.clone(),
        fields: user.fields.clone(),
    });
    entered.collect()
}

fn seats(users: &[User]) -> Vec<String> {
    users.iter().map(|user| user.seat.clone()).collect()
}
