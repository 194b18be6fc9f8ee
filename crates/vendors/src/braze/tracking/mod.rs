//! What `/users/track` makes of one object: whom it names, and what it changes of the profile.
//!
//! Objects are judged one by one: a bad one is reported and the others are applied.

mod attributes;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use umbridge_directory::{Identifier, Timestamp};

use super::{
    ids::{self, EMAIL, PHONE},
    profiles::Draft,
    wire::{ExternalId, Name, Summary, UserAlias},
};
use crate::kit::shape;

type Members = Map<String, Value>;

/// Whom an object names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) name: Identifier,
    /// Whether a user who is not there is created.
    pub(super) creates: bool,
}

/// An object that was understood.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) who: Who,
    what: What,
}

#[derive(Debug)]
enum What {
    Attributes(Members),
    Event {
        name: String,
        time: String,
    },
    Purchase {
        name: String,
        time: String,
        revenue: f64,
    },
}

/// The list an object stands in.
#[derive(Debug, Clone, Copy)]
pub(super) enum List {
    Attributes,
    Events,
    Purchases,
}

impl List {
    /// What requests call it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Attributes => "attributes",
            Self::Events => "events",
            Self::Purchases => "purchases",
        }
    }
}

/// Understands one object.
///
/// # Errors
///
/// What is wrong with it, in the words clients know.
pub(super) fn parse(list: List, object: &Value) -> Result<Change, String> {
    let Some(members) = object.as_object() else {
        return Err(format!("'{}' must be an array of objects", list.word()));
    };
    let who = who(members)?;
    let what = match list {
        List::Attributes => What::Attributes(attributes::parse(members)?),
        List::Events => What::Event {
            name: required::<Name>(members, "name")?.0,
            time: time(members)?,
        },
        List::Purchases => purchase(members)?,
    };
    Ok(Change { who, what })
}

/// Recorded by a client's test doubles: how a wrong member is told.
fn not_valid(member: &str) -> String {
    format!("'{member}' is not valid")
}

fn optional<T: DeserializeOwned>(members: &Members, member: &str) -> Result<Option<T>, String> {
    match members.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => shape::read(value.clone())
            .map(Some)
            .map_err(|_| not_valid(member)),
    }
}

fn required<T: DeserializeOwned>(members: &Members, member: &str) -> Result<T, String> {
    optional(members, member)?.ok_or_else(|| format!("'{member}' is required"))
}

fn who(members: &Members) -> Result<Who, String> {
    let external_id: Option<ExternalId> = optional(members, "external_id")?;
    let user_alias: Option<UserAlias> = optional(members, "user_alias")?;
    let braze_id: Option<Name> = optional(members, "braze_id")?;
    let existing_only: Option<bool> = optional(members, "_update_existing_only")?;
    // Documented: an external id and an alias exclude each other. Inferred: the words.
    if external_id.is_some() && user_alias.is_some() {
        return Err("'external_id' and 'user_alias' may not be combined".to_owned());
    }
    let (name, creates) = if let Some(id) = external_id {
        (Identifier::from(&id), true)
    } else if let Some(given) = user_alias {
        // Documented: for an alias, updating only is the default.
        (Identifier::from(&given), false)
    } else if let Some(id) = braze_id {
        // Inferred: Braze's own ids cannot be chosen, so that an unknown one creates nobody.
        let creates = false;
        let name = ids::braze_id(id.0);
        return Ok(Who { name, creates });
    } else {
        // Documented: the e-mail address comes before the phone number.
        (address(members)?, true)
    };
    let creates = existing_only.map_or(creates, |only| !only);
    Ok(Who { name, creates })
}

fn address(members: &Members) -> Result<Identifier, String> {
    if let Some(given) = optional::<Name>(members, EMAIL)? {
        return Ok(ids::email(&given.0));
    }
    if let Some(given) = optional::<Name>(members, PHONE)? {
        return Ok(ids::phone(&given.0));
    }
    // Recorded by a client's test doubles.
    Err("'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required".to_owned())
}

/// Documented: ISO 8601. Inferred: without an offset it is UTC.
fn time(members: &Members) -> Result<String, String> {
    let text: String = required(members, "time")?;
    Timestamp::parse(&text)
        .or_else(|| Timestamp::parse(&format!("{text}Z")))
        .map(|moment| moment.render("%Y-%m-%dT%H:%M:%S.%3fZ"))
        .ok_or_else(|| not_valid("time"))
}

fn purchase(members: &Members) -> Result<What, String> {
    let name: Name = required(members, "product_id")?;
    let currency: String = required(members, "currency")?;
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(not_valid("currency"));
    }
    let price: f64 = required(members, "price")?;
    // Documented: 1 to 100, and 1 where it is not there.
    let quantity: u32 = optional(members, "quantity")?.unwrap_or(1);
    if !(1..=100).contains(&quantity) {
        return Err(not_valid("quantity"));
    }
    Ok(What::Purchase {
        name: name.0,
        time: time(members)?,
        revenue: price * f64::from(quantity),
    })
}

impl Change {
    /// Applies the change to a profile.
    pub(super) fn apply(self, draft: &mut Draft) {
        match self.what {
            What::Attributes(attributes) => {
                for (name, value) in attributes {
                    attributes::set(draft, name, value);
                }
            }
            What::Event { name, time } => count(&mut draft.profile, "custom_events", name, time),
            What::Purchase {
                name,
                time,
                revenue,
            } => {
                let before = draft.profile.get("total_revenue").and_then(Value::as_f64);
                draft.profile.insert(
                    "total_revenue".into(),
                    json!(before.unwrap_or_default() + revenue),
                );
                count(&mut draft.profile, "purchases", name, time);
            }
        }
    }
}

/// Counts one more occurrence in a list of summaries.
fn count(profile: &mut Members, list: &str, name: String, time: String) {
    let mut summaries = Summary::list(profile.get(list));
    let summary = Summary {
        name,
        first: time.clone(),
        last: time,
        count: 1,
    };
    summary.join(&mut summaries);
    profile.insert(list.to_owned(), json!(summaries));
}
