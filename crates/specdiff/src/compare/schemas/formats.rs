//! Formats, and what a string is the content of: numbers by how much they hold, strings by what is written.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{super::delta::Delta, Pair};
use crate::{level::Effect, rule::Rule, schema::Shape};

/// Formats of which it is known what they are: those of JSON Schema and of OpenAPI.
const DEFINED: [&str; 25] = [
    "binary",
    "byte",
    "date",
    "date-time",
    "double",
    "duration",
    "email",
    "float",
    "hostname",
    "idn-email",
    "idn-hostname",
    "int32",
    "int64",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// Formats of which another one is other bytes in any case.
const BYTES: [&str; 5] = ["binary", "byte", "date", "date-time", "time"];

/// Narrower formats, each before a wider one.
const LATTICE: [[&str; 2]; 9] = [
    ["int32", "int64"],
    ["int32", "double"],
    ["float", "double"],
    ["email", "idn-email"],
    ["hostname", "idn-hostname"],
    ["uri", "uri-reference"],
    ["uri", "iri"],
    ["uri-reference", "iri-reference"],
    ["iri", "iri-reference"],
];

pub(super) fn compare<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    named(old, new, pair);
    contents(old, new, pair);
}

fn named<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let names = |shape: &Shape<'d>| {
        let mut names: Vec<&str> = shape
            .formats
            .iter()
            .filter_map(|format| format.as_str())
            // Documented: what 3.0 calls `byte` is the content encoding `base64` of 3.1.
            .map(|format| if format == "base64" { "byte" } else { format })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let (before, after) = (names(old), names(new));
    if before == after {
        return;
    }
    let effect = match (before.as_slice(), after.as_slice()) {
        ([], [one]) => added(one),
        ([one], []) => added(one).reversed(),
        ([one], [two]) => changed(one, two),
        _ => Effect::Unknown,
    };
    let at = |shape: &Shape<'d>| shape.formats.first().copied().unwrap_or(shape.at);
    let word = |names: &[&str]| {
        if names.is_empty() {
            "no format".to_owned()
        } else {
            names.join(", ")
        }
    };
    let delta = Delta::new(Rule::FormatChanged, effect, at(old), at(new));
    pair.deltas.push(delta.words(word(&before), word(&after)));
}

/// As with a pattern, which values have it may be between its users; that there is one narrows.
fn added(format: &str) -> Effect {
    // Documented: a hint to hide what is typed.
    if format == "password" {
        Effect::Neutral
    } else {
        Effect::Narrows
    }
}

fn changed(old: &str, new: &str) -> Effect {
    if LATTICE.contains(&[old, new]) {
        Effect::Widens
    } else if LATTICE.contains(&[new, old]) {
        Effect::Narrows
    } else if BYTES.contains(&old)
        || BYTES.contains(&new)
        || [old, new].iter().all(|one| DEFINED.contains(one))
    {
        Effect::Incomparable
    } else {
        Effect::Unknown
    }
}

/// What a string is the content of: other bytes are written, as with a format.
fn contents<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let keys: BTreeSet<&str> = [old, new]
        .iter()
        .flat_map(|shape| shape.contents.iter().map(|(key, _)| *key))
        .collect();
    for key in keys {
        let said = |shape: &Shape<'d>| -> Option<&'d Value> {
            let found = shape.contents.iter().find(|(other, _)| *other == key);
            found.map(|(_, at)| *at)
        };
        let (was, is) = (said(old), said(new));
        let effect = match (was, is) {
            (Some(was), Some(is)) if was == is => continue,
            (Some(_), Some(_)) => Effect::Incomparable,
            (None, _) => Effect::Narrows,
            (_, None) => Effect::Widens,
        };
        let text = |value: Option<&Value>| {
            value.map(|value| format!("{key} {}", value.as_str().unwrap_or_default()))
        };
        let (base, revision) = (was.unwrap_or(old.at), is.unwrap_or(new.at));
        let delta = Delta::new(Rule::FormatChanged, effect, base, revision);
        pair.deltas.push(delta.words(text(was), text(is)));
    }
}
