//! Stages: what a server would have said and shown that takes the document by another reading.
//!
//! A sound server shows one reading of a case. The assertions of the others hold nothing back until somebody
//! answers by them, so that is made up here: the answer from the reading's patterns, the users from its fates.

use std::collections::BTreeMap;

use serde_json::Value;

use super::bend::with_body;
use super::specimen::Specimen;
use crate::ask::exchange::Answer;
use crate::ask::template::Scope;
use crate::judge::example::example;
use crate::judge::sight::{Fate, Sight, View};
use crate::run::User;
use crate::run::judging::Observed;
use crate::suite::case::{Reading, Status};

/// What is shown in place of what was.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    pub(super) reading: String,
    pub(super) answer: Answer,
    pub(super) job: Option<Value>,
    /// Whether a role's users are there.
    pub(super) there: BTreeMap<String, bool>,
}

tokio::task_local! {
    static THERE: BTreeMap<String, bool>;
}

impl Stage {
    /// Nothing where the reading speaks of somebody whom nobody created.
    pub(super) fn of(
        reading: &Reading,
        named: Option<&Reading>,
        specimen: &Specimen,
    ) -> Option<Self> {
        let observed = &specimen.observed;
        let mut answer = observed.answer.clone();
        for reading in named.into_iter().chain([reading]) {
            answer = answered(reading, answer, &observed.scope)?;
        }
        let job = match &reading.job {
            Some(wanted) => example(&observed.scope.fill(wanted).ok()?, observed.job.as_ref()),
            None => observed.job.clone(),
        };
        let there = |role: &String| Fate::of(reading, role) != Fate::Gone;
        Some(Self {
            reading: reading.name.clone().unwrap_or_default(),
            answer,
            job,
            there: observed
                .users
                .keys()
                .map(|role| (role.clone(), there(role)))
                .collect(),
        })
    }

    pub(super) fn apply(&self, observed: &mut Observed) {
        observed.answer = self.answer.clone();
        observed.job.clone_from(&self.job);
        let everybody: Vec<User> = observed.users.values().flatten().cloned().collect();
        observed.at_once = shown(&self.there, &everybody);
    }
}

/// Runs something before which the doors show what a stage says.
pub(super) async fn on<F: Future>(stage: Option<&Stage>, work: F) -> F::Output {
    match stage {
        Some(stage) => THERE.scope(stage.there.clone(), work).await,
        None => work.await,
    }
}

/// What every door shows of these users, if they are on a stage.
pub(in crate::run) fn views(users: &[User]) -> Option<Vec<View>> {
    THERE.try_with(|there| shown(there, users)).ok()
}

fn shown(there: &BTreeMap<String, bool>, users: &[User]) -> Vec<View> {
    let view = |(at, user): (usize, &User)| View {
        door: "stage".to_owned(),
        of_the_deleted: false,
        who: vec![at],
        sight: match there.get(&user.role) {
            Some(false) => Sight::Absent,
            _ => Sight::Present,
        },
        status: None,
    };
    users.iter().enumerate().map(view).collect()
}

/// The answer changed until the reading has what it asks for.
fn answered(reading: &Reading, mut answer: Answer, scope: &Scope) -> Option<Answer> {
    let fits = |status: &Status| status.covers(answer.status);
    if !reading.status.iter().any(fits) {
        answer.status = reading.status.first().map_or(answer.status, first_of);
    }
    for (name, pattern) in &reading.headers {
        let near = answer
            .header(name)
            .map(|text| Value::String(text.to_owned()));
        let wanted = example(&scope.fill(pattern).ok()?, near.as_ref());
        answer
            .headers
            .retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        if let Some(Value::String(text)) = wanted {
            answer.headers.push((name.clone(), text));
        }
    }
    if let Some(pattern) = &reading.body {
        let body = example(&scope.fill(pattern).ok()?, answer.json().as_ref());
        answer = with_body(
            &answer,
            body.map(|body| body.to_string()).unwrap_or_default(),
        );
    }
    if reading.empty {
        answer.body.clear();
    }
    Some(answer)
}

fn first_of(status: &Status) -> u16 {
    match status {
        Status::Code(code) => *code,
        Status::Class(class) => class
            .trim_end_matches('x')
            .parse()
            .map_or(0, |first: u16| first * 100),
    }
}
