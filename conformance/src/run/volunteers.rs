//! Users whom the operator gave away, for servers on which none can be created.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value};

use super::options::Refused;
use super::session::OWNER;
use crate::suite::{Suite, parse};

/// The member that names the credential of a user's account.
const ACCOUNT: &str = "in";

type Fields = Map<String, Value>;

/// The users of the file that no case has taken yet, by vendor.
#[derive(Debug, Default)]
pub(crate) struct Volunteers {
    left: BTreeMap<String, Mutex<Vec<Fields>>>,
}

impl Volunteers {
    /// Reads the file: lists of users by vendor, in YAML or JSON.
    pub(crate) fn read(path: &Path, suite: &Suite) -> Result<Self, Refused> {
        let name = path.display().to_string();
        let unusable = |why: String| Refused::Users(format!("{name}: {why}"));
        let text = std::fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
        let listed: BTreeMap<String, Vec<Fields>> =
            parse(&name, &text).map_err(|error| Refused::Users(error.to_string()))?;
        for (vendor, users) in &listed {
            let known = suite.vendors.iter();
            let Some(found) = known.clone().find(|one| one.profile.vendor == *vendor) else {
                return Err(unusable(format!("there is no vendor `{vendor}`")));
            };
            let mut accounts = users.iter().map(account);
            let credentials = &found.profile.credentials;
            if let Some(account) = accounts.find(|account| !credentials.contains_key(account)) {
                return Err(unusable(format!("{vendor} has no credential `{account}`")));
            }
        }
        let left = listed.into_iter();
        Ok(Self {
            left: left
                .map(|(vendor, users)| (vendor, Mutex::new(users)))
                .collect(),
        })
    }

    /// Whether a vendor's users are given instead of created.
    pub(crate) fn are_given(&self, vendor: &str) -> bool {
        self.left.contains_key(vendor)
    }

    /// Takes users of these accounts, in their order, all or none of them. Nobody is taken twice.
    pub(crate) fn take(&self, vendor: &str, accounts: &[String]) -> Result<Vec<Fields>, String> {
        let Some(left) = self.left.get(vendor) else {
            return Err(format!("--users names nobody of {vendor}"));
        };
        let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rest = left.clone();
        let mut taken = Vec::new();
        for wanted in accounts {
            let Some(at) = rest.iter().position(|fields| account(fields) == *wanted) else {
                let there = left.iter().filter(|fields| account(fields) == *wanted);
                let needed = accounts.iter().filter(|one| *one == wanted);
                return Err(format!(
                    "it needs {} users of `{wanted}`, and {} of those --users names are left",
                    needed.count(),
                    there.count()
                ));
            };
            let mut fields = rest.remove(at);
            fields.shift_remove(ACCOUNT);
            taken.push(fields);
        }
        *left = rest;
        Ok(taken)
    }
}

fn account(fields: &Fields) -> String {
    let named = fields.get(ACCOUNT).and_then(Value::as_str);
    named.unwrap_or(OWNER).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Volunteers;
    use crate::suite::Suite;

    fn volunteers(text: &str) -> Result<Volunteers, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("users");
        std::fs::write(&path, text).expect("a file");
        let suite = Suite::embedded().expect("readable files");
        Volunteers::read(&path, &suite).map_err(|refused| refused.to_string())
    }

    fn owners(count: usize) -> Vec<String> {
        vec!["owner".to_owned(); count]
    }

    #[rstest::rstest]
    #[case::yaml("ejento:\n- {id: 7}\n- {id: 8, in: owner}\n- {id: 9}\n")]
    #[case::json(r#"{"ejento": [{"id": 7}, {"id": 8}, {"id": 9}]}"#)]
    fn everybody_is_taken_once(#[case] text: &str) {
        let volunteers = volunteers(text).expect("users");
        let taken = volunteers.take("ejento", &owners(2)).expect("two");
        assert_eq!((&taken[0]["id"], &taken[1]["id"]), (&7.into(), &8.into()));
        assert!(!taken[1].contains_key("in"));
        let refused = volunteers.take("ejento", &owners(2)).expect_err("too few");
        let says = "it needs 2 users of `owner`, and 1 of those --users names are left";
        assert_eq!(refused, says);
        let last = volunteers.take("ejento", &owners(1)).expect("who is left");
        assert_eq!(last[0]["id"], 9);
        assert!(volunteers.are_given("ejento") && !volunteers.are_given("braze"));
    }

    #[rstest::rstest]
    #[case::an_unknown_vendor("acme: [{id: 7}]", "no vendor `acme`")]
    #[case::an_unknown_account("ejento: [{id: 7, in: wonderland}]", "no credential `wonderland`")]
    #[case::no_list("ejento: 7", "users")]
    fn other_files_are_refused(#[case] text: &str, #[case] reason: &str) {
        let refused = volunteers(text).expect_err("a reason");
        assert!(refused.contains(reason), "{refused}");
    }
}
