//! Attributes: which of them are kept, what values they may have, and how one is set.

use serde_json::{Value, json};

use super::{
    super::{
        ids::{EMAIL, PHONE},
        profiles::Draft,
    },
    Members, not_valid,
};

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

/// The attributes of an object.
///
/// # Errors
///
/// The first of Braze's own that has a wrong value.
pub(super) fn parse(members: &Members) -> Result<Members, String> {
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

/// Sets one attribute; null takes it away.
pub(super) fn set(draft: &mut Draft, name: String, value: Value) {
    if let scheme @ (EMAIL | PHONE) = name.as_str() {
        draft.set_address(scheme, value.as_str());
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
