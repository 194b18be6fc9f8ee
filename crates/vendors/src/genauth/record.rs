//! A user as the directory keeps it: what is shown, what is not, and all the names it can be found by.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use umbridge_directory::{Identifier, NewUser, Timestamp, User, UserChange, UserId};
use uuid::Uuid;

use super::{
    checks,
    failure::Failure,
    ids, policy,
    wire::{CreateUserOptionsDto, UpdateUserReqDto, UserDto, UserSyncRelationDto},
};

/// Everything that is kept of a user.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Record {
    /// The user with all optional members.
    pub(super) user: UserDto,
    /// The user's counterparts in synchronisation sources.
    #[serde(default)]
    pub(super) sync_relations: Vec<UserSyncRelationDto>,
}

/// Which optional members of a user are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct With {
    pub(super) custom_data: bool,
    pub(super) identities: bool,
    pub(super) department_ids: bool,
}

impl Record {
    /// Reads what the directory keeps.
    pub(super) fn of(user: &User) -> Result<Self, Failure> {
        let mut record =
            Self::deserialize(&user.profile).map_err(umbridge_directory::Error::from)?;
        record.user.created_at = moment(user.created_at);
        record.user.updated_at = moment(user.updated_at);
        Ok(record)
    }

    /// A new user made of the members of a request.
    pub(super) fn new<T: Serialize>(
        given: &T,
        options: Option<&CreateUserOptionsDto>,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let reset = options.and_then(|options| options.reset_password_on_first_login);
        let base = json!({
            "userId": new_id(now),
            "photo": policy::DEFAULT_PHOTO,
            "resetPasswordOnNextLogin": reset.unwrap_or_default(),
        });
        let mut user = overlaid(base, given)?;
        for identity in user.identities.iter_mut().flatten() {
            identity.identity_id = new_id(now);
        }
        Ok(Self {
            user,
            sync_relations: Vec::new(),
        })
    }

    /// Changes the members of the user that a request has.
    pub(super) fn change(&mut self, given: &UpdateUserReqDto) -> Result<(), Failure> {
        let base = serde_json::to_value(&self.user).map_err(umbridge_directory::Error::from)?;
        self.user = overlaid(base, given)?;
        // Inferred: custom fields are changed one by one.
        if let Some(values) = &given.custom_data {
            let custom_data = self.user.custom_data.get_or_insert_default();
            custom_data.extend(values.clone());
        }
        let options = given.options.as_ref();
        if let Some(reset) = options.and_then(|options| options.reset_password_on_next_login) {
            self.user.reset_password_on_next_login = reset;
        }
        Ok(())
    }

    /// Every name by which the user can be found.
    pub(super) fn identifiers(&self) -> Vec<Identifier> {
        let user = &self.user;
        let mut names = vec![ids::user_id(&user.user_id)];
        names.extend(user.external_id.as_deref().map(ids::external_id));
        names.extend(user.email.as_deref().map(ids::email));
        names.extend(user.username.as_deref().map(ids::username));
        if let Some(phone) = user.phone.as_deref() {
            names.push(ids::phone(phone));
            // Recorded: numbers are kept without the country's code. Inferred: they are found with it too.
            if let Some(code) = user.phone_country_code.as_deref() {
                let code = code.trim_start_matches('+');
                names.push(ids::phone(&format!("+{code}{phone}")));
            }
        }
        let identities = user.identities.iter().flatten();
        names.extend(identities.map(|it| ids::identity(&it.ext_idp_id, &it.user_id_in_idp)));
        let relations = self.sync_relations.iter();
        names.extend(relations.map(|it| ids::sync_relation(&it.provider, &it.user_id_in_idp)));
        let custom = user.custom_data.iter().flatten();
        names.extend(
            custom.filter_map(|(key, value)| Some(ids::custom_field(key, &scalar(value)?))),
        );
        names
    }

    /// The user as the directory creates it.
    ///
    /// # Errors
    ///
    /// 400 for a rule that the user would break.
    pub(super) fn into_new_user(self) -> Result<NewUser, Failure> {
        checks::check(&self.user)?;
        Ok(NewUser {
            identifiers: self.identifiers(),
            profile: self.profile()?,
        })
    }

    /// The user as the directory changes it.
    ///
    /// # Errors
    ///
    /// 400 for a rule that the user would break.
    pub(super) fn into_change(self, user: UserId) -> Result<UserChange, Failure> {
        checks::check(&self.user)?;
        Ok(UserChange {
            user,
            identifiers: self.identifiers(),
            profile: self.profile()?,
        })
    }

    /// What the directory keeps.
    fn profile(&self) -> Result<Value, Failure> {
        Ok(serde_json::to_value(self).map_err(umbridge_directory::Error::from)?)
    }

    /// Recorded: the optional members are there only where asked for.
    pub(super) fn shown(self, with: With) -> UserDto {
        let mut user = self.user;
        let custom_data = user.custom_data.take();
        user.custom_data = with.custom_data.then(|| custom_data.unwrap_or_default());
        let identities = user.identities.take();
        user.identities = with.identities.then(|| identities.unwrap_or_default());
        let departments = user.department_ids.take();
        user.department_ids = with.department_ids.then(|| departments.unwrap_or_default());
        user
    }
}

/// The members of a request over those a user has.
fn overlaid<T: Serialize>(mut base: Value, given: &T) -> Result<UserDto, Failure> {
    let given = serde_json::to_value(given).map_err(umbridge_directory::Error::from)?;
    if let (Some(members), Value::Object(given)) = (base.as_object_mut(), given) {
        members.extend(given);
    }
    let mut user = UserDto::deserialize(base).map_err(umbridge_directory::Error::from)?;
    // Recorded: addresses are answered in lower case.
    user.email = user.email.map(|email| email.to_lowercase());
    Ok(user)
}

/// Inferred: custom values are found by their text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Recorded: ids are 24 hexadecimal digits, the first eight of them the second of their making.
pub(super) fn new_id(now: Timestamp) -> String {
    let random = Uuid::new_v4().simple().to_string();
    format!("{:08x}{}", now.seconds(), &random[..16])
}

/// Recorded: moments have milliseconds.
pub(super) fn moment(at: Timestamp) -> String {
    at.render("%Y-%m-%dT%H:%M:%S%.3fZ")
}
