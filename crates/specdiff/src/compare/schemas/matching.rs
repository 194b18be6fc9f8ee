//! Which variant of the old union is which of the new: by equal text, by reference, by discriminator, by structure;
//! never by position or title.

use serde_json::Value;

use super::Schemas;
use crate::schema::{Branch, Side, Union};

/// More candidates than this are not compared by structure.
const CANDIDATES: usize = 900;

/// The positions of variants that belong together.
pub(super) type Matches = Vec<(usize, usize)>;

impl<'d> Schemas<'d> {
    pub(super) fn matches(
        &mut self,
        old: &Union<'d>,
        new: &Union<'d>,
        discriminators: (Option<&'d Value>, Option<&'d Value>),
    ) -> Matches {
        let mut matches = Matches::new();
        pick(&mut matches, old, new, |old, new| {
            old.written == new.written
        });
        pick(&mut matches, old, new, |old, new| {
            name(old).is_some() && name(old) == name(new)
        });
        let tags = |side: &mut Side<'d>,
                    union: &Union<'d>,
                    discriminator: Option<&'d Value>|
         -> Vec<Option<String>> {
            union
                .branches
                .iter()
                .map(|branch| tag(side, branch, discriminator))
                .collect()
        };
        let before = tags(&mut self.base, old, discriminators.0);
        let after = tags(&mut self.revision, new, discriminators.1);
        for (one, tag) in before.iter().enumerate().filter(|(_, tag)| tag.is_some()) {
            if let Some(two) = after.iter().position(|other| other == tag) {
                add(&mut matches, one, two);
            }
        }
        self.fit(old, new, &mut matches);
        matches.sort_unstable();
        matches
    }

    /// The best pairs of those left; variants of different types never belong together.
    fn fit(&mut self, old: &Union<'d>, new: &Union<'d>, matches: &mut Matches) {
        let free = |count: usize, taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..count).filter(|index| !taken(*index)).collect()
        };
        let ones = free(old.branches.len(), &|index| {
            matches.iter().any(|(one, _)| *one == index)
        });
        let twos = free(new.branches.len(), &|index| {
            matches.iter().any(|(_, two)| *two == index)
        });
        if ones.len() * twos.len() > CANDIDATES {
            return;
        }
        let mut scores = Vec::new();
        for one in &ones {
            for two in &twos {
                let (before, after) = (old.branches[*one].schema, new.branches[*two].schema);
                let relation = self.relation(before, after);
                if !relation.foreign && !relation.unknown && self.related(before, after) {
                    scores.push((relation.weight, *one, *two));
                }
            }
        }
        scores.sort_unstable();
        for (_, one, two) in scores {
            add(matches, one, two);
        }
    }

    /// Objects that share no property are different things, although all their properties may be optional.
    fn related(
        &mut self,
        old: crate::schema::ConjunctionId,
        new: crate::schema::ConjunctionId,
    ) -> bool {
        let (old, new) = (self.base.shape(old), self.revision.shape(new));
        let types = old.types == new.types || old.types.meets(new.types);
        let empty = old.properties.is_empty() && new.properties.is_empty();
        types
            && (empty
                || old
                    .properties
                    .keys()
                    .any(|name| new.properties.contains_key(name)))
    }
}

fn pick<'d>(
    matches: &mut Matches,
    old: &Union<'d>,
    new: &Union<'d>,
    same: impl Fn(&Branch<'d>, &Branch<'d>) -> bool,
) {
    for (one, before) in old.branches.iter().enumerate() {
        if matches.iter().any(|(taken, _)| *taken == one) {
            continue;
        }
        let found = new.branches.iter().enumerate().find(|(two, after)| {
            same(before, after) && !matches.iter().any(|(_, taken)| taken == two)
        });
        if let Some((two, _)) = found {
            add(matches, one, two);
        }
    }
}

fn add(matches: &mut Matches, one: usize, two: usize) {
    if !matches
        .iter()
        .any(|(first, second)| *first == one || *second == two)
    {
        matches.push((one, two));
    }
}

/// The name of the component a variant refers to.
fn name<'d>(branch: &Branch<'d>) -> Option<&'d str> {
    branch.written.get("$ref")?.as_str()?.rsplit('/').next()
}

/// The value that tells a variant from the others: its only value of the discriminating property.
fn tag<'d>(
    side: &mut Side<'d>,
    branch: &Branch<'d>,
    discriminator: Option<&'d Value>,
) -> Option<String> {
    let property = discriminator?.get("propertyName")?.as_str()?;
    let shape = side.shape(branch.schema);
    let (schema, _) = shape.properties.get(property)?;
    let property = side.shape(*schema);
    match property.values.as_ref()?.0.as_slice() {
        [only] => Some(only.to_string()),
        _ => None,
    }
}
