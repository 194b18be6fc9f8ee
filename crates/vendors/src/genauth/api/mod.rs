//! The operations, one file per resource.

mod deletion;
mod identities;
mod listing;
mod reading;
mod token;
mod writing;

pub(super) type Api = (
    deletion::Deleting,
    token::Tokens,
    reading::Reading,
    listing::Lists,
    writing::Writing,
    identities::Identities,
);

pub(super) const API: Api = (
    deletion::Deleting,
    token::Tokens,
    reading::Reading,
    listing::Lists,
    writing::Writing,
    identities::Identities,
);
