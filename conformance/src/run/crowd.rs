//! The crowd: everybody the cases will need, created many at once before the first of them.
//!
//! A case still gets users of its own, with its own marks. Where a vendor has
//! no way to create many, or it does not work, the users are created one by
//! one when their case needs them.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use futures_util::{StreamExt, stream};
use serde_json::Value;

use super::made_up;
use super::people::{User, account, items, seat};
use super::session::{Hindrance, Session, placeholder};
use crate::ask::again::Again;
use crate::ask::request::Outgoing;
use crate::judge::pattern;
use crate::suite::Filed;
use crate::suite::case::State;
use crate::suite::creation::{Many, ManyStep};

/// How many groups are created at a time.
const AT_A_TIME: usize = 6;

/// Mark, role, and place in the role.
pub(crate) type Seat = (String, String, usize);

impl Session<'_> {
    /// Creates everybody whom the cases want to exist.
    pub(crate) async fn create_crowd(&self, cases: &[&Filed]) {
        let Some(many) = &self.vendor.profile.create_many else {
            return;
        };
        // Whoever counts deletions wants users one by one, while there is something left of the count.
        let given = self.terms.volunteers.are_given(&self.vendor.profile.vendor);
        if !self.conduct.has_users() || self.terms.budget.is_limited() || given {
            return;
        }
        let mut wanted: BTreeMap<String, Vec<(Seat, User)>> = BTreeMap::new();
        for filed in cases.iter().filter(|filed| filed.skip.is_none()) {
            if self.withhold(&filed.case).is_err() {
                continue;
            }
            let mark = made_up::case_mark(self.seed, &filed.case.id);
            for (role, given) in &filed.case.given {
                // What a case adds to its users belongs to the request that creates one.
                if given.state == State::Unknown || given.with.is_some() {
                    continue;
                }
                for at in 0..self.size(&given.count).unwrap_or_default() {
                    let Ok((_, fields)) = self.fields(&mark, role, at, given).await else {
                        return;
                    };
                    let user = User {
                        seat: seat(&mark, role, at),
                        role: role.clone(),
                        account: account(given),
                        fields: Value::Object(fields),
                    };
                    let seat = (mark.clone(), role.clone(), at);
                    wanted
                        .entry(user.account.clone())
                        .or_default()
                        .push((seat, user));
                }
            }
        }
        let groups: Vec<&[(Seat, User)]> = wanted
            .values()
            .flat_map(|those| those.chunks(many.limit))
            .collect();
        // One group shows whether the way works at all.
        let Some((first, others)) = groups.split_first() else {
            return;
        };
        if self.create_group(many, first).await.is_ok() {
            let rest = others.iter().map(|group| self.create_group(many, group));
            let results = stream::iter(rest).buffer_unordered(AT_A_TIME);
            // Whoever is missing is created for their case alone, where the reason is told.
            results.for_each(|_| async {}).await;
        }
    }

    /// A user who was created, and seen, with the crowd.
    pub(crate) fn out_of_the_crowd(&self, mark: &str, role: &str, at: usize) -> Option<User> {
        let seat = (mark.to_owned(), role.to_owned(), at);
        let crowd = self.crowd.lock().unwrap_or_else(PoisonError::into_inner);
        crowd.get(&seat).cloned()
    }

    async fn create_group(&self, many: &Many, group: &[(Seat, User)]) -> Result<(), Hindrance> {
        let mut users: Vec<User> = group.iter().map(|(_, user)| user.clone()).collect();
        let Some(first) = users.first() else {
            return Ok(());
        };
        let pass = self.pass(&first.account).await?;
        for user in &users {
            self.enter(user);
        }
        self.announce(&users)?;
        for (at, step) in many.steps.iter().enumerate() {
            let mut scope = self.scope(self.roll.mark(), &pass);
            let named = items(&step.item, step.join.as_deref(), &users, &scope)?;
            scope.set("items", named);
            let request = Outgoing::build(&step.ask.request, &scope)?;
            let answer = self.send(&request, &pass, Again::Undone).await?;
            let worked = self.captures(&step.ask, &request, &answer, &scope);
            if at == 0 && matches!(worked, Err(Hindrance::Denied(_))) {
                self.enter_refused(&users)?;
            }
            worked?;
            if step.job {
                self.finish_job(&answer, &scope, &pass).await?;
            }
            let body = answer.json().unwrap_or_default();
            for user in &mut users {
                if self.is_planning() {
                    let n = format!(
                        "{}{}",
                        user.role,
                        user.seat.rsplit('/').next().unwrap_or("")
                    );
                    for name in step.each.keys() {
                        user.fields[name] = placeholder(&n, name);
                        self.roll.own(&user.fields[name]);
                    }
                    continue;
                }
                recognise(step, &body, &scope.with("user", user.fields.clone()), user)?;
            }
        }
        for user in &users {
            self.enter(user);
        }
        self.confirm(&users)?;
        self.wait_until_present(&users).await?;
        let mut crowd = self.crowd.lock().unwrap_or_else(PoisonError::into_inner);
        for ((seat, _), user) in group.iter().zip(users) {
            crowd.insert(seat.clone(), user);
        }
        Ok(())
    }
}

/// Finds a user in an answer about many, and takes over what the server assigned.
fn recognise(
    step: &ManyStep,
    body: &Value,
    scope: &crate::ask::template::Scope,
    user: &mut User,
) -> Result<(), Hindrance> {
    let (Some(list), Some(entry)) = (&step.list, &step.entry) else {
        return Ok(());
    };
    let missing = || Hindrance::Blocked("a created user is not in the answer".to_owned());
    let entry = scope.fill(entry)?;
    let elements = body.pointer(list).and_then(Value::as_array);
    let mut elements = elements.into_iter().flatten();
    let element = elements
        .find(|element| pattern::matches(&entry, Some(element)))
        .ok_or_else(missing)?;
    for (name, pointer) in &step.each {
        let value = element.pointer(pointer).ok_or_else(missing)?;
        user.fields[name] = value.clone();
    }
    Ok(())
}
