//! SARIF 2.1.0, which code scanning reads: every rule with its help, every finding with its fingerprint.

use serde_json::{Value, json};

use crate::{
    finding::{Finding, Site, Source},
    level::Level,
    report::{Report, Reviewed},
    rule::{Rule, explain},
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(report: &Report) -> String {
    let results: Vec<Value> = report.documents.iter().flat_map(results).collect();
    let notifications: Vec<Value> = report
        .grievances
        .iter()
        .map(|grievance| {
            json!({
                "level": "error",
                "message": {"text": grievance.message},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": uri(&grievance.list)},
                    "region": {"startLine": grievance.line},
                }}],
            })
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "umbridge diff",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Rule::ALL.iter().map(|rule| described(*rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            // An entry of the accept-list that must go is no finding about the documents.
            "invocations": [{
                "executionSuccessful": true,
                "toolConfigurationNotifications": notifications,
            }],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn described(rule: Rule) -> Value {
    let explained = explain(rule);
    json!({
        "id": rule.id(),
        "name": rule.id(),
        "shortDescription": {"text": format!("{}.", capital(rule.title()))},
        "fullDescription": {"text": rule.reason()},
        "help": {"text": explained, "markdown": format!("```text\n{explained}```\n")},
        "defaultConfiguration": {"level": kind(worst(rule))},
        "properties": {"tags": ["openapi", rule.category().id()]},
    })
}

/// The worst level the law gives the rule; a result says its own.
fn worst(rule: Rule) -> Level {
    let pairs = rule.directions().iter().flat_map(|direction| {
        let effects = rule.effects().iter();
        effects.map(|effect| effect.level(*direction))
    });
    pairs.max().unwrap_or(Level::Docs)
}

fn results(reviewed: &Reviewed) -> Vec<Value> {
    let comparison = &reviewed.comparison;
    let result = |finding| result(finding, &comparison.base, &comparison.revision);
    let open = comparison.findings.iter().map(result);
    let accepted = reviewed.accepted.iter().map(|accepted| {
        let mut result = result(&accepted.finding);
        result["suppressions"] = json!([{"kind": "external", "justification": accepted.reason}]);
        result
    });
    open.chain(accepted).collect()
}

fn result(finding: &Finding, base: &Source, revision: &Source) -> Value {
    let index = Rule::ALL.iter().position(|rule| *rule == finding.rule);
    let operations: Vec<String> = finding
        .operations
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    let mut result = json!({
        "ruleId": finding.rule.id(),
        "ruleIndex": index,
        "level": kind(finding.level),
        // A change of words fails nothing.
        "kind": if finding.level == Level::Docs { "informational" } else { "fail" },
        "message": {"text": finding.message},
        "locations": [location(revision, finding.revision.as_ref(), &finding.subject)],
        "partialFingerprints": {"umbridgeDiff/v1": finding.fingerprint},
        "properties": {
            "direction": finding.direction.id(),
            "effect": finding.effect.id(),
            "operations": operations,
        },
    });
    if let Some(site) = &finding.base {
        let mut related = location(base, Some(site), &finding.subject);
        related["id"] = json!(1);
        related["message"] = json!({"text": "where it stood in the base"});
        result["relatedLocations"] = json!([related]);
    }
    result
}

fn location(source: &Source, site: Option<&Site>, subject: &str) -> Value {
    let (line, column) = site.map_or((1, 1), |site| (site.line, site.column));
    let pointer = site.map_or("", |site| site.pointer.as_str());
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(&source.name)},
            "region": {"startLine": line, "startColumn": column},
        },
        "logicalLocations": [{"name": subject, "fullyQualifiedName": format!("#{pointer}")}],
    })
}

fn kind(level: Level) -> &'static str {
    match level {
        Level::Breaking => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Docs => "none",
    }
}

/// A file name as a relative reference; what would end a path or begin a scheme is encoded.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    if name.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}
