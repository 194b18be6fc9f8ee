//! Types, enumerations and formats.

use serde_json::Value;

use super::{
    super::delta::{Delta, Guard, short},
    Pair,
};
use crate::{
    level::Effect,
    rule::Rule,
    schema::{Shape, Types, same},
};

/// Whether any value is left that both could accept; if not, nothing else is worth saying.
pub(super) fn types<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) -> bool {
    let (before, after) = match (&old.values, &new.values) {
        // That a type is declared beside an enumeration, or not, is no change if its values fit.
        (Some(_), None) if new.declared.holds(old.types) => return true,
        (None, Some(_)) if old.declared.holds(new.types) => return true,
        (None, Some(_)) => (old.declared, new.types),
        (Some(_), None) => (old.types, new.declared),
        _ => (old.types, new.types),
    };
    if before == after {
        return !before.is_empty();
    }
    let (rule, effect) = if after.holds(before) {
        (Rule::TypeWidened, Effect::Widens)
    } else if before.holds(after) {
        (Rule::TypeNarrowed, Effect::Narrows)
    } else {
        (Rule::TypeChanged, Effect::Incomparable)
    };
    let delta = Delta::new(
        rule,
        effect,
        old.type_at.unwrap_or(old.at),
        new.type_at.unwrap_or(new.at),
    );
    pair.deltas.push(delta.words(before.text(), after.text()));
    before.meets(after)
}

pub(super) fn listed<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let extensible = Guard {
        response: old.extensible || new.extensible,
        ..Guard::default()
    };
    let any = || "any value".to_owned();
    match (&old.values, &new.values) {
        (None, None) => {}
        (Some((before, at)), None) => pair.deltas.push(
            Delta::new(Rule::EnumValueAdded, Effect::Widens, at, new.at)
                .words(text(before), any())
                .guarded(extensible),
        ),
        (None, Some((after, at))) => pair.deltas.push(
            Delta::new(Rule::EnumValueRemoved, Effect::Narrows, old.at, at)
                .words(any(), text(after)),
        ),
        (Some((before, was)), Some((after, is))) => {
            let lost = without(before, after);
            let won = without(after, before);
            if lost.len() == before.len()
                && won.len() == after.len()
                && !lost.is_empty()
                && !won.is_empty()
            {
                let delta = Delta::new(Rule::ConstChanged, Effect::Incomparable, was, is);
                pair.deltas.push(delta.words(text(before), text(after)));
                return;
            }
            if !lost.is_empty() {
                let delta = Delta::new(Rule::EnumValueRemoved, Effect::Narrows, lost[0], is);
                pair.deltas.push(delta.words(text(&lost), None));
            }
            if !won.is_empty() {
                let delta = Delta::new(Rule::EnumValueAdded, Effect::Widens, was, won[0]);
                pair.deltas
                    .push(delta.words(None, text(&won)).guarded(extensible));
            }
        }
    }
}

fn without<'d>(values: &[&'d Value], others: &[&'d Value]) -> Vec<&'d Value> {
    values
        .iter()
        .copied()
        .filter(|value| !others.iter().any(|other| same(value, other)))
        .collect()
}

/// In an order that does not depend on the document's.
fn text(values: &[&Value]) -> String {
    let mut words: Vec<String> = values.iter().map(|value| short(value)).collect();
    words.sort_unstable();
    words.join(", ")
}

pub(super) fn formats<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let names = |shape: &Shape<'d>| {
        let mut names: Vec<&str> = shape
            .formats
            .iter()
            .filter_map(|format| format.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let (before, after) = (names(old), names(new));
    if before == after {
        return;
    }
    let numbers = !old.types.and(new.types).meets(Types::STRING);
    let effect = match (before.as_slice(), after.as_slice()) {
        ([], [one]) => added(one, numbers),
        ([one], []) => added(one, numbers).reversed(),
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

/// Formats of strings that change what is written.
const STRONG: [&str; 5] = ["date", "date-time", "time", "binary", "byte"];

/// Wider formats of numbers after narrower ones.
const LATTICE: [[&str; 2]; 2] = [["int32", "int64"], ["float", "double"]];

fn added(format: &str, numbers: bool) -> Effect {
    let known = if numbers {
        LATTICE.concat().contains(&format)
    } else {
        STRONG.contains(&format)
    };
    if known {
        Effect::Narrows
    } else {
        Effect::Unknown
    }
}

fn changed(old: &str, new: &str) -> Effect {
    for [narrow, wide] in LATTICE {
        if (old, new) == (narrow, wide) {
            return Effect::Widens;
        }
        if (old, new) == (wide, narrow) {
            return Effect::Narrows;
        }
    }
    if STRONG.contains(&old) || STRONG.contains(&new) {
        Effect::Incomparable
    } else {
        Effect::Unknown
    }
}
