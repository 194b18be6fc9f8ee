//! Values that travel as text: in parameters and headers `7` and `true` are texts like any other, so that a string
//! without a limit accepts every number and every boolean.

use serde_json::Value;

use crate::schema::{Shape, Types, same as same_value};

/// The types whose values are written as one plain text.
const SCALARS: Types = Types::BOOLEAN.or(Types::NUMBER);

/// What a schema accepts beyond its types because the other schema's values are texts as well. One that names
/// strings beside numbers tells them apart, so that its types are taken by the letter.
pub(super) fn written(own: &Shape<'_>, other: &Shape<'_>) -> Types {
    if any_text(own) && !other.types.meets(Types::STRING) {
        other.types.and(SCALARS)
    } else {
        Types::NONE
    }
}

/// Whether every text is accepted.
fn any_text(shape: &Shape<'_>) -> bool {
    let counted = ["minLength", "maxLength"];
    shape.declared.holds(Types::STRING)
        && shape.values.is_none()
        && shape.formats.is_empty()
        && shape.contents.is_empty()
        && shape.content.is_none()
        && shape.patterns.is_empty()
        && !counted.iter().any(|count| shape.counts.contains_key(count))
        && shape.unions.is_empty()
        && shape.refused.is_empty()
        && shape.conditions.is_empty()
        && shape.opaque.is_empty()
}

/// Whether two values are the same once they are written.
pub(super) fn same(one: &Value, two: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    same_value(one, two) || text(one).is_some_and(|one| text(two) == Some(one))
}

/// As what else the text of a value can be read.
pub(super) fn readings(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => serde_json::from_str(text)
            .ok()
            .filter(|read: &Value| Types::of(read).meets(SCALARS)),
        Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
        _ => None,
    }
}
