//! How profiles are named, and the identifiers of a deletion: a request becomes entries or a refusal.

use std::collections::HashSet;

use poem_openapi::types::ToJSON;
use serde_json::Value;
use umbridge_directory::Identifier;

use super::{
    failure::Failure,
    policy::MAX_IDS,
    priority,
    settings::{Profile, Settings},
    wire::{DeleteRequest, EmailTarget, ExternalId, Loose, Name, PhoneTarget, Priority, UserAlias},
};

/// The schemes of names that only one profile has.
pub(super) const EXTERNAL_ID: &str = "external_id";
pub(super) const BRAZE_ID: &str = "braze_id";

/// The schemes of names that several profiles may share.
pub(super) const EMAIL: &str = "email";
pub(super) const PHONE: &str = "phone";

/// What the schemes of aliases begin with; the label follows.
pub(super) const ALIAS: &str = "alias/";

pub(super) fn external_id(value: impl Into<String>) -> Identifier {
    Identifier::new(EXTERNAL_ID, value)
}

pub(super) fn braze_id(value: impl Into<String>) -> Identifier {
    Identifier::new(BRAZE_ID, value)
}

/// Documented: the label and the name together are one of a kind. Inferred: both are compared exactly.
pub(super) fn alias(label: &str, name: &str) -> Identifier {
    Identifier::new(format!("{ALIAS}{label}"), name)
}

/// Inferred: addresses are compared whatever their case.
pub(super) fn email(value: &str) -> Identifier {
    Identifier::shared(EMAIL, value.trim().to_lowercase())
}

/// Inferred: only the digits of a number and its plus sign count.
pub(super) fn phone(value: &str) -> Identifier {
    let digits: String = value
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    Identifier::shared(PHONE, digits)
}

/// The name that an e-mail address or a phone number is.
pub(super) fn address(scheme: &str, value: &str) -> Identifier {
    if scheme == EMAIL {
        email(value)
    } else {
        phone(value)
    }
}

impl From<&ExternalId> for Identifier {
    fn from(id: &ExternalId) -> Self {
        external_id(id.text.clone())
    }
}

impl From<&UserAlias> for Identifier {
    fn from(given: &UserAlias) -> Self {
        alias(&given.alias_label.0, &given.alias_name.0)
    }
}

/// Whom a request names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Named {
    /// Whoever has this name.
    One(Identifier),
    /// One of those who share this name.
    Shared(Identifier, Vec<Priority>),
    /// Nobody: an alias without a label.
    Nobody(String),
}

impl Named {
    /// The name to look up.
    pub(super) fn identifier(&self) -> Option<&Identifier> {
        match self {
            Self::One(identifier) | Self::Shared(identifier, _) => Some(identifier),
            Self::Nobody(_) => None,
        }
    }
}

/// An entry of a deletion.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The entry as it was sent.
    pub(super) sent: Value,
    /// Whom it names.
    pub(super) names: Named,
}

/// Reads a deletion, duplicates removed, in the order of first mention.
///
/// # Errors
///
/// 400 where there is no identifier, more than one kind, more than [`MAX_IDS`] entries, or an entry that
/// names nobody by its shape.
pub(super) fn parse(request: DeleteRequest, settings: &Settings) -> Result<Vec<Entry>, Failure> {
    let mut kinds = vec![
        ("external_ids", external_ids(request.external_ids)),
        (
            "user_aliases",
            user_aliases(request.user_aliases, settings)?,
        ),
        ("braze_ids", braze_ids(request.braze_ids)),
    ];
    // The document has three kinds; members it does not know are ignored, whatever is in them.
    if settings.profile == Profile::Current {
        kinds.push(("email_addresses", email_addresses(request.email_addresses)?));
        kinds.push(("phone_numbers", phone_numbers(request.phone_numbers)?));
    }
    // Inferred: a list that is null or empty is as good as none.
    kinds.retain(|(_, entries)| !entries.is_empty());
    // Documented: only one kind in a request, against the document's own example.
    if kinds.len() > 1 && !settings.allow_mixed_kinds {
        let kinds: Vec<&str> = kinds.iter().map(|(kind, _)| *kind).collect();
        return Err(Failure::several_kinds(&kinds));
    }
    let entries: Vec<Entry> = kinds.into_iter().flat_map(|(_, entries)| entries).collect();
    if entries.is_empty() {
        return Err(Failure::no_identifiers());
    }
    // Inferred: what was submitted counts, duplicates and all, and where kinds are mixed their sum.
    if entries.len() > MAX_IDS {
        return Err(Failure::too_many_ids());
    }
    let mut seen = HashSet::new();
    let first = |entry: &Entry| seen.insert(entry.names.clone());
    Ok(entries.into_iter().filter(first).collect())
}

fn external_ids(list: Option<Vec<ExternalId>>) -> Vec<Entry> {
    let entry = |id: ExternalId| Entry {
        sent: id.to_json().unwrap_or_default(),
        names: Named::One((&id).into()),
    };
    list.into_iter().flatten().map(entry).collect()
}

fn braze_ids(list: Option<Vec<Name>>) -> Vec<Entry> {
    let entry = |id: Name| Entry {
        sent: id.0.clone().into(),
        names: Named::One(braze_id(id.0)),
    };
    list.into_iter().flatten().map(entry).collect()
}

fn user_aliases(
    list: Option<Vec<Loose<UserAlias>>>,
    settings: &Settings,
) -> Result<Vec<Entry>, Failure> {
    let entry = |(position, given): (usize, Loose<UserAlias>)| {
        // Documented: aliases are objects; the example's are text, which only the lenient setting lets pass.
        let names = match &given.0 {
            Value::String(name) if settings.allow_mixed_kinds => Named::Nobody(name.clone()),
            _ => {
                let read = given.read(&format!("user_aliases[{position}]"))?;
                Named::One((&read).into())
            }
        };
        let sent = given.0;
        Ok(Entry { sent, names })
    };
    list.into_iter().flatten().enumerate().map(entry).collect()
}

fn email_addresses(list: Option<Loose<Vec<EmailTarget>>>) -> Result<Vec<Entry>, Failure> {
    shared(list, "email_addresses", |target| {
        let order = priority::parse(target.prioritization)?;
        Ok(Named::Shared(email(&target.email.0), order))
    })
}

fn phone_numbers(list: Option<Loose<Vec<PhoneTarget>>>) -> Result<Vec<Entry>, Failure> {
    shared(list, "phone_numbers", |target| {
        let order = priority::parse(target.prioritization)?;
        Ok(Named::Shared(phone(&target.phone.0), order))
    })
}

fn shared<T: serde::de::DeserializeOwned>(
    list: Option<Loose<Vec<T>>>,
    member: &str,
    names: impl Fn(T) -> Result<Named, Failure>,
) -> Result<Vec<Entry>, Failure> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    let targets = list.read(member)?;
    let sent = list.0.as_array().cloned().unwrap_or_default();
    let entry = |(target, sent)| {
        let names = names(target)?;
        Ok(Entry { sent, names })
    };
    targets.into_iter().zip(sent).map(entry).collect()
}
