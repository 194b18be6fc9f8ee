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

/// The rules for one vendor.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// `query.ids`, `json.userIds`.
    pub(crate) names_at: Vec<String>,
    /// The paths of the profile's deletions.
    pub(crate) paths: Vec<String>,
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
        if !known_path {
            return Err(Stopped::ElsewhereBound(outgoing.path.clone()));
        }
        let mut named = 0;
        for identifier in self.identifiers(outgoing) {
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

    fn identifiers(&self, outgoing: &Outgoing) -> Vec<String> {
        let mut found = Vec::new();
        for place in &self.names_at {
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
            if let Some(name) = place.strip_prefix("json.")
                && let Some(value) = outgoing.json.as_ref().and_then(|json| json.get(name))
            {
                leaves(value, &mut |leaf| {
                    if leaf.is_number() || leaf.as_str().is_some_and(|text| !text.is_empty()) {
                        found.push(as_text(leaf));
                    }
                });
            }
        }
        found
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

    use super::{Gate, Ledger, Stopped};
    use crate::ask::request::Outgoing;

    fn gate(loopback: bool) -> Gate {
        Gate {
            names_at: vec!["json.userIds".into(), "query.ids".into()],
            paths: vec!["/delete".into()],
            mark: "m4rk".into(),
            loopback,
        }
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
