//! Plain deletions: as the profile writes them, of users the run knows.

use super::people::{User, items};
use super::session::{Hindrance, Session};
use crate::ask::again::Again;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;

impl Session<'_> {
    /// Deletes users by the profile's first kind of identifier and waits until they are gone.
    pub(crate) async fn delete_plainly(&self, users: &[User]) -> Result<(), Hindrance> {
        self.delete_by(None, users).await?;
        self.wait_until_gone(users).await
    }

    /// Deletes users by a kind of identifier, the profile's first where none is named.
    pub(super) async fn delete_by(
        &self,
        kind: Option<&str>,
        users: &[User],
    ) -> Result<(), Hindrance> {
        let chunk = self.vendor.profile.limit.unwrap_or(50);
        let mut by_account = users.to_vec();
        by_account.sort_by(|one, other| one.account.cmp(&other.account));
        let neighbours = by_account.chunk_by(|one, other| one.account == other.account);
        for users in neighbours.flat_map(|those| those.chunks(chunk)) {
            let Some(first) = users.first() else {
                continue;
            };
            let pass = self.pass(&first.account).await?;
            let scope = self.scope(self.roll.mark(), &pass);
            let request = self.deletion(kind, users, &scope)?;
            let answer = self.send(&request, &pass, Again::Undone).await?;
            if !(200..300).contains(&answer.status) {
                return Err(Hindrance::Blocked(format!(
                    "a plain deletion answered {}",
                    answer.status
                )));
            }
        }
        Ok(())
    }

    /// A deletion request as the profile writes it.
    pub(crate) fn deletion(
        &self,
        kind: Option<&str>,
        users: &[User],
        scope: &Scope,
    ) -> Result<Outgoing, Hindrance> {
        let kinds = &self.vendor.profile.kinds;
        let found = match kind {
            Some(name) => kinds.iter().find(|known| known.name == name),
            None => kinds.first(),
        };
        let kind =
            found.ok_or_else(|| Hindrance::Broken("there is no such kind of identifier".into()))?;
        let items = items(&kind.item, kind.join.as_deref(), users, scope)?;
        Ok(Outgoing::build(&kind.request, &scope.with("items", items))?)
    }
}
