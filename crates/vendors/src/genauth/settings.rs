//! What differs from pool to pool.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use umbridge_directory::{Account, OnUnknown, Retention};

use crate::kit;

use super::{ids::USER_ID, policy};

/// The settings of a user pool.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// Whether failures carry their business status as the HTTP status too.
    pub(super) http_status: HttpStatus,
    /// Whether requests must name the pool in a header. Off by default: one published client never does.
    pub(super) require_userpool_header: bool,
    /// What a batch does about ids of nobody.
    pub(super) unknown: Unknown,
    /// Requests per second; unlimited by default.
    pub(super) requests_per_second: Option<u32>,
    /// How long a management token is good for, in seconds.
    pub(super) token_lifetime: u32,
    /// How far the time of a signed request may be from the server's, in seconds.
    pub(super) signature_skew: u32,
    /// Whether deleted users are on the list of archived users.
    pub(super) archive_deleted: bool,
}

/// How failures are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum HttpStatus {
    /// Recorded: HTTP 200, whatever the business status.
    #[serde(rename = "always_200")]
    Always200,
    /// The business status, as gateways in front of the service make it.
    Mirror,
}

/// What a batch does about ids of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unknown {
    /// Inferred, as nothing is published: they are passed over.
    Ignore,
    /// The whole batch is refused.
    NotFound,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            http_status: HttpStatus::Always200,
            require_userpool_header: false,
            unknown: Unknown::Ignore,
            requests_per_second: None,
            token_lifetime: policy::TOKEN_LIFETIME,
            signature_skew: policy::SIGNATURE_SKEW,
            archive_deleted: true,
        }
    }
}

impl Settings {
    /// Reads the settings; a pool that has none has the defaults.
    pub(super) fn of(account: &Account) -> Result<Self, umbridge_directory::Error> {
        kit::settings::read(account)
    }

    /// What the directory is to do about ids of nobody.
    pub(super) fn on_unknown(&self) -> OnUnknown {
        match self.unknown {
            Unknown::Ignore => OnUnknown::Report,
            Unknown::NotFound => OnUnknown::RefuseAll,
        }
    }

    /// Inferred: the list of archived users holds an id and a moment, and nothing else is left.
    pub(super) fn retention(&self) -> Retention {
        if self.archive_deleted {
            Retention::Tombstone {
                keep: USER_ID.to_owned(),
                purge_after: Some(std::time::Duration::ZERO),
            }
        } else {
            Retention::Erase
        }
    }
}
