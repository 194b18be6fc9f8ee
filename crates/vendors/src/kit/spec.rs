//! The OpenAPI document of a dialect, as committed: what the framework derives from the handlers, with the
//! framework's own slips mended.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

/// Renders the document, ending in a newline; byte-identical from run to run.
///
/// `mend` sees it last, for what only the vendor knows.
///
/// # Panics
///
/// Panics if the framework's document is not JSON.
pub fn render(document: &str, mend: fn(&mut Value)) -> String {
    let mut spec: Value = serde_json::from_str(document).expect("the framework writes JSON");
    // The framework writes the constant 3.0.0; the document is valid by the newest patch of that version.
    spec["openapi"] = json!("3.0.3");
    // First and only: "Try it out" goes to whoever serves the document.
    spec["servers"] = json!([{"url": "/", "description": "The server this document comes from"}]);
    let scoped: Vec<String> = spec["components"]["securitySchemes"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, scheme)| scheme["type"] == "oauth2")
        .map(|(name, _)| name.clone())
        .collect();
    for operation in operations(&mut spec) {
        let operation = operation
            .as_object_mut()
            .expect("an operation is an object");
        // Without it, a reader has to know whether the whole document has a default.
        let security = operation.entry("security").or_insert_with(|| json!([]));
        for alternative in security.as_array_mut().into_iter().flatten() {
            for (name, scopes) in alternative.as_object_mut().into_iter().flatten() {
                if !scoped.contains(name) {
                    *scopes = json!([]);
                }
            }
        }
        for response in operation["responses"]
            .as_object_mut()
            .into_iter()
            .flat_map(|all| all.values_mut())
        {
            if let Some(headers) = response["headers"].as_object_mut() {
                *headers = std::mem::take(headers)
                    .into_iter()
                    .map(|(name, header)| (title(&name), header))
                    .collect();
            } else if let Some(response) = response.as_object_mut() {
                response.remove("headers");
            }
        }
    }
    mend(&mut spec);
    let schemas = spec["components"]["schemas"].as_object_mut();
    for schema in schemas.into_iter().flat_map(|schemas| schemas.values_mut()) {
        // The framework prints what an example leaves out as null, whatever the type.
        if let Some(example) = schema.get_mut("example").and_then(Value::as_object_mut) {
            example.retain(|_, member| !member.is_null());
        }
    }
    let named = named(&spec);
    type_what_is_nullable(&mut spec, &named);
    serde_json::to_string_pretty(&spec).expect("a value can be written") + "\n"
}

/// The named schemas, by the reference that leads to each.
fn named(spec: &Value) -> HashMap<String, Value> {
    let schemas = spec["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten();
    schemas
        .map(|(name, schema)| (format!("#/components/schemas/{name}"), schema.clone()))
        .collect()
}

/// OpenAPI 3.0.3 gives `nullable` a meaning only beside a `type`, which the framework leaves out beside a
/// reference.
fn type_what_is_nullable(value: &mut Value, named: &HashMap<String, Value>) {
    match value {
        Value::Array(entries) => entries
            .iter_mut()
            .for_each(|entry| type_what_is_nullable(entry, named)),
        Value::Object(members) => {
            if members.get("nullable") == Some(&Value::Bool(true)) && !members.contains_key("type")
            {
                give_type(members, named);
            }
            members
                .values_mut()
                .for_each(|member| type_what_is_nullable(member, named));
        }
        _ => {}
    }
}

/// Gives a nullable schema the type of what it refers to.
fn give_type(members: &mut Map<String, Value>, named: &HashMap<String, Value>) {
    let parts = members.get_mut("allOf").and_then(Value::as_array_mut);
    let mut referred = None;
    for part in parts.into_iter().flatten().filter_map(Value::as_object_mut) {
        part.remove("nullable");
        let reference = part.get("$ref").and_then(Value::as_str);
        referred = referred.or_else(|| reference.and_then(|reference| named.get(reference)));
    }
    let alternatives = referred.and_then(|schema| schema.get("oneOf")?.as_array());
    if let Some(alternatives) = alternatives {
        // A choice has no type of its own: null is then one more value of one alternative.
        let mut alternatives = alternatives.clone();
        if let Some(one) = alternatives.iter_mut().find(|one| one["type"].is_string()) {
            one["nullable"] = json!(true);
        }
        members.remove("nullable");
        members.remove("allOf");
        members.insert("oneOf".to_owned(), alternatives.into());
    } else {
        let known = referred.and_then(|schema| schema.get("type")).cloned();
        members.insert("type".to_owned(), known.unwrap_or_else(|| json!("object")));
    }
}

/// Every operation of a document.
pub fn operations(spec: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = spec["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(|paths| paths.values_mut());
    paths.flat_map(|item| {
        item.as_object_mut()
            .into_iter()
            .flat_map(|item| item.values_mut())
    })
}

/// Header names come upper-cased from the framework: `RETRY-AFTER` becomes `Retry-After`.
fn title(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_string() + &letters.as_str().to_ascii_lowercase())
            .unwrap_or_default()
    });
    words.collect::<Vec<_>>().join("-")
}

/// Each `(path template, METHOD)` of a document.
pub fn methods(document: &str) -> Vec<(String, String)> {
    let spec: Value = serde_json::from_str(document).unwrap_or_default();
    let paths = spec["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flat_map(|item| item.keys());
            methods.map(move |method| (path.clone(), method.to_ascii_uppercase()))
        })
        .collect()
}

/// The methods of the template that a path is routed to: of several that fit, the one with the fewest
/// parameters, as `/users/batch` is not the user whose id is `batch`.
pub fn allowed<'m>(methods: &'m [(String, String)], path: &str) -> Vec<&'m str> {
    let fitting = || {
        methods
            .iter()
            .filter(|(template, _)| matches(template, path))
    };
    let parameters = |template: &str| template.matches('{').count();
    let fewest = fitting().map(|(template, _)| parameters(template)).min();
    let mut allowed: Vec<&str> = fitting()
        .filter(|(template, _)| Some(parameters(template)) == fewest)
        .map(|(_, method)| method.as_str())
        .collect();
    allowed.sort_unstable();
    allowed
}

/// Whether a path fits a template such as `/users/{id}`.
pub fn matches(template: &str, path: &str) -> bool {
    let (mut expected, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (expected.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(segment)) if wanted == segment || wanted.starts_with('{') => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{allowed, named, type_what_is_nullable};

    #[rstest::rstest]
    #[case::word("Word", json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/Word"}], "type": "string"}))]
    #[case::choice("Choice", json!({"oneOf": [{"type": "string", "nullable": true}, {"type": "integer"}]}))]
    fn what_is_nullable_says_so_where_it_counts(#[case] name: &str, #[case] expected: Value) {
        let choice = [json!({"type": "string"}), json!({"type": "integer"})];
        let schemas = json!({"Word": {"type": "string"}, "Choice": {"oneOf": choice}});
        let named = named(&json!({"components": {"schemas": schemas}}));
        let reference = format!("#/components/schemas/{name}");
        let mut schema =
            json!({"nullable": true, "allOf": [{"$ref": reference, "nullable": true}]});
        type_what_is_nullable(&mut schema, &named);
        assert_eq!(schema, expected);
    }

    #[rstest::rstest]
    #[case::literal("/users/batch", &["DELETE"])]
    #[case::parameter("/users/7", &["DELETE", "GET"])]
    #[case::neither("/users", &[])]
    fn a_literal_path_has_the_methods_of_its_own(#[case] path: &str, #[case] expected: &[&str]) {
        let methods = [("{id}", "GET"), ("{id}", "DELETE"), ("batch", "DELETE")]
            .map(|(last, method)| (format!("/users/{last}"), method.to_owned()));
        assert_eq!(allowed(&methods, path), expected);
    }
}
