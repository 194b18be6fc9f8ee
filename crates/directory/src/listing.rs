//! Reading users page by page.

use serde_json::Value;

use crate::{User, UserId};

/// Which users are meant.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// `false` for live users, `true` for tombstones.
    pub deleted: bool,
    /// Text that occurs in an identifier or in a profile's values, whatever its case.
    pub text: Option<String>,
    /// Members of the profile, as `(JSON path such as $.role, value)`, all of which must be equal; a list of
    /// values stands for any of them.
    pub equal: Vec<(String, Value)>,
}

/// Which part of the matching users is wanted, in the order of their creation.
#[derive(Debug, Clone, Copy)]
pub enum Window {
    /// So many after skipping some.
    Offset {
        /// Users passed over.
        skip: u32,
        /// Users returned at most.
        limit: u32,
    },
    /// So many after one user.
    After {
        /// The user before the first one returned; `None` for the beginning.
        user: Option<UserId>,
        /// Users returned at most.
        limit: u32,
    },
    /// So many before one user, still in the order of creation.
    Before {
        /// The user after the last one returned.
        user: UserId,
        /// Users returned at most.
        limit: u32,
    },
}

/// A question for users.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Which users are meant.
    pub matching: Matching,
    /// Which part of them is wanted.
    pub window: Window,
}

/// A part of the matching users.
#[derive(Debug, Clone)]
pub struct Page {
    /// The users, in the order of their creation.
    pub users: Vec<User>,
    /// Whether more match beyond the last one (for [`Window::Before`]: before the first one).
    pub has_more: bool,
    /// How many match in all.
    pub total: u64,
}
