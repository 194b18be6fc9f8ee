//! A pair per rule, forwards and backwards, in a request and in a response; together they show every rule in every
//! direction that the catalogue gives it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};
use specdiff::{Comparison, Direction, Document, Effect, Level, Policy, Rule, compare};

#[derive(Deserialize)]
struct Pair {
    name: String,
    old: Value,
    new: Value,
    forth: String,
    back: String,
}

impl Pair {
    fn ways(&self) -> [(&Value, &Value, &str); 2] {
        [
            (&self.old, &self.new, &self.forth),
            (&self.new, &self.old, &self.back),
        ]
    }
}

/// A document of one operation that sends or takes a schema.
fn with_schema(schema: &Value, direction: Direction) -> Value {
    let body = json!({"content": {"application/json": {"schema": schema}}});
    match direction {
        Direction::Request => with_operation(&json!({"requestBody": body}), false),
        _ => with_operation(&json!({"responses": {"200": body}}), false),
    }
}

fn with_operation(operation: &Value, webhook: bool) -> Value {
    let mut operation = operation.clone();
    operation["responses"]["200"]["description"] = json!("");
    let item = json!({"a": {"post": operation}});
    let mut root = if webhook {
        json!({"webhooks": item})
    } else {
        json!({"paths": {"/a": item["a"]}})
    };
    root["components"]["securitySchemes"] = json!({
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "basic": {"type": "http", "scheme": "basic"},
        "oauth": {"type": "oauth2", "flows": {}},
    });
    root
}

fn document(root: &Value) -> Document {
    let mut root = root.clone();
    root["openapi"] = json!("3.1.0");
    Document::parse("a.json", &root.to_string()).unwrap()
}

fn diff(old: &Value, new: &Value) -> Comparison {
    compare(&document(old), &document(new), &Policy::default())
}

fn found(comparison: &Comparison) -> BTreeSet<String> {
    let words = comparison
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.level.id()));
    words.collect()
}

/// Every finding obeys the law and its rule's entry; guards may only make it milder.
fn lawful(comparison: &Comparison, seen: &mut BTreeSet<(Rule, Direction)>) {
    for finding in &comparison.findings {
        let law = finding.effect.level(finding.direction);
        assert!(finding.level <= law, "{}", finding.message);
        assert!(
            finding.level == law || finding.level == Level::Info,
            "{}",
            finding.message
        );
        assert_eq!(finding.category, finding.rule.category());
        assert!(
            finding.rule.directions().contains(&finding.direction),
            "{} {:?}",
            finding.rule,
            finding.direction
        );
        seen.insert((finding.rule, finding.direction));
    }
}

fn schemas(
    seen: &mut BTreeSet<(Rule, Direction)>,
    effects: &mut BTreeSet<(Rule, Effect)>,
    misses: &mut Vec<String>,
) -> usize {
    let pairs: Vec<Pair> = serde_saphyr::from_str(include_str!("../pairs/schemas.yaml")).unwrap();
    for pair in &pairs {
        for (old, new, expected) in pair.ways() {
            let words: Vec<&str> = expected.split(' ').collect();
            for (direction, level) in [
                (Direction::Request, words[1]),
                (Direction::Response, words[2]),
            ] {
                let comparison = diff(&with_schema(old, direction), &with_schema(new, direction));
                let mut found = found(&comparison);
                found.retain(|word| !word.ends_with(" docs"));
                let expected = BTreeSet::from([format!("{} {level}", words[0])]);
                if found != expected {
                    misses.push(format!(
                        "{} in a {}: {found:?}, not {expected:?}",
                        pair.name,
                        direction.id()
                    ));
                }
                lawful(&comparison, seen);
                // Inside of `not` and `if` an effect is turned round or lost.
                if !pair.name.starts_with("within") {
                    effects.extend(
                        comparison
                            .findings
                            .iter()
                            .map(|finding| (finding.rule, finding.effect)),
                    );
                }
            }
        }
    }
    pairs.len()
}

fn operations(seen: &mut BTreeSet<(Rule, Direction)>, misses: &mut Vec<String>) {
    let pairs: Vec<Pair> =
        serde_saphyr::from_str(include_str!("../pairs/operations.yaml")).unwrap();
    for pair in &pairs {
        for (old, new, expected) in pair.ways() {
            let words: Vec<&str> = expected.split(' ').collect();
            for (webhook, level) in [(false, words[1]), (true, words[2])] {
                let comparison = diff(&with_operation(old, webhook), &with_operation(new, webhook));
                let expected = BTreeSet::from([format!("{} {level}", words[0])]);
                let found = found(&comparison);
                if found != expected {
                    misses.push(format!(
                        "{} (webhook: {webhook}): {found:?}, not {expected:?}",
                        pair.name
                    ));
                }
                lawful(&comparison, seen);
            }
        }
    }
}

fn documents(seen: &mut BTreeSet<(Rule, Direction)>, misses: &mut Vec<String>) {
    let pairs: Vec<Pair> = serde_saphyr::from_str(include_str!("../pairs/documents.yaml")).unwrap();
    for pair in &pairs {
        for (old, new, expected) in pair.ways() {
            let comparison = diff(old, new);
            let expected: BTreeSet<String> = expected.split(", ").map(ToOwned::to_owned).collect();
            let found = found(&comparison);
            if found != expected {
                misses.push(format!("{}: {found:?}, not {expected:?}", pair.name));
            }
            lawful(&comparison, seen);
        }
    }
}

#[test]
fn every_rule_is_found_in_every_direction_and_judged_by_the_law() {
    let mut seen = BTreeSet::new();
    let mut effects = BTreeSet::new();
    let mut misses = Vec::new();
    assert!(schemas(&mut seen, &mut effects, &mut misses) > 60);
    operations(&mut seen, &mut misses);
    documents(&mut seen, &mut misses);
    assert!(misses.is_empty(), "{misses:#?}");
    for rule in Rule::ALL
        .iter()
        .filter(|rule| **rule != Rule::VersionNotBumped)
    {
        for direction in rule.directions() {
            assert!(
                seen.contains(&(*rule, *direction)),
                "no pair shows {rule} in direction {}",
                direction.id()
            );
        }
    }
    for (rule, effect) in effects {
        assert!(
            rule.effects().contains(&effect),
            "{rule} does not list {effect:?}"
        );
    }
}

#[test]
fn a_major_version_is_asked_for_only_if_the_policy_does() {
    let version = |number: &str, paths: Value| json!({"info": {"version": number}, "paths": paths});
    let base = version("1.2.0", json!({"/a": {"get": {}}}));
    let asked = Policy {
        require_version_bump: true,
        ..Policy::default()
    };
    let rules = |new: &Value, policy: &Policy| -> BTreeSet<Rule> {
        let comparison = compare(&document(&base), &document(new), policy);
        comparison
            .findings
            .iter()
            .map(|finding| finding.rule)
            .collect()
    };
    assert!(rules(&version("1.3.0", json!({})), &asked).contains(&Rule::VersionNotBumped));
    assert!(!rules(&version("2.0.0", json!({})), &asked).contains(&Rule::VersionNotBumped));
    assert!(
        !rules(&version("1.3.0", json!({})), &Policy::default()).contains(&Rule::VersionNotBumped)
    );
}

#[test]
fn a_policy_sets_levels_and_forgives_what_was_deprecated() {
    let base = json!({"paths": {"/a": {"get": {"deprecated": true}}, "/b": {"get": {}}}});
    let gone = json!({"paths": {"/b": {"get": {}}}});
    let worst = |policy: &Policy| compare(&document(&base), &document(&gone), policy).worst();
    assert_eq!(worst(&Policy::default()), Some(Level::Breaking));
    assert_eq!(
        worst(&Policy {
            forgive_deprecated: true,
            ..Policy::default()
        }),
        Some(Level::Warning)
    );
    let levels = [(Rule::PathRemoved, Level::Info)].into();
    assert_eq!(
        worst(&Policy {
            levels,
            ..Policy::default()
        }),
        Some(Level::Info)
    );
}
