//! The nodes of a document at which edits are made, as JSON pointers.

use serde_json::Value;

/// A kind of node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Document,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    RequestContent,
    Responses,
    ResponseContent,
    ResponseHeaders,
    /// A schema that is no reference.
    Schema,
    /// A schema or a reference to one, wherever it can be replaced by another.
    Use,
}

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// Where the document has nodes of this kind.
pub(super) fn all(document: &Value, kind: Place) -> Vec<String> {
    let mut found = Found::default();
    found.push(Place::Document, String::new());
    found.push(Place::Paths, "/paths".into());
    for (path, item) in entries(document, "/paths") {
        for (name, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&name.as_str()) {
                found.operation(&format!("{path}/{name}"), operation);
            }
        }
        found.push(Place::PathItem, path);
    }
    for (pointer, schema) in entries(document, "/components/schemas") {
        found.schema(&pointer, schema);
    }
    for (pointer, response) in entries(document, "/components/responses") {
        found.response(&pointer, response);
    }
    let of_kind = found.0.into_iter().filter(|(place, _)| *place == kind);
    of_kind.map(|(_, pointer)| pointer).collect()
}

#[derive(Default)]
struct Found(Vec<(Place, String)>);

impl Found {
    fn push(&mut self, place: Place, pointer: String) {
        self.0.push((place, pointer));
    }

    fn operation(&mut self, at: &str, operation: &Value) {
        self.push(Place::Operation, at.to_owned());
        for (index, parameter) in operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            let at = format!("{at}/parameters/{index}");
            if let Some(schema) = parameter.get("schema") {
                self.schema(&format!("{at}/schema"), schema);
            }
            self.push(Place::Parameter, at);
        }
        if operation.get("requestBody").is_some() {
            let at = format!("{at}/requestBody");
            self.content(Place::RequestContent, &at, &operation["requestBody"]);
            self.push(Place::RequestBody, at);
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            self.response(&format!("{at}/responses/{status}"), response);
        }
        self.push(Place::Responses, format!("{at}/responses"));
    }

    fn response(&mut self, at: &str, response: &Value) {
        self.content(Place::ResponseContent, at, response);
        if response.get("headers").is_some() {
            self.push(Place::ResponseHeaders, format!("{at}/headers"));
        }
    }

    fn content(&mut self, place: Place, at: &str, holder: &Value) {
        let at = format!("{at}/content");
        let Some(content) = holder.get("content") else {
            return;
        };
        for (media, value) in content.as_object().into_iter().flatten() {
            if let Some(schema) = value.get("schema") {
                self.schema(&format!("{at}/{}/schema", escaped(media)), schema);
            }
        }
        self.push(place, at);
    }

    fn schema(&mut self, at: &str, schema: &Value) {
        self.push(Place::Use, at.to_owned());
        if schema.get("$ref").is_some() {
            return;
        }
        self.push(Place::Schema, at.to_owned());
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            self.schema(&format!("{at}/properties/{}", escaped(name)), property);
        }
        for keyword in ["items", "additionalProperties"] {
            if let Some(inner) = schema.get(keyword).filter(|inner| inner.is_object()) {
                self.schema(&format!("{at}/{keyword}"), inner);
            }
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for (index, inner) in schema[keyword].as_array().into_iter().flatten().enumerate() {
                self.schema(&format!("{at}/{keyword}/{index}"), inner);
            }
        }
    }
}

/// The members of an object in the document, each with its pointer.
fn entries<'d>(document: &'d Value, at: &str) -> Vec<(String, &'d Value)> {
    let object = document.pointer(at).and_then(Value::as_object);
    let members = object.into_iter().flatten();
    members
        .map(|(name, value)| (format!("{at}/{}", escaped(name)), value))
        .collect()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
