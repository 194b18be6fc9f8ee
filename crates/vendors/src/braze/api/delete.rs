//! Deletion.

use poem_openapi::{ApiResponse, OpenApi};
use serde_json::Value;
use umbridge_directory::Deletion;

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        ids::{self, Entry},
        policy,
        profiles::{Key, Profiles},
        settings::DeletedCounts,
        wire::{DeleteRequest, DeleteResponse},
    },
    SUCCESS,
};
use crate::kit::{Answer, Auth, JsonBody};

pub(crate) struct Api;

/// The users are queued.
#[derive(Debug, ApiResponse)]
enum Queued {
    /// The users are queued for deletion.
    // Recorded in 2018 and 2020: 201.
    #[oai(status = 201)]
    Created(Answer<DeleteResponse>),
}

#[OpenApi]
impl Api {
    /// Delete users
    ///
    /// Deletes up to 50 users, named by one kind of identifier. An identifier that names nobody is no error.
    /// The users are queued: for a moment they can still be exported. What is deleted stays deleted, and its
    /// names are free again.
    #[oai(path = "/users/delete", method = "post", operation_id = "deleteUsers")]
    async fn delete(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(request): JsonBody<DeleteRequest, true>,
    ) -> Result<Queued, Failure> {
        let entries = ids::parse(request, &caller.settings)?;
        let names = entries.iter().filter_map(|entry| entry.names.identifier());
        let profiles = Profiles::read(&caller, names.cloned()).await?;
        let found = Found::of(&entries, &profiles);
        // Who is meant is decided now: whoever gets one of the names while the deletion is queued is not.
        let targets = found
            .keys
            .iter()
            .filter_map(|key| profiles.get(*key).handle());
        let deletion = Deletion::erase(targets.cloned().collect());
        drop(profiles);
        queue(&caller, &deletion).await?;
        let counts = caller.settings.deleted_counts;
        Ok(Queued::Created(Answer(found.answer(&entries, counts))))
    }
}

async fn queue(caller: &Caller, deletion: &Deletion) -> Result<(), Failure> {
    let (directory, account) = (&caller.directory, caller.account.id);
    let delay = caller.settings.delete_delay();
    if deletion.identifiers.is_empty() {
        return Ok(());
    }
    if delay.is_zero() {
        directory.delete_now(account, deletion).await?;
    } else {
        let policy = policy::deletion_job(delay);
        directory
            .enqueue_deletion(account, None, deletion, &policy)
            .await?;
    }
    Ok(())
}

/// Whom the entries of a deletion found.
struct Found {
    /// The profiles, each once.
    keys: Vec<Key>,
    /// The entries that found none.
    missed: Vec<Value>,
}

impl Found {
    fn of(entries: &[Entry], profiles: &Profiles<'_>) -> Self {
        let mut found = Self {
            keys: Vec::new(),
            missed: Vec::new(),
        };
        for entry in entries {
            let key = profiles.resolve(&entry.names);
            found
                .keys
                .extend(key.filter(|key| !found.keys.contains(key)));
            // Recorded in 2018: integers are told as missed even where they found their user.
            if key.is_none() || entry.sent.is_number() {
                found.missed.push(entry.sent.clone());
            }
        }
        found
    }

    fn answer(self, entries: &[Entry], counts: DeletedCounts) -> DeleteResponse {
        let (deleted, missed) = match counts {
            DeletedCounts::Accepted => (entries.len(), Vec::new()),
            DeletedCounts::Matched => (self.keys.len(), self.missed),
        };
        DeleteResponse {
            invalid_user_ids: (!missed.is_empty()).then_some(missed),
            deleted: u32::try_from(deleted).unwrap_or(u32::MAX),
            message: SUCCESS.to_owned(),
        }
    }
}
