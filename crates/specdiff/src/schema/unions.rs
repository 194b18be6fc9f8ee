//! `oneOf` and `anyOf`, brought to the simplest form that means the same.

use serde_json::{Map, Value};

use super::{
    conjunction::{ConjunctionId, Side},
    is_words,
    nullness::only_null,
    types::Types,
};

/// Alternatives that could not be said more simply.
#[derive(Debug, Clone)]
pub(crate) struct Union<'d> {
    /// `oneOf`, where no two may hold at once.
    pub(crate) exclusive: bool,
    pub(crate) branches: Vec<Branch<'d>>,
    /// The list.
    pub(crate) at: &'d Value,
}

/// One alternative.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch<'d> {
    pub(crate) written: &'d Value,
    pub(crate) schema: ConjunctionId,
}

/// What a list of alternatives comes down to.
pub(super) enum Simple<'d> {
    /// Null or nothing at all.
    Nothing,
    /// Besides null there is only this one.
    One(&'d Value),
    Types(Types),
    Values(Vec<&'d Value>),
    Union(Union<'d>),
}

impl<'d> Side<'d> {
    pub(super) fn union(&mut self, at: &'d Value, exclusive: bool) -> Simple<'d> {
        let written = at.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut behind = Vec::new();
        for branch in written {
            let target = self.follow(branch);
            if !only_null(target) {
                behind.push((branch, target));
            }
        }
        match behind.as_slice() {
            [] => return Simple::Nothing,
            [(only, _)] => return Simple::One(only),
            _ => {}
        }
        if let Some(types) = all(&behind, plain_type) {
            return Simple::Types(types.into_iter().fold(Types::NONE, Types::or));
        }
        if let Some(values) = all(&behind, plain_values) {
            return Simple::Values(values.concat());
        }
        let branches = behind
            .iter()
            .map(|(written, _)| Branch {
                written,
                schema: self.schema(written),
            })
            .collect();
        Simple::Union(Union {
            exclusive,
            branches,
            at,
        })
    }
}

fn all<'d, T>(
    behind: &[(&'d Value, &'d Value)],
    simple: fn(&'d Map<String, Value>) -> Option<T>,
) -> Option<Vec<T>> {
    behind
        .iter()
        .map(|(_, target)| target.as_object().and_then(simple))
        .collect()
}

/// A branch that is a type and nothing more; null in it is told apart.
fn plain_type(map: &Map<String, Value>) -> Option<Types> {
    let plain = |key: &String| key == "type" || key == "nullable" || is_words(key);
    if !map.keys().all(plain) {
        return None;
    }
    match map.get("type")? {
        Value::String(name) => Types::named(name),
        Value::Array(names) => names.iter().try_fold(Types::NONE, |types, name| {
            Some(types.or(Types::named(name.as_str()?)?))
        }),
        _ => None,
    }
}

/// A branch that is a list of values of its type and nothing more.
fn plain_values(map: &Map<String, Value>) -> Option<Vec<&Value>> {
    let plain = |key: &String| matches!(key.as_str(), "type" | "enum" | "const") || is_words(key);
    if !map.keys().all(plain) {
        return None;
    }
    let values = match (map.get("const"), map.get("enum").and_then(Value::as_array)) {
        (Some(value), None) => vec![value],
        (None, Some(values)) => values.iter().collect(),
        _ => return None,
    };
    let types = match map.get("type") {
        Some(Value::String(name)) => Types::named(name)?,
        Some(_) => return None,
        None => Types::ANY,
    };
    let fits = values
        .iter()
        .all(|value| value.is_null() || types.holds(Types::of(value)));
    fits.then_some(values)
}
