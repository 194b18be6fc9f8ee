//! What is the same on both sides, with everything it refers to: most of two versions of a document, and nothing in
//! it has to be compared.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::{operations::Sides, reach::list};
use crate::load::resolve;

/// What a reference may lead to.
pub(super) struct Unchanged<'d> {
    /// The references of the base that lead nowhere, to something that changed, or to what leads there.
    changed: FxHashSet<&'d str>,
    /// Whether what is said once for all operations is the same.
    ground: bool,
}

impl<'d> Unchanged<'d> {
    pub(super) fn new(old: &'d Value, new: &'d Value) -> Self {
        let schemes = |root: &'d Value| root.get("components")?.get("securitySchemes");
        let ground = old.get("openapi") == new.get("openapi")
            && old.get("security") == new.get("security")
            && schemes(old) == schemes(new);
        let changed = if ground {
            changed(old, new)
        } else {
            FxHashSet::default()
        };
        Self { changed, ground }
    }

    /// Whether an operation is the same on both sides. One with callbacks is looked into for the operations in them.
    pub(super) fn holds(&self, sides: Sides<'d>) -> bool {
        let Sides {
            old,
            new,
            old_route,
            new_route,
        } = sides;
        let shared = ["parameters", "servers"].iter().all(|key| {
            list(old_route.item, key) == list(new_route.item, key)
                && list(old_route.item, key)
                    .iter()
                    .all(|one| self.is_clean(one))
        });
        self.ground
            && old_route.template == new_route.template
            && old.get("callbacks").is_none()
            && shared
            && old == new
            && self.is_clean(old)
    }

    /// Whether no reference in a value leads to something that changed.
    fn is_clean(&self, value: &'d Value) -> bool {
        let mut clean = true;
        references(value, &mut |reference| {
            clean &= !self.changed.contains(reference);
        });
        clean
    }
}

/// Spreads from what changed to all that refers to it.
fn changed<'d>(old: &'d Value, new: &'d Value) -> FxHashSet<&'d str> {
    let mut all = FxHashSet::default();
    references(old, &mut |reference| {
        all.insert(reference);
    });
    let mut users: FxHashMap<&'d str, Vec<&'d str>> = FxHashMap::default();
    let mut spreading = Vec::new();
    for reference in &all {
        let target = resolve(old, reference);
        if let Some(target) = target.filter(|target| resolve(new, reference) == Some(target)) {
            references(target, &mut |inner| {
                users.entry(inner).or_default().push(reference);
            });
        } else {
            spreading.push(*reference);
        }
    }
    let mut changed = FxHashSet::default();
    while let Some(reference) = spreading.pop() {
        if changed.insert(reference) {
            spreading.extend(users.get(reference).into_iter().flatten());
        }
    }
    changed
}

/// Calls for every `$ref` in a value, those in examples included: they can only make it count as changed.
fn references<'d>(value: &'d Value, found: &mut impl FnMut(&'d str)) {
    match value {
        Value::Object(map) => {
            for (key, member) in map {
                match member {
                    Value::String(reference) if key == "$ref" => found(reference),
                    member => references(member, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|element| references(element, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::{Value, json};

    use super::super::{compare, run::Run, whole};
    use crate::{Document, Outcome, Policy};

    fn document(root: &Value) -> Document {
        Document::parse("a.json", &root.to_string()).unwrap()
    }

    /// The comparison is the same if everything is looked at; returns how many operations differ.
    fn looked_at(base: &Value, revision: &Value) -> usize {
        let (base, revision, policy) = (document(base), document(revision), Policy::default());
        let mut run = Run::new(&base, &revision, &policy);
        run.unchanged.ground = false;
        let found = compare(&base, &revision, &policy);
        assert_eq!(found, whole(run));
        let differ = |one: &&crate::Compared| one.outcome != Outcome::Same;
        found.operations.iter().filter(differ).count()
    }

    #[rstest::rstest]
    fn what_is_passed_over_would_show_nothing(#[files("../../openapi/*.json")] path: PathBuf) {
        let base: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let schemas = base["components"]["schemas"].as_object().unwrap();
        let mut differ = 0;
        for name in schemas.keys().step_by(schemas.len().div_ceil(12)) {
            let mut revision = base.clone();
            revision["components"]["schemas"][name] = json!({"type": "integer", "maximum": 7});
            differ += looked_at(&base, &revision);
        }
        let mut closed = base.clone();
        closed["security"] = json!([{"key": []}]);
        closed["components"]["securitySchemes"] =
            json!({"key": {"type": "http", "scheme": "basic"}});
        differ += looked_at(&base, &closed);
        assert!(differ > 5, "{differ}");
    }

    #[test]
    fn a_change_is_found_behind_several_references_and_in_what_a_path_shares() {
        let to = |name: &str| json!({"$ref": format!("#/components/{name}")});
        let body = |schema: Value| json!({"200": {"description": "", "content": {"application/json": {"schema": schema}}}});
        let base = json!({
            "openapi": "3.0.3",
            "paths": {
                "/a": {"get": {"responses": body(to("schemas/A"))}},
                "/b": {"parameters": [to("parameters/P")], "get": {"responses": body(to("schemas/B"))}},
                "/c": {"get": {"responses": body(to("schemas/C"))}},
            },
            "components": {
                "parameters": {"P": {"name": "p", "in": "query", "schema": to("schemas/D")}},
                "schemas": {
                    "A": {"type": "object", "properties": {"b": to("schemas/B"), "a": to("schemas/A")}},
                    "B": {"type": "array", "items": to("schemas/C")},
                    "C": {"type": "string"},
                    "D": {"type": "string"},
                },
            },
        });
        for (name, differ) in [("A", 1), ("B", 2), ("C", 3), ("D", 1)] {
            let mut revision = base.clone();
            revision["components"]["schemas"][name] = json!({"type": "integer"});
            assert_eq!(looked_at(&base, &revision), differ, "{name}");
        }
    }
}
