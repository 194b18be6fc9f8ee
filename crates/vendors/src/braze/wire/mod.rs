//! Bodies, member by member in the order recordings show.

mod alias;
mod delete;
mod export;
mod identify;
mod loose;
mod merge;
mod names;
mod priority;
mod track;

use poem_openapi::Object;

pub(super) use alias::{AliasRequest, AliasUpdate, AliasUpdateRequest, AliasesProcessed, NewAlias};
pub(super) use delete::{DeleteRequest, DeleteResponse};
pub(super) use export::{ExportRequest, ExportResponse, ExportedUser, Summary};
pub(super) use identify::{IdentifyRequest, MergeBehavior};
pub(super) use loose::Loose;
pub(super) use merge::{MergeRequest, MergeResponse, MergeUpdate, UserIdentifier};
pub(super) use names::{ExternalId, Name, UserAlias};
pub(super) use priority::{EmailTarget, PhoneTarget, Priority};
pub(super) use track::{TrackError, TrackRequest, TrackResponse};

/// An error.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ErrorBody {
    /// What went wrong.
    pub(super) message: String,
    /// What is wrong with each item, where items were looked at one by one.
    pub(super) errors: Option<Vec<TrackError>>,
}
