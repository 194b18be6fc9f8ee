//! What differs from account to account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use umbridge_directory::Account;

use crate::kit;

/// The settings of an Ejento account.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// What callers have to show.
    pub(super) auth: AuthProfile,
    /// The words errors come in.
    pub(super) error_style: ErrorStyle,
    /// Whether deleted users are listed in no particular order instead of the order of the request.
    pub(super) shuffle: bool,
}

/// What callers have to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AuthProfile {
    /// Documented: the example sends no credential.
    #[default]
    None,
    /// Documented (authentication page): an access token.
    Bearer,
    /// Documented (developer portal page): a subscription key, which a gateway checks.
    ApimKey,
    /// Recorded (the vendor's own template): both on every call.
    Both,
}

impl AuthProfile {
    /// Whether an access token has to be shown.
    pub(super) fn asks_for_token(self) -> bool {
        matches!(self, Self::Bearer | Self::Both)
    }

    /// Whether a subscription key has to be shown.
    pub(super) fn asks_for_key(self) -> bool {
        matches!(self, Self::ApimKey | Self::Both)
    }
}

/// The words errors come in; the document describes none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ErrorStyle {
    /// Inferred: the envelope of successes, with `success` false.
    #[default]
    Envelope,
    /// Inferred, as measured on a stock Django REST Framework, on which the product seems to be built.
    Drf,
}

impl Settings {
    /// Reads the settings; an account that has none has the defaults.
    pub(super) fn of(account: &Account) -> Result<Self, umbridge_directory::Error> {
        kit::settings::read(account)
    }
}
