//! What the operations have in common and the framework cannot say: headers that every one of them reads.

use serde_json::{Value, json};

use crate::kit::spec;

/// Adds the headers to every operation.
pub(super) fn mend(document: &mut Value) {
    let language = json!({
        "name": "x-genauth-lang",
        "in": "header",
        "description": "The language of `message`: `zh-CN`, or English for anything else. \
            `x-authing-lang` means the same.",
        "required": false,
        "schema": {"type": "string"},
    });
    let pool = json!({
        "name": "x-genauth-userpool-id",
        "in": "header",
        "description": "The user pool, which must be the credential's; it can be left out unless the pool \
            insists on it. `x-authing-userpool-id` means the same.",
        "required": false,
        "schema": {"type": "string"},
    });
    for operation in spec::operations(document) {
        let needs_credential = operation["security"].is_array();
        let Some(members) = operation.as_object_mut() else {
            continue;
        };
        let parameters = members.entry("parameters").or_insert_with(|| json!([]));
        if let Some(parameters) = parameters.as_array_mut() {
            parameters.extend(needs_credential.then(|| pool.clone()));
            parameters.push(language.clone());
        }
    }
}
