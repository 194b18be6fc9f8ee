//! Sets of JSON types. Null is not among them: whether it is allowed is a fact of its own.

use serde_json::Value;

/// A set of types; a number is an integer or a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Types(u8);

impl Types {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const BOOLEAN: Self = Self(1);
    pub(crate) const OBJECT: Self = Self(2);
    pub(crate) const ARRAY: Self = Self(4);
    pub(crate) const STRING: Self = Self(8);
    pub(crate) const INTEGER: Self = Self(16);
    pub(crate) const NUMBER: Self = Self(16 | 32);
    pub(crate) const ANY: Self = Self(63);

    /// The types a schema calls by this name; null is none of them, and an unknown name is nothing we know.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::BOOLEAN,
            "object" => Self::OBJECT,
            "array" => Self::ARRAY,
            "string" => Self::STRING,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "null" => Self::NONE,
            _ => return None,
        })
    }

    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NONE,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Object(_) => Self::OBJECT,
            Value::Array(_) => Self::ARRAY,
            Value::String(_) => Self::STRING,
            Value::Number(number)
                if number.as_f64().is_some_and(|number| number.fract() != 0.0) =>
            {
                Self(32)
            }
            Value::Number(_) => Self::INTEGER,
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of `other` is in this set.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The names of the types for people.
    pub(crate) fn text(self) -> String {
        if self == Self::ANY {
            return "any".to_owned();
        }
        let names = [
            (Self::ARRAY, "array"),
            (Self::BOOLEAN, "boolean"),
            (Self::OBJECT, "object"),
            (Self::STRING, "string"),
            (Self::NUMBER, "number"),
        ];
        let mut text: Vec<&str> = names
            .iter()
            .filter(|(types, _)| self.holds(*types))
            .map(|(_, name)| *name)
            .collect();
        if !self.holds(Self::NUMBER) && self.meets(Self::NUMBER) {
            text.push(if self.holds(Self::INTEGER) {
                "integer"
            } else {
                "fraction"
            });
        }
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            text.join(" or ")
        }
    }
}
