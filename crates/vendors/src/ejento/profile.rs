//! What the directory keeps of a user, and the names it knows a user by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use umbridge_directory::{Identifier, User};

use super::{
    ids::{self, EMAIL},
    wire::Organization,
};

/// A user as stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Profile {
    pub(super) email: String,
    pub(super) is_staff: bool,
    pub(super) is_superuser: bool,
    pub(super) is_active: bool,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    /// Kept whole: no operation of V1's user group changes an organization.
    pub(super) organization: Organization,
    /// What the user may do, by the id of the permission.
    #[serde(default)]
    pub(super) permissions: BTreeMap<i64, String>,
}

impl Profile {
    pub(super) fn of(user: &User) -> Result<Self, umbridge_directory::Error> {
        Self::deserialize(&user.profile).map_err(umbridge_directory::Error::internal)
    }

    /// The names of the user with this id: itself, its address where it has one, and its permissions, which
    /// go when it goes.
    pub(super) fn identifiers(&self, id: i64) -> Vec<Identifier> {
        let mut identifiers = vec![ids::user(id)];
        // Documented: users without an address exist, and more than one may.
        if !self.email.is_empty() {
            // Inferred: two spellings of an address that differ in case are one.
            identifiers.push(Identifier::new(EMAIL, self.email.to_lowercase()));
        }
        identifiers.extend(self.permissions.keys().copied().map(ids::holder));
        identifiers
    }

    /// What the directory is given to keep.
    ///
    /// # Panics
    ///
    /// Never: every member has a form in JSON.
    pub(super) fn value(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("a profile is plain data")
    }
}
