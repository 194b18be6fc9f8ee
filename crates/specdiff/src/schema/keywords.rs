//! Keywords that limit by themselves: of two that say the same thing the stricter one holds.

use serde_json::{Map, Value};

use super::{
    number::{Bound, Decimal},
    shape::Shape,
    types::Types,
};

impl<'d> Shape<'d> {
    pub(super) fn declare(&mut self, types: Types, at: &'d Value) {
        self.declared = self.declared.and(types);
        self.type_at = self.type_at.or(Some(at));
    }

    /// Values that are allowed; of two lists, those on both.
    pub(super) fn list(&mut self, values: Vec<&'d Value>, at: &'d Value) {
        let (known, at) = match self.values.take() {
            Some((known, first)) => {
                let both = known
                    .into_iter()
                    .filter(|value| values.iter().any(|other| same(value, other)));
                (both.collect(), first)
            }
            None => (values, at),
        };
        let known: Vec<_> = known.into_iter().filter(|value| !value.is_null()).collect();
        self.values = Some((known, at));
    }

    /// Enumerations and types bound each other.
    pub(super) fn settle_values(&mut self) {
        self.types = self.declared;
        let Some((values, _)) = &mut self.values else {
            return;
        };
        values.retain(|value| self.declared.holds(Types::of(value)));
        self.types = values
            .iter()
            .fold(Types::NONE, |types, value| types.or(Types::of(value)));
        if values.len() == 2 && self.types == Types::BOOLEAN {
            self.values = None;
        }
    }

    pub(super) fn bound(&mut self, map: &Map<String, Value>, key: &str, at: &'d Value) {
        let Value::Number(number) = at else { return };
        let lower = key.ends_with("inimum");
        let flag = if lower {
            "exclusiveMinimum"
        } else {
            "exclusiveMaximum"
        };
        let exclusive = key.starts_with("exclusive") || map.get(flag) == Some(&Value::Bool(true));
        let bound = Bound {
            limit: Decimal::of(number),
            exclusive,
            at,
        };
        let slot = if lower {
            &mut self.lower
        } else {
            &mut self.upper
        };
        let stricter = slot.as_ref().is_none_or(|known| {
            if lower {
                bound.compare_lower(known, false).is_gt()
            } else {
                bound.compare_upper(known, false).is_lt()
            }
        });
        if stricter {
            *slot = Some(bound);
        }
    }

    pub(super) fn count(&mut self, key: &str, at: &'d Value) {
        let Some(keyword) = COUNTS.iter().find(|keyword| **keyword == key) else {
            return;
        };
        let Value::Number(number) = at else { return };
        let limit = Decimal::of(number);
        let lower = keyword.starts_with("min");
        if lower && *keyword != "minContains" && limit == Decimal::Whole(0) {
            return;
        }
        let stricter = self.counts.get(keyword).is_none_or(|(known, _)| {
            if lower {
                limit.compare(*known).is_gt()
            } else {
                limit.compare(*known).is_lt()
            }
        });
        if stricter {
            self.counts.insert(keyword, (limit, at));
        }
    }

    pub(super) fn pattern(&mut self, at: &'d Value) {
        let text = at.as_str().map(trimmed).unwrap_or_default();
        if !text.is_empty() {
            self.patterns.push((text, at));
        }
    }
}

/// Keywords that count something.
const COUNTS: [&str; 8] = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
];

pub(super) fn set<'d>(slot: &mut Option<&'d Value>, value: &'d Value) {
    *slot = slot.or((value == &Value::Bool(true)).then_some(value));
}

/// A pattern is searched for, so that `^.*` in front and `.*$` behind say nothing.
fn trimmed(pattern: &str) -> &str {
    let front = pattern
        .strip_prefix("^.*")
        .or_else(|| pattern.strip_prefix(".*"))
        .unwrap_or(pattern);
    let back = front
        .strip_suffix(".*$")
        .or_else(|| front.strip_suffix(".*"));
    back.filter(|back| !back.ends_with('\\')).unwrap_or(front)
}

/// Whether two JSON values are the same, 1 and 1.0 included.
pub(crate) fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => {
            Decimal::of(one).compare(Decimal::of(two)).is_eq()
        }
        _ => one == two,
    }
}
