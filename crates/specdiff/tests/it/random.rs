//! Random schemas and one edit of each.
//!
//! The variants of `oneOf` are of different types: of variants that overlap, one that accepts more can make the whole
//! accept less, and no differ counts that.

use std::collections::BTreeSet;

use rand::{
    RngExt,
    rngs::StdRng,
    seq::{IndexedMutRandom, IndexedRandom},
};
use serde_json::{Map, Value, json};
use specdiff::{Direction, Document};

use crate::with_components;

/// A schema, and another one that it may refer to.
#[derive(Clone, PartialEq)]
pub(crate) struct World {
    pub(crate) schema: Value,
    pub(crate) part: Value,
}

impl World {
    pub(crate) fn random(rng: &mut StdRng) -> Self {
        Self {
            schema: schema(rng, 2),
            part: schema(rng, 0),
        }
    }

    pub(crate) fn edited(&self, rng: &mut StdRng) -> Self {
        let mut edited = self.clone();
        if self.schema.to_string().contains(PART) && rng.random_bool(0.5) {
            // What refers to itself, directly or in words of its own, is no schema.
            let part = self::edited(rng, &self.part);
            if !part.to_string().contains(PART) {
                edited.part = part;
            }
        } else {
            edited.schema = self::edited(rng, &self.schema);
        }
        edited
    }

    fn components(&self) -> Value {
        json!({"schemas": {"Part": self.part}})
    }

    pub(crate) fn document(&self, direction: Direction) -> Document {
        with_components(&self.schema, &self.components(), direction)
    }

    pub(crate) fn validator(&self) -> jsonschema::Validator {
        let whole = json!({"allOf": [self.schema], "components": self.components()});
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        options.build(&whole).unwrap()
    }
}

const PART: &str = "#/components/schemas/Part";

fn pick<T: Clone>(rng: &mut StdRng, of: &[T]) -> T {
    of.choose(rng).unwrap().clone()
}

/// A small schema, with limits in the range of the values below.
fn schema(rng: &mut StdRng, depth: usize) -> Value {
    let kinds = ["string", "integer", "number", "boolean", "object", "array"];
    let kind = pick(rng, &kinds[..if depth == 0 { 4 } else { 6 }]);
    let mut schema = Map::from_iter([("type".to_owned(), json!(kind))]);
    for _ in 0..rng.random_range(0..3) {
        limit(rng, kind, depth, &mut schema);
    }
    if rng.random_bool(0.15) {
        schema.insert(
            "type".to_owned(),
            json!(BTreeSet::from([
                kind,
                pick(rng, &["null", "string", "integer"])
            ])),
        );
    }
    match rng.random_range(0..18) {
        0 => json!({}),
        4 | 5 if depth > 0 => json!({"$ref": PART}),
        6 if depth > 0 => json!({"oneOf": [only(rng, "string", depth), only(rng, "array", depth)]}),
        7 if depth > 0 => json!({"oneOf": [{"$ref": PART}]}),
        1 if depth > 0 => json!({"anyOf": [schema, self::schema(rng, depth - 1)]}),
        2 if depth > 0 => json!({"allOf": [schema, self::schema(rng, 0)]}),
        3 => json!({"not": schema}),
        _ => Value::Object(schema),
    }
}

/// A schema of one type.
fn only(rng: &mut StdRng, kind: &str, depth: usize) -> Value {
    let mut schema = Map::from_iter([("type".to_owned(), json!(kind))]);
    limit(rng, kind, depth, &mut schema);
    Value::Object(schema)
}

fn limit(rng: &mut StdRng, kind: &str, depth: usize, schema: &mut Map<String, Value>) {
    let few = rng.random_range(0..4);
    let (key, value) = match kind {
        "string" => match rng.random_range(0..5) {
            4 => (
                "format",
                json!(pick(rng, &["date", "ipv4", "email", "idn-email"])),
            ),
            0 => ("minLength", json!(few)),
            1 => ("maxLength", json!(few)),
            2 => ("pattern", json!(pick(rng, &["^a", "b$", "^.*a.*$"]))),
            _ => ("enum", json!(words(rng))),
        },
        "integer" | "number" => match rng.random_range(0..5) {
            0 => ("minimum", json!(few)),
            1 => ("maximum", json!(few)),
            2 => ("exclusiveMinimum", json!(few)),
            3 => ("exclusiveMaximum", json!(few)),
            _ => ("multipleOf", json!(few + 1)),
        },
        "array" => match rng.random_range(0..5) {
            0 => ("minItems", json!(few)),
            1 => ("maxItems", json!(few)),
            2 => ("uniqueItems", json!(true)),
            3 => ("contains", self::schema(rng, depth - 1)),
            _ => ("items", self::schema(rng, depth - 1)),
        },
        "object" => match rng.random_range(0..5) {
            0 => ("minProperties", json!(few)),
            1 => ("maxProperties", json!(few)),
            2 => ("required", json!(words(rng))),
            3 => (
                "additionalProperties",
                if few == 0 {
                    json!(false)
                } else {
                    self::schema(rng, depth - 1)
                },
            ),
            _ => (
                "properties",
                json!({pick(rng, &["a", "b", "c"]): self::schema(rng, depth - 1)}),
            ),
        },
        _ => ("const", json!(few > 1)),
    };
    schema.insert(key.to_owned(), value);
}

fn words(rng: &mut StdRng) -> BTreeSet<&'static str> {
    (0..rng.random_range(1..3))
        .map(|_| pick(rng, &["a", "b", "ab"]))
        .collect()
}

/// One keyword of one object somewhere within, gone, new or otherwise.
fn edited(rng: &mut StdRng, schema: &Value) -> Value {
    let mut edited = schema.clone();
    let Some(map) = edited.as_object_mut() else {
        return edited;
    };
    let keys: Vec<String> = map.keys().cloned().collect();
    let inner: Vec<&String> = keys.iter().filter(|key| map[*key].is_object()).collect();
    if let Some(key) = inner.choose(rng).filter(|_| rng.random_bool(0.5)) {
        let mut within = map[*key].clone();
        if *key == "properties" {
            let members = within.as_object_mut().into_iter().flatten();
            members.for_each(|(_, member)| *member = self::edited(rng, member));
        } else {
            within = self::edited(rng, &within);
        }
        map.insert((*key).clone(), within);
        return edited;
    }
    // One limit of one variant.
    if let Some(variants) = map.get_mut("oneOf").and_then(Value::as_array_mut) {
        let variant = variants
            .choose_mut(rng)
            .and_then(Value::as_object_mut)
            .unwrap();
        let kind = variant
            .get("type")
            .and_then(Value::as_str)
            .map(ToOwned::to_owned);
        if let Some(kind) = kind {
            limit(rng, &kind, 1, variant);
        }
        return edited;
    }
    let kind = map
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or("string")
        .to_owned();
    match (rng.random_range(0..6), keys.choose(rng)) {
        (0, Some(key)) => drop(map.remove(key)),
        (1, _) => return self::schema(rng, 2),
        (2, _) => drop(map.insert(
            "type".to_owned(),
            json!(BTreeSet::from([kind.as_str(), "null"])),
        )),
        _ => limit(rng, &kind, 1, map),
    }
    edited
}
