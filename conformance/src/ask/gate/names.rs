//! Whom a request names: what stands at the places the suite's files tell.

use serde_json::Value;

use crate::ask::request::Outgoing;
use crate::ask::template::as_text;

/// Where an identifier in the path stands.
const PATH: &str = "path";

/// One user as a request names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// `query.ids`, `json.userIds`, `path`.
    pub(super) place: String,
    /// The name as it stands there, an object among them.
    pub(crate) whole: String,
    /// Its texts and numbers.
    pub(crate) leaves: Vec<String>,
}

impl Name {
    pub(super) fn in_path(segment: String) -> Self {
        Self::leaf(PATH, segment)
    }

    pub(super) fn leaf(place: &str, leaf: String) -> Self {
        Self {
            place: place.to_owned(),
            whole: leaf.clone(),
            leaves: vec![leaf],
        }
    }

    fn of(place: &str, value: &Value) -> Option<Self> {
        let mut texts = Vec::new();
        leaves(value, &mut |leaf| {
            if leaf.is_number() || leaf.as_str().is_some_and(|text| !text.is_empty()) {
                texts.push(as_text(leaf));
            }
        });
        (!texts.is_empty()).then(|| Self {
            place: place.to_owned(),
            whole: as_text(value),
            leaves: texts,
        })
    }
}

/// The names at one place of a request.
pub(super) fn at(outgoing: &Outgoing, place: &str) -> Vec<Name> {
    let mut found = Vec::new();
    if let Some(name) = place.strip_prefix("query.") {
        let values = outgoing.query.iter().filter(|(known, _)| known == name);
        for (_, text) in values {
            let parts = text.split(',').map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            found.extend(parts.map(|part| Name::leaf(place, part.to_owned())));
        }
    }
    if let Some(path) = place.strip_prefix("json.")
        && let Some(json) = &outgoing.json
    {
        let path: Vec<&str> = path.split('.').collect();
        members(json, &path, &mut |value| {
            found.extend(Name::of(place, value));
        });
    }
    found
}

/// Every text and number of a request's query and body, with its place.
pub(super) fn everything(outgoing: &Outgoing) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, text) in &outgoing.query {
        let parts = text.split(',').map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        found.extend(parts.map(|part| (format!("query.{name}"), part.to_owned())));
    }
    if let Some(json) = &outgoing.json {
        places("json", json, &mut found);
    }
    found
}

fn places(place: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| places(place, item, found)),
        Value::Object(members) => {
            for (name, member) in members {
                places(&format!("{place}.{name}"), member, found);
            }
        }
        Value::String(text) if text.is_empty() => {}
        Value::String(_) | Value::Number(_) => found.push((place.to_owned(), as_text(value))),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Visits what stands at a path of member names, in every element of a list on the way. What is
/// no object where one is expected is visited as it is, since a server may take it for a name.
fn members(value: &Value, path: &[&str], visit: &mut dyn FnMut(&Value)) {
    match (value, path.split_first()) {
        (Value::Array(items), _) => items.iter().for_each(|item| members(item, path, visit)),
        (Value::Object(object), Some((name, rest))) => {
            if let Some(value) = object.get(*name) {
                members(value, rest, visit);
            }
        }
        (value, _) => visit(value),
    }
}

pub(super) fn leaves(value: &Value, visit: &mut dyn FnMut(&Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, visit)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, visit)),
        leaf => visit(leaf),
    }
}
