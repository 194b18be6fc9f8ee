//! Our own documents, compared with themselves.

use std::{fs, path::PathBuf};

use rstest::rstest;
use serde_json::Value;
use specdiff::{Document, Outcome, Policy, compare};

/// The same values with the members of all objects, and the lists that are sets, the other way round.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let members = map.iter().rev().map(|(key, member)| {
                let mut member = reversed(member);
                let set = matches!(
                    key.as_str(),
                    "required" | "enum" | "parameters" | "oneOf" | "anyOf" | "security"
                );
                if let Value::Array(list) = &mut member
                    && set
                {
                    list.reverse();
                }
                (key.clone(), member)
            });
            Value::Object(members.collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(reversed).collect()),
        other => other.clone(),
    }
}

#[rstest]
fn a_document_does_not_differ_from_itself_in_any_order(
    #[files("../../openapi/*.json")] path: PathBuf,
) {
    let text = fs::read_to_string(path).unwrap();
    let document = Document::parse("a.json", &text).unwrap();
    let turned = Document::parse("b.json", &reversed(document.root()).to_string()).unwrap();
    for other in [&document, &turned] {
        let comparison = compare(&document, other, &Policy::default());
        assert_eq!(comparison.findings, [], "{:#?}", comparison.findings);
        assert!(!comparison.operations.is_empty(), "nothing was compared");
        assert!(
            comparison
                .operations
                .iter()
                .all(|compared| compared.outcome == Outcome::Same)
        );
    }
}
