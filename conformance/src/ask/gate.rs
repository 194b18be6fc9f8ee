//! The gate: the last look at a request before it leaves.
//!
//! A case cannot delete anybody the run does not know, whatever its author
//! wrote. On loopback the run knows the users it created and those of the
//! documents' examples; anywhere else only names of people who do not exist.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::request::Outgoing;
use super::template::as_text;
use crate::suite::operation::Operation;

/// The identifiers a run may send in a deletion.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    known: Mutex<HashSet<String>>,
}

impl Ledger {
    /// Enters every identifier among a user's fields, before the user is created.
    pub(crate) fn enter(&self, fields: &Value) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        leaves(fields, &mut |leaf| {
            known.insert(as_text(leaf));
        });
    }

    fn knows(&self, identifier: &str) -> bool {
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(identifier)
    }
}

/// Why a request was stopped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stopped {
    /// Somebody the run does not know is named.
    #[error("it names `{0}`, which this run did not create")]
    Stranger(String),
    /// The request goes where nothing says what is deleted.
    #[error("{0} is not a deletion the profile describes")]
    ElsewhereBound(String),
    /// Off loopback every request must name somebody, and nobody real.
    #[error("it names nobody, so nothing shows that it could delete nobody")]
    NamesNobody,
}

/// A request besides a deletion in bulk, and where it names users.
#[derive(Debug, Clone)]
pub(crate) struct Allowed {
    method: String,
    /// The segments of the path; nothing stands for an identifier.
    segments: Vec<Option<String>>,
    names_at: Vec<String>,
}

impl Allowed {
    pub(crate) fn of(operation: &Operation) -> Self {
        let path = &operation.request.path;
        let segments = path
            .split('/')
            .map(|segment| (!segment.contains('{')).then(|| segment.to_owned()));
        Self {
            method: operation.request.method.clone(),
            segments: segments.collect(),
            names_at: operation.names_at.clone(),
        }
    }

    /// The identifiers in the path, if the request is this one.
    fn identifiers_in(&self, outgoing: &Outgoing) -> Option<Vec<String>> {
        let path = outgoing.path.strip_suffix(".json");
        let path: Vec<&str> = path.unwrap_or(&outgoing.path).split('/').collect();
        if self.method != outgoing.method || path.len() != self.segments.len() {
            return None;
        }
        let mut found = Vec::new();
        for (segment, known) in path.iter().zip(&self.segments) {
            match known {
                Some(known) if known != segment => return None,
                Some(_) => {}
                None => found.push((*segment).to_owned()),
            }
        }
        Some(found)
    }
}

/// The rules for one vendor.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// `query.ids`, `json.userIds`.
    pub(crate) names_at: Vec<String>,
    /// The paths of the profile's deletions.
    pub(crate) paths: Vec<String>,
    /// The other requests that may be sent to loopback.
    pub(crate) others: Vec<Allowed>,
    /// The text that marks everything this run made up.
    pub(crate) mark: String,
    pub(crate) loopback: bool,
}

impl Gate {
    /// Lets a request through or says why not.
    pub(crate) fn check(&self, outgoing: &Outgoing, ledger: &Ledger) -> Result<(), Stopped> {
        let reads = matches!(outgoing.method.as_str(), "GET" | "HEAD" | "OPTIONS");
        if reads {
            return Ok(());
        }
        let known_path = self.paths.iter().any(|path| {
            outgoing
                .path
                .strip_prefix(path.as_str())
                .is_some_and(is_harmless_suffix)
        });
        let mut identifiers = identifiers(outgoing, &self.names_at);
        if !known_path {
            // A path without identifiers is the closer match.
            let others = self.others.iter().filter_map(|allowed| {
                let found = allowed.identifiers_in(outgoing)?;
                Some((allowed, found))
            });
            let closest = others.min_by_key(|(_, found)| found.len());
            let Some((allowed, found)) = closest.filter(|_| self.loopback) else {
                return Err(Stopped::ElsewhereBound(outgoing.path.clone()));
            };
            identifiers.extend(found);
            identifiers.extend(self::identifiers(outgoing, &allowed.names_at));
        }
        let mut named = 0;
        for identifier in identifiers {
            named += 1;
            if !ledger.knows(&identifier) && !identifier.contains(&self.mark) {
                return Err(Stopped::Stranger(identifier));
            }
        }
        if !self.loopback && named == 0 {
            return Err(Stopped::NamesNobody);
        }
        Ok(())
    }
}

/// The identifiers at some places of a request.
fn identifiers(outgoing: &Outgoing, places: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for place in places {
        if let Some(name) = place.strip_prefix("query.") {
            let values = outgoing.query.iter().filter(|(known, _)| known == name);
            for (_, text) in values {
                found.extend(
                    text.split(',')
                        .map(|part| part.trim().to_owned())
                        .filter(|part| !part.is_empty()),
                );
            }
        }
        if let Some(path) = place.strip_prefix("json.")
            && let Some(json) = &outgoing.json
        {
            let path: Vec<&str> = path.split('.').collect();
            members(json, &path, &mut |value| {
                leaves(value, &mut |leaf| {
                    if leaf.is_number() || leaf.as_str().is_some_and(|text| !text.is_empty()) {
                        found.push(as_text(leaf));
                    }
                });
            });
        }
    }
    found
}

/// Visits what stands at a path of member names, in every element of a list on the way. What is
/// no object where one is expected is visited as it is, since a server may take it for a name.
fn members(value: &Value, path: &[&str], visit: &mut dyn FnMut(&Value)) {
    match (value, path.split_first()) {
        (Value::Array(items), _) => items.iter().for_each(|item| members(item, path, visit)),
        (Value::Object(object), Some((name, rest))) => {
            if let Some(value) = object.get(*name) {
                members(value, rest, visit);
            }
        }
        (value, _) => visit(value),
    }
}

fn is_harmless_suffix(suffix: &str) -> bool {
    matches!(suffix, "" | "/" | ".json")
}

fn leaves(value: &Value, visit: &mut dyn FnMut(&Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, visit)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, visit)),
        leaf => visit(leaf),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Allowed, Gate, Ledger, Stopped};
    use crate::ask::request::Outgoing;

    fn gate(loopback: bool) -> Gate {
        Gate {
            names_at: vec!["json.userIds".into(), "query.ids".into()],
            paths: vec!["/delete".into()],
            others: vec![
                allowed("PUT", "/user/{target.id}", &[]),
                allowed("POST", "/merge", &["json.updates.keep.id"]),
            ],
            mark: "m4rk".into(),
            loopback,
        }
    }

    fn allowed(method: &str, path: &str, names_at: &[&str]) -> Allowed {
        let operation = json!({
            "name": "n", "says": "s", "claims": [], "readings": [], "names_at": names_at,
            "request": {"method": method, "path": path},
        });
        Allowed::of(&serde_json::from_value(operation).expect("an operation"))
    }

    fn other(method: &str, path: &str, json: Value) -> Outgoing {
        Outgoing {
            method: method.into(),
            path: path.into(),
            json: Some(json),
            ..Outgoing::default()
        }
    }

    #[rstest::rstest]
    #[case::a_user_of_the_run(other("PUT", "/user/7", json!({})), Ok(()))]
    #[case::with_a_suffix(other("PUT", "/user/7.json", json!({})), Ok(()))]
    #[case::a_stranger_in_the_path(other("PUT", "/user/9", json!({})), Err(Stopped::Stranger("9".into())))]
    #[case::another_method(other("PATCH", "/user/7", json!({})), Err(Stopped::ElsewhereBound("/user/7".into())))]
    #[case::deep_in_the_body(other("POST", "/merge", json!({"updates": [{"keep": {"id": 7, "why": "x"}}]})), Ok(()))]
    #[case::a_stranger_deep_in_the_body(other("POST", "/merge", json!({"updates": [{"keep": {"id": 9}}]})), Err(Stopped::Stranger("9".into())))]
    #[case::a_text_instead_of_an_object(other("POST", "/merge", json!({"updates": ["x"]})), Err(Stopped::Stranger("x".into())))]
    fn another_operation(#[case] request: Outgoing, #[case] expected: Result<(), Stopped>) {
        let ledger = Ledger::default();
        ledger.enter(&json!({"id": 7}));
        assert_eq!(gate(true).check(&request, &ledger), expected);
        let elsewhere = Err(Stopped::ElsewhereBound(request.path.clone()));
        assert_eq!(gate(false).check(&request, &ledger), elsewhere);
    }

    fn deletion(json: Value, ids: &str) -> Outgoing {
        Outgoing {
            method: "POST".into(),
            path: "/delete".into(),
            query: vec![("ids".into(), ids.into())],
            json: Some(json),
            ..Outgoing::default()
        }
    }

    #[rstest::rstest]
    #[case::users_of_the_run(json!({"userIds": [7, "eight"]}), "7", Ok(()))]
    #[case::a_stranger_in_the_body(json!({"userIds": [7, 9]}), "", Err(Stopped::Stranger("9".into())))]
    #[case::a_stranger_in_the_query(json!({}), "7,9", Err(Stopped::Stranger("9".into())))]
    #[case::a_stranger_deep_inside(json!({"userIds": [{"a": "x"}]}), "", Err(Stopped::Stranger("x".into())))]
    #[case::made_up_text(json!({"userIds": "m4rk-nobody"}), "", Ok(()))]
    #[case::nobody(json!({"userIds": []}), "", Ok(()))]
    fn on_loopback(#[case] json: Value, #[case] ids: &str, #[case] expected: Result<(), Stopped>) {
        let ledger = Ledger::default();
        ledger.enter(&json!({"id": 7, "name": "eight"}));
        assert_eq!(gate(true).check(&deletion(json, ids), &ledger), expected);
    }

    #[test]
    fn elsewhere_a_request_that_names_nobody_is_stopped() {
        let checked = gate(false).check(&deletion(json!({"userIds": []}), ""), &Ledger::default());
        assert_eq!(checked, Err(Stopped::NamesNobody));
    }

    #[test]
    fn a_path_the_profile_does_not_know_is_stopped() {
        let mut other = deletion(json!({}), "");
        other.path = "/deleteall".into();
        assert_eq!(
            gate(true).check(&other, &Ledger::default()),
            Err(Stopped::ElsewhereBound("/deleteall".into()))
        );
    }
}
