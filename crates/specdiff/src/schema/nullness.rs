//! Whether null is accepted: `nullable`, a type, a null branch or null in an enumeration say the same.

use serde_json::{Map, Value};

use super::conjunction::Side;

/// Branches within branches are looked into so far.
const NESTING: usize = 24;

/// Whether a schema accepts null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Null {
    No,
    /// `nullable: true` beside an enumeration without null: the specification says no, most generators mean yes.
    Unclear,
    Yes,
}

impl<'d> Side<'d> {
    /// What one object says about null, `allOf` and references aside.
    pub(super) fn nullness(&mut self, map: &'d Map<String, Value>, bare: bool) -> Null {
        let nullable = map.get("nullable") == Some(&Value::Bool(true));
        let by_type = match map.get("type") {
            None => true,
            Some(Value::Array(names)) => nullable || names.iter().any(|name| name == "null"),
            Some(name) => nullable || name == "null",
        };
        let listed = match (map.get("enum"), map.get("const")) {
            (Some(Value::Array(values)), _) => values.contains(&Value::Null),
            (_, Some(value)) => value.is_null(),
            _ => true,
        };
        let mut null = match (by_type, listed) {
            (true, true) => Null::Yes,
            (true, false) if nullable => Null::Unclear,
            _ => Null::No,
        };
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = map.get(keyword).and_then(Value::as_array).filter(|_| !bare) {
                let best = branches.iter().map(|branch| self.branch(branch)).max();
                null = null.min(best.unwrap_or(Null::No));
            }
        }
        null
    }

    fn branch(&mut self, branch: &'d Value) -> Null {
        if self.nesting > NESTING {
            return Null::No;
        }
        let id = self.schema(branch);
        self.nesting += 1;
        let null = self.shape(id).null;
        self.nesting -= 1;
        null
    }
}

/// Whether a branch accepts null and nothing else.
pub(super) fn only_null(branch: &Value) -> bool {
    let Some(map) = branch.as_object() else {
        return false;
    };
    let by_type = match map.get("type") {
        Some(Value::Array(names)) => names.len() == 1 && names[0] == "null",
        Some(name) => name == "null",
        None => false,
    };
    let by_enum = map.get("enum").and_then(Value::as_array);
    by_type
        || map.get("const") == Some(&Value::Null)
        || by_enum.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

/// `nullable` beside a composition: by the letter it says nothing there, but that is where people write it.
pub(super) fn forced(map: &Map<String, Value>) -> bool {
    map.get("nullable") == Some(&Value::Bool(true))
        && ["$ref", "allOf", "oneOf", "anyOf"]
            .iter()
            .any(|key| map.contains_key(*key))
}
