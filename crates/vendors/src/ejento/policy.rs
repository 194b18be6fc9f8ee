//! Choices, each with its source. The document states no limits, and none are put.

use umbridge_directory::{Deletion, Identifier, UserId};
use uuid::Uuid;

use super::settings::Settings;

/// Documented: the sentence. Inferred: that it is the same for one user or none, as the example's request for
/// one user has an answer for several.
pub(super) const DELETED: &str = "Users deleted successfully.";

/// How users are deleted.
///
/// Inferred: for good, as users have no mark of deletion while organizations do; unknown ones are passed
/// over; nobody is protected, as the document's example deletes a superuser. Those out of the caller's reach
/// are left alone and told like unknown ones.
pub(super) fn deletion(identifiers: Vec<Identifier>, out_of_reach: Vec<UserId>) -> Deletion {
    Deletion {
        spare: out_of_reach,
        ..Deletion::erase(identifiers)
    }
}

/// Puts deleted users in the order they are listed in.
///
/// Inferred: the order of the request. The document's example is in no recognisable order, so an account
/// can be set to answer in none.
pub(super) fn arrange<T>(users: &mut [T], settings: &Settings) {
    if settings.shuffle {
        users.sort_by_cached_key(|_| Uuid::new_v4());
    }
}
