//! Users of `--users` in place of created ones.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::people::{User, account, seat};
use super::session::{Hindrance, Session};
use crate::ask::template::Scope;
use crate::suite::case::{Case, Given, State};

type Fields = Map<String, Value>;

impl Session<'_> {
    /// How many users a case has the run create.
    pub(super) fn newly_there(&self, case: &Case) -> Result<usize, Hindrance> {
        if !self.conduct.has_users() || self.users_are_given() {
            return Ok(0);
        }
        let there = case.given.values();
        let there = there.filter(|given| given.state != State::Unknown);
        there.map(|given| self.size(&given.count)).sum()
    }

    /// The given users a case takes, by role; nobody where users are created.
    pub(super) fn call_upon(
        &self,
        case: &Case,
    ) -> Result<BTreeMap<String, Vec<Fields>>, Hindrance> {
        if !self.conduct.has_users() || !self.users_are_given() {
            return Ok(BTreeMap::new());
        }
        let there = case.given.iter();
        let roles: Vec<(&String, &Given)> = there
            .filter(|(_, given)| given.state != State::Unknown)
            .collect();
        let special = |given: &Given| !given.fields.is_empty() || given.with.is_some();
        if roles.iter().any(|(_, given)| special(given)) {
            let reason = "it needs users with fields of its own, and --users names others";
            return Err(Hindrance::Blocked(reason.to_owned()));
        }
        let mut accounts = Vec::new();
        for (_, given) in &roles {
            accounts.extend(vec![account(given); self.size(&given.count)?]);
        }
        let vendor = &self.vendor.profile.vendor;
        let taken = self.terms.volunteers.take(vendor, &accounts);
        let mut taken = taken.map_err(Hindrance::Blocked)?.into_iter();
        let mut by_role = BTreeMap::new();
        for (role, given) in roles {
            let count = self.size(&given.count)?;
            by_role.insert(role.clone(), taken.by_ref().take(count).collect());
        }
        Ok(by_role)
    }

    /// Given users as a role's, once they are seen to be there.
    pub(super) async fn welcome_volunteers(
        &self,
        mark: &str,
        role: &str,
        given: &Given,
        fields: Vec<Fields>,
    ) -> Result<Vec<User>, Hindrance> {
        let users = fields.into_iter().enumerate().map(|(at, fields)| User {
            seat: seat(mark, role, at),
            role: role.to_owned(),
            account: account(given),
            fields: Value::Object(fields),
        });
        let users: Vec<User> = users.collect();
        for user in &users {
            self.enter(user);
            self.acknowledge(user);
            let pass = self.pass(&user.account).await?;
            self.give(user, &self.scope(mark, &pass));
        }
        self.wait_until_present(&users).await?;
        Ok(users)
    }

    /// Lets a given user be named as the kinds of identifier do, and in no other way.
    fn give(&self, user: &User, scope: &Scope) {
        for kind in &self.vendor.profile.kinds {
            let named = self.deletion(Some(&kind.name), std::slice::from_ref(user), scope);
            // What the file does not tell of a user is no way to name them.
            let names = named.map(|request| self.gate.names(&request));
            for name in names.unwrap_or_default() {
                self.roll.give(&name);
            }
        }
    }

    fn users_are_given(&self) -> bool {
        let vendor = &self.vendor.profile.vendor;
        self.terms.volunteers.are_given(vendor)
    }
}
