//! Formats, and what a string is the content of: numbers by how much they hold, strings by what is written.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{super::delta::Delta, Pair};
use crate::{
    level::Effect,
    rule::Rule,
    schema::{Shape, Types},
};

/// Formats of strings that are defined: by JSON Schema, and those by which OpenAPI tells binary data.
const DEFINED: [&str; 21] = [
    "binary",
    "byte",
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
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

/// Formats of numbers.
const NUMERIC: [&str; 4] = ["double", "float", "int32", "int64"];

/// Narrower formats, each before a wider one.
const LATTICE: [[&str; 2]; 8] = [
    ["int32", "int64"],
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
    let known: &[&str] = if old.types.and(new.types).meets(Types::STRING) {
        &DEFINED
    } else {
        &NUMERIC
    };
    let effect = match (before.as_slice(), after.as_slice()) {
        ([], [one]) => added(one, known),
        ([one], []) => added(one, known).reversed(),
        ([one], [two]) => changed(one, two, known),
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

/// Who defines a format says which values have it; what another one means is between its users.
fn added(format: &str, known: &[&str]) -> Effect {
    if known.contains(&format) {
        Effect::Narrows
    } else {
        Effect::Unknown
    }
}

fn changed(old: &str, new: &str, known: &[&str]) -> Effect {
    if LATTICE.contains(&[old, new]) {
        Effect::Widens
    } else if LATTICE.contains(&[new, old]) {
        Effect::Narrows
    } else if BYTES.contains(&old)
        || BYTES.contains(&new)
        || [old, new].iter().all(|one| known.contains(one))
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
