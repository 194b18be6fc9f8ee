//! The operations.

use poem_openapi::OpenApi;
use umbridge_directory::Deletion;

use super::{
    auth::Caller,
    failure::Failure,
    ids,
    wire::{DeleteUsers, Deleted},
};
use crate::kit::{Answer, Auth, JsonBody};

/// Acme's operations.
pub(super) struct Api;

#[OpenApi]
impl Api {
    /// Delete users in bulk
    ///
    /// Deletes the users named by id; ids of nobody are passed over.
    #[oai(path = "/acme/users", method = "delete", operation_id = "deleteUsers")]
    async fn delete_users(
        &self,
        Auth(caller): Auth<Caller>,
        body: JsonBody<DeleteUsers>,
    ) -> Result<Answer<Deleted>, Failure> {
        let deletion = Deletion::erase(ids::parse(&body.0.ids)?);
        let items = caller.directory.delete_now(caller.account.id, &deletion).await?;
        Ok(Answer(Deleted::of(&items)))
    }
}
