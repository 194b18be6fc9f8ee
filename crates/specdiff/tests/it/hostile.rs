//! Whatever text comes in, there is an answer or a refusal with a place, and never a panic.
//!
//! `SPECDIFF_FUZZ_SECONDS` lets each of these go on for so long.

use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use specdiff::{Document, Policy, compare};

const DOCUMENT: &str = include_str!("../../../../openapi/ejento.json");
const LIBRARY: &str = include_str!("../documents/library.yaml");

/// At least so many times.
fn rounds(least: usize) -> impl Iterator<Item = usize> {
    let seconds = std::env::var("SPECDIFF_FUZZ_SECONDS").unwrap_or_default();
    let until = Instant::now() + Duration::from_secs(seconds.parse().unwrap_or_default());
    (0..).take_while(move |round| *round < least || Instant::now() < until)
}

/// Puts something else in place of a value somewhere in a document.
fn disturb(value: &mut Value, random: &mut StdRng) {
    let deeper = random.random_bool(0.9);
    match value {
        Value::Object(map) if deeper && !map.is_empty() => {
            let index = random.random_range(0..map.len());
            if random.random_bool(0.05) {
                let key = map.keys().nth(index).unwrap().clone();
                map.remove(&key);
            } else if let Some(member) = map.values_mut().nth(index) {
                disturb(member, random);
            }
        }
        Value::Array(list) if deeper && !list.is_empty() => {
            let index = random.random_range(0..list.len());
            disturb(&mut list[index], random);
        }
        _ => *value = odd(random),
    }
}

fn odd(random: &mut StdRng) -> Value {
    let schema = json!({"$ref": "#/components/schemas/User"});
    let odd = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("#/components"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"$ref": "#"}),
        json!({"$ref": 7}),
        json!({"allOf": [schema, {"$ref": "#/paths"}], "not": {}, "oneOf": [schema, 3, true]}),
        json!({"anyOf": [], "enum": [], "type": [], "required": "a", "properties": []}),
        json!({"type": ["null"], "minimum": "a", "multipleOf": 0, "pattern": ".*", "items": [schema]}),
        json!({"if": schema, "then": false, "dependentRequired": {"a": ["b", 1]}, "discriminator": "kind"}),
        json!({"schema": schema, "content": {"a": null, ";": {"schema": 1}}, "headers": {"": {}}}),
    ];
    odd[random.random_range(0..odd.len())].clone()
}

#[test]
fn disturbed_documents_are_compared_or_refused() {
    let mut random = StdRng::seed_from_u64(7);
    let original: Value = serde_json::from_str(DOCUMENT).unwrap();
    let base = Document::parse("a.json", DOCUMENT).unwrap();
    let mut compared = 0;
    for _ in rounds(300) {
        let mut root = original.clone();
        for _ in 0..random.random_range(1..4) {
            disturb(&mut root, &mut random);
        }
        let text = root.to_string();
        let _ = Document::parse("b.json", &text);
        if let Ok(revision) = Document::parse_leniently("b.json", &text) {
            compared += 1;
            let _ = compare(&base, &revision, &Policy::default());
            let _ = compare(&revision, &base, &Policy::default());
            let own = compare(&revision, &revision, &Policy::default());
            let undecided = specdiff::Rule::SchemaNotComparable;
            assert!(
                own.findings.iter().all(|finding| finding.rule == undecided),
                "{:#?}",
                own.findings
            );
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn disturbed_bytes_are_read_or_refused_with_a_place() {
    let mut random = StdRng::seed_from_u64(8);
    for _ in rounds(200) {
        for (name, text) in [("a.json", DOCUMENT), ("a.yaml", LIBRARY)] {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..random.random_range(1..6) {
                let index = random.random_range(0..bytes.len());
                match random.random_range(0..4) {
                    0 => bytes.truncate(index.max(1)),
                    1 if bytes.len() > 1 => drop(bytes.remove(index)),
                    2 => bytes.insert(index, b"{}[]:,\"'&*!|>-#\n\t0~"[random.random_range(0..19)]),
                    _ => bytes[index] = random.random(),
                }
            }
            if let Err(error) = Document::parse(name, &String::from_utf8_lossy(&bytes)) {
                assert!(
                    error.line >= 1 && error.column >= 1 && !error.reason.is_empty(),
                    "{error:?}"
                );
            }
        }
    }
}
