//! Two profiles become one: what goes over to the one that stays.

use serde_json::{Map, Value, json};

use super::{
    ids::{ALIAS, EMAIL, PHONE},
    profiles::{Draft, Key, Profiles},
    wire::{MergeBehavior, Summary},
};

/// Takes one profile away and gives another its names and, if wanted, its data.
pub(super) fn merge(profiles: &mut Profiles<'_>, gone: Key, kept: Key, behavior: MergeBehavior) {
    // Inferred: merging a profile with itself changes nothing.
    if gone == kept {
        return;
    }
    let gone = profiles.remove(gone);
    let kept = profiles.change(kept);
    aliases(&gone, kept);
    if behavior == MergeBehavior::Merge {
        data(&gone, kept);
    }
}

/// Documented: one name per label. Inferred: aliases go over where the label is free.
fn aliases(gone: &Draft, kept: &mut Draft) {
    for name in &gone.identifiers {
        if name.scheme.starts_with(ALIAS) && !kept.is_named_in(&name.scheme) {
            kept.identifiers.push(name.clone());
        }
    }
}

/// Documented: attributes go over where there is none; events, purchases and revenue are summed up.
fn data(gone: &Draft, kept: &mut Draft) {
    for (name, value) in &gone.profile {
        match name.as_str() {
            scheme @ (EMAIL | PHONE) => {
                if !kept.profile.contains_key(scheme) {
                    kept.set_address(scheme, value.as_str());
                }
            }
            "custom_attributes" => {
                let own = kept.profile.entry(name).or_insert_with(|| json!({}));
                if let (Some(own), Some(custom)) = (own.as_object_mut(), value.as_object()) {
                    for (name, value) in custom {
                        own.entry(name).or_insert_with(|| value.clone());
                    }
                }
            }
            "custom_events" | "purchases" => summaries(name, value, &mut kept.profile),
            "total_revenue" => {
                let own = kept.profile.get(name).and_then(Value::as_f64);
                let sum = own.unwrap_or_default() + value.as_f64().unwrap_or_default();
                kept.profile.insert(name.clone(), json!(sum));
            }
            _ => {
                kept.profile.entry(name).or_insert_with(|| value.clone());
            }
        }
    }
}

fn summaries(list: &str, gone: &Value, kept: &mut Map<String, Value>) {
    let mut own = Summary::list(kept.get(list));
    for summary in Summary::list(Some(gone)) {
        summary.join(&mut own);
    }
    kept.insert(list.to_owned(), json!(own));
}
