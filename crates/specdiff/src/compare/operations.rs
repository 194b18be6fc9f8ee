//! Paths and operations: matched by method and by the template with its parameter names erased.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::report::{Change, Report};
use crate::{
    finding::{Operation, Outcome},
    level::{Direction, Effect},
    rule::Rule,
};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A path as it is written, and the item behind it.
type Path<'d> = (&'d str, &'d Value);

pub(super) fn compare(report: &mut Report<'_>) {
    let (base, revision) = (paths(report.base.root()), paths(report.revision.root()));
    for (route, (path, item)) in &base {
        match revision.get(route) {
            Some((_, other)) => pair(report, path, item, other),
            None => removed(report, path, item),
        }
    }
    for (route, (path, item)) in &revision {
        let known = base.get(route).map(|(_, item)| *item);
        for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
            if known.is_none_or(|known| known.get(*method).is_none()) {
                let change = Change {
                    revision: item.get(*method),
                    ..change(Rule::OperationAdded, Effect::Widens, path, method)
                };
                report.outcome(change.operation.clone(), Outcome::OnlyRevision);
                report.add(change);
            }
        }
    }
}

fn pair(report: &mut Report<'_>, path: &str, base: &Value, revision: &Value) {
    for method in METHODS.iter().filter(|method| base.get(**method).is_some()) {
        if revision.get(*method).is_some() {
            report.outcome(operation(path, method), Outcome::Same);
            continue;
        }
        let change = Change {
            base: base.get(*method),
            revision: Some(revision),
            ..change(Rule::OperationRemoved, Effect::Narrows, path, method)
        };
        report.outcome(change.operation.clone(), Outcome::OnlyBase);
        report.add(change);
    }
}

fn removed(report: &mut Report<'_>, path: &str, item: &Value) {
    for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
        let change = Change {
            base: item.get(*method),
            ..change(Rule::PathRemoved, Effect::Narrows, path, method)
        };
        report.outcome(change.operation.clone(), Outcome::OnlyBase);
        report.add(change);
    }
}

fn change<'d>(rule: Rule, effect: Effect, path: &str, method: &str) -> Change<'d> {
    let operation = operation(path, method);
    let subject = format!("{} {}", operation.method, operation.path);
    Change {
        rule,
        effect,
        direction: Direction::Request,
        path: format!("{} {}", operation.method, erased(path)),
        message: format!("{subject}: {}", rule.title()),
        subject,
        base: None,
        revision: None,
        old: None,
        new: None,
        operation,
    }
}

fn operation(path: &str, method: &str) -> Operation {
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
    }
}

fn paths(root: &Value) -> BTreeMap<String, Path<'_>> {
    let members = root.get("paths").and_then(Value::as_object).map(Map::iter);
    members
        .into_iter()
        .flatten()
        .filter(|(path, _)| path.starts_with('/'))
        .map(|(path, item)| (erased(path), (path.as_str(), item)))
        .collect()
}

/// A template without the names of its parameters.
fn erased(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in path.chars() {
        match character {
            '{' => inside = true,
            '}' if inside => {
                inside = false;
                text.push_str("{}");
            }
            _ if inside => {}
            _ => text.push(character),
        }
    }
    text
}
