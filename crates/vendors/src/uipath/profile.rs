//! What is kept of a user, beside its identifiers.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use umbridge_directory::{Error, Identifier, User};

use super::ids;

/// The profile of a user.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Profile {
    pub(super) user_name: String,
    pub(super) email: String,
    pub(super) email_confirmed: bool,
    pub(super) name: Option<String>,
    pub(super) surname: Option<String>,
    pub(super) display_name: Option<String>,
    #[serde(rename = "groupIDs")]
    pub(super) group_ids: Vec<String>,
    pub(super) legacy_id: i64,
    pub(super) is_active: bool,
    pub(super) bypass_basic_auth_restriction: bool,
    /// By number, as recorded.
    pub(super) r#type: usize,
    pub(super) category: usize,
    pub(super) invitation_accepted: bool,
}

impl Profile {
    /// Reads the profile of a user.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] where it is not one of ours.
    pub(super) fn of(user: &User) -> Result<Self, Error> {
        Self::deserialize(&user.profile).map_err(Error::internal)
    }

    /// The identifiers of a user with this profile.
    pub(super) fn identifiers(&self, id: &str) -> Vec<Identifier> {
        let mut identifiers = vec![
            Identifier::new(ids::ID, id),
            Identifier::new(ids::USER_NAME, self.user_name.to_lowercase()),
        ];
        // Several users may have no address.
        if !self.email.is_empty() {
            identifiers.push(Identifier::new(ids::EMAIL, self.email.to_lowercase()));
        }
        identifiers
    }

    /// The profile as the directory keeps it.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`], which no profile meets.
    pub(super) fn value(&self) -> Result<Value, Error> {
        Ok(serde_json::to_value(self)?)
    }
}
