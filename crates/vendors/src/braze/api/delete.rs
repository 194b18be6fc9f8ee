//! Deletion.

use poem_openapi::{ApiResponse, OpenApi};
use umbridge_directory::{Deletion, Identifier};

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        ids::{self, Entry, Named},
        policy,
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
        let targets = entries.iter().filter_map(Entry::target).collect();
        let answer = answer(&caller, &entries).await?;
        let deletion = Deletion::erase(targets);
        let delay = caller.settings.delete_delay();
        if delay.is_zero() {
            caller
                .directory
                .delete_now(caller.account.id, &deletion)
                .await?;
        } else {
            let policy = policy::deletion_job(delay);
            caller
                .directory
                .enqueue_deletion(caller.account.id, None, &deletion, &policy)
                .await?;
        }
        Ok(Queued::Created(Answer(answer)))
    }
}

impl Entry {
    fn target(&self) -> Option<Identifier> {
        match &self.names {
            Named::One(identifier) => Some(identifier.clone()),
            Named::Nobody(_) => None,
        }
    }
}

async fn answer(caller: &Caller, entries: &[Entry]) -> Result<DeleteResponse, Failure> {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let message = SUCCESS.to_owned();
    match caller.settings.deleted_counts {
        DeletedCounts::Accepted => Ok(DeleteResponse {
            invalid_user_ids: None,
            deleted: count(entries.len()),
            message,
        }),
        DeletedCounts::Matched => {
            let targets: Vec<Identifier> = entries.iter().filter_map(Entry::target).collect();
            let found = caller
                .directory
                .find_users(caller.account.id, &targets)
                .await?;
            let known = |entry: &&Entry| {
                let target = entry.target();
                found
                    .iter()
                    .any(|(at, _)| Some(&targets[*at]) == target.as_ref())
            };
            // Recorded in 2018: integers are among the invalid ids even where they found their user.
            let invalid: Vec<_> = entries
                .iter()
                .filter(|entry| entry.sent.is_number() || !known(entry))
                .map(|entry| entry.sent.clone())
                .collect();
            Ok(DeleteResponse {
                invalid_user_ids: (!invalid.is_empty()).then_some(invalid),
                deleted: count(found.len()),
                message,
            })
        }
    }
}
