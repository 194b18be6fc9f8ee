//! What Zendesk calls its operations, and which keys each of them looks at; both come from the document.

use std::{collections::BTreeSet, sync::LazyLock};

use poem::http::Method;
use serde_json::Value;

use crate::kit::spec;

/// Keys told of at most, so that a header stays a header.
const TOLD: usize = 20;

/// An operation, as refusals and warnings speak of it.
#[derive(Debug)]
pub(super) struct Operation {
    method: String,
    template: String,
    controller: String,
    action: String,
    query: BTreeSet<String>,
    /// The schema of the body; null where the operation takes none.
    body: Value,
}

struct Known {
    document: Value,
    operations: Vec<Operation>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(&super::spec()).unwrap_or_default();
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths
        .flat_map(|(template, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(|(method, operation)| Operation::of(template, method, operation))
        })
        .collect();
    Known {
        document,
        operations,
    }
});

/// The operation that a request is routed to.
pub(super) fn find(method: &Method, path: &str) -> Option<&'static Operation> {
    let fitting = KNOWN
        .operations
        .iter()
        .filter(|known| known.method == method.as_str() && spec::matches(&known.template, path));
    // `/users/me` is not the user whose id is `me`.
    fitting.min_by_key(|known| known.template.matches('{').count())
}

impl Operation {
    fn of(template: &str, method: &str, operation: &Value) -> Self {
        let segments: Vec<&str> = template.trim_start_matches("/api/v2/").split('/').collect();
        let action = match (method, segments.get(1)) {
            ("post", None) => "create",
            (_, None) => "index",
            ("get", Some(last)) if last.starts_with('{') => "show",
            ("put", Some(last)) if last.starts_with('{') => "update",
            (_, Some(last)) if last.starts_with('{') => "destroy",
            (_, Some(last)) => last,
        };
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let query = parameters
            .filter(|parameter| parameter["in"] == "query")
            .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned));
        Self {
            method: method.to_ascii_uppercase(),
            template: template.to_owned(),
            controller: segments[0].to_owned(),
            action: action.to_owned(),
            query: query.collect(),
            body: operation["requestBody"]["content"]["application/json"]["schema"].clone(),
        }
    }

    /// What refusals call it, such as `api/v2/users/show`.
    pub(super) fn place(&self) -> String {
        format!("api/v2/{}/{}", self.controller, self.action)
    }

    /// Recorded: keys that mean nothing to the operation are not looked at, and named in a header.
    pub(super) fn warning(
        &self,
        query: &[(String, String)],
        body: Option<&Value>,
    ) -> Option<String> {
        let sent = query.iter().map(|(name, _)| name);
        let mut keys: Vec<String> = sent
            .filter(|name| !self.query.contains(*name))
            .cloned()
            .collect();
        if let Some(body) = body {
            unknown(&self.body, body, &mut keys);
        }
        let told: Vec<String> = keys
            .iter()
            .take(TOLD)
            .map(|key| format!("{key:?}"))
            .collect();
        let printable = |text: &String| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        (!told.is_empty() && told.iter().all(printable)).then(|| {
            format!(
                "{{:allowed_parameters=>{{:controller=>{:?}, :action=>{:?}, :unpermitted_keys=>[{}], \
                 :invalid_values=>[]}}}}",
                self.controller,
                self.action,
                told.join(", ")
            )
        })
    }
}

/// Collects the members of a body that its schema does not have.
fn unknown(schema: &Value, body: &Value, keys: &mut Vec<String>) {
    // A reference with a description of its own is wrapped.
    let schema = schema["allOf"].get(0).unwrap_or(schema);
    let referred = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'));
    let schema = referred
        .and_then(|pointer| KNOWN.document.pointer(pointer))
        .unwrap_or(schema);
    match body {
        Value::Array(entries) => {
            for entry in entries {
                unknown(&schema["items"], entry, keys);
            }
        }
        // Free-form objects are not looked into.
        Value::Object(_) if !schema["additionalProperties"].is_null() => {}
        Value::Object(members) => {
            for (name, value) in members {
                match schema["properties"].get(name) {
                    Some(schema) => unknown(schema, value, keys),
                    None if !keys.contains(name) => keys.push(name.clone()),
                    None => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use poem::http::Method;
    use serde_json::{Value, json};

    use super::find;

    #[rstest::rstest]
    #[case::documented(
        Method::DELETE,
        "/api/v2/users/destroy_many",
        "api/v2/users/destroy_many"
    )]
    #[case::list(Method::GET, "/api/v2/users", "api/v2/users/index")]
    #[case::creation(Method::POST, "/api/v2/users", "api/v2/users/create")]
    #[case::one(Method::GET, "/api/v2/users/7", "api/v2/users/show")]
    #[case::no_id(Method::GET, "/api/v2/deleted_users/x", "api/v2/deleted_users/show")]
    #[case::word(Method::GET, "/api/v2/users/show_many", "api/v2/users/show_many")]
    fn operations_are_called_by_what_they_do(
        #[case] method: Method,
        #[case] path: &str,
        #[case] place: &str,
    ) {
        assert_eq!(find(&method, path).expect("known").place(), place);
    }

    #[rstest::rstest]
    #[case::nothing(Value::Null, "", None)]
    #[case::permitted(json!({"user": {"name": "a", "user_fields": {"x": 1}}}), "", None)]
    #[case::beside_the_user(json!({"user": {}, "x": 1}), "", Some(r#"["x"]"#))]
    #[case::within_the_user(json!({"user": {"y": {}}}), "", Some(r#"["y"]"#))]
    #[case::in_the_query(json!({"user": {"z": 1}}), "a", Some(r#"["a", "z"]"#))]
    #[case::not_printable(json!({"ü": {}}), "", None)]
    #[case::quoted(json!({"\"\r\n": {}}), "", Some(r#"["\"\r\n"]"#))]
    fn what_is_not_looked_at_is_named(
        #[case] body: Value,
        #[case] query: &str,
        #[case] keys: Option<&str>,
    ) {
        let query: Vec<_> = query
            .chars()
            .map(|key| (key.to_string(), String::new()))
            .collect();
        let create = find(&Method::POST, "/api/v2/users").expect("known");
        let told = create.warning(&query, Some(&body));
        let expected = keys.map(|keys| {
            format!(
                r#"{{:allowed_parameters=>{{:controller=>"users", :action=>"create", :unpermitted_keys=>{keys}, :invalid_values=>[]}}}}"#
            )
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn a_warning_stays_short() {
        let body: Value = (0..1000)
            .map(|n| (format!("key{n}"), Value::Null))
            .collect();
        let told = find(&Method::DELETE, "/api/v2/users/destroy_many")
            .expect("known")
            .warning(&[], Some(&body));
        assert!(told.expect("a warning").len() < 500);
    }
}
