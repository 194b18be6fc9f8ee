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
        let alternatives = operation["security"].as_array();
        let needs_credential = alternatives.is_some_and(|all| !Vec::is_empty(all));
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn the_pool_is_named_where_a_credential_is_needed() {
        let document: Value = serde_json::from_str(&super::super::spec()).expect("JSON");
        let headers = |path: &str| {
            let parameters = document["paths"][path]["post"]["parameters"].as_array();
            let names = parameters
                .into_iter()
                .flatten()
                .map(|it| it["name"].clone());
            names.collect::<Vec<Value>>()
        };
        let both = ["x-genauth-userpool-id", "x-genauth-lang"];
        assert_eq!(headers("/api/v3/delete-users-batch"), both);
        assert_eq!(headers("/api/v3/get-management-token"), ["x-genauth-lang"]);
    }
}
