//! Changing users: read, change and write, one request at a time.

use std::sync::Arc;

use futures_util::lock::Mutex;
use umbridge_directory::{Identifier, User, UserChange};

use super::{auth::Caller, failure::Failure, ids, profile::Profile};

/// Whoever changes users; clones wait for each other, so that no request overwrites another's change.
#[derive(Debug, Clone, Default)]
pub(super) struct Editor(Arc<Mutex<()>>);

impl Editor {
    /// Changes the user whom an identifier names, and gives it back as it is now.
    ///
    /// `None` where the identifier names nobody whom the caller sees.
    pub(super) async fn change(
        &self,
        caller: &Caller,
        identifier: &Identifier,
        change: impl FnOnce(&mut Profile),
    ) -> Result<Option<User>, Failure> {
        let _turn = self.0.lock().await;
        let Some(user) = caller.find(identifier).await? else {
            return Ok(None);
        };
        let id = ids::id(&user)?;
        let mut profile = Profile::of(&user)?;
        change(&mut profile);
        let change = UserChange {
            user: user.id,
            identifiers: profile.identifiers(id),
            profile: profile.value(),
        };
        let account = caller.account.id;
        caller.directory.update_users(account, &[change]).await?;
        // Deletions do not wait for a turn: whoever is deleted meanwhile is not there any more.
        Ok(caller.find(&ids::user(id)).await?)
    }
}
