//! What differs from workspace to workspace.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use umbridge_directory::Account;

use crate::kit;

use super::policy::{Bucket, DELETE_DELAY_MS};

/// The settings of a Braze workspace.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// Which version of the deletion page is in force.
    pub(super) profile: Profile,
    /// What `deleted` counts.
    pub(super) deleted_counts: DeletedCounts,
    /// Whether the document's example is accepted as printed: several kinds of identifier together, and
    /// aliases as bare strings, which have no label and so name nobody.
    pub(super) allow_mixed_kinds: bool,
    /// Whether a key in the body or the query is read where there is no header. Documented: still supported.
    pub(super) legacy_keys: bool,
    /// Milliseconds until a deletion is carried out; 0 for at once.
    pub(super) delete_delay_ms: u64,
    /// The status for a key that lacks the permission: both are published.
    pub(super) missing_permission: MissingPermission,
    /// Documented: whether `fields_to_export` must be there, as for workspaces newer than 2024-08-22.
    pub(super) require_fields_to_export: bool,
    /// What the limit of `/users/track` counts.
    pub(super) track_counts: TrackCounts,
    /// How many requests are granted.
    pub(super) limits: Limits,
}

/// A version of the deletion page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Profile {
    /// The newest: five kinds of identifier.
    #[default]
    Current,
    /// That of the document: three kinds of identifier.
    Seed,
}

/// What `deleted` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DeletedCounts {
    /// Recorded in 2020: identifiers accepted.
    #[default]
    Accepted,
    /// Recorded in 2018: profiles found; the identifiers that found none are listed.
    Matched,
}

/// The status for a key that lacks the permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum MissingPermission {
    /// 403.
    #[default]
    Forbidden,
    /// 401.
    Unauthorized,
}

/// What the limit of `/users/track` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum TrackCounts {
    /// Documented: all objects together.
    #[default]
    Combined,
    /// Documented for older plans: the objects of each array.
    PerArray,
}

/// How many requests are granted, by bucket.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Limits {
    /// Documented: 20,000 a minute, shared by deletion, aliases, identification and merging.
    pub(super) users: Limit,
    /// Documented: 3,000 in three seconds.
    pub(super) track: Limit,
    /// Documented: 2,500 a minute where `fields_to_export` is not mandatory.
    pub(super) export: Limit,
}

/// So many requests in so many seconds, in windows aligned to the clock.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Limit {
    /// Requests per window.
    pub(super) requests: u32,
    /// The length of a window.
    pub(super) seconds: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            deleted_counts: DeletedCounts::default(),
            allow_mixed_kinds: false,
            legacy_keys: true,
            delete_delay_ms: DELETE_DELAY_MS,
            missing_permission: MissingPermission::default(),
            require_fields_to_export: false,
            track_counts: TrackCounts::default(),
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let limit = |requests, seconds| Limit { requests, seconds };
        Self {
            users: limit(20_000, 60),
            track: limit(3_000, 3),
            export: limit(2_500, 60),
        }
    }
}

impl Limits {
    /// The limit of a bucket.
    pub(super) fn of(&self, bucket: Bucket) -> Limit {
        match bucket {
            Bucket::Users => self.users,
            Bucket::Track => self.track,
            Bucket::Export => self.export,
        }
    }
}

impl Limit {
    /// The length of a window.
    pub(super) fn window(self) -> Duration {
        Duration::from_secs(self.seconds.into())
    }
}

impl Settings {
    /// Reads the settings; a workspace that has none has the defaults.
    pub(super) fn of(account: &Account) -> Result<Self, umbridge_directory::Error> {
        kit::settings::read(account)
    }

    /// How long a deletion stays queued.
    pub(super) fn delete_delay(&self) -> Duration {
        Duration::from_millis(self.delete_delay_ms)
    }
}
