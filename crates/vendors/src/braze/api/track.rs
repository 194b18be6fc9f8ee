//! What is known of users.

use poem_openapi::{ApiResponse, OpenApi};

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        policy::MAX_TRACKED,
        profiles::Profiles,
        settings::TrackCounts,
        tracking::{self, Change, List},
        wire::{Loose, TrackError, TrackRequest, TrackResponse},
    },
    SUCCESS,
};
use crate::kit::{Answer, Auth, JsonBody};

pub(crate) struct Api;

/// What was sent has been accepted.
#[derive(Debug, ApiResponse)]
enum Tracked {
    /// What is valid was accepted; `errors` lists what is not.
    // Recorded: 201.
    #[oai(status = 201)]
    Created(Answer<TrackResponse>),
}

#[OpenApi]
impl Api {
    /// Track users
    ///
    /// Records attributes, events and purchases of users, up to 75 objects in all. Users who are not there
    /// are created, by alias only if `_update_existing_only` is false. Objects that are not valid are
    /// reported and the others are recorded.
    #[oai(path = "/users/track", method = "post", operation_id = "trackUsers")]
    async fn track(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(request): JsonBody<TrackRequest, true>,
    ) -> Result<Tracked, Failure> {
        within_limit(&request, caller.settings.track_counts)?;
        let mut batch = Batch::default();
        let answer = TrackResponse {
            attributes_processed: batch.add(List::Attributes, request.attributes.as_deref()),
            events_processed: batch.add(List::Events, request.events.as_deref()),
            purchases_processed: batch.add(List::Purchases, request.purchases.as_deref()),
            message: SUCCESS.to_owned(),
            errors: (!batch.errors.is_empty()).then(|| std::mem::take(&mut batch.errors)),
        };
        if batch.changes.is_empty() {
            return Err(Failure::nothing_valid(answer.errors.unwrap_or_default()));
        }
        apply(&caller, batch.changes).await?;
        Ok(Tracked::Created(Answer(answer)))
    }
}

/// Documented: 75 objects together; on older plans in each list.
fn within_limit(request: &TrackRequest, counts: TrackCounts) -> Result<(), Failure> {
    let lengths = [
        request.attributes.as_ref().map_or(0, Vec::len),
        request.events.as_ref().map_or(0, Vec::len),
        request.purchases.as_ref().map_or(0, Vec::len),
    ];
    let counted = match counts {
        TrackCounts::Combined => lengths.iter().sum(),
        TrackCounts::PerArray => lengths.into_iter().max().unwrap_or(0),
    };
    if counted > MAX_TRACKED {
        Err(Failure::too_many_objects())
    } else {
        Ok(())
    }
}

#[derive(Default)]
struct Batch {
    changes: Vec<Change>,
    errors: Vec<TrackError>,
}

impl Batch {
    /// Understands the objects of a list; how many were, or `None` where there is no list.
    fn add<T>(&mut self, list: List, objects: Option<&[Loose<T>]>) -> Option<u32> {
        let mut accepted = 0;
        for (index, object) in (0..).zip(objects?) {
            match tracking::parse(list, &object.0) {
                Ok(change) => {
                    self.changes.push(change);
                    accepted += 1;
                }
                Err(kind) => self.errors.push(TrackError {
                    kind,
                    input_array: list.word().to_owned(),
                    index,
                }),
            }
        }
        Some(accepted)
    }
}

async fn apply(caller: &Caller, changes: Vec<Change>) -> Result<(), Failure> {
    let names = changes.iter().map(|change| change.who.name.clone());
    let mut profiles = Profiles::read(caller, names).await?;
    for change in changes {
        let key = match profiles.find(&change.who.name) {
            Some(key) => key,
            None if change.who.creates => profiles.create(change.who.name.clone()),
            // Documented: whoever is only to be updated and is not there stays away, which is no error.
            None => continue,
        };
        change.apply(profiles.change(key));
    }
    profiles.write().await
}
