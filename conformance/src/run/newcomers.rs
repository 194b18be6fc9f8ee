//! Users whom the judged request itself creates: announced before it leaves, taken in once it is answered.

use std::collections::BTreeMap;

use serde_json::Value;

use super::people::User;
use super::session::{Hindrance, Session};
use crate::ask::exchange::Answer;
use crate::suite::case::{Case, State};

impl Session<'_> {
    /// Takes in the users an accepted request created, with the fields that its answer or its job tells.
    pub(super) fn welcome(
        &self,
        case: &Case,
        answer: &Answer,
        job: Option<&Value>,
        users: &mut BTreeMap<String, Vec<User>>,
    ) -> Result<(), Hindrance> {
        if !(200..300).contains(&answer.status) {
            return Ok(());
        }
        let body = answer.json().unwrap_or_default();
        let mut confirmed = Vec::new();
        for (role, fields) in &case.when.creates {
            for (at, user) in users.get_mut(role).into_iter().flatten().enumerate() {
                for (name, pointer) in fields {
                    let pointer = pointer.replace("{at}", &at.to_string());
                    let told = job.and_then(|job| job.pointer(&pointer));
                    if let Some(value) = body.pointer(&pointer).or(told) {
                        user.fields[name] = value.clone();
                    }
                }
                self.enter(user);
                confirmed.push(user.clone());
            }
        }
        self.confirm(&confirmed)
    }

    /// Says that whoever the case wants not to exist yet may exist from now on.
    pub(super) fn expect_newcomers(
        &self,
        case: &Case,
        users: &BTreeMap<String, Vec<User>>,
    ) -> Result<Vec<User>, Hindrance> {
        let unknown = |role: &str| {
            let given = case.given.get(role);
            given.is_some_and(|given| given.state == State::Unknown)
        };
        let newcomers = users.iter().filter(|(role, _)| unknown(role));
        let newcomers: Vec<User> = newcomers.flat_map(|(_, users)| users.clone()).collect();
        self.take(newcomers.len())?;
        self.announce(&newcomers)?;
        Ok(newcomers)
    }
}
