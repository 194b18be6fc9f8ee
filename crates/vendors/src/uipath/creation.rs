//! Creating users: what must be true of them, and what is filled in.

use umbridge_directory::{Account, Directory, Error, Identifier, NewUser, User};
use uuid::Uuid;

use super::{
    ids,
    profile::Profile,
    settings::Settings,
    wire::{CreateUserEntry, IdentityError},
};

/// The sequence that users' numbers are counted by.
pub(super) const LEGACY_ID: &str = "legacy_id";

/// Why no user was created.
#[derive(Debug)]
pub(super) enum NotCreated {
    /// Users are not valid.
    Invalid(Vec<IdentityError>),
    /// The directory could not.
    Failed(Error),
}

impl From<Error> for NotCreated {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Creates users of a partition, all or none. Ids and groups have been checked and are in their kept form.
///
/// # Errors
///
/// [`NotCreated::Invalid`] where a name or an address is not valid, or is taken.
pub(super) async fn create(
    directory: &Directory,
    account: &Account,
    settings: &Settings,
    entries: &[CreateUserEntry],
    groups: &[String],
) -> Result<Vec<User>, NotCreated> {
    let faults: Vec<IdentityError> = entries.iter().flat_map(faults).collect();
    if !faults.is_empty() {
        return Err(NotCreated::Invalid(faults));
    }
    let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let first = directory
        .reserve_numbers(account.id, LEGACY_ID, count)
        .await?;
    let users = (first..)
        .zip(entries)
        .map(|(number, entry)| new_user(entry, groups, number, settings))
        .collect::<Result<Vec<_>, _>>()?;
    let created = directory.create_users(account.id, &users).await;
    created.map_err(|error| match error {
        Error::Taken {
            position,
            identifier,
        } => NotCreated::Invalid(vec![taken(
            &identifier,
            as_given(&entries[position], &identifier),
        )]),
        other => NotCreated::Failed(other),
    })
}

fn new_user(
    entry: &CreateUserEntry,
    groups: &[String],
    number: i64,
    settings: &Settings,
) -> Result<NewUser, Error> {
    let given = entry.id.as_ref();
    let id = given
        .and_then(|id| settings.id_mode.given(id))
        .unwrap_or_else(|| Uuid::new_v4().hyphenated().to_string());
    let profile = profile(entry, groups, number);
    Ok(NewUser {
        identifiers: profile.identifiers(&id),
        profile: profile.value()?,
    })
}

fn profile(entry: &CreateUserEntry, groups: &[String], number: i64) -> Profile {
    let email = entry.email.clone().unwrap_or_default();
    let names = [entry.name.as_deref(), entry.surname.as_deref()];
    let full = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Profile {
        user_name: entry.user_name.clone().unwrap_or_default(),
        // Inferred: an address that an administrator gives needs no confirmation.
        email_confirmed: !email.is_empty(),
        email,
        name: entry.name.clone(),
        surname: entry.surname.clone(),
        // Inferred: as recorded users look who were given no other.
        display_name: entry
            .display_name
            .clone()
            .or((!full.is_empty()).then_some(full)),
        group_ids: groups.to_vec(),
        legacy_id: entry.legacy_id.unwrap_or(number),
        is_active: true,
        bypass_basic_auth_restriction: entry.bypass_basic_auth_restriction.unwrap_or_default(),
        r#type: entry.r#type.as_ref().map_or(0, |given| given.code),
        category: 0,
        invitation_accepted: entry.invitation_accepted.unwrap_or_default(),
    }
}

fn faults(entry: &CreateUserEntry) -> Vec<IdentityError> {
    let name = invalid_user_name(entry.user_name.as_deref().unwrap_or_default());
    let email = invalid_email(entry.email.as_deref().unwrap_or_default());
    name.into_iter().chain(email).collect()
}

/// Recorded: the code and the sentence. Inferred from the framework: which other characters are allowed.
fn invalid_user_name(name: &str) -> Option<IdentityError> {
    let allowed = |c: char| c.is_alphanumeric() || "-._@+".contains(c);
    (name.is_empty() || !name.chars().all(allowed)).then(|| {
        error(
            "InvalidUserName",
            format!("Username '{name}' is invalid, can only contain letters or digits."),
        )
    })
}

/// Recorded: the sentence. Inferred: the code, and from the framework what an address is.
pub(super) fn invalid_email(email: &str) -> Option<IdentityError> {
    let valid = email.is_empty()
        || email.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && !host.is_empty() && !host.contains('@')
        });
    (!valid).then(|| error("InvalidEmail", "The field Email is invalid".to_owned()))
}

/// Recorded: the codes and sentences for names and addresses. Inferred: those for ids.
pub(super) fn taken(identifier: &Identifier, given: &str) -> IdentityError {
    match &*identifier.scheme {
        ids::USER_NAME => error(
            "DuplicateUserName",
            format!("Username '{given}' is already taken."),
        ),
        ids::EMAIL => error(
            "DuplicateEmail",
            format!("Email '{given}' is already taken."),
        ),
        // Inferred: what no caller has been seen to do.
        _ => error(
            "DuplicateUserId",
            format!("User id '{given}' is already taken."),
        ),
    }
}

/// A taken name as the caller wrote it: the directory knows its folded form.
fn as_given<'e>(entry: &'e CreateUserEntry, identifier: &'e Identifier) -> &'e str {
    let written = match &*identifier.scheme {
        ids::USER_NAME => entry.user_name.as_deref(),
        ids::EMAIL => entry.email.as_deref(),
        _ => None,
    };
    written.unwrap_or(&identifier.value)
}

fn error(code: &str, description: String) -> IdentityError {
    IdentityError {
        code: code.to_owned(),
        description,
    }
}

#[cfg(test)]
mod tests {
    use super::{invalid_email, invalid_user_name};

    #[rstest::rstest]
    #[case::letters_and_digits("jdoe7", true)]
    #[case::marks("j.doe-1_x+y@example.com", true)]
    #[case::other_scripts("Žofie", true)]
    #[case::empty("", false)]
    #[case::blank("j doe", false)]
    #[case::nul("j\u{0}doe", false)]
    #[case::quote("j'doe", false)]
    fn user_names_are_checked(#[case] name: &str, #[case] valid: bool) {
        assert_eq!(invalid_user_name(name).is_none(), valid);
    }

    #[rstest::rstest]
    #[case::usual("a@b", true)]
    #[case::none("", true)]
    #[case::no_at("ab", false)]
    #[case::at_first("@b", false)]
    #[case::at_last("a@", false)]
    #[case::twice("a@b@c", false)]
    fn addresses_are_checked(#[case] email: &str, #[case] valid: bool) {
        assert_eq!(invalid_email(email).is_none(), valid);
    }
}
