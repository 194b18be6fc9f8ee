//! Compares an answer with a reading.

use serde_json::Value;

use super::pattern::compare;
use crate::ask::exchange::Answer;
use crate::ask::template::{Scope, Unfilled};
use crate::report::Finding;
use crate::suite::case::{Reading, Status};

/// What differs between an answer and a reading, its users aside.
pub(crate) fn differences(
    reading: &Reading,
    named: Option<&Reading>,
    answer: &Answer,
    scope: &Scope,
) -> Result<Vec<Finding>, Unfilled> {
    let mut findings = Vec::new();
    // A reading that says its own status takes the place of the named answer's.
    if let Some(named) = named {
        let mut inherited = named.clone();
        if !reading.status.is_empty() {
            inherited.status.clear();
        }
        findings.extend(differences(&inherited, None, answer, scope)?);
    }
    if !reading.status.is_empty() && !reading.status.iter().any(|one| one.covers(answer.status)) {
        findings.push(Finding::new(
            "status",
            &statuses(&reading.status),
            &answer.status.to_string(),
        ));
    }
    for (name, pattern) in &reading.headers {
        let actual = answer
            .header(name)
            .map(|text| Value::String(text.to_owned()));
        let pattern = scope.fill(pattern)?;
        findings.extend(compare(
            &format!("header {name}"),
            &pattern,
            actual.as_ref(),
        ));
    }
    if let Some(pattern) = &reading.body {
        let json = answer.json();
        findings.extend(compare("body", &scope.fill(pattern)?, json.as_ref()));
    }
    if reading.empty && !answer.body.is_empty() {
        findings.push(Finding::new("body", "no body", &answer.body));
    }
    Ok(findings)
}

/// `204 or 4xx`.
pub(crate) fn statuses(list: &[Status]) -> String {
    list.iter()
        .map(|status| match status {
            Status::Code(code) => code.to_string(),
            Status::Class(class) => class.clone(),
        })
        .collect::<Vec<_>>()
        .join(" or ")
}
