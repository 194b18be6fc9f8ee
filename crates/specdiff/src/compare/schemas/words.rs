//! What leaves the set of values alone: words, extensions, defaults, deprecation; and what is not understood.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    super::delta::{Delta, short},
    Pair,
};
use crate::{
    level::Effect,
    rule::Rule,
    schema::{Shape, is_words},
};

pub(super) fn compare<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    words(old, new, pair);
    let default = (old.default, new.default);
    if default.0 != default.1 {
        let mut delta = changed(Rule::BodyDefaultChanged, old, new, default)
            .effects(Some(Effect::Unknown), Some(Effect::Neutral));
        delta.exact = Effect::Neutral;
        pair.deltas.push(delta);
    }
    let deprecated = (old.deprecated, new.deprecated);
    if deprecated.0.is_some() != deprecated.1.is_some() {
        let delta = Delta::new(
            Rule::SchemaDeprecated,
            Effect::Neutral,
            deprecated.0.unwrap_or(old.at),
            deprecated.1.unwrap_or(new.at),
        );
        let word = |at: Option<&Value>| at.map(|_| "deprecated".to_owned());
        pair.deltas
            .push(delta.words(word(deprecated.0), word(deprecated.1)));
    }
    if old.parts.len() != new.parts.len() && old.parts.len().max(new.parts.len()) > 1 {
        let count = |shape: &Shape<'_>| format!("{} parts", shape.parts.len());
        let delta = Delta::new(Rule::AllOfChanged, Effect::Wording, old.at, new.at);
        pair.deltas.push(delta.words(count(old), count(new)));
    }
    opaque(old, new, pair);
}

/// Titles, descriptions and extensions of all parts together: moving them between parts is nothing.
fn words<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let keys = |shape: &Shape<'d>| -> BTreeSet<&'d String> {
        let maps = shape.parts.iter().filter_map(|part| part.as_object());
        maps.flat_map(|map| map.keys().filter(|key| is_words(key)))
            .collect()
    };
    let mut all = keys(old);
    all.extend(keys(new));
    for key in all {
        let said = |shape: &Shape<'d>| -> Vec<&'d Value> {
            shape
                .parts
                .iter()
                .filter_map(|part| part.get(key.as_str()))
                .collect()
        };
        let (before, after) = (said(old), said(new));
        if before != after {
            let rule = if key.starts_with("x-") {
                Rule::ExtensionChanged
            } else {
                Rule::DocsChanged
            };
            let values = (before.first().copied(), after.first().copied());
            let mut delta = changed(rule, old, new, values);
            delta.old = delta.old.map(|text| format!("{key}: {text}"));
            delta.new = delta.new.map(|text| format!("{key}: {text}"));
            delta.exact = Effect::Wording;
            pair.deltas
                .push(delta.effects(Some(Effect::Wording), Some(Effect::Wording)));
        }
    }
}

fn changed<'d>(
    rule: Rule,
    old: &Shape<'d>,
    new: &Shape<'d>,
    values: (Option<&'d Value>, Option<&'d Value>),
) -> Delta<'d> {
    let delta = Delta::new(
        rule,
        Effect::Neutral,
        values.0.unwrap_or(old.at),
        values.1.unwrap_or(new.at),
    );
    delta.words(values.0.map(short), values.1.map(short))
}

/// What is not understood is reported where it changed, and where it leads nowhere in any case.
fn opaque<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let reasons: BTreeSet<&str> = old
        .opaque
        .iter()
        .chain(&new.opaque)
        .map(|(reason, _)| *reason)
        .collect();
    for reason in reasons {
        let said = |shape: &Shape<'d>| -> Vec<&'d Value> {
            shape
                .opaque
                .iter()
                .filter(|(other, _)| *other == reason)
                .map(|(_, at)| *at)
                .collect()
        };
        let (before, after) = (said(old), said(new));
        if before == after && reason != NOWHERE {
            continue;
        }
        let text = |values: &[&Value]| {
            values
                .first()
                .map(|value| format!("{reason}: {}", short(value)))
        };
        let at =
            |values: &[&'d Value], shape: &Shape<'d>| values.first().copied().unwrap_or(shape.at);
        let delta = Delta::new(
            Rule::SchemaNotComparable,
            Effect::Unknown,
            at(&before, old),
            at(&after, new),
        );
        pair.deltas.push(delta.words(text(&before), text(&after)));
    }
}

/// What a reference is called that cannot be followed.
const NOWHERE: &str = "a reference that leads nowhere";
