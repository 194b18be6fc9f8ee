//! Whether a document is one that can be compared.

use serde_json::{Map, Value};

use super::{follow, resolve};

/// The value at fault, and what is wrong with it.
type Refusal<'d> = (&'d Value, String);

/// What cannot be compared at all is an error; what is left are faults that a comparison can go round.
pub(super) fn check(root: &Value) -> Result<Vec<Refusal<'_>>, Refusal<'_>> {
    version(root)?;
    shape(root)?;
    let mut faults = Vec::new();
    references(root, root, false, &mut faults);
    path_parameters(root, &mut faults);
    Ok(faults)
}

fn version(root: &Value) -> Result<(), Refusal<'_>> {
    if !root.is_object() {
        return Err((root, "an OpenAPI document is an object".to_owned()));
    }
    if let Some(version) = root.get("swagger") {
        let reason = "Swagger 2.0 is not compared; convert it to OpenAPI 3 first";
        return Err((version, reason.to_owned()));
    }
    let Some(version) = root.get("openapi") else {
        return Err((
            root,
            "`openapi` is missing: this is no OpenAPI document".to_owned(),
        ));
    };
    // YAML reads an unquoted 3.0 as a number.
    let text = version
        .as_str()
        .map_or_else(|| version.to_string(), ToOwned::to_owned);
    let mut numbers = text.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0" | "1")) => Ok(()),
        _ => Err((
            version,
            format!("OpenAPI {text} is not compared; 3.0 and 3.1 are"),
        )),
    }
}

/// What has another type than the comparison relies on would be passed over in silence.
fn shape(root: &Value) -> Result<(), Refusal<'_>> {
    for key in ["paths", "webhooks", "components", "info"] {
        object(root, key)?;
    }
    for key in ["paths", "webhooks"] {
        for (name, item) in members(root.get(key)) {
            if !item.is_object() && !name.starts_with("x-") {
                return Err((item, format!("`{name}` is not an object")));
            }
            for (method, operation) in members(Some(item)) {
                if METHODS.contains(&method.as_str()) {
                    check_operation(operation, method)?;
                }
            }
            list(item, "parameters")?;
        }
    }
    for (section, parts) in members(root.get("components")) {
        if !parts.is_object() && !section.starts_with("x-") {
            return Err((parts, format!("`components.{section}` is not an object")));
        }
    }
    Ok(())
}

fn check_operation<'d>(operation: &'d Value, method: &str) -> Result<(), Refusal<'d>> {
    if !operation.is_object() {
        return Err((operation, format!("`{method}` is not an object")));
    }
    list(operation, "parameters")?;
    list(operation, "security")?;
    object(operation, "responses")?;
    object(operation, "requestBody")?;
    for parameter in operation
        .get("parameters")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let text = |key: &str| parameter.get(key).is_some_and(Value::is_string);
        if !(text("$ref") || text("name") && text("in")) {
            return Err((parameter, "a parameter without `name` and `in`".to_owned()));
        }
    }
    for (status, response) in members(operation.get("responses")) {
        if !response.is_object() && !status.starts_with("x-") {
            return Err((
                response,
                format!("the response `{status}` is not an object"),
            ));
        }
    }
    Ok(())
}

fn object<'d>(parent: &'d Value, key: &str) -> Result<(), Refusal<'d>> {
    match parent.get(key) {
        Some(value) if !value.is_object() => Err((value, format!("`{key}` is not an object"))),
        _ => Ok(()),
    }
}

fn list<'d>(parent: &'d Value, key: &str) -> Result<(), Refusal<'d>> {
    match parent.get(key) {
        Some(value) if !value.is_array() => Err((value, format!("`{key}` is not a list"))),
        _ => Ok(()),
    }
}

/// Every `$ref` outside of examples and other plain data leads somewhere. In a map from names to schemas a member
/// called `$ref` or `example` is a name like any other.
fn references<'d>(root: &'d Value, value: &'d Value, names: bool, faults: &mut Vec<Refusal<'d>>) {
    match value {
        Value::Object(map) => {
            for (key, member) in map {
                match (key.as_str(), member) {
                    _ if names => references(root, member, false, faults),
                    ("$ref", Value::String(text)) => {
                        if resolve(root, text).is_none() || follow(root, value).is_none() {
                            faults.push((member, nowhere(text)));
                        }
                    }
                    ("example" | "examples" | "default" | "enum" | "const", _) => {}
                    (key, _) if key.starts_with("x-") => {}
                    (key, _) => {
                        let names = matches!(key, "properties" | "patternProperties" | "$defs");
                        references(root, member, names, faults);
                    }
                }
            }
        }
        Value::Array(list) => {
            for element in list {
                references(root, element, false, faults);
            }
        }
        _ => {}
    }
}

fn nowhere(reference: &str) -> String {
    let hint = if reference.starts_with('#') {
        "leads nowhere"
    } else {
        "leads out of the document; bundle it first"
    };
    format!("the reference `{reference}` {hint}")
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Every name in a path template is declared as a parameter.
fn path_parameters<'d>(root: &'d Value, faults: &mut Vec<Refusal<'d>>) {
    for (path, item) in members(root.get("paths")) {
        let Some(item) = follow(root, item) else {
            continue;
        };
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            for name in template_names(path) {
                let declared = |holder: &Value| {
                    let list = holder.get("parameters").and_then(Value::as_array);
                    list.into_iter()
                        .flatten()
                        .filter_map(|written| follow(root, written))
                        .any(|parameter| parameter["in"] == "path" && parameter["name"] == name)
                };
                if !declared(operation) && !declared(item) {
                    faults.push((
                        operation,
                        format!("the path parameter `{name}` of `{path}` is not declared"),
                    ));
                }
            }
        }
    }
}

/// The names between braces.
fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

#[cfg(test)]
mod tests {
    use crate::load::Document;

    #[rstest::rstest]
    #[case::swagger("{\n\"swagger\": \"2.0\"}", 2, "Swagger 2.0")]
    #[case::newer("{\"openapi\": \"4.0.0\"}", 1, "4.0.0")]
    #[case::nothing("{}", 1, "`openapi` is missing")]
    #[case::list("[]", 1, "is an object")]
    #[case::text("hello", 1, "is an object")]
    #[case::paths(
        "{\"openapi\": \"3.0.0\",\n\"paths\": []}",
        2,
        "`paths` is not an object"
    )]
    #[case::reference(
        "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          $ref: '#/x'\n",
        7,
        "leads nowhere"
    )]
    #[case::outside("openapi: 3.0.0\npaths:\n  /a:\n    $ref: other.yaml\n", 4, "bundle")]
    #[case::parameter("openapi: 3.0.0\npaths:\n  /a/{b}:\n    get: {}\n", 4, "`b`")]
    #[case::circle(
        "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}}}\n",
        2,
        "leads nowhere"
    )]
    fn what_cannot_be_understood_is_refused_with_its_place(
        #[case] text: &str,
        #[case] line: u32,
        #[case] part: &str,
    ) {
        let error = Document::parse("a", text).unwrap_err();
        assert!(error.reason.contains(part), "{error}");
        assert_eq!(error.line, line, "{error}");
    }

    #[test]
    fn properties_and_examples_may_be_called_ref() {
        let text = "openapi: 3.0.0\ncomponents: {schemas: {A: {example: {$ref: '#/no'}, properties: {$ref: {type: string}}}}}";
        assert!(Document::parse("a", text).is_ok());
    }

    #[test]
    fn a_document_of_others_may_have_holes() {
        let text = "{\"openapi\": \"3.0.0\", \"paths\": {\"/a/{b}\": {\"get\": {\"responses\": {\"200\": {\"$ref\": \"#/x\"}}}}}}";
        assert!(Document::parse("a", text).is_err());
        let document = Document::parse_leniently("a", text).unwrap();
        let told: Vec<String> = document
            .passed_over()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            told,
            [
                "a:1:73: the reference `#/x` leads nowhere",
                "a:1:43: the path parameter `b` of `/a/{b}` is not declared"
            ]
        );
    }
}
