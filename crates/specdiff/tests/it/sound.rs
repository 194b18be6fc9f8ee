//! What is called harmless is harmless: of random pairs of schemas without a warning, no value that the sender may
//! send is refused by whoever gets it, says another program.

use std::collections::BTreeSet;

use crate::with_body;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Map, Value, json};
use specdiff::{Direction, Finding, Level, Policy, Rule, compare};

const PAIRS: usize = 4_000;

/// Whether a comparison lets a change pass. By convention an optional property is new to everybody, so that values
/// under its name are not asked about.
fn harmless(old: &Value, new: &Value, direction: Direction) -> bool {
    let (old, new) = (with_body(old, direction), with_body(new, direction));
    let findings = compare(&old, &new, &Policy::default()).findings;
    let passes = |finding: &Finding| {
        finding.level <= Level::Info && finding.rule != Rule::PropertyAddedOptional
    };
    findings.iter().all(passes)
}

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
    match rng.random_range(0..14) {
        0 => json!({}),
        1 if depth > 0 => json!({"anyOf": [schema, self::schema(rng, depth - 1)]}),
        2 if depth > 0 => json!({"allOf": [schema, self::schema(rng, 0)]}),
        3 => json!({"not": schema}),
        _ => Value::Object(schema),
    }
}

fn limit(rng: &mut StdRng, kind: &str, depth: usize, schema: &mut Map<String, Value>) {
    let few = rng.random_range(0..4);
    let (key, value) = match kind {
        "string" => match rng.random_range(0..4) {
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

/// Values in which all limits above make a difference.
fn values() -> Vec<Value> {
    let mut values = vec![json!(null), json!(true), json!(false), json!({}), json!([])];
    values.extend((-1..8).map(|number| json!(number)));
    values.extend([0.5, 2.5, 3.5].map(|number| json!(number)));
    values.extend(["", "a", "b", "c", "ab", "ba", "aaa", "bbbb", "abab"].map(|text| json!(text)));
    let plain = values.clone();
    for value in &plain {
        values.push(json!([value]));
        values.push(json!({"a": value}));
        values.push(json!({"c": value}));
    }
    for (one, two) in plain
        .iter()
        .flat_map(|one| plain.iter().step_by(3).map(move |two| (one, two)))
    {
        values.push(json!([one, two]));
        values.push(json!({"a": one, "b": two}));
        values.push(json!({"b": one, "c": two, "d": two}));
        values.push(json!([one, two, one, 1, "a"]));
    }
    values
}

#[test]
#[expect(clippy::print_stderr, reason = "how much was tried is worth knowing")]
fn what_is_called_harmless_refuses_no_value() {
    let mut rng = StdRng::seed_from_u64(24);
    let values = values();
    let (mut changed, mut sides, mut checked) = (0_usize, 0_usize, 0_usize);
    let mut misses = Vec::new();
    for _ in 0..PAIRS {
        let old = schema(&mut rng, 2);
        let new = edited(&mut rng, &old);
        if old == new {
            continue;
        }
        changed += 1;
        let validator = |schema: &Value| jsonschema::draft202012::new(schema).unwrap();
        let (before, after) = (validator(&old), validator(&new));
        for (direction, sent, taken) in [
            (Direction::Request, &before, &after),
            (Direction::Response, &after, &before),
        ] {
            if !harmless(&old, &new, direction) {
                continue;
            }
            sides += 1;
            let accepted = values
                .iter()
                .filter(|value| sent.is_valid(value))
                .collect::<Vec<_>>();
            checked += accepted.len();
            if let Some(value) = accepted.iter().find(|value| !taken.is_valid(value)) {
                misses.push(format!("{}: {value} of {old} -> {new}", direction.id()));
            }
        }
    }
    assert!(
        misses.is_empty(),
        "{} of {sides}: {misses:#?}",
        misses.len()
    );
    eprintln!("{changed} pairs that differ, {sides} harmless sides, {checked} values");
    assert!(
        changed > 2_000 && sides > 1_000 && checked > 100_000,
        "{sides} sides, {checked} values"
    );
}
