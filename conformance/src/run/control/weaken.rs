//! A case without one of its assertions.

use serde_json::Value;

use crate::suite::case::{Case, Reading};

/// Every assertion of a case, and the case without it.
pub(super) fn all(case: &Case) -> Vec<(String, Case)> {
    let mut weakened = Vec::new();
    let readings = case.readings().len();
    for at in 0..readings {
        let Some(reading) = case
            .readings()
            .get(at)
            .map(|reading| Reading::clone(reading))
        else {
            continue;
        };
        for (says, reading) in of_reading(&reading) {
            let mut case = case.clone();
            let place = match &mut case.then {
                Some(then) => Some(then),
                None => case.readings.get_mut(at),
            };
            if let Some(place) = place {
                let name = place.name.clone().unwrap_or_else(|| "then".to_owned());
                *place = reading;
                weakened.push((format!("{name}: {says}"), case));
            }
        }
    }
    weakened
}

fn of_reading(reading: &Reading) -> Vec<(String, Reading)> {
    let mut weakened: Vec<(String, Reading)> = Vec::new();
    let mut without = |says: String, change: &dyn Fn(&mut Reading)| {
        let mut reading = reading.clone();
        change(&mut reading);
        weakened.push((says, reading));
    };
    if !reading.status.is_empty() {
        without("status".to_owned(), &|reading| reading.status.clear());
    }
    if reading.empty {
        without("empty".to_owned(), &|reading| reading.empty = false);
    }
    for name in reading.headers.keys() {
        without(format!("header {name}"), &|reading| {
            reading.headers.remove(name);
        });
    }
    for (says, body) in of_pattern(reading.body.as_ref()) {
        without(format!("body{says}"), &|reading| {
            reading.body.clone_from(&body);
        });
    }
    for (says, job) in of_pattern(reading.job.as_ref()) {
        without(format!("job{says}"), &|reading| {
            reading.job.clone_from(&job);
        });
    }
    for role in reading.gone.iter().chain(&reading.kept) {
        without(format!("the fate of {role}"), &|reading| {
            reading.gone.retain(|other| other != role);
            reading.kept.retain(|other| other != role);
            reading.either.push(role.clone());
        });
    }
    for at in 0..reading.afterwards.len() {
        without(format!("afterwards {at}"), &|reading| {
            reading.afterwards.remove(at);
        });
    }
    weakened
}

/// A pattern without each of its innermost members; a matcher goes as a whole.
fn of_pattern(pattern: Option<&Value>) -> Vec<(String, Option<Value>)> {
    let Some(pattern) = pattern else {
        return vec![];
    };
    let leaves = leaves(pattern, "");
    if leaves.is_empty() {
        return vec![(String::new(), None)];
    }
    let without = leaves.into_iter().map(|pointer| {
        let mut weaker = pattern.clone();
        if let Some((holder, name)) = pointer.rsplit_once('/')
            && let Some(Value::Object(members)) = weaker.pointer_mut(holder)
        {
            members.shift_remove(name);
        }
        (pointer, Some(weaker))
    });
    without.collect()
}

fn leaves(pattern: &Value, at: &str) -> Vec<String> {
    let Value::Object(members) = pattern else {
        return vec![];
    };
    if members.keys().any(|name| name.starts_with('$')) {
        return vec![];
    }
    members
        .iter()
        .flat_map(|(name, inner)| {
            let pointer = format!("{at}/{name}");
            let deeper = leaves(inner, &pointer);
            if deeper.is_empty() {
                vec![pointer]
            } else {
                deeper
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{all, of_pattern};
    use crate::suite::case::{Case, Reading, Status};

    #[test]
    fn a_pattern_loses_one_innermost_member_at_a_time() {
        let pattern = json!({"a": {"b": 1, "c": {"$type": "text"}}, "d": [1]});
        let told: Vec<String> = of_pattern(Some(&pattern))
            .into_iter()
            .map(|(says, _)| says)
            .collect();
        assert_eq!(told, ["/a/b", "/a/c", "/d"]);
    }

    #[test]
    fn a_case_loses_one_assertion_at_a_time() {
        let case = Case {
            then: Some(Reading {
                status: vec![Status::Code(200)],
                gone: vec!["target".to_owned()],
                body: Some(json!({"$type": "object"})),
                ..Reading::default()
            }),
            ..Case::default()
        };
        let told: Vec<String> = all(&case).into_iter().map(|(says, _)| says).collect();
        assert_eq!(
            told,
            ["then: status", "then: body", "then: the fate of target"]
        );
    }
}
