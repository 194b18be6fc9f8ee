//! The OpenAPI document, mended where the framework cannot say what the operations do.

use serde_json::{Value, json};

use super::wire::BadRequest;

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// Mends the document.
pub(super) fn mend(spec: &mut Value) {
    for operation in crate::kit::spec::operations(spec) {
        let creates_many = operation["operationId"] == "User_BulkCreate";
        let has_body = operation.get("requestBody").is_some();
        let Some(responses) = operation["responses"].as_object_mut() else {
            continue;
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
    if let Some(schemas) = spec["components"]["schemas"].as_object_mut() {
        schemas.shift_remove(BadRequest::SCHEMA);
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
