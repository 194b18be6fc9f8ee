//! Users as they are sent.

use poem_openapi::Object;
use umbridge_directory::{Timestamp, User};

use super::{
    super::{ids, profile::Profile, settings::Settings},
    UserCategory, UserType,
};
use crate::kit::Nullable;

/// A user.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase")]
pub(crate) struct UserDto {
    /// The id of the user.
    id: String,
    /// The name the user signs in with.
    user_name: String,
    /// The e-mail address; empty where there is none.
    email: String,
    /// Whether the e-mail address is known to be the user's.
    email_confirmed: bool,
    /// The given name.
    name: Nullable<String>,
    /// The family name.
    surname: Nullable<String>,
    /// The name to show.
    display_name: Nullable<String>,
    /// When the user was created, in UTC and without a zone.
    creation_time: String,
    /// When the user was last changed, in UTC and without a zone; null where never.
    last_modification_time: Nullable<String>,
    /// When the user last signed in, in UTC and without a zone; null where never.
    last_login_time: Nullable<String>,
    /// The groups the user is in.
    #[oai(rename = "groupIDs")]
    group_ids: Vec<String>,
    /// The number of the user.
    legacy_id: i64,
    /// Whether the user may sign in.
    is_active: bool,
    /// Whether the user may sign in with a password although the organization restricts that.
    bypass_basic_auth_restriction: bool,
    /// What the user is.
    r#type: UserType,
    /// Where the user is managed.
    category: UserCategory,
    /// Whether the user has accepted the invitation.
    invitation_accepted: bool,
}

/// A part of the users of a partition.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase")]
pub(crate) struct UserList {
    /// How many users there are in all.
    pub(crate) total_count: i64,
    /// The users of this part.
    pub(crate) results: Vec<UserDto>,
}

impl UserDto {
    /// A user as the partition shows it.
    ///
    /// # Errors
    ///
    /// [`umbridge_directory::Error::Internal`] where the profile is not one of ours.
    pub(crate) fn of(user: &User, settings: &Settings) -> Result<Self, umbridge_directory::Error> {
        let profile = Profile::of(user)?;
        let worded = settings.enum_as_string;
        let changed = user.updated_at != user.created_at;
        Ok(Self {
            id: user.identifier(ids::ID).unwrap_or_default().to_owned(),
            user_name: profile.user_name,
            email: profile.email,
            email_confirmed: profile.email_confirmed,
            name: profile.name.into(),
            surname: profile.surname.into(),
            display_name: profile.display_name.into(),
            creation_time: zoneless(user.created_at),
            last_modification_time: changed.then(|| zoneless(user.updated_at)).into(),
            // Nobody signs in here.
            last_login_time: None.into(),
            group_ids: profile.group_ids,
            legacy_id: profile.legacy_id,
            is_active: profile.is_active,
            bypass_basic_auth_restriction: profile.bypass_basic_auth_restriction,
            r#type: UserType::new(profile.r#type, worded),
            category: UserCategory::new(profile.category, worded),
            invitation_accepted: profile.invitation_accepted,
        })
    }
}

/// Recorded: a fraction only as long as it needs to be, and no zone.
fn zoneless(moment: Timestamp) -> String {
    moment.render("%Y-%m-%dT%H:%M:%S%.f")
}
