//! What depends on something else, what is refused, and what is beyond deciding.

use std::{cmp::Ordering, collections::BTreeSet};

use serde_json::Value;

use super::{
    super::delta::{Delta, short},
    Pair, Schemas, Step, limits,
};
use crate::{level::Effect, rule::Rule, schema::Shape};

impl<'d> Schemas<'d> {
    pub(super) fn conditions(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        self.dependencies(old, new, pair);
        self.names(old, new, pair);
        self.refused(old, new, pair);
        self.conditional(old, new, pair);
        discriminators(old, new, pair);
    }

    fn dependencies(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        let needs: BTreeSet<_> = old.needs.keys().chain(new.needs.keys()).copied().collect();
        for (name, other) in needs {
            let said = |shape: &Shape<'d>| {
                let at = shape.needs.get(&(name, other))?;
                Some((format!("`{name}` needs `{other}`"), *at))
            };
            one_sided(old, new, said, pair);
        }
        let names: BTreeSet<&str> = old
            .dependent
            .keys()
            .chain(new.dependent.keys())
            .copied()
            .collect();
        for name in names {
            if let (Some((before, _)), Some((after, _))) =
                (old.dependent.get(name), new.dependent.get(name))
            {
                let child = self.pair(*before, *after);
                pair.children.push((child, Step::default()));
            }
            let said = |shape: &Shape<'d>| {
                let (_, at) = shape.dependent.get(name)?;
                Some((format!("dependentSchemas {name}"), *at))
            };
            one_sided(old, new, said, pair);
        }
    }

    fn names(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        if let (Some((before, _)), Some((after, _))) = (old.names, new.names) {
            let child = self.pair(before, after);
            pair.children.push((child, Step::default()));
            return;
        }
        let said = |shape: &Shape<'d>| shape.names.map(|(_, at)| ("propertyNames".to_owned(), at));
        one_sided(old, new, said, pair);
    }

    /// `not`: what the inner schema gains, the outer one loses.
    fn refused(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        let said = |shape: &Shape<'d>| shape.refused.first().map(|(_, at)| ("not".to_owned(), *at));
        match (old.refused.as_slice(), new.refused.as_slice()) {
            (before, after) if before.len() == after.len() => {
                for ((was, _), (is, _)) in before.iter().zip(after) {
                    let child = self.pair(*was, *is);
                    pair.children.push((
                        child,
                        Step {
                            reversed: true,
                            ..Step::default()
                        },
                    ));
                }
            }
            ([], [_]) | ([_], []) => one_sided(old, new, said, pair),
            _ => undecided(old, new, "several `not`", pair),
        }
    }

    fn conditional(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        match (old.conditions.as_slice(), new.conditions.as_slice()) {
            (before, after) if before.len() == after.len() => {
                for (was, is) in before.iter().zip(after) {
                    let opaque = Step {
                        opaque: true,
                        ..Step::default()
                    };
                    self.child(old, new, (was.parts[0], is.parts[0]), opaque, pair);
                    for branch in [1, 2] {
                        self.child(
                            old,
                            new,
                            (was.parts[branch], is.parts[branch]),
                            Step::default(),
                            pair,
                        );
                    }
                }
            }
            ([], [_]) | ([_], []) => {
                let said = |shape: &Shape<'d>| {
                    shape
                        .conditions
                        .first()
                        .map(|found| ("if".to_owned(), found.at))
                };
                one_sided(old, new, said, pair);
            }
            _ => undecided(old, new, "several `if`", pair),
        }
    }
}

/// A keyword that is added to the others narrows, whatever it says.
fn one_sided<'d>(
    old: &Shape<'d>,
    new: &Shape<'d>,
    said: impl Fn(&Shape<'d>) -> Option<(String, &'d Value)>,
    pair: &mut Pair<'d>,
) {
    let (was, is) = (said(old), said(new));
    let order = match (&was, &is) {
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        _ => return,
    };
    limits::report((old, new), (was, is), order, pair);
}

pub(super) fn undecided<'d>(old: &Shape<'d>, new: &Shape<'d>, reason: &str, pair: &mut Pair<'d>) {
    let delta = Delta::new(Rule::SchemaNotComparable, Effect::Unknown, old.at, new.at);
    pair.deltas.push(delta.words(None, reason.to_owned()));
}

fn discriminators<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let name = |found: &'d Value| found.get("propertyName").and_then(Value::as_str);
    let mut report =
        |effect, (was, is): (&'d Value, &'d Value), words: (Option<String>, Option<String>)| {
            let delta = Delta::new(Rule::DiscriminatorChanged, effect, was, is);
            pair.deltas.push(delta.words(words.0, words.1));
        };
    let (was, is) = match (old.discriminator, new.discriminator) {
        (None, None) => return,
        (None, Some(is)) => return report(Effect::Neutral, (old.at, is), (None, Some(short(is)))),
        (Some(was), None) => {
            return report(Effect::Neutral, (was, new.at), (Some(short(was)), None));
        }
        (Some(was), Some(is)) => (was, is),
    };
    if name(was) != name(is) {
        let text = |found: &'d Value| name(found).map(ToOwned::to_owned);
        return report(Effect::Incomparable, (was, is), (text(was), text(is)));
    }
    let mapping = |found: &'d Value| found.get("mapping").and_then(Value::as_object);
    let (Some(before), Some(after)) = (mapping(was), mapping(is)) else {
        // Without a mapping the names of the components are the values.
        if mapping(was).is_some() != mapping(is).is_some() {
            report(
                Effect::Neutral,
                (was, is),
                (
                    mapping(was).map(|_| "mapping".to_owned()),
                    mapping(is).map(|_| "mapping".to_owned()),
                ),
            );
        }
        return;
    };
    for (value, target) in before {
        match after.get(value) {
            None => report(Effect::Narrows, (target, is), (Some(value.clone()), None)),
            Some(other) if last(other) != last(target) => {
                report(
                    Effect::Neutral,
                    (target, other),
                    (Some(short(target)), Some(short(other))),
                );
            }
            Some(_) => {}
        }
    }
    for (value, target) in after
        .iter()
        .filter(|(value, _)| !before.contains_key(*value))
    {
        report(Effect::Widens, (was, target), (None, Some(value.clone())));
    }
}

/// A mapping may say `Ticket` or `#/components/schemas/Ticket`.
fn last(target: &Value) -> &str {
    target
        .as_str()
        .and_then(|text| text.rsplit('/').next())
        .unwrap_or_default()
}
