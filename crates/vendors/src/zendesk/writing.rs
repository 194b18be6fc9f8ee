//! Users as they are written: what was sent becomes identifiers and a profile, or is not valid.

use serde_json::Value;
use umbridge_directory::{Change, Identifier, Intent, NewUser, Otherwise, User};

use super::{
    brand::Scope,
    ids,
    settings::Settings,
    wire::{Attributes, Role, Separation, SeparationScope},
};

/// Why a user is not valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invalid {
    /// The member that is wrong; `base` where it is no single one.
    pub(super) member: String,
    pub(super) description: String,
    /// A word for it, where one is known.
    pub(super) error: Option<&'static str>,
}

impl Invalid {
    pub(super) fn new(
        member: &str,
        description: impl Into<String>,
        error: Option<&'static str>,
    ) -> Self {
        Self {
            member: member.to_owned(),
            description: description.into(),
            error,
        }
    }

    /// Inferred: the words for the owner of an account, and for whoever asks.
    pub(super) fn not_deletable() -> Self {
        Self::new("base", "User cannot be deleted", None)
    }

    /// Inferred: the words for an address or external id that another user has.
    pub(super) fn taken(identifier: &Identifier) -> Self {
        let value = &identifier.value;
        if ids::is_email(identifier) {
            let told = format!("Email: {value} is already being used by another user");
            Self::new("email", told, Some("DuplicateValue"))
        } else {
            let told = format!("External: {value} has already been taken");
            Self::new("external_id", told, Some("DuplicateValue"))
        }
    }
}

/// Members that say how to write the user, or who it is, and are not kept as such.
const NOT_KEPT: &[&str] = &["id", "skip_verify_email", "separation"];

/// A user to be created with this id.
///
/// # Errors
///
/// What is not valid; whether names are free is for the directory to say.
pub(super) fn newcomer(
    settings: &Settings,
    sent: &Attributes,
    id: i64,
) -> Result<NewUser, Invalid> {
    if is_blank(sent.text("name")) {
        return Err(nameless());
    }
    let scope = scope(settings, sent)?;
    let mut identifiers = vec![ids::id(id)];
    identifiers.extend(names(sent, scope)?);
    let mut profile = sent.0.clone();
    profile.retain(|name, value| !value.is_null() && !NOT_KEPT.contains(&name.as_str()));
    profile.entry("role").or_insert_with(|| "end-user".into());
    if scope != Scope::ACCOUNT {
        profile.insert("separation".to_owned(), scope.kept());
    }
    Ok(NewUser {
        identifiers,
        profile: Value::Object(profile),
    })
}

/// How a user of a scope is changed, given how it is now where it is known.
///
/// # Errors
///
/// What is not valid; whether names are free is for the directory to say.
pub(super) fn change(
    sent: &Attributes,
    scope: Scope,
    now: Option<&User>,
) -> Result<Change, Invalid> {
    if sent.0.contains_key("name") && is_blank(sent.text("name")) {
        return Err(nameless());
    }
    let owner = now.is_some_and(|user| user.protected);
    if owner && sent.text("role").is_some_and(|role| role != "admin") {
        // Inferred: the owner of an account stays its administrator.
        let told = "Role: cannot be changed for the account owner";
        return Err(Invalid::new("role", told, None));
    }
    let mut profile = sent.0.clone();
    // Documented: an address sent with a change is added to those the user has.
    profile.retain(|name, _| name != "email" && !NOT_KEPT.contains(&name.as_str()));
    if profile.get("role").is_some_and(Value::is_null) {
        profile.shift_remove("role");
    }
    let mut without = Vec::new();
    if let Some(external) = profile.get_mut("external_id") {
        without.push(ids::external_ids_of(scope));
        if external == "" {
            *external = Value::Null;
        }
    }
    Ok(Change {
        without,
        with: names(sent, scope)?,
        profile,
    })
}

/// What is done about a user who may exist: `found` by one of the names that are sent.
///
/// # Errors
///
/// What is not valid.
pub(super) fn put(
    settings: &Settings,
    sent: &Attributes,
    id: i64,
    found: Option<&User>,
) -> Result<Intent, Invalid> {
    let scope = scope(settings, sent)?;
    let otherwise = match newcomer(settings, sent, id) {
        Ok(newcomer) => Otherwise::Create(newcomer),
        // A change may leave out what a newcomer must have.
        Err(invalid) => Otherwise::Refuse(invalid.description),
    };
    Ok(Intent {
        targets: names(sent, scope)?,
        change: change(sent, scope, found)?,
        otherwise,
    })
}

/// By whom a user who may exist is found.
pub(super) fn targets(settings: &Settings, sent: &Attributes) -> Vec<Identifier> {
    let found = scope(settings, sent).and_then(|scope| names(sent, scope));
    found.unwrap_or_default()
}

fn is_blank(name: Option<&str>) -> bool {
    name.is_none_or(|name| name.trim().is_empty())
}

/// Recorded: the word for a name that is blank. Inferred: a missing one is told alike.
fn nameless() -> Invalid {
    let told = "Name: is too short (minimum is 1 characters)";
    Invalid::new("name", told, Some("ValueTooShort"))
}

/// The names that are sent, each within a scope.
fn names(sent: &Attributes, scope: Scope) -> Result<Vec<Identifier>, Invalid> {
    let mut names = Vec::new();
    if let Some(email) = sent.text("email") {
        if !is_address(email) {
            let told = format!("Email: {email} is not properly formatted");
            return Err(Invalid::new("email", told, None));
        }
        names.push(ids::email(scope, email));
    }
    names.extend(
        sent.text("external_id")
            .map(|id| ids::external_id(scope, id)),
    );
    Ok(names)
}

fn is_address(email: &str) -> bool {
    let clean = !email.contains(|c: char| c.is_whitespace() || c.is_control());
    let parts = email.split_once('@');
    clean
        && parts.is_some_and(|(name, host)| {
            !str::is_empty(name) && !str::is_empty(host) && !host.contains('@')
        })
}

/// Documented: end users may belong to a brand that separates its users; staff belong to the account.
fn scope(settings: &Settings, sent: &Attributes) -> Result<Scope, Invalid> {
    if !settings.brand_separation {
        return Ok(Scope::ACCOUNT);
    }
    let staff = sent.role() != Role::EndUser;
    match sent.read::<Separation>("separation") {
        Some(Separation {
            scope: SeparationScope::Brand,
            brand_id,
        }) if !staff => {
            let brand = settings
                .brands
                .iter()
                .find(|brand| Some(brand.id) == brand_id);
            match brand {
                None => Err(Invalid::new(
                    "separation",
                    "Separation: brand is not valid",
                    Some("InvalidValue"),
                )),
                Some(brand) if brand.user_separation => Ok(Scope(brand.id)),
                Some(_) => Ok(Scope::ACCOUNT),
            }
        }
        _ => Ok(Scope::ACCOUNT),
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[rstest::rstest]
    #[case::plain("a@b.example", true)]
    #[case::no_at("ab.example", false)]
    #[case::two("a@b@c", false)]
    #[case::nothing_before("@b", false)]
    #[case::nothing_after("a@", false)]
    #[case::blank("a b@c", false)]
    #[case::nul("a\0@c", false)]
    fn an_address_has_two_sides(#[case] email: &str, #[case] expected: bool) {
        assert_eq!(is_address(email), expected);
    }
}
