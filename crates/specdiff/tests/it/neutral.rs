//! Edits that other tools stumble over and that mean nothing.

use serde::Deserialize;
use serde_json::{Value, json};
use specdiff::{Document, Level, Policy, compare};

#[derive(Deserialize)]
struct Edit {
    name: String,
    level: Level,
    old: Value,
    new: Value,
}

fn document(operation: &Value, version: &str) -> Document {
    let a = json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}});
    let c = json!({"type": "object", "required": ["c"], "properties": {"c": {"type": "string"}}});
    let text = operation.to_string();
    // A component that is not used is not there, so that a new name for it is a new name.
    let schemas: serde_json::Map<String, Value> = [("A", &a), ("B", &a), ("C", &c), ("D", &c)]
        .into_iter()
        .filter(|(name, _)| text.contains(&format!("schemas/{name}\"")))
        .map(|(name, schema)| (name.to_owned(), schema.clone()))
        .collect();
    let mut operation = operation.clone();
    if operation.get("responses").is_none() {
        operation["responses"] = json!({"200": {"description": ""}});
    }
    let key = json!({"type": "apiKey", "in": "header", "name": "X-Key"});
    let root = json!({
        "openapi": version,
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": schemas, "securitySchemes": {"key": key, "other": key}},
    });
    Document::parse("a.json", &root.to_string()).unwrap()
}

#[test]
fn neutral_edits_are_nothing_in_either_direction_and_version() {
    let edits: Vec<Edit> = serde_saphyr::from_str(include_str!("../pairs/neutral.yaml")).unwrap();
    let mut misses = Vec::new();
    for edit in &edits {
        for (old, new) in [(&edit.old, &edit.new), (&edit.new, &edit.old)] {
            for version in ["3.0.3", "3.1.0"] {
                let comparison = compare(
                    &document(old, "3.0.3"),
                    &document(new, version),
                    &Policy::default(),
                );
                let loud = comparison
                    .findings
                    .iter()
                    .filter(|finding| finding.level > edit.level);
                misses.extend(loud.map(|finding| {
                    format!("{}: {} {}", edit.name, finding.level.id(), finding.message)
                }));
            }
        }
    }
    assert!(edits.len() > 20 && misses.is_empty(), "{misses:#?}");
}

#[test]
fn one_change_of_a_component_is_one_finding_whoever_uses_it() {
    let document = |status: &Value| {
        let body = json!({"200": {"description": "", "content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/Ticket"}}}}});
        let root = json!({
            "openapi": "3.0.0",
            "paths": {"/a": {"get": {"responses": body}}, "/b": {"get": {"responses": body}, "put": {"responses": body}}},
            "components": {"schemas": {"Ticket": {"type": "object", "properties": {"status": status}}}},
        });
        Document::parse("a.json", &format!("{root:#}")).unwrap()
    };
    let old = document(&json!({"type": "string", "enum": ["open"]}));
    let new = document(&json!({"type": "string", "enum": ["open", "new"]}));
    let comparison = compare(&old, &new, &Policy::default());
    let [finding] = comparison.findings.as_slice() else {
        panic!("{comparison:#?}")
    };
    assert_eq!(finding.subject, "Ticket.status");
    assert_eq!(finding.operations.len(), 3);
    let site = finding.revision.as_ref().unwrap();
    assert_eq!(
        site.pointer,
        "/components/schemas/Ticket/properties/status/enum/1"
    );
    let line = serde_json::to_string_pretty(new.root())
        .unwrap()
        .lines()
        .nth(site.line as usize - 1)
        .unwrap()
        .to_owned();
    assert!(line.contains("\"new\""), "{line}");
}

#[test]
fn a_fingerprint_outlives_words_lines_and_names_of_parameters() {
    let document = |path: &str, summary: &str, limit: u32| {
        let name = path.split(['{', '}']).nth(1).unwrap();
        let text = format!(
            "{summary}openapi: 3.0.0\npaths:\n  {path}:\n    get:\n      parameters:\n        - {{name: {name}, in: path, required: true, schema: {{type: string}}}}\n        - {{name: size, in: query, schema: {{type: integer, maximum: {limit}}}}}\n"
        );
        Document::parse("a.yaml", &text).unwrap()
    };
    let fingerprint = |path: &str, summary: &str| {
        let comparison = compare(
            &document(path, summary, 9),
            &document(path, "", 5),
            &Policy::default(),
        );
        let tightened = comparison
            .findings
            .iter()
            .find(|finding| finding.level == Level::Breaking)
            .unwrap();
        tightened.fingerprint.clone()
    };
    let plain = fingerprint("/a/{id}", "");
    assert_eq!(plain, fingerprint("/a/{key}", "x-note: other words\n\n"));
    assert_ne!(plain, fingerprint("/b/{id}", ""));
}
