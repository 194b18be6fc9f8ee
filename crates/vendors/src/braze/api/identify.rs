//! Identification: a profile gets an external id, or is merged into the user who has it.

use poem_openapi::OpenApi;
use umbridge_directory::Identifier;

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        ids::{self, EXTERNAL_ID, Named},
        merging, priority,
        profiles::Profiles,
        wire::{IdentifyRequest, MergeBehavior},
    },
    alias::{Processed, within_limit},
};
use crate::kit::{Auth, JsonBody};

pub(crate) struct Api;

#[OpenApi]
impl Api {
    /// Identify users
    ///
    /// Gives up to 50 profiles an external id. Where a user with that id is there already, the profile is
    /// merged into it and disappears. Profiles that have an external id already are left alone.
    #[oai(
        path = "/users/identify",
        method = "post",
        operation_id = "identifyUsers"
    )]
    async fn identify(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(request): JsonBody<IdentifyRequest, true>,
    ) -> Result<Processed, Failure> {
        let behavior = request.merge_behavior.unwrap_or_default();
        let entries = entries(request)?;
        within_limit(entries.len())?;
        let names = entries.iter().flat_map(Entry::names);
        let mut profiles = Profiles::read(&caller, names).await?;
        for entry in &entries {
            identify(&mut profiles, entry, behavior);
        }
        profiles.write().await?;
        Ok(Processed::count(entries.len()))
    }
}

struct Entry {
    names: Named,
    external_id: Identifier,
}

impl Entry {
    fn names(&self) -> impl Iterator<Item = Identifier> {
        let known = self.names.identifier().cloned();
        known.into_iter().chain([self.external_id.clone()])
    }
}

fn entries(request: IdentifyRequest) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    for given in request.aliases_to_identify.into_iter().flatten() {
        entries.push(Entry {
            names: Named::One((&given.user_alias).into()),
            external_id: (&given.external_id).into(),
        });
    }
    for given in request.emails_to_identify.into_iter().flatten() {
        let order = priority::parse(given.prioritization)?;
        entries.push(Entry {
            names: Named::Shared(ids::email(&given.email.0), order),
            external_id: (&given.external_id).into(),
        });
    }
    for given in request.phone_numbers_to_identify.into_iter().flatten() {
        let order = priority::parse(given.prioritization)?;
        entries.push(Entry {
            names: Named::Shared(ids::phone(&given.phone.0), order),
            external_id: (&given.external_id).into(),
        });
    }
    Ok(entries)
}

fn identify(profiles: &mut Profiles<'_>, entry: &Entry, behavior: MergeBehavior) {
    // Inferred: a profile that is not there is no error.
    let Some(key) = profiles.resolve(&entry.names) else {
        return;
    };
    // Documented: it is for profiles without an external id. Inferred: that others are left alone.
    if profiles.get(key).is_named_in(EXTERNAL_ID) {
        return;
    }
    match profiles.find(&entry.external_id) {
        Some(known) => merging::merge(profiles, key, known, behavior),
        None => profiles
            .change(key)
            .identifiers
            .push(entry.external_id.clone()),
    }
}
