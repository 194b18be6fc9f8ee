//! Finders: who of the run's users is on the server, by what the run named them.
//!
//! A user whose creation was never answered has no id that we know. The
//! finders of the profile ask by the marked fields and learn the rest.

use serde_json::Value;

use super::people::{User, items};
use super::session::{Hindrance, Session};
use crate::ask::again::Again;
use crate::ask::request::Outgoing;
use crate::judge::pattern;
use crate::suite::creation::Finder;

/// What a search for one user came to.
#[derive(Debug, Clone)]
pub(crate) enum Whereabouts {
    /// On the server, with what the server calls them, and the kind of identifier to delete them by.
    There(User, Option<String>),
    Nowhere,
    Unclear(String),
}

impl Session<'_> {
    /// Looks for users of one account; the last resorts only where `thorough` is asked for.
    pub(crate) async fn locate(&self, users: &[User], thorough: bool) -> Vec<Whereabouts> {
        let mut found: Vec<Whereabouts> = vec![Whereabouts::Nowhere; users.len()];
        let finders = self.vendor.profile.find.iter();
        for finder in finders.filter(|finder| thorough || !finder.last_resort) {
            let wanted: Vec<usize> = (0..users.len())
                .filter(|at| !matches!(found[*at], Whereabouts::There(..)))
                .filter(|at| has_all(&finder.needs, &users[*at]))
                .collect();
            for chunk in wanted.chunks(finder.batch.unwrap_or(1)) {
                let those: Vec<User> = chunk.iter().map(|at| users[*at].clone()).collect();
                let results = self.search(finder, &those).await;
                let results = results.unwrap_or_else(|hindrance| {
                    vec![Whereabouts::Unclear(hindrance.reason().to_owned()); those.len()]
                });
                for (at, result) in chunk.iter().zip(results) {
                    // What one finder could not tell, another one may; not the other way round.
                    if !matches!(result, Whereabouts::Nowhere) {
                        found[*at] = result;
                    }
                }
            }
        }
        found
    }

    async fn search(&self, finder: &Finder, users: &[User]) -> Result<Vec<Whereabouts>, Hindrance> {
        let Some(first) = users.first() else {
            return Ok(vec![]);
        };
        let pass = self.pass(&first.account).await?;
        let mut scope = self.scope(self.roll.mark(), &pass);
        scope.set("user", first.fields.clone());
        if let Some(item) = &finder.item {
            scope.set("items", items(item, finder.join.as_deref(), users, &scope)?);
        }
        let request = Outgoing::build(&finder.ask.request, &scope)?;
        let answer = self.send(&request, &pass, Again::Looks).await?;
        if self.is_planning() {
            return Ok(vec![Whereabouts::Nowhere; users.len()]);
        }
        self.captures(&finder.ask, &request, &answer, &scope)?;
        let body = answer.json().unwrap_or_default();
        let Some(list) = body.pointer(&finder.list).and_then(Value::as_array) else {
            let path = &finder.ask.request.path;
            return Err(Hindrance::Blocked(format!(
                "{} {path} answered without {}",
                request.method, finder.list
            )));
        };
        let sought = users.iter().map(|user| {
            let entry = scope
                .with("user", user.fields.clone())
                .fill(&finder.entry)?;
            let element = list
                .iter()
                .find(|element| pattern::matches(&entry, Some(element)))
                .filter(|_| self.is_invented(&entry));
            Ok(element.map_or(Whereabouts::Nowhere, |element| {
                let mut user = user.clone();
                for (name, pointer) in &finder.each {
                    if let Some(value) = element.pointer(pointer) {
                        user.fields[name] = value.clone();
                    }
                }
                self.acknowledge(&user);
                Whereabouts::There(user, finder.by.clone())
            }))
        });
        sought.collect()
    }

    /// Whether a pattern fits nobody but a user of this run.
    pub(crate) fn is_invented(&self, entry: &Value) -> bool {
        match entry {
            Value::Array(items) => items.iter().any(|item| self.is_invented(item)),
            Value::Object(members) => members.values().any(|member| self.is_invented(member)),
            leaf => self.roll.is_invented(&crate::ask::template::as_text(leaf)),
        }
    }

    /// Takes the identifiers the server gave to a user who was seen under a name of the run's.
    pub(crate) fn acknowledge(&self, user: &User) {
        for name in self.vendor.profile.unknown.keys() {
            if let Some(value) = user.fields.get(name) {
                self.roll.own(value);
            }
        }
    }
}

fn has_all(needs: &[String], user: &User) -> bool {
    let has = |name: &String| user.fields.get(name).is_some_and(|value| !value.is_null());
    needs.iter().all(has)
}
