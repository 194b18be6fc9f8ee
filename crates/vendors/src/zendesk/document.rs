//! What the framework cannot say in the OpenAPI document: headers that every answer carries, and an operation
//! that asks for no credential.

use serde_json::{Value, json};

use crate::kit::spec;

/// Adds to a document what only this vendor knows.
pub(super) fn mend(document: &mut Value) {
    let integer = |description: &str| json!({"description": description, "schema": {"type": "integer", "format": "int64"}});
    let text =
        |description: &str| json!({"description": description, "schema": {"type": "string"}});
    let shared = [
        ("X-Rate-Limit", integer("Requests a minute.")),
        (
            "X-Rate-Limit-Remaining",
            integer("Requests left in this minute."),
        ),
        ("Ratelimit-Limit", integer("Requests a minute.")),
        (
            "Ratelimit-Remaining",
            integer("Requests left in this minute."),
        ),
        (
            "Ratelimit-Reset",
            integer("Seconds until the next minute begins."),
        ),
        (
            "X-Zendesk-API-Warn",
            text("Which keys of the request were not looked at."),
        ),
        ("ETag", text("A weak tag of the body.")),
    ];
    for operation in spec::operations(document) {
        // Documented: whoever has no credential is told so.
        if operation["operationId"] == "ShowCurrentUser" {
            let schemes = operation["security"].as_array_mut();
            schemes.into_iter().for_each(|all| all.push(json!({})));
        }
        let answers = operation["responses"].as_object_mut().into_iter().flatten();
        // Other failures carry them too, which would only make the document longer.
        for (status, answer) in
            answers.filter(|(status, _)| status.starts_with('2') || *status == "429")
        {
            for (name, _) in shared
                .iter()
                .filter(|(name, _)| *name != "ETag" || status != "429")
            {
                answer["headers"][*name] = json!({"$ref": format!("#/components/headers/{name}")});
            }
        }
    }
    for (name, header) in shared {
        document["components"]["headers"][name] = header;
    }
}
