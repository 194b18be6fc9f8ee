//! The operations, one file per resource.

mod deletion;
mod reading;
mod token;
mod writing;

pub(super) type Api = (
    deletion::Deleting,
    token::Tokens,
    reading::Reading,
    writing::Writing,
);

pub(super) const API: Api = (
    deletion::Deleting,
    token::Tokens,
    reading::Reading,
    writing::Writing,
);
