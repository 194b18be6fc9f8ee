//! The OpenAPI document, mended where the framework cannot say what the operations do.

use serde_json::{Value, json};

use super::{
    auth::{APPLICATION, BEARER},
    scope::{Access, Read, Write},
    wire::BadRequest,
};

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// Mends the document.
pub(super) fn mend(spec: &mut Value) {
    let items = spec["paths"].as_object_mut().into_iter().flatten();
    for (_, item) in items {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            mend_responses(operation);
            let scopes = if method == "get" {
                Read::SCOPES
            } else {
                Write::SCOPES
            };
            // An operation that wants no credential has an empty list.
            let security = operation.get_mut("security");
            if let Some(security) = security.filter(|list| **list != json!([])) {
                *security = alternatives(scopes);
            }
        }
    }
    if let Some(schemas) = spec["components"]["schemas"].as_object_mut() {
        schemas.shift_remove(BadRequest::SCHEMA);
    }
}

/// Either scope is enough, which only separate alternatives say.
fn alternatives([umbrella, half]: [&str; 2]) -> Value {
    json!([{BEARER: []}, {APPLICATION: [umbrella]}, {APPLICATION: [half]}])
}

fn mend_responses(operation: &mut Value) {
    let creates_many = operation["operationId"] == "User_BulkCreate";
    let has_body = operation.get("requestBody").is_some();
    let Some(responses) = operation["responses"].as_object_mut() else {
        return;
    };
    // Only bodies can be too large or of another media type.
    if !has_body {
        responses.shift_remove("413");
        responses.shift_remove("415");
    }
    if let Some(response) = responses.get_mut("400") {
        separate(response, creates_many);
    }
}

/// A bad request has two media types, which tell its two kinds apart.
fn separate(response: &mut Value, creates_many: bool) {
    let schema = |name: &str| json!({"schema": {"$ref": format!("#/components/schemas/{name}")}});
    let merged = schema(BadRequest::SCHEMA);
    if response["content"][JSON] != merged {
        return;
    }
    let refused = if creates_many {
        "BulkCreateResult"
    } else {
        "IdentityResult"
    };
    response["content"] = json!({PROBLEM: schema("ProblemDetails"), JSON: schema(refused)});
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{paths, spec};

    fn document() -> Value {
        serde_json::from_str(&spec()).expect("JSON")
    }

    #[test]
    fn every_path_is_known_to_the_router_in_any_case() {
        let document = document();
        for path in document["paths"].as_object().expect("paths").keys() {
            let (literal, last) = path.rsplit_once('/').expect("a path");
            // An identifier keeps its case.
            let last = last.trim_matches(['{', '}']);
            let shouted = format!("{}/{last}", literal.to_uppercase());
            assert_eq!(paths::rewrite(&shouted), Some(format!("{literal}/{last}")));
        }
    }

    #[test]
    fn a_bad_request_is_one_of_two_kinds() {
        let document = document();
        let deletion = &document["paths"]["/identity/api/User"]["delete"];
        let content = &deletion["responses"]["400"]["content"];
        assert_eq!(
            content,
            &json!({
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}},
                "application/json": {"schema": {"$ref": "#/components/schemas/IdentityResult"}},
            })
        );
        assert!(!document.to_string().contains("BadRequest"));
    }

    #[test]
    fn either_scope_is_enough() {
        let document = document();
        let deletion = &document["paths"]["/identity/api/User"]["delete"];
        assert_eq!(
            deletion["security"],
            json!([{"bearerAuth": []}, {"oauth2": ["PM.User"]}, {"oauth2": ["PM.User.Write"]}])
        );
        let token = &document["paths"]["/identity/connect/token"]["post"];
        assert_eq!(token["security"], json!([]));
    }
}
