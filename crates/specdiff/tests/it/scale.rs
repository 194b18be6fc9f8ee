//! Documents that grow or turn in circles.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use specdiff::{Comparison, Document, Level, Policy, compare};

/// A document whose one response is of the first of these schemas.
fn document(schemas: &Map<String, Value>) -> Document {
    let root = json!({
        "openapi": "3.1.0",
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/S0"}}}}}}}},
        "components": {"schemas": schemas},
    });
    Document::parse("a.json", &root.to_string()).unwrap()
}

fn timed(old: &Map<String, Value>, new: &Map<String, Value>) -> (Comparison, Duration) {
    let (old, new) = (document(old), document(new));
    let start = Instant::now();
    let comparison = compare(&old, &new, &Policy::default());
    (comparison, start.elapsed())
}

/// A program that is not optimized, on a machine that has more to do, takes several times as long.
fn patience(seconds: u64) -> Duration {
    Duration::from_secs(if cfg!(debug_assertions) {
        seconds * 8
    } else {
        seconds
    })
}

fn reference(number: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/S{number}")})
}

#[test]
fn schemas_that_all_refer_to_each_other_take_under_a_second() {
    let schemas = |limit: u32| -> Map<String, Value> {
        let all = (0..150).map(|number| {
            let mut properties: Map<String, Value> = (0..150)
                .map(|other| (format!("p{other}"), reference(other)))
                .collect();
            properties.insert(
                "limit".to_owned(),
                json!({"type": "integer", "maximum": limit}),
            );
            let variants: Vec<Value> = (0..20)
                .map(|other| reference((number + other + 1) % 150))
                .collect();
            properties.insert("one".to_owned(), json!({"oneOf": variants}));
            (
                format!("S{number}"),
                json!({"type": "object", "properties": properties}),
            )
        });
        all.collect()
    };
    let (comparison, time) = timed(&schemas(5), &schemas(9));
    assert_eq!(comparison.findings.len(), 150);
    assert!(time < patience(1), "{time:?}");
}

#[test]
fn a_long_chain_of_references_does_not_exhaust_the_stack() {
    let schemas = |limit: u32| -> Map<String, Value> {
        let link = |number: usize| {
            let next = if number + 1 < 5_000 {
                reference(number + 1)
            } else {
                json!({"type": "integer", "maximum": limit})
            };
            (
                format!("S{number}"),
                json!({"oneOf": [{"type": "object", "properties": {"next": next}}, {"type": "string"}]}),
            )
        };
        (0..5_000).map(link).collect()
    };
    let (comparison, time) = timed(&schemas(5), &schemas(9));
    assert_eq!(comparison.worst(), Some(Level::Breaking));
    assert!(time < patience(2), "{time:?}");
}

#[test]
fn many_variants_without_names_are_matched_in_time() {
    let schemas = |shift: usize| -> Map<String, Value> {
        let variant = |number: usize| {
            let own = format!("p{}", number + shift);
            json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, own: {"type": "string"}}})
        };
        let variants: Vec<Value> = (0..60).map(variant).collect();
        [("S0".to_owned(), json!({"oneOf": variants}))]
            .into_iter()
            .collect()
    };
    let (comparison, time) = timed(&schemas(0), &schemas(60));
    assert!(comparison.worst().is_some());
    assert!(time < patience(2), "{time:?}");
}
