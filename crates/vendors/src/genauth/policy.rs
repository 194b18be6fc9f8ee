//! Limits and choices, each with its source.

use std::time::Duration;

/// Documented: at most 50 user ids in one call. Recorded: the same for users to read or to create.
pub(super) const MAX_USERS: usize = 50;

/// Recorded: at least one.
pub(super) const MIN_USERS: usize = 1;

/// Recorded: users on a page where it is not said.
pub(super) const PAGE_SIZE: i64 = 10;

/// Recorded: a management token is good for two hours; in seconds.
pub(super) const TOKEN_LIFETIME: u32 = 7200;

/// Inferred: a signed request may be a quarter of an hour early or late; in seconds.
pub(super) const SIGNATURE_SKEW: u32 = 900;

/// Recorded: custom values are shorter than this, in characters.
pub(super) const CUSTOM_VALUE_LENGTH: usize = 1024;

/// Recorded: limits are stated in requests per second and pool.
pub(super) const RATE_WINDOW: Duration = Duration::from_secs(1);

/// Recorded: users are created with a default picture. Inferred: its address.
pub(super) const DEFAULT_PHOTO: &str = "https://files.example/default.png";
