//! Objects: which properties there are, and what is allowed beyond them.

use std::{cmp::Ordering, collections::BTreeSet};

use serde_json::Value;

use super::{super::delta::Delta, Pair, Schemas, Step, limits, properties};
use crate::{
    level::Effect,
    rule::Rule,
    schema::{ConjunctionId, Extra, Shape, Side},
};
use properties::Member;

/// A schema and where it is written, which for a reference is not where it is.
type Written<'d> = (ConjunctionId, &'d Value);

/// A property.
type Named<'d> = (&'d str, Written<'d>);

impl<'d> Schemas<'d> {
    pub(super) fn objects(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        let listed = old.properties.keys().chain(new.properties.keys());
        let required = old.required.keys().chain(new.required.keys());
        let names: BTreeSet<&'d str> = listed.chain(required).copied().collect();
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for name in names {
            let before = old.properties.get(name).copied();
            let after = new.properties.get(name).copied();
            let schemas = match (before, after) {
                (Some(before), None) => (Some(before), undeclared(&mut self.revision, new, name)),
                (None, Some(after)) => (undeclared(&mut self.base, old, name), Some(after)),
                (None, None) => (
                    Some((self.base.anything(old.at), old.at)),
                    Some((self.revision.anything(new.at), new.at)),
                ),
                both => both,
            };
            match schemas {
                (Some(before), Some(after)) => self.kept(old, new, name, (before, after), pair),
                (Some(before), None) => gone.push((name, before)),
                (None, Some(after)) => come.push((name, after)),
                (None, None) => {}
            }
        }
        self.moved(old, new, (&gone, &come), pair);
        self.extras(old, new, pair);
    }

    fn kept(
        &mut self,
        old: &Shape<'d>,
        new: &Shape<'d>,
        name: &'d str,
        (before, after): (Written<'d>, Written<'d>),
        pair: &mut Pair<'d>,
    ) {
        let (was, is) = (self.base.shape(before.0), self.revision.shape(after.0));
        let (was, is) = (
            member(old, name, &was, before.1),
            member(new, name, &is, after.1),
        );
        properties::kept(was, is, pair);
        let child = self.pair(before.0, after.0);
        pair.children.push((child, properties::step(was, is)));
    }

    fn moved(
        &mut self,
        old: &Shape<'d>,
        new: &Shape<'d>,
        (gone, come): (&[Named<'d>], &[Named<'d>]),
        pair: &mut Pair<'d>,
    ) {
        for (name, (schema, at)) in gone {
            let shape = self.base.shape(*schema);
            properties::removed(member(old, name, &shape, at), new, pair);
        }
        for (name, (schema, at)) in come {
            let shape = self.revision.shape(*schema);
            properties::added(old, member(new, name, &shape, at), pair);
        }
        if let ([(was, before)], [(is, after)]) = (gone, come)
            && self.relation(before.0, after.0).is_equal()
        {
            let delta = Delta::new(Rule::PropertyRenamed, Effect::Wording, before.1, after.1);
            pair.deltas
                .push(delta.words((*was).to_owned(), (*is).to_owned()));
        }
    }

    fn extras(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        let rules = [
            (old.extra, new.extra, ""),
            (old.unevaluated, new.unevaluated, "unevaluated: "),
        ];
        for (was, is, prefix) in rules {
            self.extra(old, new, (was, is), prefix, pair);
        }
        let patterns: BTreeSet<&str> = old
            .by_pattern
            .keys()
            .chain(new.by_pattern.keys())
            .copied()
            .collect();
        for pattern in patterns {
            match (old.by_pattern.get(pattern), new.by_pattern.get(pattern)) {
                (Some((before, _)), Some((after, _))) => {
                    let child = self.pair(*before, *after);
                    pair.children.push((child, Step::default()));
                }
                (was, is) => {
                    let said = |found: Option<&(ConjunctionId, &'d Value)>| {
                        found.map(|(_, at)| (format!("patternProperties {pattern}"), *at))
                    };
                    // In a closed object a pattern lets names in; in an open one it limits their values.
                    let added = is.is_some();
                    let closed = if added { old.closed() } else { new.closed() };
                    let order = if added == closed {
                        Ordering::Less
                    } else {
                        Ordering::Greater
                    };
                    limits::report((old, new), (said(was), said(is)), order, pair);
                }
            }
        }
    }

    pub(super) fn extra(
        &mut self,
        old: &Shape<'d>,
        new: &Shape<'d>,
        (was, is): (Extra<'d>, Extra<'d>),
        prefix: &str,
        pair: &mut Pair<'d>,
    ) {
        let (was, is) = (simple(&mut self.base, was), simple(&mut self.revision, is));
        let (request, response) = match (was, is) {
            (Extra::Schema(before, _), Extra::Schema(after, _)) => {
                let child = self.pair(before, after);
                pair.children.push((child, Step::default()));
                return;
            }
            (Extra::Open, Extra::Open) | (Extra::Closed(_), Extra::Closed(_)) => return,
            (Extra::Open, _) | (_, Extra::Closed(_)) => (Effect::Narrows, Effect::Narrows),
            // A strict client stumbles over names it does not know; most are not strict.
            (Extra::Closed(_), _) => (Effect::Widens, Effect::Unknown),
            (Extra::Schema(..), Extra::Open) => (Effect::Widens, Effect::Widens),
        };
        let text = |extra: Extra<'_>| format!("{prefix}{}", extra.text());
        let (base, revision) = (was.at().unwrap_or(old.at), is.at().unwrap_or(new.at));
        let delta = Delta::new(Rule::AdditionalPropertiesChanged, request, base, revision)
            .effects(Some(request), Some(response))
            .words(text(was), text(is));
        pair.deltas.push(delta);
    }
}

/// A schema that accepts everything is as good as none.
fn simple<'d>(side: &mut Side<'d>, extra: Extra<'d>) -> Extra<'d> {
    match extra {
        Extra::Schema(schema, _) if !side.shape(schema).constrained => Extra::Open,
        other => other,
    }
}

/// The schema a name has although it is not listed: what the rest has to be, or anything if it is required.
fn undeclared<'d>(side: &mut Side<'d>, shape: &Shape<'d>, name: &str) -> Option<Written<'d>> {
    match shape.extra {
        Extra::Schema(schema, at) => Some((schema, at)),
        _ if shape.required.contains_key(name) && !shape.closed() => {
            Some((side.anything(shape.at), shape.at))
        }
        _ => None,
    }
}

fn member<'s, 'd>(
    object: &Shape<'d>,
    name: &'d str,
    shape: &'s Shape<'d>,
    at: &'d Value,
) -> Member<'s, 'd> {
    Member {
        name,
        shape,
        required: object.required.get(name).copied(),
        at,
    }
}
