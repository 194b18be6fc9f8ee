//! The identifiers of a deletion: a request becomes entries or a refusal.

use std::collections::HashSet;

use serde_json::Value;
use umbridge_directory::Identifier;

use super::{
    failure::Failure,
    policy::MAX_IDS,
    settings::Settings,
    wire::{DeleteRequest, Loose, UserAlias},
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

/// An entry of a deletion.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The entry as it was sent.
    pub(super) sent: Value,
    /// Whom it names.
    pub(super) names: Named,
}

/// Whom an entry names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Named {
    /// Whoever has this name.
    One(Identifier),
    /// Nobody: an alias without a label.
    Nobody(String),
}

/// Reads a deletion, duplicates removed, in the order of first mention.
///
/// # Errors
///
/// 400 where there is no identifier, more than one kind, more than [`MAX_IDS`] entries, or an alias that
/// is not an object.
pub(super) fn parse(request: DeleteRequest, settings: &Settings) -> Result<Vec<Entry>, Failure> {
    let external_ids = entries(request.external_ids, |id| {
        let value = poem_openapi::types::ToJSON::to_json(&id).unwrap_or_default();
        Ok(Entry {
            sent: value,
            names: Named::One(external_id(id.text)),
        })
    })?;
    let mut position = 0;
    let user_aliases = entries(request.user_aliases, |given| {
        let read = read_alias(&given, position, settings);
        position += 1;
        read
    })?;
    let braze_ids = entries(request.braze_ids, |id| {
        Ok(Entry {
            sent: id.0.clone().into(),
            names: Named::One(braze_id(id.0)),
        })
    })?;
    let kinds = [
        ("external_ids", external_ids),
        ("user_aliases", user_aliases),
        ("braze_ids", braze_ids),
    ];
    one_kind(kinds, settings)
}

/// Inferred: a list that is null or empty is as good as none.
fn entries<T>(
    list: Option<Vec<T>>,
    read: impl FnMut(T) -> Result<Entry, Failure>,
) -> Result<Vec<Entry>, Failure> {
    list.into_iter().flatten().map(read).collect()
}

/// Documented: aliases are objects; the example's are strings, which only the lenient setting lets pass.
fn read_alias(
    given: &Loose<UserAlias>,
    position: usize,
    settings: &Settings,
) -> Result<Entry, Failure> {
    let names = match &given.0 {
        Value::String(name) if settings.allow_mixed_kinds => Named::Nobody(name.clone()),
        _ => {
            let read = given.read().map_err(|reason| {
                let member = format!("user_aliases[{position}]");
                Failure::invalid(&member, &format!("is not valid: {reason}"))
            })?;
            Named::One(alias(&read.alias_label.0, &read.alias_name.0))
        }
    };
    Ok(Entry {
        sent: given.0.clone(),
        names,
    })
}

fn one_kind<const N: usize>(
    kinds: [(&'static str, Vec<Entry>); N],
    settings: &Settings,
) -> Result<Vec<Entry>, Failure> {
    let there: Vec<_> = kinds
        .into_iter()
        .filter(|(_, entries)| !entries.is_empty())
        .collect();
    // Documented: only one kind in a request, against the document's own example.
    if there.len() > 1 && !settings.allow_mixed_kinds {
        let kinds: Vec<&str> = there.iter().map(|(kind, _)| *kind).collect();
        return Err(Failure::several_kinds(&kinds));
    }
    let entries: Vec<Entry> = there.into_iter().flat_map(|(_, entries)| entries).collect();
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
