//! Every keyword of a schema and every member of the other objects, added, removed and changed, in either direction:
//! each of these edits is a finding or is waived, and a waiver of what is found is refused.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use specdiff::{Document, Policy, compare};

/// What can be written in one place.
#[derive(Deserialize)]
struct Cell {
    #[serde(alias = "keyword")]
    member: String,
    one: Value,
    two: Value,
    /// The value that absence means.
    default: Option<Value>,
    #[serde(default)]
    beside: Map<String, Value>,
    /// The one version that knows it.
    only: Option<String>,
    /// Whether a document without it is no document.
    #[serde(default)]
    kept: bool,
    /// The one kind of place where it means anything.
    heeded: Option<String>,
    /// Why silence is right.
    waived: Option<String>,
}

#[derive(Deserialize)]
struct Object {
    at: String,
    members: Vec<Cell>,
}

/// What stands in the place before and after, and whether that has to be silent.
struct Edit<'c> {
    name: &'static str,
    old: Option<&'c Value>,
    new: Option<&'c Value>,
    silent: bool,
}

#[derive(Default)]
struct Tally {
    found: usize,
    waived: usize,
    misses: Vec<String>,
}

const VERSIONS: [&str; 2] = ["3.0.3", "3.1.0"];

impl Cell {
    fn versions(&self) -> impl Iterator<Item = &'static str> {
        let known = |version: &&str| {
            self.only
                .as_ref()
                .is_none_or(|only| version.starts_with(only))
        };
        VERSIONS.into_iter().filter(known)
    }

    fn edits(&self) -> Vec<Edit<'_>> {
        let (one, two) = (Some(&self.one), Some(&self.two));
        let edits = [
            ("added", None, one),
            ("added", None, two),
            ("removed", one, None),
            ("removed", two, None),
            ("changed", one, two),
            ("changed back", two, one),
        ];
        let kept = |(_, old, new): &(_, Option<_>, Option<_>)| {
            !self.kept || old.is_some() && new.is_some()
        };
        let edit = |(name, old, new): (&'static str, Option<_>, Option<_>)| Edit {
            name,
            old,
            new,
            silent: self.waived.is_some()
                || old.or(self.default.as_ref()) == new.or(self.default.as_ref()),
        };
        edits.into_iter().filter(kept).map(edit).collect()
    }
}

fn between(old: &Value, new: &Value) -> Vec<String> {
    let document = |root: &Value| Document::parse("a.json", &root.to_string()).unwrap();
    let findings = compare(&document(old), &document(new), &Policy::default()).findings;
    findings
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

impl Tally {
    fn judge(&mut self, cell: &Cell, edit: &Edit<'_>, place: &str, messages: &[String]) {
        let deaf = cell
            .heeded
            .as_ref()
            .is_some_and(|kind| !place.ends_with(kind));
        match (edit.silent || deaf, messages.is_empty()) {
            (false, false) => self.found += 1,
            (true, true) => self.waived += 1,
            (silent, _) => self.misses.push(format!(
                "{place} {} {}: {:?} -> {:?} is {}",
                cell.member,
                edit.name,
                edit.old.map(ToString::to_string),
                edit.new.map(ToString::to_string),
                if silent {
                    format!("waived and found: {messages:?}")
                } else {
                    "silent".to_owned()
                }
            )),
        }
    }

    fn conclude(self, least: usize) {
        assert!(
            self.misses.is_empty(),
            "{} of {}: {:#?}",
            self.misses.len(),
            self.found + self.waived,
            self.misses
        );
        assert!(self.found > least, "only {} edits found", self.found);
        assert!(self.waived < self.found / 5, "{} edits waived", self.waived);
    }
}

/// The places of a schema, the direction named first.
const PLACES: [&str; 7] = [
    "request body",
    "request property",
    "request list",
    "request parameter",
    "response body",
    "response property",
    "response header",
];

fn with_schema(schema: &Value, place: &str, version: &str) -> Value {
    let inner = match place.split(' ').next_back() {
        Some("property") => json!({"type": "object", "properties": {"p": schema}}),
        Some("list") => json!({"type": "array", "items": schema}),
        _ => schema.clone(),
    };
    let content = json!({"application/json": {"schema": inner}});
    let mut operation = json!({"responses": {"200": {"description": ""}}});
    match place {
        "request parameter" => {
            operation["parameters"] = json!([{"name": "q", "in": "query", "schema": schema}]);
        }
        "response header" => {
            operation["responses"]["200"]["headers"] = json!({"X-A": {"schema": schema}});
        }
        _ if place.starts_with("request") => operation["requestBody"] = json!({"content": content}),
        _ => operation["responses"]["200"]["content"] = content,
    }
    let variant = |name: &str| json!({"type": "object", "required": [name], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}});
    json!({
        "openapi": version,
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": {
            "Text": {"type": "string"}, "Count": {"type": "integer"}, "One": variant("a"), "Two": variant("b"),
        }},
    })
}

#[test]
fn no_edit_of_a_schema_is_silent() {
    let cells: Vec<Cell> =
        serde_saphyr::from_str(include_str!("../coverage/schemas.yaml")).unwrap();
    let mut tally = Tally::default();
    for cell in &cells {
        for (edit, place) in cell
            .edits()
            .iter()
            .flat_map(|edit| PLACES.map(|place| (edit, place)))
        {
            for version in cell.versions() {
                let side = |value: Option<&Value>| {
                    let mut schema = cell.beside.clone();
                    schema.extend(value.map(|value| (cell.member.clone(), value.clone())));
                    with_schema(&Value::Object(schema), place, version)
                };
                let messages = between(&side(edit.old), &side(edit.new));
                tally.judge(cell, edit, &format!("{version} {place}"), &messages);
            }
        }
    }
    tally.conclude(4_000);
}

#[test]
fn no_edit_of_another_object_is_silent() {
    let root: Value = serde_saphyr::from_str(include_str!("../coverage/document.yaml")).unwrap();
    let objects: Vec<Object> =
        serde_saphyr::from_str(include_str!("../coverage/members.yaml")).unwrap();
    let mut tally = Tally::default();
    for object in &objects {
        for (cell, edit) in object
            .members
            .iter()
            .flat_map(|cell| cell.edits().into_iter().map(move |edit| (cell, edit)))
        {
            for version in cell.versions() {
                let side = |value: Option<&Value>| {
                    let mut root = root.clone();
                    root["openapi"] = json!(version);
                    let place = root
                        .pointer_mut(&object.at)
                        .and_then(Value::as_object_mut)
                        .expect("an object");
                    match value {
                        Some(value) => place.insert(cell.member.clone(), value.clone()),
                        None => place.remove(&cell.member),
                    };
                    root
                };
                let messages = between(&side(edit.old), &side(edit.new));
                tally.judge(cell, &edit, &format!("{version} {}", object.at), &messages);
            }
        }
    }
    tally.conclude(1_000);
}
