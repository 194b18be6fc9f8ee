//! Changing a user: whatever is given replaces what was.

use std::collections::BTreeSet;

use umbridge_directory::Error;

use super::{
    creation,
    failure::Failure,
    ids::{EMAIL, Unusable},
    profile::Profile,
    settings::IdMode,
    wire::{IdentityError, UpdateUser},
};

/// Why a user is not changed.
#[derive(Debug)]
pub(super) enum Refused {
    /// Groups are not ids.
    Unusable(Unusable),
    /// The address is not valid.
    Invalid(IdentityError),
}

/// The profile after a change.
///
/// Documented (update page): absent and null leave a member as it is.
///
/// # Errors
///
/// [`Refused`].
pub(super) fn apply(
    mut profile: Profile,
    change: &UpdateUser,
    mode: IdMode,
) -> Result<Profile, Refused> {
    let mut faults = BTreeSet::new();
    let added = mode.ids(
        "groupIDsToAdd",
        change.group_ids_to_add.as_deref(),
        &mut faults,
    );
    let removed = mode.ids(
        "groupIDsToRemove",
        change.group_ids_to_remove.as_deref(),
        &mut faults,
    );
    if !faults.is_empty() {
        return Err(Refused::Unusable(Unusable::NotIds(faults)));
    }
    if let Some(email) = &change.email {
        if let Some(error) = creation::invalid_email(email) {
            return Err(Refused::Invalid(error));
        }
        profile.email.clone_from(email);
    }
    for group in added {
        if !profile.group_ids.contains(&group) {
            profile.group_ids.push(group);
        }
    }
    profile.group_ids.retain(|group| !removed.contains(group));
    replace(&mut profile.name, change.name.as_ref());
    replace(&mut profile.surname, change.surname.as_ref());
    replace(&mut profile.display_name, change.display_name.as_ref());
    let flags = [
        (&mut profile.is_active, change.is_active),
        (
            &mut profile.bypass_basic_auth_restriction,
            change.bypass_basic_auth_restriction,
        ),
        (&mut profile.invitation_accepted, change.invitation_accepted),
    ];
    for (kept, given) in flags {
        *kept = given.unwrap_or(*kept);
    }
    Ok(profile)
}

fn replace(kept: &mut Option<String>, given: Option<&String>) {
    if let Some(given) = given {
        *kept = Some(given.clone());
    }
}

/// Why the directory did not make a change.
pub(super) fn refused(error: Error, changed: &Profile) -> Failure {
    match error {
        Error::Taken { identifier, .. } if identifier.scheme == EMAIL => {
            Failure::refused(vec![creation::taken(&identifier, &changed.email)])
        }
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{IdMode, Profile, UpdateUser, apply};

    fn before() -> Profile {
        Profile {
            email: "a@example.com".to_owned(),
            name: Some("Anna".to_owned()),
            group_ids: vec!["g-1".to_owned(), "g-2".to_owned()],
            is_active: true,
            ..Profile::default()
        }
    }

    #[test]
    fn whatever_is_absent_or_null_stays() {
        let change: UpdateUser = crate::kit::body::parse(br#"{"name": null}"#).expect("a change");
        let after = apply(before(), &change, IdMode::Documented).expect("changed");
        assert_eq!(after, before());
    }

    #[test]
    fn groups_are_added_once_and_removed() {
        let text = br#"{"groupIDsToAdd": ["g-2", "g-3"], "groupIDsToRemove": ["g-1", "g-9"]}"#;
        let change: UpdateUser = crate::kit::body::parse(text).expect("a change");
        let after = apply(before(), &change, IdMode::Documented).expect("changed");
        assert_eq!(after.group_ids, ["g-2", "g-3"]);
        assert!(apply(before(), &change, IdMode::StrictGuid).is_err());
    }
}
