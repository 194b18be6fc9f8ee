//! What a report gives as an example is accepted by one side and refused by the other, says another program.

use std::collections::{BTreeMap, BTreeSet};

use crate::with_body;
use serde_json::{Value, json};
use specdiff::{Direction, Document, Finding, Level, Policy, Rule, compare};

fn findings(old: &Value, new: &Value, direction: Direction) -> Vec<Finding> {
    let (old, new) = (with_body(old, direction), with_body(new, direction));
    compare(&old, &new, &Policy::default()).findings
}

fn accepts(schema: &Value, value: &Value) -> bool {
    jsonschema::draft202012::is_valid(schema, value)
}

/// Every edit of a whole schema, in both directions.
fn pairs() -> Vec<(Value, Value)> {
    let typed = |kind: &str, more: Value| {
        let mut schema = json!({"type": kind});
        schema
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        schema
    };
    let both = json!({"a": {"type": "string"}, "b": {"type": "integer", "minimum": 3}});
    let families = [
        vec![
            json!({"type": "string"}),
            json!({"type": "integer"}),
            json!({"type": "number"}),
            json!({"type": ["string", "null"]}),
            json!({}),
        ],
        vec![
            typed("string", json!({})),
            typed("string", json!({"enum": ["a", "b"]})),
            typed("string", json!({"enum": ["b", "c"]})),
            typed("string", json!({"const": "d"})),
        ],
        vec![
            typed("string", json!({})),
            typed("string", json!({"minLength": 2})),
            typed("string", json!({"minLength": 4})),
            typed("string", json!({"maxLength": 5})),
        ],
        vec![
            typed("number", json!({})),
            typed("number", json!({"minimum": 2})),
            typed("number", json!({"exclusiveMinimum": 2})),
            typed("number", json!({"maximum": 9})),
            typed("number", json!({"minimum": 0.5})),
        ],
        vec![
            typed("integer", json!({})),
            typed("integer", json!({"multipleOf": 2})),
            typed("integer", json!({"multipleOf": 6})),
            typed("integer", json!({"multipleOf": 5})),
        ],
        vec![
            typed("array", json!({})),
            typed("array", json!({"minItems": 2})),
            typed("array", json!({"maxItems": 3})),
            typed("array", json!({"uniqueItems": true})),
        ],
        vec![
            typed("object", json!({})),
            typed("object", json!({"minProperties": 1})),
            typed("object", json!({"maxProperties": 2})),
        ],
        vec![
            typed("object", json!({"properties": both})),
            typed("object", json!({"properties": both, "required": ["a"]})),
            typed("object", json!({"properties": both, "required": ["b"]})),
        ],
    ];
    let ordered = |family: &Vec<Value>| {
        let pairs = family
            .iter()
            .flat_map(|old| family.iter().map(move |new| (old.clone(), new.clone())));
        pairs.filter(|(old, new)| old != new).collect::<Vec<_>>()
    };
    families.iter().flat_map(ordered).collect()
}

#[test]
fn a_witness_is_accepted_by_one_side_and_refused_by_the_other() {
    let mut shown: BTreeMap<Rule, usize> = BTreeMap::new();
    let mut lacking = Vec::new();
    for (old, new) in pairs() {
        for direction in [Direction::Request, Direction::Response] {
            for finding in findings(&old, &new, direction) {
                let Some(witness) = &finding.witness else {
                    if finding.level == Level::Breaking {
                        lacking.push(format!("{old} {new} {}", finding.message));
                    }
                    continue;
                };
                let (sent, taken) = match direction {
                    Direction::Request => (&old, &new),
                    _ => (&new, &old),
                };
                assert_eq!(finding.level, Level::Breaking);
                assert!(
                    accepts(sent, witness),
                    "{sent} refuses {witness}: {}",
                    finding.message
                );
                assert!(
                    !accepts(taken, witness),
                    "{taken} accepts {witness}: {}",
                    finding.message
                );
                *shown.entry(finding.rule).or_default() += 1;
            }
        }
    }
    let rules: BTreeSet<Rule> = shown.keys().copied().collect();
    let wanted = [
        Rule::TypeChanged,
        Rule::TypeWidened,
        Rule::TypeNarrowed,
        Rule::NullableAdded,
        Rule::NullableRemoved,
        Rule::EnumValueAdded,
        Rule::EnumValueRemoved,
        Rule::ConstChanged,
        Rule::ConstraintTightened,
        Rule::ConstraintLoosened,
        Rule::PropertyBecameRequired,
        Rule::PropertyBecameOptional,
    ];
    assert!(wanted.iter().all(|rule| rules.contains(rule)), "{shown:?}");
    let found: usize = shown.values().sum();
    assert!(
        found > 100 && lacking.len() * 10 < found,
        "{found} witnesses, none for {}: {lacking:#?}",
        lacking.len()
    );
}

/// In a parameter `7` and `"7"` are the same bytes.
#[test]
fn a_witness_of_a_parameter_is_refused_however_its_text_is_read() {
    let document = |schema: &Value| {
        let parameter = json!({"name": "a", "in": "query", "schema": schema});
        let root = json!({"openapi": "3.1.0", "paths": {"/a": {"get": {
            "parameters": [parameter], "responses": {"200": {"description": ""}}}}}});
        Document::parse("a.json", &root.to_string()).unwrap()
    };
    let witness = |old: Value, new: Value| {
        let comparison = compare(&document(&old), &document(&new), &Policy::default());
        assert_eq!(comparison.worst(), Some(Level::Breaking), "{old} {new}");
        comparison.findings[0].witness.clone()
    };
    let (text, number) = (json!({"type": "string"}), json!({"type": "integer"}));
    let short = json!({"type": "string", "maxLength": 3});
    assert_eq!(witness(text.clone(), number.clone()), Some(json!("")));
    assert_eq!(witness(number, short), None);
    assert_eq!(witness(text, json!({"type": "boolean"})), Some(json!("")));
}
