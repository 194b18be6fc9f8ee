//! Which part of which operation a finding is about: found by following references from each part.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Item;
use crate::{
    finding::{Comparison, Finding, Operation, Outcome},
    level::Category,
    load::{Document, escape},
    rule::Rule,
    template::erased,
};

/// A part of an operation, with all places that belong to it.
struct Part {
    name: String,
    reached: BTreeSet<String>,
}

/// What became of every part of every operation that was compared.
pub(super) fn items(comparison: &Comparison, base: &Document, revision: &Document) -> Vec<Item> {
    let compared = comparison
        .operations
        .iter()
        .map(|compared| &compared.operation);
    compared
        .flat_map(|operation| of_operation(operation, &comparison.findings, base, revision))
        .collect()
}

fn of_operation(
    operation: &Operation,
    findings: &[Finding],
    base: &Document,
    revision: &Document,
) -> Vec<Item> {
    let (base, revision) = (
        parts(base.root(), operation),
        parts(revision.root(), operation),
    );
    let mut names: Vec<&str> = Vec::new();
    for part in base.iter().chain(&revision) {
        if !names.contains(&part.name.as_str()) {
            names.push(&part.name);
        }
    }
    let here: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.operations.contains(operation))
        // Two authors choose other names for what generated code calls by name.
        .filter(|finding| finding.category != Category::Sdk)
        .collect();
    let touches = |finding: &Finding, name: &str| {
        let sides = [(&base, &finding.base), (&revision, &finding.revision)];
        sides.into_iter().any(|(parts, site)| {
            let part = parts.iter().find(|part| part.name == name);
            part.zip(site.as_ref())
                .is_some_and(|(part, site)| part.holds(&site.pointer))
        })
    };
    let mut items: Vec<Item> = names
        .iter()
        .map(|name| {
            let findings = here.iter().filter(|finding| touches(finding, name));
            item(
                operation,
                Some(name),
                &findings.copied().collect::<Vec<_>>(),
            )
        })
        .collect();
    let rest: Vec<&Finding> = here
        .iter()
        .filter(|finding| !names.iter().any(|name| touches(finding, name)))
        .copied()
        .collect();
    items.push(item(operation, None, &rest));
    items
}

/// Findings decide: a difference weighs more than what could not be judged beside it.
fn item(operation: &Operation, part: Option<&str>, findings: &[&Finding]) -> Item {
    let judged = findings
        .iter()
        .any(|finding| finding.rule != Rule::SchemaNotComparable);
    let outcome = match (findings.is_empty(), judged) {
        (true, _) => Outcome::Same,
        (false, true) => Outcome::Differs,
        (false, false) => Outcome::NotCompared,
    };
    Item {
        operation: operation.clone(),
        part: part.map(ToOwned::to_owned),
        outcome,
        worst: findings.iter().map(|finding| finding.level).max(),
        reasons: findings
            .iter()
            .map(|finding| format!("{}: {}", finding.level.id(), finding.message))
            .collect(),
    }
}

impl Part {
    fn holds(&self, pointer: &str) -> bool {
        self.reached.iter().any(|own| {
            pointer
                .strip_prefix(own.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// The parameters, the body and the responses of an operation in one document; none where it lacks it.
fn parts(root: &Value, operation: &Operation) -> Vec<Part> {
    let paths = root["paths"].as_object().into_iter().flatten();
    let wanted = erased(&operation.path);
    let Some((path, item)) = paths.into_iter().find(|(path, _)| erased(path) == wanted) else {
        return Vec::new();
    };
    let (path, method) = (
        format!("/paths/{}", escape(path)),
        operation.method.to_lowercase(),
    );
    let own = &item[&method];
    let mut parts = Vec::new();
    let mut add = |name: String, pointer: String| {
        let reached = reached(root, pointer);
        parts.push(Part { name, reached });
    };
    for (holder, at) in [(own, format!("{path}/{method}")), (item, path.clone())] {
        for (index, parameter) in holder["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            let parameter = resolved(root, parameter);
            let text = |member: &str| parameter[member].as_str().unwrap_or("?");
            add(
                format!("{} parameter {}", text("in"), text("name")),
                format!("{at}/parameters/{index}"),
            );
        }
    }
    if own.get("requestBody").is_some() {
        add(
            "request body".to_owned(),
            format!("{path}/{method}/requestBody"),
        );
    }
    for status in own["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(status, _)| status)
    {
        add(
            format!("response {status}"),
            format!("{path}/{method}/responses/{}", escape(status)),
        );
    }
    parts
}

/// A place and all that its references lead to.
fn reached(root: &Value, from: String) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(pointer) = open.pop() {
        if let Some(value) = root.pointer(&pointer) {
            references(value, &mut open, &reached);
        }
        reached.insert(pointer);
    }
    reached
}

fn references(value: &Value, open: &mut Vec<String>, reached: &BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(pointer) = map
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|text| text.strip_prefix('#'))
                && !reached.contains(pointer)
                && !open.iter().any(|known| known == pointer)
            {
                open.push(pointer.to_owned());
            }
            map.values()
                .for_each(|inner| references(inner, open, reached));
        }
        Value::Array(list) => list
            .iter()
            .for_each(|inner| references(inner, open, reached)),
        _ => {}
    }
}

/// What a reference leads to, or the value itself.
fn resolved<'d>(root: &'d Value, value: &'d Value) -> &'d Value {
    let pointer = value["$ref"]
        .as_str()
        .and_then(|text| text.strip_prefix('#'));
    pointer
        .and_then(|pointer| root.pointer(pointer))
        .unwrap_or(value)
}
