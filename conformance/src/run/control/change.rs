//! Changes: every way in which one value of a JSON document can be another.

use serde_json::{Value, json};

use super::few;

/// Members of one body that are bent; a long list says no more than a short one.
const MOST: usize = 80;

/// The pointers of lists of objects.
pub(super) fn lists(body: &Value) -> Vec<String> {
    let all = places(body, "");
    let is_list = |pointer: &String| {
        let items = body.pointer(pointer).and_then(Value::as_array);
        items.is_some_and(|items| items.iter().any(Value::is_object))
    };
    all.into_iter().filter(is_list).collect()
}

/// Each value of a document changed, taken away, and of another type.
pub(super) fn of_json(body: &Value) -> Vec<(String, Value)> {
    let mut bent = Vec::new();
    let mut all = places(body, "");
    // What is deep inside is the least likely to be looked at.
    all.sort_by_key(|pointer| pointer.matches('/').count());
    for pointer in all.into_iter().take(MOST) {
        let Some(value) = body.pointer(&pointer) else {
            continue;
        };
        let changes = [
            ("changed", changed(value)),
            ("retyped", Some(retyped(value))),
        ];
        for (says, other) in changes {
            let mut body = body.clone();
            if let (Some(place), Some(other)) = (body.pointer_mut(&pointer), other) {
                *place = other;
                bent.push((format!("{pointer} {says}"), body));
            }
        }
        let mut body = body.clone();
        if remove(&mut body, &pointer) {
            bent.push((format!("{pointer} taken away"), body));
        }
    }
    bent
}

/// Pointers to everything in a document but itself; of a long list, only to a few elements.
fn places(body: &Value, at: &str) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match body {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(items) => few(items.iter().enumerate().collect())
            .into_iter()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => vec![],
    };
    inner
        .into_iter()
        .flat_map(|(name, value)| {
            let pointer = format!("{at}/{name}");
            let deeper = places(value, &pointer);
            [pointer].into_iter().chain(deeper)
        })
        .collect()
}

/// Another value of the same type; a list or an object is changed by what is in it.
fn changed(value: &Value) -> Option<Value> {
    match value {
        Value::Null => Some(json!("um")),
        Value::Bool(truth) => Some(json!(!truth)),
        Value::Number(number) => Some(match number.as_i64() {
            Some(number) => json!(number + 1),
            None => json!(number.as_f64().unwrap_or_default() + 1.0),
        }),
        Value::String(text) => {
            let first = if text.starts_with('x') { 'y' } else { 'x' };
            let rest = text.chars().skip(1);
            Some(
                std::iter::once(first)
                    .chain(rest)
                    .collect::<String>()
                    .into(),
            )
        }
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn retyped(value: &Value) -> Value {
    match value {
        Value::Null => json!(0),
        Value::Bool(_) | Value::Number(_) => json!(value.to_string()),
        Value::String(_) => json!(1),
        Value::Array(_) => json!({}),
        Value::Object(_) => json!([]),
    }
}

fn remove(body: &mut Value, pointer: &str) -> bool {
    let Some((holder, name)) = pointer.rsplit_once('/') else {
        return false;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    match body.pointer_mut(holder) {
        Some(Value::Object(members)) => members.shift_remove(&name).is_some(),
        Some(Value::Array(items)) => {
            let at = name.parse().ok().filter(|at| *at < items.len());
            at.map(|at| items.remove(at)).is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{lists, of_json};

    #[test]
    fn every_value_is_changed_taken_away_and_retyped() {
        let body = json!({"a": 1, "b": {"c": "x"}});
        let told: Vec<String> = of_json(&body).into_iter().map(|(says, _)| says).collect();
        let expected = [
            "/a changed",
            "/a retyped",
            "/a taken away",
            "/b retyped",
            "/b taken away",
            "/b/c changed",
            "/b/c retyped",
            "/b/c taken away",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn no_bend_leaves_the_body_as_it_was() {
        let body = json!({"a": null, "b": [true, {"c": [1.5]}], "d/e": ""});
        assert!(of_json(&body).iter().all(|(_, bent)| *bent != body));
    }

    #[test]
    fn lists_of_objects_are_found_wherever_they_are() {
        let body = json!({"users": [{"names": [{"a": 1}]}], "ids": [1]});
        assert_eq!(lists(&body), ["/users", "/users/0/names"]);
    }
}
