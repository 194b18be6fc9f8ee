//! The rules a user must keep, checked on what it would become.

use serde_json::Value;

use super::{
    failure::Failure,
    ids::{is_email, is_phone},
    policy::CUSTOM_VALUE_LENGTH,
    wire::UserDto,
};

/// Checks a user before it is created or changed.
///
/// # Errors
///
/// 400 for the first rule that is broken.
pub(super) fn check(user: &UserDto) -> Result<(), Failure> {
    let names = [&user.username, &user.phone, &user.email];
    if names.iter().all(|name| name.is_none()) {
        // Recorded: word for word.
        let rule = "Must contain one of the following fields: username, phone, email";
        return Err(Failure::broken_rule(rule));
    }
    // Recorded: the sentences for addresses. Inferred: the same for what else cannot name anybody.
    well_formed("username", user.username.as_deref(), |_| true)?;
    well_formed("email", user.email.as_deref(), is_email)?;
    well_formed("phone", user.phone.as_deref(), is_phone)?;
    well_formed("externalId", user.external_id.as_deref(), |_| true)?;
    for identity in user.identities.iter().flatten() {
        well_formed("extIdpId", Some(&identity.ext_idp_id), |_| true)?;
        well_formed("userIdInIdp", Some(&identity.user_id_in_idp), |_| true)?;
    }
    // Recorded: word for word.
    if user.phone_country_code.is_some() && user.phone.is_none() {
        return Err(Failure::broken_rule("phone cannot be empty"));
    }
    // Recorded: word for word. Inferred: what is no text counts as it is written.
    let long = |value: &Value| match value {
        Value::String(text) => text.chars().count() >= CUSTOM_VALUE_LENGTH,
        other => other.to_string().chars().count() >= CUSTOM_VALUE_LENGTH,
    };
    if user
        .custom_data
        .iter()
        .flatten()
        .any(|(_, value)| long(value))
    {
        let rule = format!("customData must be less than {CUSTOM_VALUE_LENGTH} characters");
        return Err(Failure::broken_rule(rule));
    }
    Ok(())
}

fn well_formed(name: &str, text: Option<&str>, is: fn(&str) -> bool) -> Result<(), Failure> {
    match text {
        Some(text) if str::is_empty(text) || !is(text) => Err(Failure::bad_parameter(name)),
        _ => Ok(()),
    }
}
