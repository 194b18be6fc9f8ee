//! The sweep: what a run created and no case deleted is deleted at its end.
//!
//! A user that stays is reported by name. Silence here would let a server
//! that stopped deleting look clean, and leave rubbish in a target.

use std::collections::HashSet;
use std::sync::PoisonError;

use super::people::User;
use super::session::Session;
use crate::judge::sight::{Fate, GONE};
use crate::report::Lost;

impl Session<'_> {
    /// Deletes what is left of the run's users. Names those that stay, and those
    /// who were there when their case ended and are not any more.
    pub(crate) async fn sweep(&self) -> (Vec<String>, Vec<Lost>) {
        let expected: Vec<User> = {
            let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
            expected.clone()
        };

        let created: Vec<User> = {
            let created = self.created.lock().unwrap_or_else(PoisonError::into_inner);
            created.clone()
        };
        let mut accounts: Vec<String> = created.iter().map(|user| user.account.clone()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let mut left = Vec::new();
        let mut vanished = Vec::new();
        for account in accounts {
            let users: Vec<User> = created
                .iter()
                .filter(|user| user.account == account)
                .cloned()
                .collect();
            let present = self.still_there(&users).await;
            let names = |users: &[User]| -> HashSet<String> {
                users.iter().map(|user| user.fields.to_string()).collect()
            };
            let (known, here) = (names(&users), names(&present));
            for user in expected.iter().filter(|user| user.account == account) {
                let name = user.fields.to_string();
                if known.contains(&name) && !here.contains(&name) {
                    vanished.push(user.clone());
                }
            }
            if !present.is_empty() && self.delete_plainly(&present).await.is_err() {
                let staying = self.still_there(&present).await;
                left.extend(staying.iter().map(|user| user.fields.to_string()));
            }
        }
        // An answer that shows nothing clearly is no proof that somebody is gone.
        let findings = self.look(&vanished, Fate::Kept).await;
        let missing = findings.iter().filter(|finding| finding.actual == GONE);
        let mut lost: Vec<Lost> = missing
            .map(|finding| Lost {
                user: finding.place.clone(),
                case: None,
                claims: vec![],
            })
            .collect();
        lost.dedup();
        (left, lost)
    }

    async fn still_there(&self, users: &[User]) -> Vec<User> {
        let Some(door) = self.widest_door() else {
            return vec![];
        };
        let mut present = Vec::new();
        for chunk in users.chunks(door.batch.unwrap_or(1)) {
            present.extend(self.visible(door, chunk).await);
        }
        present
    }
}
