//! Random edits of a document, one at a time, so that tools can be asked what each of them means.
//!
//! An edit knows only the node it is made at; which nodes there are, `places.rs` says.

mod operations;
mod places;
mod schemas;

use rand::{rngs::StdRng, seq::IndexedRandom, seq::SliceRandom};
use serde_json::Value;

use self::places::Place;

/// A change that can be made at every node of one kind.
pub(super) struct Edit {
    pub(super) name: &'static str,
    at: Place,
    /// Makes the change, or tells that this node has nothing to change.
    apply: fn(&mut Value, &mut StdRng) -> bool,
}

/// A document after one edit.
pub(super) struct Mutation {
    pub(super) edit: &'static str,
    pub(super) pointer: String,
    pub(super) document: Value,
}

/// A random edit at a random place; every edit is as likely as any other, if it finds something to change.
pub(super) fn mutate(document: &Value, random: &mut StdRng) -> Mutation {
    let edits: Vec<&Edit> = operations::EDITS.iter().chain(schemas::EDITS).collect();
    loop {
        let edit = edits.choose(random).expect("edits");
        if let Some(mutation) = edit.somewhere(document, random) {
            return mutation;
        }
    }
}

impl Edit {
    fn somewhere(&self, document: &Value, random: &mut StdRng) -> Option<Mutation> {
        let mut pointers = places::all(document, self.at);
        pointers.shuffle(random);
        // Most places have nothing to change, so that the document is copied only once a change is made.
        pointers.into_iter().find_map(|pointer| {
            let before = document.pointer(&pointer)?;
            let mut after = before.clone();
            if !(self.apply)(&mut after, random) || after == *before {
                return None;
            }
            let mut edited = document.clone();
            *edited.pointer_mut(&pointer)? = after;
            Some(Mutation {
                edit: self.name,
                pointer,
                document: edited,
            })
        })
    }
}

/// A random key of an object that fits.
fn key(node: &Value, random: &mut StdRng, fits: impl Fn(&str, &Value) -> bool) -> Option<String> {
    let keys: Vec<&String> = node
        .as_object()?
        .iter()
        .filter(|(key, value)| fits(key, value))
        .map(|(key, _)| key)
        .collect();
    keys.choose(random).map(|key| (*key).clone())
}

/// Takes a random entry of an object away.
fn remove(node: &mut Value, random: &mut StdRng, fits: impl Fn(&str, &Value) -> bool) -> bool {
    let key = key(node, random, fits);
    key.is_some_and(|key| {
        node.as_object_mut()
            .is_some_and(|map| map.shift_remove(&key).is_some())
    })
}

/// Sets a member, and tells whether that changed anything.
fn set(node: &mut Value, member: &str, value: Value) -> bool {
    let Some(map) = node.as_object_mut() else {
        return false;
    };
    map.insert(member.to_owned(), value.clone()) != Some(value)
}

/// Adds to a list, if it is one.
fn push(node: &mut Value, item: Value) -> bool {
    let list = node.as_array_mut();
    list.map(|list| list.push(item)).is_some()
}

/// Takes a random fitting element of a list away.
fn take(node: &mut Value, random: &mut StdRng, fits: impl Fn(&Value) -> bool) -> bool {
    let Some(list) = node.as_array_mut() else {
        return false;
    };
    let fitting: Vec<usize> = (0..list.len())
        .filter(|index| fits(&list[*index]))
        .collect();
    let index = fitting.choose(random);
    index.map(|index| list.remove(*index)).is_some()
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};
    use serde_json::json;

    use super::{mutate, operations, schemas};

    fn document() -> serde_json::Value {
        json!({
            "openapi": "3.0.3",
            "paths": {"/a": {"post": {
                "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object", "required": ["b"],
                    "properties": {"b": {"type": "string"}, "c": {"$ref": "#/components/schemas/C"}}
                }}}},
                "responses": {"200": {"description": "ok"}, "404": {"description": "no"}}
            }}},
            "components": {"schemas": {"C": {"type": "integer"}}}
        })
    }

    #[test]
    fn the_same_seed_makes_the_same_edits() {
        let run = || {
            let mut random = StdRng::seed_from_u64(7);
            let made = (0..50).map(|_| mutate(&document(), &mut random));
            made.map(|one| (one.edit, one.document)).collect::<Vec<_>>()
        };
        assert_eq!(run(), run());
    }

    #[test]
    fn every_edit_changes_the_document() {
        let mut random = StdRng::seed_from_u64(7);
        for _ in 0..200 {
            assert_ne!(mutate(&document(), &mut random).document, document());
        }
    }

    #[test]
    fn names_tell_edits_apart() {
        let edits = || operations::EDITS.iter().chain(schemas::EDITS);
        let names: std::collections::BTreeSet<&str> = edits().map(|edit| edit.name).collect();
        assert_eq!(names.len(), edits().count());
    }
}
