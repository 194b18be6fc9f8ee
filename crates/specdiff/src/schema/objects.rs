//! Merging what objects and lists hold. Each part judges a name by its own properties first and by its own
//! `additionalProperties` otherwise; all verdicts have to hold.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    conjunction::{Conjunction, ConjunctionId, Factor, Side},
    shape::{Extra, Shape},
};

type Part<'d> = &'d Map<String, Value>;

pub(super) fn merge<'d>(side: &mut Side<'d>, shape: &mut Shape<'d>, parts: &[Part<'d>]) {
    let named = |part: &Part<'d>| part.get("properties").and_then(Value::as_object);
    let names: BTreeSet<&'d str> = parts
        .iter()
        .filter_map(named)
        .flat_map(|map| map.keys().map(String::as_str))
        .collect();
    for name in names {
        let mut found = Found::default();
        for part in parts {
            match named(part).and_then(|map| map.get(name)) {
                Some(value) => found.add(side, value),
                None => found.fall_back(side, part.get("additionalProperties")),
            }
        }
        if let Some((id, at)) = found.finish(side) {
            shape.properties.insert(name, (id, at));
        }
    }
    for part in parts {
        for value in elements(part.get("required")) {
            if let Some(name) = value.as_str() {
                shape.required.entry(name).or_insert(value);
            }
        }
        for (pattern, value) in members(part.get("patternProperties")) {
            let schema = side.schema(value);
            shape.by_pattern.entry(pattern).or_insert((schema, value));
        }
        for (name, value) in members(part.get("dependentSchemas")) {
            let schema = side.schema(value);
            shape.dependent.entry(name).or_insert((schema, value));
        }
        for (name, list) in members(part.get("dependentRequired")) {
            for value in elements(Some(list)) {
                if let Some(other) = value.as_str() {
                    shape.needs.entry((name, other)).or_insert(value);
                }
            }
        }
    }
    shape.extra = extra(side, parts, "additionalProperties");
    shape.unevaluated = extra(side, parts, "unevaluatedProperties");
}

pub(super) fn merge_items<'d>(side: &mut Side<'d>, shape: &mut Shape<'d>, parts: &[Part<'d>]) {
    let prefix = |part: &Part<'d>| part.get("prefixItems").and_then(Value::as_array);
    let longest = parts
        .iter()
        .filter_map(prefix)
        .map(Vec::len)
        .max()
        .unwrap_or(0);
    for index in 0..longest {
        let mut found = Found::default();
        for part in parts {
            match prefix(part).and_then(|list| list.get(index)) {
                Some(value) => found.add(side, value),
                None => found.fall_back(side, part.get("items")),
            }
        }
        if let Some((id, _)) = found.finish(side) {
            shape.prefix.push(id);
        }
    }
    let mut found = Found::default();
    for value in parts.iter().filter_map(|part| part.get("items")) {
        found.add(side, value);
    }
    shape.items = found.finish(side).map(|(id, _)| id);
    shape.unevaluated_items = extra(side, parts, "unevaluatedItems");
}

/// The values that together are the schema of one name or position.
#[derive(Default)]
struct Found<'d> {
    at: Option<&'d Value>,
    factors: Vec<Factor<'d>>,
}

impl<'d> Found<'d> {
    fn add(&mut self, side: &mut Side<'d>, value: &'d Value) {
        self.at = self.at.or(Some(value));
        side.gather(value, &mut self.factors);
    }

    fn fall_back(&mut self, side: &mut Side<'d>, value: Option<&'d Value>) {
        if let Some(value) = value.filter(|value| **value != Value::Bool(true)) {
            side.gather(value, &mut self.factors);
        }
    }

    fn finish(self, side: &mut Side<'d>) -> Option<(ConjunctionId, &'d Value)> {
        let at = self.at?;
        Some((
            side.intern(Conjunction {
                factors: self.factors,
                at,
            }),
            at,
        ))
    }
}

/// Absent, `true` and `{}` are open.
fn extra<'d>(side: &mut Side<'d>, parts: &[Part<'d>], keyword: &str) -> Extra<'d> {
    let mut found = Found::default();
    for value in parts.iter().filter_map(|part| part.get(keyword)) {
        match value {
            Value::Bool(false) => return Extra::Closed(value),
            Value::Object(map) if !map.is_empty() => found.add(side, value),
            _ => {}
        }
    }
    found
        .finish(side)
        .map_or(Extra::Open, |(id, at)| Extra::Schema(id, at))
}

fn elements(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}
