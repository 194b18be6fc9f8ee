//! The sweep: what a run created and no case deleted is deleted at its end.
//!
//! A user that stays is reported by name. Silence here would let a server
//! that stopped deleting look clean, and leave rubbish in a target.

use std::sync::PoisonError;

use super::people::User;
use super::session::Session;

impl Session<'_> {
    /// Deletes what is left of the run's users and names those that stay.
    pub(crate) async fn sweep(&self) -> Vec<String> {
        let created: Vec<User> = {
            let created = self.created.lock().unwrap_or_else(PoisonError::into_inner);
            created.clone()
        };
        let mut accounts: Vec<String> = created.iter().map(|user| user.account.clone()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let mut left = Vec::new();
        for account in accounts {
            let users: Vec<User> = created
                .iter()
                .filter(|user| user.account == account)
                .cloned()
                .collect();
            let present = self.still_there(&users).await;
            if !present.is_empty() && self.delete_plainly(&present).await.is_err() {
                let staying = self.still_there(&present).await;
                left.extend(staying.iter().map(|user| user.fields.to_string()));
            }
        }
        left
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
