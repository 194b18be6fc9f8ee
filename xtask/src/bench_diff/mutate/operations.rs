//! Edits of paths, operations, parameters, bodies and responses.

use rand::rngs::StdRng;
use serde_json::{Value, json};

use super::{Edit, key, places::Place, push, remove, set, take};

/// A table row: what is done, where, how.
const fn edit(name: &'static str, at: Place, apply: fn(&mut Value, &mut StdRng) -> bool) -> Edit {
    Edit { name, at, apply }
}

pub(super) const EDITS: &[Edit] = &[
    edit("path removed", Place::Paths, |node, random| {
        remove(node, random, |_, _| true)
    }),
    edit("path added", Place::Paths, |node, random| {
        copy_as(node, random, |_| "/a/path/that/is/new".to_owned())
    }),
    edit("operation removed", Place::PathItem, |node, random| {
        remove(node, random, |key, _| key != "parameters")
    }),
    edit("operation added", Place::PathItem, |node, random| {
        copy_as(node, random, |_| "trace".to_owned())
    }),
    edit("operationId changed", Place::Operation, |node, _| {
        set(node, "operationId", json!("anotherName"))
    }),
    edit("operation deprecated", Place::Operation, |node, _| {
        set(node, "deprecated", json!(true))
    }),
    edit("tags changed", Place::Operation, |node, _| {
        set(node, "tags", json!(["another"]))
    }),
    edit("security dropped", Place::Operation, |node, _| {
        node["security"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
            && set(node, "security", json!([]))
    }),
    edit(
        "security alternative removed",
        Place::Operation,
        |node, random| {
            let alternatives = node["security"].as_array().map_or(0, Vec::len);
            alternatives > 1 && take(&mut node["security"], random, |_| true)
        },
    ),
    edit("anonymous access allowed", Place::Operation, |node, _| {
        push(&mut node["security"], json!({}))
    }),
    edit("required parameter added", Place::Operation, |node, _| {
        let parameter =
            json!({"name": "fresh", "in": "query", "required": true, "schema": {"type": "string"}});
        add_parameter(node, parameter)
    }),
    edit("optional parameter added", Place::Operation, |node, _| {
        add_parameter(
            node,
            json!({"name": "fresh", "in": "query", "schema": {"type": "string"}}),
        )
    }),
    edit("parameter removed", Place::Operation, |node, random| {
        take(&mut node["parameters"], random, |parameter| {
            parameter["in"] != "path"
        })
    }),
    edit("parameter became required", Place::Parameter, |node, _| {
        node["required"] != true && set(node, "required", json!(true))
    }),
    edit("parameter became optional", Place::Parameter, |node, _| {
        node["in"] != "path" && node["required"] == true && set(node, "required", json!(false))
    }),
    edit(
        "parameter moved to the headers",
        Place::Parameter,
        |node, _| node["in"] == "query" && set(node, "in", json!("header")),
    ),
    edit("explode of a list flipped", Place::Parameter, |node, _| {
        let explode = node["explode"] != false;
        node["schema"]["type"] == "array"
            && node["in"] == "query"
            && set(node, "explode", json!(!explode))
    }),
    edit(
        "explode of a scalar flipped",
        Place::Parameter,
        |node, _| {
            let explode = node["explode"] != false;
            node["schema"]["type"] == "string" && set(node, "explode", json!(!explode))
        },
    ),
    edit("parameter described anew", Place::Parameter, |node, _| {
        set(node, "description", json!("Other words."))
    }),
    edit("body became required", Place::RequestBody, |node, _| {
        node["required"] != true && set(node, "required", json!(true))
    }),
    edit("body became optional", Place::RequestBody, |node, _| {
        node["required"] == true && set(node, "required", json!(false))
    }),
    edit("body removed", Place::Operation, |node, random| {
        remove(node, random, |key, _| key == "requestBody")
    }),
    edit(
        "request media type replaced",
        Place::RequestContent,
        replace_media_type,
    ),
    edit(
        "request media type added",
        Place::RequestContent,
        |node, random| copy_as(node, random, |_| "application/xml".to_owned()),
    ),
    edit("request charset added", Place::RequestContent, add_charset),
    edit(
        "response media type replaced",
        Place::ResponseContent,
        replace_media_type,
    ),
    edit(
        "response media type added",
        Place::ResponseContent,
        |node, random| copy_as(node, random, |_| "application/xml".to_owned()),
    ),
    edit(
        "response charset added",
        Place::ResponseContent,
        add_charset,
    ),
    edit(
        "success response removed",
        Place::Responses,
        |node, random| remove(node, random, |key, _| key.starts_with('2')),
    ),
    edit(
        "error response removed",
        Place::Responses,
        |node, random| remove(node, random, |key, _| key.starts_with('4')),
    ),
    edit("success response added", Place::Responses, |node, _| {
        set(node, "206", json!({"description": "Some of it."}))
    }),
    edit("error response added", Place::Responses, |node, _| {
        set(node, "418", json!({"description": "A teapot."}))
    }),
    edit(
        "response header removed",
        Place::ResponseHeaders,
        |node, random| remove(node, random, |_, _| true),
    ),
    edit(
        "response header added",
        Place::ResponseHeaders,
        |node, _| set(node, "X-Fresh", json!({"schema": {"type": "string"}})),
    ),
    edit(
        "response header became optional",
        Place::ResponseHeaders,
        |node, random| {
            let key = key(node, random, |_, header| header["required"] == true);
            key.is_some_and(|key| set(&mut node[key.as_str()], "required", json!(false)))
        },
    ),
    edit("server added", Place::Document, |node, _| {
        push(
            &mut node["servers"],
            json!({"url": "https://elsewhere.example"}),
        )
    }),
    edit("version raised", Place::Document, |node, _| {
        set(&mut node["info"], "version", json!("99.0.0"))
    }),
    edit("extension added", Place::Operation, |node, _| {
        set(node, "x-fresh", json!(1))
    }),
];

/// Adds a copy of a random entry under another key.
fn copy_as(node: &mut Value, random: &mut StdRng, name: fn(&str) -> String) -> bool {
    let Some(from) = key(node, random, |_, value| value.is_object()) else {
        return false;
    };
    let mut copy = node[from.as_str()].clone();
    without_ids(&mut copy);
    set(node, &name(&from), copy)
}

/// Ids of operations must stay unique in a valid document.
fn without_ids(node: &mut Value) {
    if let Some(map) = node.as_object_mut() {
        map.remove("operationId");
        map.values_mut().for_each(without_ids);
    }
}

fn replace_media_type(node: &mut Value, random: &mut StdRng) -> bool {
    rename(node, random, |_| "application/cbor".to_owned())
}

fn add_charset(node: &mut Value, random: &mut StdRng) -> bool {
    rename(node, random, |media| match media.split_once(';') {
        Some((bare, _)) => bare.to_owned(),
        None => format!("{media}; charset=utf-8"),
    })
}

fn rename(node: &mut Value, random: &mut StdRng, name: fn(&str) -> String) -> bool {
    let Some(from) = key(node, random, |_, _| true) else {
        return false;
    };
    let renamed = node.as_object_mut().and_then(|map| {
        let value = map.shift_remove(&from)?;
        map.insert(name(&from), value).is_none().then_some(())
    });
    renamed.is_some()
}

fn add_parameter(operation: &mut Value, parameter: Value) -> bool {
    if operation.get("parameters").is_none() {
        set(operation, "parameters", json!([]));
    }
    push(&mut operation["parameters"], parameter)
}
