//! What `/users/track` makes of one object: whom it names, and what it changes of the profile.
//!
//! Objects are judged one by one: a bad one is reported and the others are applied.

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
        List::Attributes => What::Attributes(attributes(members)?),
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
        (ids::external_id(id.text), true)
    } else if let Some(given) = user_alias {
        // Documented: for an alias, updating only is the default.
        (ids::alias(&given.alias_label.0, &given.alias_name.0), false)
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

/// Attributes that are Braze's own, all of them text.
const STANDARD: [&str; 12] = [
    "first_name",
    "last_name",
    EMAIL,
    PHONE,
    "dob",
    "country",
    "home_city",
    "language",
    "gender",
    "time_zone",
    "email_subscribe",
    "push_subscribe",
];

/// Members that are no attributes, and Braze's own attributes of which nothing is kept.
const NOT_KEPT: [&str; 9] = [
    "external_id",
    "user_alias",
    "braze_id",
    "_update_existing_only",
    "_merge_objects",
    "app_id",
    "push_token_import",
    "push_tokens",
    "subscription_groups",
];

fn attributes(members: &Members) -> Result<Members, String> {
    let mut kept = Members::new();
    for (member, value) in members {
        let allowed = match member.as_str() {
            member if NOT_KEPT.contains(&member) => continue,
            // Documented: the three states of a subscription.
            "email_subscribe" | "push_subscribe" => {
                matches!(
                    value.as_str(),
                    Some("opted_in" | "subscribed" | "unsubscribed")
                )
            }
            // Documented: M, F, O, N (not applicable), P (prefers not to say) or null.
            "gender" => {
                value.is_null() || matches!(value.as_str(), Some("M" | "F" | "O" | "N" | "P"))
            }
            member if STANDARD.contains(&member) => value.is_string() || value.is_null(),
            _ => true,
        };
        if !allowed {
            return Err(not_valid(member));
        }
        kept.insert(member.clone(), value.clone());
    }
    Ok(kept)
}

impl Change {
    /// Applies the change to a profile.
    pub(super) fn apply(self, draft: &mut Draft) {
        match self.what {
            What::Attributes(attributes) => {
                for (name, value) in attributes {
                    set(draft, name, value);
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

/// Sets one attribute; null takes it away.
fn set(draft: &mut Draft, name: String, value: Value) {
    if let scheme @ (EMAIL | PHONE) = name.as_str() {
        draft.address(scheme, value.as_str());
    } else if STANDARD.contains(&name.as_str()) {
        replace(&mut draft.profile, name, value);
    } else {
        let custom = draft
            .profile
            .entry("custom_attributes")
            .or_insert_with(|| json!({}));
        if let Some(custom) = custom.as_object_mut() {
            let value = operated(custom.get(&name), value);
            replace(custom, name, value);
        }
    }
}

fn replace(members: &mut Members, name: String, value: Value) {
    if value.is_null() {
        members.shift_remove(&name);
    } else {
        members.insert(name, value);
    }
}

/// Documented: `inc` adds to a number, `add` and `remove` work on a list; any other value stands for itself.
fn operated(before: Option<&Value>, value: Value) -> Value {
    let operation = value
        .as_object()
        .filter(|members| members.len() == 1)
        .and_then(|members| members.iter().next());
    let list = || {
        before
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    match operation {
        Some((word, Value::Number(step))) if word == "inc" => increased(before, step),
        Some((word, Value::Array(items))) if word == "add" => {
            let mut list = list();
            let new: Vec<Value> = items
                .iter()
                .filter(|item| !list.contains(item))
                .cloned()
                .collect();
            list.extend(new);
            list.into()
        }
        Some((word, Value::Array(items))) if word == "remove" => {
            let mut list = list();
            list.retain(|item| !items.contains(item));
            list.into()
        }
        _ => value,
    }
}

fn increased(before: Option<&Value>, step: &serde_json::Number) -> Value {
    let whole = |value: &Value| value.as_i64();
    match (before.map_or(Some(0), whole), step.as_i64()) {
        (Some(before), Some(step)) => json!(before.saturating_add(step)),
        _ => json!(
            before.and_then(Value::as_f64).unwrap_or_default() + step.as_f64().unwrap_or_default()
        ),
    }
}

/// Counts one more occurrence in a list of summaries.
fn count(profile: &mut Members, list: &str, name: String, time: String) {
    let mut summaries = Summary::list(profile.get(list));
    match summaries.iter_mut().find(|summary| summary.name == name) {
        Some(summary) => {
            summary.count += 1;
            // The texts are in one form and in UTC, so they sort as the moments do.
            summary.first = time.clone().min(summary.first.clone());
            summary.last = time.max(summary.last.clone());
        }
        None => summaries.push(Summary {
            name,
            first: time.clone(),
            last: time,
            count: 1,
        }),
    }
    profile.insert(list.to_owned(), json!(summaries));
}
