//! Types, enumerations and formats.

use serde_json::Value;

use super::{
    super::delta::{Delta, Guard, short},
    Pair, text,
};
use crate::{
    level::Effect,
    rule::Rule,
    schema::{Shape, Types, same},
};

/// Whether any value is left that both could accept; if not, nothing else is worth saying.
pub(super) fn types<'d>(
    old: &Shape<'d>,
    new: &Shape<'d>,
    as_text: bool,
    pair: &mut Pair<'d>,
) -> bool {
    // As text, a string is whatever of the other side's scalars is written there.
    let (was, is) = if as_text {
        (text::written(old, new), text::written(new, old))
    } else {
        (Types::NONE, Types::NONE)
    };
    let (was_declared, is_declared) = (old.declared.or(was), new.declared.or(is));
    let (before, after) = match (&old.values, &new.values) {
        (Some(_), Some(_)) if as_text => return true,
        // That a type is declared beside an enumeration, or not, is no change if its values fit.
        (Some(_), None) if is_declared.holds(old.types) => return true,
        (None, Some(_)) if was_declared.holds(new.types) => return true,
        (None, Some(_)) => (was_declared, new.types),
        (Some(_), None) => (old.types, is_declared),
        _ => (old.types.or(was), new.types.or(is)),
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

pub(super) fn listed<'d>(old: &Shape<'d>, new: &Shape<'d>, as_text: bool, pair: &mut Pair<'d>) {
    let same = if as_text { text::same } else { same };
    let extensible = Guard {
        response: old.extensible || new.extensible,
        ..Guard::default()
    };
    let any = || "any value".to_owned();
    match (&old.values, &new.values) {
        (None, None) => {}
        (Some((before, at)), None) => pair.deltas.push(
            Delta::new(Rule::EnumValueAdded, Effect::Widens, at, new.at)
                .words(list(before), any())
                .guarded(extensible),
        ),
        (None, Some((after, at))) => pair.deltas.push(
            Delta::new(Rule::EnumValueRemoved, Effect::Narrows, old.at, at)
                .words(any(), list(after)),
        ),
        (Some((before, was)), Some((after, is))) => {
            let lost = without(before, after, same);
            let won = without(after, before, same);
            if lost.len() == before.len()
                && won.len() == after.len()
                && !lost.is_empty()
                && !won.is_empty()
            {
                let delta = Delta::new(Rule::ConstChanged, Effect::Incomparable, was, is);
                pair.deltas.push(delta.words(list(before), list(after)));
                return;
            }
            if !lost.is_empty() {
                let delta = Delta::new(Rule::EnumValueRemoved, Effect::Narrows, lost[0], is);
                pair.deltas.push(delta.words(list(&lost), None));
            }
            if !won.is_empty() {
                let delta = Delta::new(Rule::EnumValueAdded, Effect::Widens, was, won[0]);
                pair.deltas
                    .push(delta.words(None, list(&won)).guarded(extensible));
            }
        }
    }
}

fn without<'d>(
    values: &[&'d Value],
    others: &[&'d Value],
    same: fn(&Value, &Value) -> bool,
) -> Vec<&'d Value> {
    values
        .iter()
        .copied()
        .filter(|value| !others.iter().any(|other| same(value, other)))
        .collect()
}

/// In an order that does not depend on the document's.
fn list(values: &[&Value]) -> String {
    let mut words: Vec<String> = values.iter().map(|value| short(value)).collect();
    words.sort_unstable();
    words.join(", ")
}
