//! A large document such as a vendor of a whole platform publishes, made up.

use serde_json::{Map, Value, json};

/// Kinds of things the made-up service keeps; each has two paths and four operations.
const KINDS: usize = 220;

/// The kinds that refer to no other in a flat web.
const LEAVES: usize = 20;

/// Properties of each kind.
const PROPERTIES: usize = 18;

/// How its schemas refer to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Web {
    /// To a few that refer to no other.
    Flat,
    /// To one another, in circles, as those of vendors do.
    Circles,
}

/// The document.
pub(super) fn document(web: Web) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for kind in 0..KINDS {
        paths.insert(format!("/api/v1/kind{kind}"), collection(kind));
        paths.insert(format!("/api/v1/kind{kind}/{{id}}"), member(kind));
        schemas.insert(format!("Kind{kind}"), schema(kind, web));
        schemas.insert(format!("Kind{kind}List"), list(kind));
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "A platform", "version": "1.0.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn collection(kind: usize) -> Value {
    let page = |name: &str| json!({"name": name, "in": "query", "description": text(kind), "schema": {"type": "integer", "minimum": 1}});
    json!({
        "get": {
            "operationId": format!("list{kind}"),
            "summary": text(kind),
            "parameters": [page("page"), page("per_page"), {
                "name": "sort", "in": "query", "schema": {"type": "string", "enum": ["created", "updated", "name"]},
            }],
            "responses": answers(&format!("Kind{kind}List")),
        },
        "post": {
            "operationId": format!("create{kind}"),
            "summary": text(kind),
            "requestBody": {"required": true, "content": media(&format!("Kind{kind}"))},
            "responses": answers(&format!("Kind{kind}")),
        },
    })
}

fn member(kind: usize) -> Value {
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}});
    json!({
        "parameters": [id],
        "get": {
            "operationId": format!("show{kind}"), "summary": text(kind), "responses": answers(&format!("Kind{kind}")),
        },
        "delete": {
            "operationId": format!("delete{kind}"), "summary": text(kind),
            "responses": {"204": {"description": "Gone."}, "404": {"description": "There is none."}},
        },
    })
}

fn answers(schema: &str) -> Value {
    json!({
        "200": {"description": "What was asked for.", "content": media(schema)},
        "401": {"description": "Who asks is not known."},
        "429": {"description": "Too many requests.", "headers": {"Retry-After": {"schema": {"type": "integer"}}}},
    })
}

fn media(schema: &str) -> Value {
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
}

fn list(kind: usize) -> Value {
    json!({
        "type": "object",
        "required": ["items"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": format!("#/components/schemas/Kind{kind}")}},
            "count": {"type": "integer"},
            "next": {"type": "string", "nullable": true},
        },
    })
}

/// An object with properties of every type, references among them.
fn schema(kind: usize, web: Web) -> Value {
    let properties: Map<String, Value> = (0..PROPERTIES)
        .map(|number| {
            let property = match number % 6 {
                0 => json!({"type": "string", "maxLength": 100 + number, "description": text(kind + number)}),
                1 => json!({"type": "integer", "format": "int64", "minimum": 0, "description": text(kind + number)}),
                2 => json!({"type": "array", "maxItems": 50, "items": {"type": "string", "pattern": "^[a-z]+$"}}),
                3 => json!({"type": "string", "enum": ["one", "two", "three"], "nullable": true}),
                4 if web == Web::Circles => json!({"$ref": format!("#/components/schemas/Kind{}", (kind + number) % KINDS)}),
                4 if kind >= LEAVES => json!({"$ref": format!("#/components/schemas/Kind{}", (kind + number) % LEAVES)}),
                4 => json!({"type": "number", "description": text(kind + number)}),
                _ => json!({"type": "object", "properties": {"inner": {"type": "boolean"}, "note": {"type": "string"}}}),
            };
            (format!("property{number}"), property)
        })
        .collect();
    json!({"type": "object", "required": ["property0", "property1"], "properties": properties})
}

/// Prose takes half of such documents.
fn text(number: usize) -> String {
    format!(
        "What a reader wants to know about number {number}, which here is that nothing is said about it at some length."
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_as_large_as_those_of_large_vendors() {
        let document = super::document(super::Web::Flat);
        assert!(
            document["paths"]
                .as_object()
                .is_some_and(|paths| paths.len() >= 400)
        );
        assert!(
            format!("{document:#}").len() >= 1_500_000,
            "{}",
            format!("{document:#}").len()
        );
    }
}
