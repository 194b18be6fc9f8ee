//! What differs from partition to partition: readings of the documents that cannot all be true at once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use umbridge_directory::{Account, Error};

use crate::kit;

/// The settings of a partition. An account's name is its global id.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// The organization's name in paths, beside the global id.
    pub(super) organization: Option<String>,
    /// What an id of a user may look like.
    pub(super) id_mode: IdMode,
    /// How the two scopes of an operation are meant.
    pub(super) scope_mode: ScopeMode,
    /// What a deletion of nobody is.
    pub(super) empty_list: EmptyList,
    /// How many users one deletion may name. None is documented, so there is no limit by default.
    pub(super) max_ids: Option<usize>,
    /// Whether kinds of users are written as words, as the published schema says, or as numbers, as recorded.
    pub(super) enum_as_string: bool,
    /// Whether the cloud's rate limits hold. Documented for the cloud only, so they do not by default.
    pub(super) rate_limits: RateLimits,
}

/// What an id of a user may look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum IdMode {
    /// Any text, as in the document's example.
    #[default]
    Documented,
    /// A GUID, as in the published schema.
    StrictGuid,
}

/// How the two scopes of an operation are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ScopeMode {
    /// Either is enough, as a recorded refusal says.
    #[default]
    Any,
    /// Both are needed, as the document can be read.
    All,
    /// None is needed, as a client's authors noted.
    None,
}

/// What a deletion of nobody is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum EmptyList {
    /// A success.
    #[default]
    Noop,
    /// A bad request.
    BadRequest,
}

/// Whether rate limits hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RateLimits {
    /// They do not.
    #[default]
    Off,
    /// They do, and a refusal does not say when to try again.
    Silent,
    /// They do, and a refusal carries `Retry-After`.
    RetryAfter,
}

impl Settings {
    /// Reads the settings; an account that has none has the defaults.
    pub(super) fn of(account: &Account) -> Result<Self, Error> {
        kit::settings::read(account)
    }
}
