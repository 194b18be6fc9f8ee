//! Edits of schemas, and edits that change nothing but the writing.

use rand::{rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use super::{Edit, key, places::Place, push, remove, set, take};

const fn edit(name: &'static str, apply: fn(&mut Value, &mut StdRng) -> bool) -> Edit {
    Edit {
        name,
        at: Place::Schema,
        apply,
    }
}

pub(super) const EDITS: &[Edit] = &[
    edit("type changed", |node, _| match node["type"].as_str() {
        Some("string") => set(node, "type", json!("boolean")),
        Some("boolean") => set(node, "type", json!("string")),
        _ => false,
    }),
    edit("integer widened to number", |node, _| {
        node["type"] == "integer" && node["format"].is_null() && set(node, "type", json!("number"))
    }),
    edit("became nullable", |node, _| {
        node["type"].is_string() && node["nullable"] != true && set(node, "nullable", json!(true))
    }),
    edit("nullable dropped", |node, random| {
        node["nullable"] == true && remove(node, random, |key, _| key == "nullable")
    }),
    edit(
        "format of a number changed",
        |node, _| match node["format"].as_str() {
            Some("int64") => set(node, "format", json!("int32")),
            Some("int32") => set(node, "format", json!("int64")),
            _ => false,
        },
    ),
    edit("format of text changed", |node, _| {
        node["type"] == "string"
            && node["format"].is_string()
            && set(node, "format", json!("hostname"))
    }),
    edit("enum value removed", |node, random| {
        let enumeration = node["enum"].as_array().map_or(0, Vec::len);
        enumeration > 1 && take(&mut node["enum"], random, |_| true)
    }),
    edit("enum value added", |node, _| {
        push(&mut node["enum"], json!("fresh"))
    }),
    edit("became an enum", |node, _| {
        node["type"] == "string"
            && node["enum"].is_null()
            && set(node, "enum", json!(["one", "other"]))
    }),
    edit("enum dropped", |node, random| {
        remove(node, random, |key, _| key == "enum")
    }),
    edit("property removed", |node, random| {
        let gone = key(&node["properties"], random, |_, _| true);
        gone.is_some_and(|name| {
            drop_required(node, &name);
            remove(&mut node["properties"], random, |key, _| key == name)
        })
    }),
    edit("optional property added", |node, _| {
        node["properties"].is_object()
            && set(&mut node["properties"], "fresh", json!({"type": "string"}))
    }),
    edit("required property added", |node, _| {
        node["properties"].is_object()
            && set(&mut node["properties"], "fresh", json!({"type": "string"}))
            && require(node, "fresh")
    }),
    edit("property became required", |node, random| {
        let required = node["required"].as_array().cloned().unwrap_or_default();
        let name = key(&node["properties"], random, |key, _| {
            !required.contains(&json!(key))
        });
        name.is_some_and(|name| require(node, &name))
    }),
    edit("property became optional", |node, random| {
        let required = node["required"].as_array().cloned().unwrap_or_default();
        let name = required.choose(random).and_then(Value::as_str);
        name.is_some_and(|name| drop_required(node, name))
    }),
    edit("minLength added", |node, _| {
        node["type"] == "string" && node["minLength"].is_null() && set(node, "minLength", json!(2))
    }),
    edit("minLength dropped", |node, random| {
        remove(node, random, |key, _| key == "minLength")
    }),
    edit("maximum added", |node, _| {
        node["type"] == "integer" && node["maximum"].is_null() && set(node, "maximum", json!(1000))
    }),
    edit("maxItems added", |node, _| {
        node["type"] == "array" && node["maxItems"].is_null() && set(node, "maxItems", json!(5))
    }),
    edit("maxItems raised", |node, _| {
        let limit = node["maxItems"].as_u64();
        limit.is_some_and(|limit| set(node, "maxItems", json!(limit + 1)))
    }),
    edit("uniqueItems added", |node, _| {
        node["type"] == "array" && set(node, "uniqueItems", json!(true))
    }),
    edit("pattern added", |node, _| {
        node["type"] == "string"
            && node["pattern"].is_null()
            && set(node, "pattern", json!("^[a-z]+$"))
    }),
    edit("pattern changed", |node, _| {
        node["pattern"].is_string() && set(node, "pattern", json!("^[a-z]{2}$"))
    }),
    edit("additional properties closed", |node, _| {
        node["properties"].is_object() && set(node, "additionalProperties", json!(false))
    }),
    edit("additional properties opened", |node, random| {
        remove(node, random, |key, value| {
            key == "additionalProperties" && value == false
        })
    }),
    edit("additional properties typed", |node, _| {
        node["properties"].is_object()
            && set(node, "additionalProperties", json!({"type": "integer"}))
    }),
    edit("property became readOnly", |node, random| {
        mark(node, random, "readOnly")
    }),
    edit("property became writeOnly", |node, random| {
        mark(node, random, "writeOnly")
    }),
    edit("default changed", |node, _| {
        node["type"] == "string" && set(node, "default", json!("fresh"))
    }),
    edit("variant removed", |node, random| {
        let variants = node["oneOf"].as_array().map_or(0, Vec::len);
        variants > 1 && take(&mut node["oneOf"], random, |_| true)
    }),
    edit("variant added", |node, _| {
        push(
            &mut node["oneOf"],
            json!({"type": "object", "required": ["fresh"], "properties": {"fresh": {"type": "array", "items": {}}}}),
        )
    }),
    edit("described anew", |node, _| {
        set(node, "description", json!("Other words."))
    }),
    edit("titled", |node, _| {
        set(node, "title", json!("Another title"))
    }),
    edit("example changed", |node, _| {
        node["type"] == "string" && set(node, "example", json!("fresh"))
    }),
    edit("members in another order", |node, _| {
        let Some(map) = node["properties"].as_object_mut() else {
            return false;
        };
        let reversed: Vec<_> = std::mem::take(map).into_iter().rev().collect();
        map.extend(reversed);
        true
    }),
    Edit {
        name: "wrapped in allOf",
        at: Place::Use,
        apply: wrap,
    },
    Edit {
        name: "reference written out",
        at: Place::Document,
        apply: inline,
    },
    Edit {
        name: "component renamed",
        at: Place::Document,
        apply: rename,
    },
];

fn mark(node: &mut Value, random: &mut StdRng, mark: &str) -> bool {
    let name = key(&node["properties"], random, |_, property| {
        property.get("$ref").is_none()
    });
    name.is_some_and(|name| set(&mut node["properties"][name.as_str()], mark, json!(true)))
}

fn require(node: &mut Value, name: &str) -> bool {
    if node.get("required").is_none() {
        set(node, "required", json!([]));
    }
    push(&mut node["required"], json!(name))
}

fn drop_required(node: &mut Value, name: &str) -> bool {
    let Some(required) = node["required"].as_array_mut() else {
        return false;
    };
    let before = required.len();
    required.retain(|other| other != name);
    let changed = required.len() < before;
    // OpenAPI 3.0 wants at least one name in the list.
    if changed && required.is_empty() {
        node.as_object_mut()
            .and_then(|map| map.shift_remove("required"));
    }
    changed
}

fn wrap(node: &mut Value, _: &mut StdRng) -> bool {
    let inner = node.take();
    *node = json!({"allOf": [inner]});
    true
}

/// Replaces one reference to a component by what it says.
fn inline(document: &mut Value, random: &mut StdRng) -> bool {
    let whole = document.clone();
    let mut references = super::places::all(&whole, Place::Use);
    references.retain(|pointer| {
        whole
            .pointer(pointer)
            .is_some_and(|node| node.get("$ref").is_some())
    });
    let Some(pointer) = references.choose(random) else {
        return false;
    };
    let target = whole
        .pointer(pointer)
        .and_then(|node| node["$ref"].as_str());
    let target = target.and_then(|target| whole.pointer(target.strip_prefix('#')?));
    match (document.pointer_mut(pointer), target) {
        (Some(node), Some(target)) => {
            *node = target.clone();
            true
        }
        _ => false,
    }
}

fn rename(document: &mut Value, random: &mut StdRng) -> bool {
    let schemas = &document["components"]["schemas"];
    let Some(name) = key(schemas, random, |name, _| !name.contains('"')) else {
        return false;
    };
    let text = document.to_string();
    // As a key and at the end of references; a property of the same name would be renamed as well, which the
    // check for `"name":` elsewhere excludes.
    if text.matches(&format!("\"{name}\":")).count() != 1 {
        return false;
    }
    let text = text.replace(&format!("\"{name}\":"), "\"RenamedComponent\":");
    let text = text.replace(&format!("/schemas/{name}\""), "/schemas/RenamedComponent\"");
    serde_json::from_str(&text).is_ok_and(|renamed| {
        *document = renamed;
        true
    })
}
