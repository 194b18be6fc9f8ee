//! Examples: a value that matches a pattern, as near as may be to a given one, and the values that it tells apart.

use serde_json::{Map, Value, json};

use super::pattern::{matcher, matches};
use crate::ask::template::as_text;

/// A value that matches, or nothing where the pattern wants nothing.
///
/// A pattern may be too clever for this; whoever needs a match tries it.
pub(crate) fn example(pattern: &Value, near: Option<&Value>) -> Option<Value> {
    if let Some((name, argument)) = matcher(pattern) {
        if name != "$optional" && matches(pattern, near) {
            return near.cloned();
        }
        return of_matcher(name, argument, near);
    }
    Some(match pattern {
        Value::Object(wanted) => {
            let mut members = near.and_then(Value::as_object).cloned().unwrap_or_default();
            for (name, inner) in wanted {
                set(&mut members, name, inner);
            }
            Value::Object(members)
        }
        Value::Array(wanted) => {
            let near = near.and_then(Value::as_array);
            let element = |(at, inner)| example(inner, near.and_then(|near| near.get(at)));
            wanted.iter().enumerate().filter_map(element).collect()
        }
        scalar => scalar.clone(),
    })
}

/// Values worth trying on a pattern, with their places: what it forbids, and each of those it admits.
pub(crate) fn probes(pattern: &Value, at: &str) -> Vec<(String, Value)> {
    let here = |values: Vec<Value>| {
        values
            .into_iter()
            .map(|value| (at.to_owned(), value))
            .collect()
    };
    match matcher(pattern) {
        Some(("$absent", _)) => here(vec![json!("um")]),
        Some(("$not", argument)) => here(example(argument, None).into_iter().collect()),
        Some(("$one_of", Value::Array(all))) => {
            here(all.iter().filter_map(|one| example(one, None)).collect())
        }
        Some(("$between", bounds)) => {
            let beyond = |at: usize, by: i64| Some(json!(bounds.get(at)?.as_i64()? + by));
            here(
                [beyond(0, -1), beyond(1, 1)]
                    .into_iter()
                    .flatten()
                    .collect(),
            )
        }
        Some(("$optional", argument)) => {
            let other = json!({"um": true});
            let forbidden = !matches(argument, Some(&other));
            here(forbidden.then_some(other).into_iter().collect())
        }
        Some(_) => vec![],
        None => {
            let members = pattern.as_object().into_iter().flatten();
            members
                .flat_map(|(name, inner)| probes(inner, &format!("{at}/{name}")))
                .collect()
        }
    }
}

fn set(members: &mut Map<String, Value>, name: &str, pattern: &Value) {
    match example(pattern, members.get(name)) {
        Some(value) => {
            members.insert(name.to_owned(), value);
        }
        None => {
            members.shift_remove(name);
        }
    }
}

fn of_matcher(name: &str, argument: &Value, near: Option<&Value>) -> Option<Value> {
    let wanted = argument.as_array().map(Vec::as_slice).unwrap_or_default();
    let list = || near.and_then(Value::as_array).cloned().unwrap_or_default();
    match name {
        "$absent" => None,
        "$all" => wanted
            .iter()
            .fold(near.cloned(), |near, inner| example(inner, near.as_ref())),
        "$not" => Some(another(argument)),
        "$optional" => example(argument, near),
        "$type" => Some(of_type(&as_text(argument))),
        "$one_of" => wanted.first().and_then(|first| example(first, near)),
        "$between" => wanted.first().cloned(),
        "$date" => Some(json!("2024-10-02T00:02:24Z")),
        "$length" => {
            let mut items = list();
            let filler = items.last().cloned().unwrap_or_else(|| json!({}));
            let length = argument.as_u64().and_then(|length| length.try_into().ok());
            items.resize(length.unwrap_or_default(), filler);
            Some(Value::Array(items))
        }
        "$each" => {
            let items = list();
            Some(
                items
                    .iter()
                    .filter_map(|item| example(argument, Some(item)))
                    .collect(),
            )
        }
        "$some" => {
            let mut items = list();
            items.extend(example(argument, None));
            Some(Value::Array(items))
        }
        // `$contains`, `$set` and `$within` state what will do.
        _ => Some(argument.clone()),
    }
}

/// A value of the same type that is not this one.
fn another(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 1),
        other => json!(format!("not {}", as_text(other))),
    }
}

fn of_type(kind: &str) -> Value {
    match kind {
        "integer" | "number" | "id" | "integer-or-null" => json!(1),
        "boolean" => json!(true),
        "list" => json!([]),
        "object" => json!({}),
        "null" => Value::Null,
        _ => json!("um"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{example, probes};
    use crate::judge::pattern::matches;

    #[rstest::rstest]
    #[case(json!({"a": 1, "b": {"$absent": true}}))]
    #[case(json!({"a": {"$type": "text"}, "b": {"$type": "id"}, "c": {"$type": "list"}}))]
    #[case(json!({"a": [1, {"b": {"$date": true}}]}))]
    #[case(json!({"a": {"$all": [{"$length": 2}, {"$each": {"b": 1}}]}}))]
    #[case(json!({"a": {"$some": {"b": {"$not": 3}}}, "b": {"$one_of": [7, 8]}}))]
    #[case(json!({"a": {"$set": [1, 2]}, "b": {"$within": [1]}, "c": {"$contains": "x"}}))]
    #[case(json!({"a": {"$optional": {"$type": "boolean"}}, "b": {"$between": [2, 3]}}))]
    fn an_example_matches_its_pattern(#[case] pattern: Value) {
        for near in [
            json!({}),
            json!({"a": [1], "b": 3, "c": null}),
            json!(["x"]),
        ] {
            let found = example(&pattern, Some(&near));
            assert!(matches(&pattern, found.as_ref()), "{pattern} and {found:?}");
        }
    }

    #[test]
    fn what_a_pattern_tells_apart_is_tried_in_its_place() {
        let pattern = json!({
            "a": {"b": {"$not": 3}, "c": {"$absent": true}},
            "d": {"$one_of": ["x", "y"]},
            "e": {"$between": [2, 3]},
            "f": {"$optional": 1},
        });
        let told = probes(&pattern, "");
        let expected = [
            ("/a/b", json!(3)),
            ("/a/c", json!("um")),
            ("/d", json!("x")),
            ("/d", json!("y")),
            ("/e", json!(1)),
            ("/e", json!(4)),
            ("/f", json!({"um": true})),
        ];
        assert_eq!(told, expected.map(|(at, value)| (at.to_owned(), value)));
    }

    #[test]
    fn what_matches_already_stays_and_what_is_optional_is_there() {
        let pattern = json!({"a": {"$type": "text"}, "b": {"$optional": 1}});
        let near = json!({"a": "x", "more": true});
        let expected = json!({"a": "x", "more": true, "b": 1});
        assert_eq!(example(&pattern, Some(&near)), Some(expected));
    }
}
