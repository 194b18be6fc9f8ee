//! Aliases.

use poem_openapi::{ApiResponse, OpenApi};
use umbridge_directory::Identifier;

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        ids,
        policy::MAX_IDS,
        profiles::Profiles,
        wire::{AliasRequest, AliasUpdate, AliasUpdateRequest, AliasesProcessed, Name, NewAlias},
    },
    SUCCESS,
};
use crate::kit::{Answer, Auth, JsonBody};

pub(crate) struct Api;

/// The aliases were looked at.
#[derive(Debug, ApiResponse)]
pub(super) enum Processed {
    /// The entries were accepted, whether or not they changed anything.
    // Recorded on a sibling operation: 201.
    #[oai(status = 201)]
    Created(Answer<AliasesProcessed>),
}

impl Processed {
    /// As many entries as were sent.
    pub(super) fn count(entries: usize) -> Self {
        Self::Created(Answer(AliasesProcessed {
            aliases_processed: u32::try_from(entries).unwrap_or(u32::MAX),
            message: SUCCESS.to_owned(),
        }))
    }
}

#[OpenApi]
impl Api {
    /// Create user aliases
    ///
    /// Adds up to 50 aliases: to the user with the external id, or without one to a user created for it.
    /// An alias that is taken, or for a user who is not there, changes nothing.
    #[oai(
        path = "/users/alias/new",
        method = "post",
        operation_id = "createUserAliases"
    )]
    async fn create(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(request): JsonBody<AliasRequest, true>,
    ) -> Result<Processed, Failure> {
        let entries = request.user_aliases;
        within_limit(entries.len())?;
        let names = entries.iter().flat_map(NewAlias::names);
        let mut profiles = Profiles::read(&caller, names).await?;
        for entry in &entries {
            add(&mut profiles, entry);
        }
        profiles.write().await?;
        Ok(Processed::count(entries.len()))
    }

    /// Update user aliases
    ///
    /// Gives up to 50 aliases another name under the same label. An alias that is not there, or a name that
    /// is taken, changes nothing.
    #[oai(
        path = "/users/alias/update",
        method = "post",
        operation_id = "updateUserAliases"
    )]
    async fn update(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(request): JsonBody<AliasUpdateRequest, true>,
    ) -> Result<Processed, Failure> {
        let updates = request.alias_updates;
        within_limit(updates.len())?;
        let names = updates.iter().flat_map(AliasUpdate::names);
        let mut profiles = Profiles::read(&caller, names).await?;
        for update in &updates {
            rename(&mut profiles, update);
        }
        profiles.write().await?;
        Ok(Processed::count(updates.len()))
    }
}

/// Inferred: a request without entries is refused like a deletion without identifiers.
pub(super) fn within_limit(entries: usize) -> Result<(), Failure> {
    match entries {
        0 => Err(Failure::no_identifiers()),
        1..=MAX_IDS => Ok(()),
        _ => Err(Failure::too_many_aliases()),
    }
}

impl AliasUpdate {
    fn names(&self) -> [Identifier; 2] {
        let alias = |name: &Name| ids::alias(&self.alias_label.0, &name.0);
        [alias(&self.old_alias_name), alias(&self.new_alias_name)]
    }
}

fn rename(profiles: &mut Profiles<'_>, update: &AliasUpdate) {
    let [old, new] = update.names();
    // Documented: a pair is one of a kind. Inferred: one that exists stays where it is.
    if profiles.find(&new).is_some() {
        return;
    }
    let Some(key) = profiles.find(&old) else {
        return;
    };
    let draft = profiles.change(key);
    draft.identifiers.retain(|name| *name != old);
    draft.identifiers.push(new);
}

impl NewAlias {
    fn alias(&self) -> Identifier {
        ids::alias(&self.alias_label.0, &self.alias_name.0)
    }

    fn owner(&self) -> Option<Identifier> {
        self.external_id.as_ref().map(Identifier::from)
    }

    fn names(&self) -> impl Iterator<Item = Identifier> {
        self.owner().into_iter().chain([self.alias()])
    }
}

fn add(profiles: &mut Profiles<'_>, entry: &NewAlias) {
    let alias = entry.alias();
    // Documented: a pair that exists stays where it is.
    if profiles.find(&alias).is_some() {
        return;
    }
    let Some(owner) = entry.owner() else {
        profiles.create(alias);
        return;
    };
    // Documented: for a user who is not there, nothing happens.
    let Some(key) = profiles.find(&owner) else {
        return;
    };
    // Documented: one name per label. Inferred: the one that is there stays.
    if !profiles.get(key).is_named_in(&alias.scheme) {
        profiles.change(key).identifiers.push(alias);
    }
}
