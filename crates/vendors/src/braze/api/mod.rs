//! The operations, one file per resource.

mod alias;
mod delete;
mod export;
mod identify;
mod merge;
mod track;

/// Braze's operations.
pub(super) type Apis = (
    delete::Api,
    track::Api,
    alias::Api,
    identify::Api,
    merge::Api,
    export::Api,
);

pub(super) const APIS: Apis = (
    delete::Api,
    track::Api,
    alias::Api,
    identify::Api,
    merge::Api,
    export::Api,
);

/// Recorded: the message of every success.
const SUCCESS: &str = "success";
