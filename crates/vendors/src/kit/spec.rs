//! The OpenAPI document of a dialect, as committed: what the framework derives from the handlers, with the
//! framework's own slips mended.

use serde_json::{Value, json};

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
        // Indexing would put a null where there is no such member.
        let alternatives = operation.get_mut("security").and_then(Value::as_array_mut);
        for alternative in alternatives.into_iter().flatten() {
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
    serde_json::to_string_pretty(&spec).expect("a value can be written") + "\n"
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
    use super::allowed;

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
