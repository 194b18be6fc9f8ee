//! Lays two reports side by side.

use std::collections::BTreeMap;

use serde_json::Value;

use super::normal::Names;
use super::{Difference, Row};
use crate::report::{CaseReport, Report, VendorReport};
use crate::run::made_up::case_mark;

/// Stands for what only the other side has.
const NOTHING: &str = "nothing";

/// The cases that differ, and how many both sides compared.
pub(super) fn rows(left: &Report, right: &Report) -> (Vec<Row>, usize) {
    let mut rows = Vec::new();
    let mut compared = 0;
    let seed = left.seed;
    for one in &left.vendors {
        let Some(other) = right
            .vendors
            .iter()
            .find(|other| other.vendor == one.vendor)
        else {
            continue;
        };
        for case in &one.cases {
            let Some(twin) = other.cases.iter().find(|twin| twin.id == case.id) else {
                continue;
            };
            if case.verdict.compared() && twin.verdict.compared() {
                compared += 1;
            }
            let left = Side::of(case, &one.base_url, seed);
            let right = Side::of(twin, &other.base_url, seed);
            let differences = left.differences(&right);
            if !differences.is_empty() {
                rows.push(Row {
                    vendor: one.vendor.clone(),
                    case: Some(case.id.clone()),
                    says: case.says.clone(),
                    claims: case.claims.clone(),
                    differences,
                });
            }
        }
        rows.extend(afterwards(one, other));
    }
    (rows, compared)
}

/// Users who vanished after their case or could not be cleaned up are in no case's report.
fn afterwards(left: &VendorReport, right: &VendorReport) -> Option<Row> {
    let vanished = |vendor: &VendorReport| {
        let lost = vendor.lost.iter().filter(|lost| lost.case.is_none());
        lost.count().to_string()
    };
    let left_behind = |vendor: &VendorReport| vendor.left_behind.len().to_string();
    let mut differences = Vec::new();
    note(
        &mut differences,
        "users who vanished after their case",
        vanished(left),
        vanished(right),
    );
    note(
        &mut differences,
        "users left behind",
        left_behind(left),
        left_behind(right),
    );
    (!differences.is_empty()).then(|| Row {
        vendor: left.vendor.clone(),
        case: None,
        says: "What became of the run's users in the end.".to_owned(),
        claims: vec![],
        differences,
    })
}

/// One side of a case, without what no two servers have in common.
#[derive(Debug)]
struct Side {
    verdict: String,
    reading: String,
    status: String,
    kind: String,
    findings: String,
    answer: BTreeMap<String, String>,
}

impl Side {
    fn of(case: &CaseReport, base_url: &str, seed: u64) -> Self {
        let mut names = Names::new(base_url, &case_mark(seed, &case.id));
        let exchange = case.exchange.as_ref();
        if let Some(exchange) = exchange {
            names.learn_url(&exchange.sent.url);
            let body = exchange.sent.body.as_ref();
            names.learn_body(body.map(|body| body.text.as_str()).unwrap_or_default());
        }
        let received = exchange.and_then(|exchange| exchange.received.as_ref());
        let mut answer = BTreeMap::new();
        if let Some(received) = received {
            match serde_json::from_str::<Value>(&received.body.text) {
                Ok(body) => flatten("answer", &names.answer(&body), &mut answer),
                Err(_) => {
                    answer.insert("answer".to_owned(), names.text(&received.body.text));
                }
            }
        }
        let kind = received.and_then(|received| {
            let mut headers = received.headers.iter();
            headers.find(|header| header.name.eq_ignore_ascii_case("content-type"))
        });
        let mut findings: Vec<String> = case
            .findings
            .iter()
            .map(|one| format!("{}: {} instead of {}", one.place, one.actual, one.expected))
            .map(|one| names.text(&one))
            .collect();
        findings.sort();
        let or_nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
        Self {
            verdict: case.verdict.word().to_owned(),
            reading: or_nothing(case.reading.clone()),
            status: or_nothing(received.map(|received| received.status.to_string())),
            kind: or_nothing(kind.map(|header| header.value.to_lowercase())),
            findings: findings.join("; "),
            answer,
        }
    }

    fn differences(&self, other: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        let fields = [
            ("verdict", &self.verdict, &other.verdict),
            ("reading", &self.reading, &other.reading),
            ("status", &self.status, &other.status),
            ("header Content-Type", &self.kind, &other.kind),
            ("findings", &self.findings, &other.findings),
        ];
        for (what, left, right) in fields {
            note(&mut found, what, left.clone(), right.clone());
        }
        let places = self.answer.keys().chain(other.answer.keys());
        let places: std::collections::BTreeSet<&String> = places.collect();
        for place in places {
            let at = |side: &Self| side.answer.get(place).cloned();
            let (left, right) = (at(self), at(other));
            let or_nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
            note(&mut found, place, or_nothing(left), or_nothing(right));
        }
        found
    }
}

fn note(found: &mut Vec<Difference>, what: &str, left: String, right: String) {
    if left != right {
        found.push(Difference {
            what: what.to_owned(),
            left,
            right,
        });
    }
}

/// Every leaf of a value with its place.
fn flatten(place: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                flatten(&format!("{place}.{name}"), member, into);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                flatten(&format!("{place}[{at}]"), item, into);
            }
        }
        leaf => {
            into.insert(place.to_owned(), leaf.to_string());
        }
    }
}
