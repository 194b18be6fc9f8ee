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
        wire::{AliasRequest, AliasesProcessed, NewAlias},
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
        // Inferred: a request without entries is refused like a deletion without identifiers.
        if entries.is_empty() {
            return Err(Failure::no_identifiers());
        }
        if entries.len() > MAX_IDS {
            return Err(Failure::too_many_aliases());
        }
        let names: Vec<Identifier> = entries.iter().flat_map(NewAlias::names).collect();
        let mut profiles = Profiles::read(&caller, &names).await?;
        for entry in &entries {
            add(&mut profiles, entry);
        }
        profiles.write().await?;
        Ok(Processed::count(entries.len()))
    }
}

impl NewAlias {
    fn alias(&self) -> Identifier {
        ids::alias(&self.alias_label.0, &self.alias_name.0)
    }

    fn owner(&self) -> Option<Identifier> {
        self.external_id
            .as_ref()
            .map(|id| ids::external_id(id.text.clone()))
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
