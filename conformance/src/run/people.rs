//! The users of a case: made up, created, and remembered for the sweep.

use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::{StreamExt, stream};
use serde_json::{Map, Value};
use tokio::time::Instant;

use super::made_up;
use super::pause;
use super::session::{Hindrance, OWNER, Session};
use crate::ask::again::Again;
use crate::ask::conduct::Conduct;
use crate::ask::credential::Pass;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;
use crate::suite::case::{Count, Given, Size, State};
use crate::suite::creation::Step;

/// How many users of one role are created at a time.
const AT_A_TIME: usize = 8;

/// One user as the run knows them.
#[derive(Debug, Clone)]
pub(crate) struct User {
    /// Their name within the run, which no other user has.
    pub(crate) seat: String,
    pub(crate) role: String,
    /// The credential of the account they live in.
    pub(crate) account: String,
    pub(crate) fields: Value,
}

impl Session<'_> {
    /// How many users a role has.
    pub(crate) fn size(&self, count: &Count) -> Result<usize, Hindrance> {
        let profile = &self.vendor.profile;
        let limit = || {
            let none = "the document states no batch limit";
            let limit = profile.limit;
            limit.ok_or_else(|| Hindrance::Skipped(none.to_owned()))
        };
        match count {
            Count::Word(Size::One) => Ok(1),
            Count::Word(Size::Two) => Ok(2),
            Count::Word(Size::Three) => Ok(3),
            Count::Word(Size::BelowLimit) => Ok(limit()? - 1),
            Count::Word(Size::Limit) => limit(),
            Count::Word(Size::AboveLimit) => Ok(limit()? + 1),
            Count::Of(relative) => {
                let limit = profile.limits.get(&relative.limit);
                let size = limit.and_then(|limit| limit.checked_add_signed(relative.plus.into()));
                let none = || format!("the profile has no limit `{}`", relative.limit);
                size.ok_or_else(|| Hindrance::Broken(none()))
            }
        }
    }

    /// The users of a role, created and seen where the role says that they exist.
    pub(crate) async fn provide(
        &self,
        mark: &str,
        role: &str,
        given: &Given,
    ) -> Result<Vec<User>, Hindrance> {
        let size = self.size(&given.count)?;
        let exist = given.state != State::Unknown && self.conduct.has_users();
        let failed = AtomicBool::default();
        let made: Vec<Result<User, Hindrance>> = stream::iter(0..size)
            .map(|at| {
                let failed = &failed;
                async move {
                    // Whoever was begun is finished, so that it is known what became of them.
                    if failed.load(Ordering::Relaxed) {
                        let reason = "another user of the case could not be created";
                        return Err(Hindrance::Blocked(reason.to_owned()));
                    }
                    let made = if exist {
                        self.create(mark, role, at, given).await
                    } else {
                        self.imagine(mark, role, at, given).await
                    };
                    failed.fetch_or(made.is_err(), Ordering::Relaxed);
                    made
                }
            })
            .buffered(AT_A_TIME)
            .collect()
            .await;
        let users: Vec<User> = made.into_iter().collect::<Result<_, _>>()?;
        if !exist {
            self.expect_nobody(&users).await?;
        }
        Ok(users)
    }

    /// Somebody who does not exist.
    async fn imagine(
        &self,
        mark: &str,
        role: &str,
        at: usize,
        given: &Given,
    ) -> Result<User, Hindrance> {
        let (scope, mut fields) = self.fields(mark, role, at, given).await?;
        for (name, value) in &self.vendor.profile.unknown {
            let value = scope.fill(value)?;
            self.roll.make_up(&value);
            fields.insert(name.clone(), value);
        }
        let user = User {
            seat: seat(mark, role, at),
            role: role.to_owned(),
            account: account(given),
            fields: Value::Object(fields),
        };
        self.enter(&user);
        Ok(user)
    }

    async fn create(
        &self,
        mark: &str,
        role: &str,
        at: usize,
        given: &Given,
    ) -> Result<User, Hindrance> {
        if let Some(user) = self.out_of_the_crowd(mark, role, at) {
            return Ok(user);
        }
        let (scope, fields) = self.fields(mark, role, at, given).await?;
        let mut user = User {
            seat: seat(mark, role, at),
            role: role.to_owned(),
            account: account(given),
            fields: Value::Object(fields),
        };
        self.enter(&user);
        let pass = self.pass(&user.account).await?;
        self.announce(std::slice::from_ref(&user))?;
        for (at, step) in self.vendor.profile.create.iter().enumerate() {
            let scope = scope.with("user", user.fields.clone());
            let mut request = Outgoing::build(&step.request, &scope)?;
            if at == 0
                && let Some(with) = &given.with
            {
                let filled = scope.fill(with)?;
                request.merge_json(&filled);
            }
            if at == 0 && !self.would_be_marked(&request) {
                self.strike(std::slice::from_ref(&user))?;
                let reason = "it would create somebody whom nothing shows to be this run's";
                return Err(Hindrance::Withheld(reason.to_owned()));
            }
            let captured = self.prepare(step, &request, &pass, &scope).await;
            if at == 0 && matches!(captured, Err(Hindrance::Denied(_))) {
                self.enter_refused(std::slice::from_ref(&user))?;
            }
            let captured = captured?;
            if let Value::Object(fields) = &mut user.fields {
                fields.extend(captured);
            }
            self.enter(&user);
        }
        self.confirm(std::slice::from_ref(&user))?;
        self.wait_until_present(std::slice::from_ref(&user)).await?;
        Ok(user)
    }

    /// Whether a user created so could be told from others; elsewhere nobody else is deleted.
    fn would_be_marked(&self, request: &Outgoing) -> bool {
        let shown = request.json.as_ref();
        self.conduct != Conduct::Owned || shown.is_some_and(|json| self.is_invented(json))
    }

    /// Sends a preparing request and captures from its answer, more than once where that is harmless.
    pub(crate) async fn prepare(
        &self,
        step: &Step,
        request: &Outgoing,
        pass: &Pass,
        scope: &Scope,
    ) -> Result<Map<String, Value>, Hindrance> {
        let until = Instant::now() + self.target.deadline();
        loop {
            let answer = self.send(request, pass, Again::Undone).await?;
            match self.captures(step, request, &answer, scope) {
                Err(Hindrance::Blocked(_) | Hindrance::Denied(_))
                    if step.again && Instant::now() < until =>
                {
                    pause(self.target.poll()).await;
                }
                Err(Hindrance::Blocked(reason)) => {
                    return Err(Hindrance::Blocked(unready(&reason)));
                }
                Err(Hindrance::Denied(reason)) => return Err(Hindrance::Denied(unready(&reason))),
                captured => return captured,
            }
        }
    }

    pub(crate) async fn fields(
        &self,
        mark: &str,
        role: &str,
        at: usize,
        given: &Given,
    ) -> Result<(Scope, Map<String, Value>), Hindrance> {
        let pass = self.pass(&account(given)).await?;
        let mut scope = self.scope(mark, &pass);
        let shared = scope.clone();
        made_up::names(&mut scope, mark, role, at);
        let mut fields = Map::new();
        for field in &self.vendor.profile.fields {
            // A field the case sets is shared by all users of the case that set it.
            let value = match given.fields.get(&field.name) {
                Some(value) => shared.fill(value)?,
                None => {
                    let scope = scope.with("user", Value::Object(fields.clone()));
                    let value = scope.fill(&field.value)?;
                    // What the profile has the run draw is nobody's; what a case says may be.
                    if field.value.as_str().is_some_and(|text| text.contains('{')) {
                        self.roll.make_up(&value);
                    }
                    value
                }
            };
            fields.insert(field.name.clone(), value);
        }
        Ok((scope, fields))
    }

    /// Writes a user's identifiers to the roll, also as the kinds of identifier spell them.
    pub(crate) fn enter(&self, user: &User) {
        self.roll.mention(&user.fields);
        let mut scope = Scope::default();
        scope.set("user", user.fields.clone());
        for kind in &self.vendor.profile.kinds {
            if let Ok(item) = scope.fill(&kind.item) {
                self.roll.mention(&item);
            }
        }
    }
}

/// A user's name within the run.
pub(crate) fn seat(mark: &str, role: &str, at: usize) -> String {
    format!("{mark}/{role}/{at}")
}

fn unready(reason: &str) -> String {
    format!("the case cannot be prepared: {reason}")
}

/// Users as a request names them: a list, or one text.
pub(crate) fn items(
    item: &Value,
    join: Option<&str>,
    users: &[User],
    scope: &Scope,
) -> Result<Value, Hindrance> {
    let items = users
        .iter()
        .map(|user| scope.with("user", user.fields.clone()).fill(item))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(match join {
        Some(separator) => {
            let texts: Vec<String> = items.iter().map(crate::ask::template::as_text).collect();
            Value::String(texts.join(separator))
        }
        None => Value::Array(items),
    })
}

pub(crate) fn account(given: &Given) -> String {
    given.account.clone().unwrap_or_else(|| OWNER.to_owned())
}
