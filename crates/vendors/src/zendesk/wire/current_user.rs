//! The user who asks.

use poem_openapi::Object;

use super::UserBody;

/// The user who asks.
#[derive(Debug, Object)]
pub(in super::super) struct CurrentUserResponse {
    /// The user.
    pub(in super::super) user: CurrentUser,
}

/// The user who asks, with what a browser session would need.
#[derive(Debug, Object)]
pub(in super::super) struct CurrentUser {
    #[oai(flatten)]
    pub(in super::super) user: UserBody,
    /// A token against forged requests, new each time; nothing asks for it back.
    pub(in super::super) authenticity_token: String,
}
