//! Patterns: what a value must look like.
//!
//! Matching is partial: an object's unlisted members may be anything, because
//! servers may add fields. A list matches element by element. An object with
//! one `$` member is a matcher; the set of matchers is closed and stands in
//! [`MATCHERS`].

use serde_json::Value;

use crate::ask::template::as_text;
use crate::report::Finding;

/// Every matcher.
pub(crate) const MATCHERS: &[&str] = &[
    "$absent",
    "$all",
    "$between",
    "$contains",
    "$date",
    "$each",
    "$length",
    "$not",
    "$one_of",
    "$optional",
    "$set",
    "$some",
    "$type",
    "$within",
];

/// Says what is wrong with a pattern before any run.
pub(crate) fn validate(pattern: &Value) -> Result<(), String> {
    match pattern {
        Value::Object(members) => {
            for (name, inner) in members {
                if name.starts_with('$') {
                    if !MATCHERS.contains(&name.as_str()) {
                        return Err(format!("there is no matcher {name}"));
                    }
                    if members.len() > 1 {
                        return Err(format!("{name} stands alone in its object"));
                    }
                }
                validate(inner)?;
            }
            Ok(())
        }
        Value::Array(items) => items.iter().try_for_each(validate),
        _ => Ok(()),
    }
}

/// Compares a value with a pattern and collects what differs.
pub(crate) fn compare(place: &str, pattern: &Value, actual: Option<&Value>) -> Vec<Finding> {
    if let Some((name, argument)) = matcher(pattern) {
        return apply(place, name, argument, actual);
    }
    let Some(actual) = actual else {
        return vec![Finding::new(place, &pattern.to_string(), "nothing")];
    };
    match (pattern, actual) {
        (Value::Object(wanted), Value::Object(found)) => wanted
            .iter()
            .flat_map(|(key, inner)| compare(&format!("{place}.{key}"), inner, found.get(key)))
            .collect(),
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => wanted
            .iter()
            .zip(found)
            .enumerate()
            .flat_map(|(at, (inner, element))| {
                compare(&format!("{place}[{at}]"), inner, Some(element))
            })
            .collect(),
        _ if equal(pattern, actual) => vec![],
        _ => vec![Finding::new(place, &pattern.to_string(), &short(actual))],
    }
}

/// Whether a value matches. Long lists are searched with it, so it stops at the first difference.
pub(crate) fn matches(pattern: &Value, actual: Option<&Value>) -> bool {
    if matcher(pattern).is_some() {
        return compare("", pattern, actual).is_empty();
    }
    match (pattern, actual) {
        (_, None) => false,
        (Value::Object(wanted), Some(Value::Object(found))) => wanted
            .iter()
            .all(|(key, inner)| matches(inner, found.get(key))),
        (Value::Array(wanted), Some(Value::Array(found))) => {
            let mut pairs = wanted.iter().zip(found);
            wanted.len() == found.len() && pairs.all(|(inner, found)| matches(inner, Some(found)))
        }
        (pattern, Some(actual)) => equal(pattern, actual),
    }
}

pub(crate) fn matcher(pattern: &Value) -> Option<(&str, &Value)> {
    let members = pattern.as_object()?;
    let (name, argument) = members.iter().next()?;
    (members.len() == 1 && name.starts_with('$')).then_some((name.as_str(), argument))
}

fn apply(place: &str, name: &str, argument: &Value, actual: Option<&Value>) -> Vec<Finding> {
    let found = || actual.map_or_else(|| "nothing".to_owned(), short);
    let unless = |holds: bool, wanted: String| {
        if holds {
            vec![]
        } else {
            vec![Finding::new(place, &wanted, &found())]
        }
    };
    let list = actual.and_then(Value::as_array);
    let wanted = argument.as_array().map(Vec::as_slice).unwrap_or_default();
    match name {
        "$absent" => unless(actual.is_none(), "nothing".to_owned()),
        "$all" => wanted
            .iter()
            .flat_map(|pattern| compare(place, pattern, actual))
            .collect(),
        "$not" => unless(
            !matches(argument, actual),
            format!("anything but {argument}"),
        ),
        "$optional" => match actual {
            None | Some(Value::Null) => vec![],
            Some(_) => compare(place, argument, actual),
        },
        "$type" => {
            let kind = as_text(argument);
            let holds = actual.is_some_and(|actual| has_type(&kind, actual));
            unless(holds, format!("something of type {kind}"))
        }
        "$one_of" => unless(
            wanted.iter().any(|pattern| matches(pattern, actual)),
            format!("one of {argument}"),
        ),
        "$contains" => {
            let part = as_text(argument).to_lowercase();
            let holds = actual.is_some_and(|actual| as_text(actual).to_lowercase().contains(&part));
            unless(holds, format!("a text with {part:?} in it"))
        }
        "$between" => {
            let bound = |at: usize| wanted.get(at).and_then(Value::as_f64);
            let number = actual.and_then(Value::as_f64);
            let holds = number >= bound(0) && number <= bound(1) && number.is_some();
            unless(holds, format!("a number within {argument}"))
        }
        "$date" => unless(
            actual.and_then(Value::as_str).is_some_and(is_date),
            "an RFC 3339 date and time".to_owned(),
        ),
        "$length" => unless(
            list.map(Vec::len) == argument.as_u64().and_then(|length| length.try_into().ok()),
            format!("a list of {argument}"),
        ),
        "$each" => match list {
            Some(items) => items
                .iter()
                .enumerate()
                .flat_map(|(at, item)| compare(&format!("{place}[{at}]"), argument, Some(item)))
                .collect(),
            None => unless(false, "a list".to_owned()),
        },
        "$some" => unless(
            list.is_some_and(|items| items.iter().any(|item| matches(argument, Some(item)))),
            format!("a list with {argument} in it"),
        ),
        // Ids are compared as text, since servers print one and the same id as a number or a string.
        "$set" => unless(
            list.is_some_and(|items| sorted(items) == sorted(wanted)),
            format!("{argument} in any order"),
        ),
        "$within" => unless(
            list.is_some_and(|items| {
                items
                    .iter()
                    .all(|item| wanted.iter().any(|one| as_text(one) == as_text(item)))
            }),
            format!("a list of nothing but {argument}"),
        ),
        _ => unless(false, format!("a known matcher, not {name}")),
    }
}

fn sorted(items: &[Value]) -> Vec<String> {
    let mut texts: Vec<String> = items.iter().map(as_text).collect();
    texts.sort();
    texts.dedup();
    texts
}

fn equal(pattern: &Value, actual: &Value) -> bool {
    match (pattern.as_f64(), actual.as_f64()) {
        (Some(wanted), Some(found)) if !(pattern.is_u64() && actual.is_u64()) => {
            (wanted - found).abs() < f64::EPSILON
        }
        _ => pattern == actual,
    }
}

fn has_type(kind: &str, actual: &Value) -> bool {
    match kind {
        "integer" => actual.is_i64() || actual.is_u64(),
        "number" => actual.is_number(),
        "string" => actual.is_string(),
        "text" => actual.as_str().is_some_and(|text| !text.is_empty()),
        "boolean" => actual.is_boolean(),
        "list" => actual.is_array(),
        "object" => actual.is_object(),
        "null" => actual.is_null(),
        "string-or-null" => actual.is_string() || actual.is_null(),
        "integer-or-null" => actual.is_i64() || actual.is_u64() || actual.is_null(),
        "id" => actual.is_number() || actual.as_str().is_some_and(|text| !text.is_empty()),
        _ => false,
    }
}

/// `2024-10-02T00:02:24.378434Z`, the fraction being optional.
fn is_date(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let Some(rest) = shape.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches('0'),
        None => rest,
    };
    matches!(rest, "Z" | "+00:00" | "-00:00")
}

fn short(value: &Value) -> String {
    const LONGEST: usize = 300;
    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).chain("…".chars()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{compare, matches, validate};

    #[rstest::rstest]
    #[case::unlisted_members_are_free(json!({"a": 1}), json!({"a": 1, "b": 2}), true)]
    #[case::listed_members_are_not(json!({"a": 1}), json!({"b": 2}), false)]
    #[case::lists_match_one_by_one(json!([1, 2]), json!([2, 1]), false)]
    #[case::an_integer_is_not_a_text(json!({"$type": "integer"}), json!("1"), false)]
    #[case::a_fraction_is_not_an_integer(json!({"$type": "integer"}), json!(1.5), false)]
    #[case::one_of_several(json!({"$one_of": ["a", 2]}), json!(2), true)]
    #[case::sets_ignore_order_and_spelling(json!({"$set": [1, 2]}), json!(["2", 1]), true)]
    #[case::sets_see_missing_elements(json!({"$set": [1, 2]}), json!([1]), false)]
    #[case::within_a_list(json!({"$within": [1, 2]}), json!([1]), true)]
    #[case::beyond_a_list(json!({"$within": [1, 2]}), json!([1, 3]), false)]
    #[case::between_bounds(json!({"$between": [0, 2]}), json!(2), true)]
    #[case::outside_bounds(json!({"$between": [0, 2]}), json!(3), false)]
    #[case::nothing_is_between_nothing(json!({"$between": [0, 2]}), json!(null), false)]
    #[case::each_element(json!({"$each": {"a": 1}}), json!([{"a": 1}, {"a": 2}]), false)]
    #[case::some_element(json!({"$some": {"a": 1}}), json!([{"a": 2}, {"a": 1}]), true)]
    #[case::case_does_not_matter_in_texts(json!({"$contains": "JSON"}), json!("application/json"), true)]
    #[case::absent_members(json!({"a": {"$absent": true}}), json!({}), true)]
    #[case::present_members(json!({"a": {"$absent": true}}), json!({"a": 1}), false)]
    #[case::optional_and_missing(json!({"a": {"$optional": "x"}}), json!({}), true)]
    #[case::optional_and_wrong(json!({"a": {"$optional": "x"}}), json!({"a": "y"}), false)]
    #[case::dates_with_fractions(json!({"$date": true}), json!("2024-10-02T00:02:24.378434Z"), true)]
    #[case::dates_without(json!({"$date": true}), json!("2024-10-02T00:02:24Z"), true)]
    #[case::days_are_not_dates(json!({"$date": true}), json!("2024-10-02"), false)]
    #[case::big_ids_are_exact(json!(9007199254740993u64), json!(9007199254740992u64), false)]
    fn a_pattern(#[case] pattern: Value, #[case] actual: Value, #[case] holds: bool) {
        assert_eq!(validate(&pattern), Ok(()));
        assert_eq!(matches(&pattern, Some(&actual)), holds);
        assert_eq!(compare("", &pattern, Some(&actual)).is_empty(), holds);
    }

    #[test]
    fn a_misspelt_matcher_is_refused() {
        assert!(validate(&json!({"a": {"$typo": 1}})).is_err());
    }
}
