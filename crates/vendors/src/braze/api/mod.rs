//! The operations, one file per resource.

mod alias;
mod delete;
mod export;
mod track;

/// Braze's operations.
pub(super) type Apis = (delete::Api, track::Api, alias::Api, export::Api);

pub(super) const APIS: Apis = (delete::Api, track::Api, alias::Api, export::Api);

/// Recorded: the message of every success.
const SUCCESS: &str = "success";
