//! `oneOf` and `anyOf` that could not be said more simply: variants are paired, the rest came or went.

use serde_json::Value;

use super::{
    super::delta::{Delta, short},
    Key, Pair, Schemas, Step,
    conditions::undecided,
    null,
};
use crate::{
    level::Effect,
    rule::Rule,
    schema::{Branch, Conjunction, ConjunctionId, Factor, Shape, Side, Union},
};

impl<'d> Schemas<'d> {
    /// Whether that was all there is to compare; if not, what stands beside the unions is left.
    pub(super) fn unions(
        &mut self,
        key: Key,
        old: &Shape<'d>,
        new: &Shape<'d>,
        pair: &mut Pair<'d>,
    ) -> bool {
        match (old.unions.as_slice(), new.unions.as_slice()) {
            ([], []) => false,
            (before, after) if before.len() == after.len() => {
                for (was, is) in before.iter().zip(after) {
                    self.union(was, is, (old.discriminator, new.discriminator), pair);
                }
                false
            }
            ([], [union]) | ([union], []) => {
                if !key.ignore_null {
                    null(old, new, pair);
                }
                let widened = old.unions.is_empty();
                self.wrapped(key, (old, new), union, widened, pair);
                true
            }
            _ => {
                undecided(old, new, "several unions beside each other", pair);
                false
            }
        }
    }

    fn union(
        &mut self,
        old: &Union<'d>,
        new: &Union<'d>,
        discriminators: (Option<&'d Value>, Option<&'d Value>),
        pair: &mut Pair<'d>,
    ) {
        let matches = self.matches(old, new, discriminators);
        for (one, two) in &matches {
            let key = self.key(old.branches[*one].schema, new.branches[*two].schema, true);
            let child = self.keyed(key);
            pair.children.push((child, Step::default()));
        }
        for (one, branch) in old.branches.iter().enumerate() {
            let mut others = new.branches.iter().map(|other| other.schema);
            let matched = matches.iter().any(|(first, _)| *first == one)
                || !named(branch)
                    && others.any(|other| self.relation(branch.schema, other).old_in_new());
            if !matched {
                let delta = Delta::new(
                    Rule::VariantRemoved,
                    Effect::Narrows,
                    branch.written,
                    new.at,
                );
                pair.deltas.push(delta.words(label(branch), None));
            }
        }
        for (two, branch) in new.branches.iter().enumerate() {
            let mut others = old.branches.iter().map(|other| other.schema);
            let matched = matches.iter().any(|(_, second)| *second == two)
                || !named(branch)
                    && others.any(|other| self.relation(other, branch.schema).new_in_old());
            if !matched {
                let delta = Delta::new(Rule::VariantAdded, Effect::Widens, old.at, branch.written);
                pair.deltas.push(delta.words(None, label(branch)));
            }
        }
        if old.exclusive != new.exclusive && !disjoint(&mut self.revision, new) {
            let word =
                |union: &Union<'_>| if union.exclusive { "oneOf" } else { "anyOf" }.to_owned();
            let delta = Delta::new(Rule::UnionKindChanged, Effect::Neutral, old.at, new.at);
            pair.deltas.push(delta.words(word(old), word(new)));
        }
    }

    /// One schema against alternatives of which it may have become, or been, one.
    fn wrapped(
        &mut self,
        key: Key,
        (old, new): (&Shape<'d>, &Shape<'d>),
        union: &Union<'d>,
        widened: bool,
        pair: &mut Pair<'d>,
    ) {
        let (side, shape) = if widened {
            (&mut self.revision, new)
        } else {
            (&mut self.base, old)
        };
        let variants: Vec<ConjunctionId> = union
            .branches
            .iter()
            .map(|branch| alternative(side, shape, branch))
            .collect();
        let keys: Vec<Key> = variants
            .iter()
            .map(|variant| {
                if widened {
                    self.key(key.old, *variant, true)
                } else {
                    self.key(*variant, key.new, true)
                }
            })
            .collect();
        let relations: Vec<_> = keys
            .iter()
            .map(|key| self.relation(key.old, key.new))
            .collect();
        let covered = |index: &usize| {
            let relation = relations[*index];
            let holds = if widened {
                relation.old_in_new()
            } else {
                relation.new_in_old()
            };
            (!holds, relation.foreign, relation.unknown, relation.weight)
        };
        let Some(best) = (0..keys.len()).min_by_key(covered) else {
            return;
        };
        let child = self.keyed(keys[best]);
        pair.children.push((child, Step::default()));
        for (index, branch) in union
            .branches
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != best)
        {
            let relation = relations[index];
            let delta = match widened {
                true if !relation.new_in_old() => {
                    Delta::new(Rule::VariantAdded, Effect::Widens, old.at, branch.written)
                        .words(None, label(branch))
                }
                false if !relation.old_in_new() => Delta::new(
                    Rule::VariantRemoved,
                    Effect::Narrows,
                    branch.written,
                    new.at,
                )
                .words(label(branch), None),
                _ => continue,
            };
            pair.deltas.push(delta);
        }
    }
}

/// A branch together with what stands beside its union.
fn alternative<'d>(side: &mut Side<'d>, shape: &Shape<'d>, branch: &Branch<'d>) -> ConjunctionId {
    let mut factors: Vec<Factor<'d>> = Vec::new();
    for part in &shape.parts {
        factors.push(Factor {
            value: part,
            bare: true,
        });
    }
    side.gather(branch.written, &mut factors);
    side.intern(Conjunction {
        factors,
        at: branch.written,
    })
}

/// A variant with a name is a thing of its own, although another may accept the same values.
fn named(branch: &Branch<'_>) -> bool {
    branch.written.get("$ref").is_some()
}

/// What a variant is called: the component it refers to, or its text.
fn label(branch: &Branch<'_>) -> String {
    let reference = branch.written.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    name.map_or_else(|| short(branch.written), ToOwned::to_owned)
}

/// Whether no value can be of two variants, so that `oneOf` and `anyOf` mean the same.
fn disjoint<'d>(side: &mut Side<'d>, union: &Union<'d>) -> bool {
    let shapes: Vec<_> = union
        .branches
        .iter()
        .map(|branch| side.shape(branch.schema))
        .collect();
    let mut pairs = shapes
        .iter()
        .enumerate()
        .flat_map(|(index, one)| shapes[..index].iter().map(move |two| (one, two)));
    pairs.all(|(one, two)| {
        !one.types.meets(two.types)
            || one.required.keys().any(|name| {
                let values = |shape: &Shape<'d>, side: &mut Side<'d>| {
                    let (schema, _) = shape.properties.get(name)?;
                    shape.required.get(name)?;
                    Some(side.shape(*schema).values.as_ref()?.0.clone())
                };
                match (values(one, side), values(two, side)) {
                    (Some(one), Some(two)) => !one.iter().any(|value| two.contains(value)),
                    _ => false,
                }
            })
    })
}
