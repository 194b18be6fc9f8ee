//! A fault: where a vendor goes wrong, and how.

use std::collections::BTreeMap;

use poem::http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::{edit::Edit, message::Message, place::Place};

/// One fault. Of what it does not say, nothing is bent.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// Operations it concerns, such as `GET /users/*`; `*` stands for one segment, and `#` for one that is a number.
    at: Vec<String>,
    /// Operations that the directory with the fault answers too, so that it knows what it is wrong about.
    #[serde(default)]
    learns_at: Vec<String>,
    /// Which of their requests and answers.
    #[serde(default)]
    when: When,
    /// What the directory does wrong for them.
    #[serde(default)]
    pub(super) directory: Option<umbridge_directory::Fault>,
    /// How the request is bent before it is answered.
    #[serde(default)]
    pub(super) asked: Vec<Edit>,
    /// Requests answered besides, in secret: the one that came, bent each in its way.
    #[serde(default)]
    pub(super) besides: Vec<Vec<Edit>>,
    /// The request is answered again, bent like this, and that answer is given.
    #[serde(default)]
    pub(super) again: Option<Vec<Edit>>,
    /// How the answer is bent.
    #[serde(default)]
    pub(super) answered: Vec<Edit>,
}

/// Which requests and answers a fault concerns: those that fit everything it says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct When {
    /// The request has something there.
    #[serde(default)]
    has: Vec<Place>,
    /// The request has nothing there.
    #[serde(default)]
    lacks: Vec<Place>,
    /// The request has this there.
    #[serde(default)]
    is: BTreeMap<Place, Value>,
    /// The request has something else there.
    #[serde(default)]
    is_not: BTreeMap<Place, Value>,
    /// The request has a text there that is no number.
    #[serde(default)]
    words: Vec<Place>,
    /// The request has a number there.
    #[serde(default)]
    numbers: Vec<Place>,
    /// The request has a list of this length there.
    #[serde(default)]
    length: BTreeMap<Place, usize>,
    /// Whether the request has a body that is not JSON.
    #[serde(default)]
    malformed: bool,
    /// Whether the request has no body.
    #[serde(default)]
    bare: bool,
    /// The answer has one of these codes, or is of one of these classes (`4xx`).
    #[serde(default)]
    status: Vec<Value>,
    /// The answer has this there.
    #[serde(default)]
    gives: BTreeMap<Place, Value>,
}

impl Fault {
    /// Whether an operation is one of those it concerns.
    pub(super) fn concerns(&self, method: &Method, path: &str) -> bool {
        is_one_of(&self.at, method, path)
    }

    /// Whether the directory with the fault answers an operation, whatever the request.
    pub(super) fn learns(&self, method: &Method, path: &str) -> bool {
        is_one_of(&self.learns_at, method, path)
    }

    /// Whether it concerns this request to one of its operations.
    pub(super) fn concerns_request(&self, request: &Message) -> bool {
        let when = &self.when;
        let there = |place: &Place| !request.values(place).is_empty();
        when.has.iter().all(there)
            && !when.lacks.iter().any(there)
            && all_are(&when.is, request)
            && when
                .is_not
                .iter()
                .all(|(place, value)| !request.values(place).contains(value))
            && when
                .words
                .iter()
                .all(|place| request.values(place).iter().any(|value| !is_number(value)))
            && when
                .numbers
                .iter()
                .all(|place| request.values(place).iter().any(is_number))
            && when.length.iter().all(|(place, wanted)| {
                request
                    .values(place)
                    .iter()
                    .any(|value| length(value) == *wanted)
            })
            && (!when.bare || request.body.is_empty())
            && (!when.malformed || (!request.body.is_empty() && request.json().is_none()))
    }

    /// Whether it concerns this answer to one of its requests.
    pub(super) fn concerns_answer(&self, answer: &Message) -> bool {
        let status = &self.when.status;
        (status.is_empty() || status.iter().any(|wanted| covers(wanted, answer.status)))
            && all_are(&self.when.gives, answer)
    }
}

fn is_one_of(operations: &[String], method: &Method, path: &str) -> bool {
    let path = path.trim_start_matches('/').trim_end_matches(".json");
    let segments: Vec<&str> = path.split('/').collect();
    operations.iter().any(|operation| {
        let Some((wanted, pattern)) = operation.split_once(" /") else {
            return false;
        };
        let pattern: Vec<&str> = pattern.split('/').collect();
        let same = |(one, other): (&&str, &&str)| match *one {
            "*" => true,
            "#" => other.parse::<u64>().is_ok(),
            _ => one.eq_ignore_ascii_case(other),
        };
        wanted == method.as_str()
            && pattern.len() == segments.len()
            && pattern.iter().zip(&segments).all(same)
    })
}

fn is_number(value: &Value) -> bool {
    value.is_number()
        || value
            .as_str()
            .is_some_and(|text| text.parse::<u64>().is_ok())
}

fn all_are(wanted: &BTreeMap<Place, Value>, message: &Message) -> bool {
    wanted
        .iter()
        .all(|(place, value)| message.values(place).contains(value))
}

fn length(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.len(),
        Value::String(text) => text.split(',').count(),
        _ => 0,
    }
}

fn covers(wanted: &Value, status: StatusCode) -> bool {
    match wanted.as_str().and_then(|class| class.strip_suffix("xx")) {
        Some(class) => status.as_str().starts_with(class),
        None => wanted.as_u64() == Some(status.as_u16().into()),
    }
}
