//! Bends: single changes to what a case observed.

use serde_json::{Value, json};

use super::few;
use super::specimen::Specimen;
use crate::ask::exchange::Answer;
use crate::run::judging::Observed;

/// Members of one body that are bent; a long list says no more than a short one.
const MOST: usize = 80;

/// One change.
pub(super) struct Bend {
    pub(super) says: String,
    what: Bent,
}

enum Bent {
    Answer(Answer),
    Job(Option<Value>),
    /// What the server said to a later request.
    Told(String, Answer),
}

impl Bend {
    pub(super) fn apply(&self, observed: &mut Observed, told: &mut Option<(String, Answer)>) {
        match &self.what {
            Bent::Answer(answer) => observed.answer = answer.clone(),
            Bent::Job(job) => observed.job.clone_from(job),
            Bent::Told(request, answer) => *told = Some((request.clone(), answer.clone())),
        }
    }
}

/// Every bend of a specimen.
pub(super) fn all(specimen: &Specimen) -> Vec<Bend> {
    let mut bends = Vec::new();
    for (says, answer) in of_answer(&specimen.observed.answer) {
        bends.push(Bend {
            says,
            what: Bent::Answer(answer),
        });
    }
    if let Some(job) = &specimen.observed.job {
        bends.push(Bend {
            says: "no job".to_owned(),
            what: Bent::Job(None),
        });
        for (says, job) in of_json(job) {
            bends.push(Bend {
                says: format!("job{says}"),
                what: Bent::Job(Some(job)),
            });
        }
    }
    for (request, answer) in specimen.after.iter() {
        let before = specimen.before.get(request);
        for (says, told) in of_later(before, answer, &specimen.mark) {
            let asked: String = request.chars().take(60).collect();
            bends.push(Bend {
                says: format!("{asked}: {says}"),
                what: Bent::Told(request.clone(), told),
            });
        }
    }
    bends
}

/// The answer to the case's own request: its status, each header, each member of its body.
fn of_answer(answer: &Answer) -> Vec<(String, Answer)> {
    let mut bent = Vec::new();
    let other_class = if answer.status < 400 { 500 } else { 200 };
    for status in [answer.status + 1, other_class] {
        let changed = Answer {
            status,
            ..answer.clone()
        };
        bent.push((format!("status {status}"), changed));
    }
    for (at, (name, _)) in answer.headers.iter().enumerate() {
        let mut changed = answer.clone();
        changed.headers.remove(at);
        bent.push((format!("no header {name}"), changed));
    }
    if let Some(body) = answer.json() {
        for (says, body) in of_json(&body) {
            bent.push((format!("body{says}"), with_body(answer, body.to_string())));
        }
    }
    bent.push((
        "a body that is no JSON".to_owned(),
        with_body(answer, "<html>".to_owned()),
    ));
    if !answer.body.is_empty() {
        bent.push(("no body".to_owned(), with_body(answer, String::new())));
    }
    bent
}

/// The answer to a later request: as it was before, gone, broken, or without somebody.
///
/// Only whoever the case itself created is taken out of a list: others come and go while it runs.
fn of_later(before: Option<&Answer>, answer: &Answer, mark: &str) -> Vec<(String, Answer)> {
    let mut bent = Vec::new();
    if let Some(before) = before
        && (before.status, &before.body) != (answer.status, &answer.body)
    {
        bent.push(("as before the request".to_owned(), before.clone()));
    }
    let gone = Answer {
        status: 404,
        ..with_body(answer, "{}".to_owned())
    };
    let broken = Answer {
        status: 500,
        ..answer.clone()
    };
    bent.extend([("gone".to_owned(), gone), ("broken".to_owned(), broken)]);
    let Some(body) = answer.json() else {
        return bent;
    };
    for pointer in lists(&body) {
        let items = body.pointer(&pointer).and_then(Value::as_array);
        let numbered = items.into_iter().flatten().enumerate();
        let own = numbered.filter(|(_, item)| item.to_string().contains(mark));
        for at in few(own.map(|(at, _)| at).collect()) {
            let mut body = body.clone();
            if let Some(Value::Array(items)) = body.pointer_mut(&pointer) {
                items.remove(at);
            }
            bent.push((
                format!("{pointer} without somebody"),
                with_body(answer, body.to_string()),
            ));
        }
    }
    // A door was there before; this one only the case itself looks through.
    if before.is_none() {
        for (says, body) in of_json(&body) {
            bent.push((says, with_body(answer, body.to_string())));
        }
    }
    bent
}

fn with_body(answer: &Answer, body: String) -> Answer {
    Answer {
        body,
        ..answer.clone()
    }
}

/// The pointers of lists of objects.
fn lists(body: &Value) -> Vec<String> {
    let all = places(body, "");
    let is_list = |pointer: &String| {
        let items = body.pointer(pointer).and_then(Value::as_array);
        items.is_some_and(|items| items.iter().any(Value::is_object))
    };
    all.into_iter().filter(is_list).collect()
}

/// Each value of a document changed, taken away, and of another type.
fn of_json(body: &Value) -> Vec<(String, Value)> {
    let mut bent = Vec::new();
    for pointer in places(body, "").into_iter().take(MOST) {
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
        Value::String(text) => Some(json!(format!("{text}x"))),
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
