//! Merging users.

use poem_openapi::{ApiResponse, OpenApi};
use serde_json::Value;
use umbridge_directory::Identifier;

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        ids::{self, Named},
        merging,
        policy::MAX_IDS,
        priority,
        profiles::Profiles,
        wire::{MergeBehavior, MergeRequest, MergeResponse, MergeUpdate, UserIdentifier},
    },
    SUCCESS,
};
use crate::kit::{Answer, Auth, JsonBody, shape};

pub(crate) struct Api;

/// The users are merged.
#[derive(Debug, ApiResponse)]
enum Merged {
    /// The pairs were accepted, whether or not they changed anything.
    // Documented: 202.
    #[oai(status = 202)]
    Accepted(Answer<MergeResponse>),
}

#[OpenApi]
impl Api {
    /// Merge users
    ///
    /// Merges up to 50 pairs of users. The first of a pair disappears, and the second gets its aliases and
    /// whatever it did not have. A pair of which one is not there changes nothing.
    #[oai(path = "/users/merge", method = "post", operation_id = "mergeUsers")]
    async fn merge(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(request): JsonBody<MergeRequest, true>,
    ) -> Result<Merged, Failure> {
        let pairs = pairs(&request.merge_updates.0)?;
        let names = pairs.iter().flatten();
        let names = names.filter_map(|named| named.identifier().cloned());
        let names: Vec<Identifier> = names.collect();
        let mut profiles = Profiles::read(&caller, names).await?;
        for [gone, kept] in &pairs {
            // Inferred: a user who is not there is no error.
            if let (Some(gone), Some(kept)) = (profiles.resolve(gone), profiles.resolve(kept)) {
                merging::merge(&mut profiles, gone, kept, MergeBehavior::Merge);
            }
        }
        profiles.write().await?;
        Ok(Merged::Accepted(Answer(MergeResponse {
            message: SUCCESS.to_owned(),
        })))
    }
}

/// The pairs of a request: who disappears, and who stays.
fn pairs(updates: &Value) -> Result<Vec<[Named; 2]>, Failure> {
    let updates = updates
        .as_array()
        .filter(|updates| updates.iter().all(Value::is_object))
        .ok_or_else(Failure::merges_are_objects)?;
    if updates.is_empty() {
        return Err(Failure::no_identifiers());
    }
    if updates.len() > MAX_IDS {
        return Err(Failure::too_many_merges());
    }
    updates.iter().map(pair).collect()
}

fn pair(update: &Value) -> Result<[Named; 2], Failure> {
    let members = update.as_object().ok_or_else(Failure::merges_are_objects)?;
    let wanted = ["identifier_to_merge", "identifier_to_keep"];
    if members.len() != wanted.len() || !wanted.iter().all(|name| members.contains_key(*name)) {
        return Err(Failure::merges_are_pairs());
    }
    let read: MergeUpdate = shape::read(update.clone())
        .map_err(|fault| Failure::merge_identifier(&format!("{}: {}", fault.path, fault.reason)))?;
    Ok([
        named(read.identifier_to_merge)?,
        named(read.identifier_to_keep)?,
    ])
}

fn named(user: UserIdentifier) -> Result<Named, Failure> {
    let order = || priority::parse(user.prioritization.clone().unwrap_or_default());
    let mut given = Vec::new();
    given.extend(user.external_id.as_ref().map(|id| Named::One(id.into())));
    given.extend(user.user_alias.as_ref().map(|one| Named::One(one.into())));
    given.extend(user.braze_id.map(|id| Named::One(ids::braze_id(id.0))));
    if let Some(address) = user.email {
        given.push(Named::Shared(ids::email(&address.0), order()?));
    }
    if let Some(number) = user.phone {
        given.push(Named::Shared(ids::phone(&number.0), order()?));
    }
    match (given.pop(), given.pop()) {
        (Some(named), None) => Ok(named),
        (None, _) => Err(Failure::merge_identifier("found none")),
        (Some(_), Some(_)) => Err(Failure::merge_identifier("found several")),
    }
}
