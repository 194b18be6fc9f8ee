//! Bends: single changes to what a case observed.

use serde_json::Value;

use super::change::{lists, of_json};
use super::few;
use super::specimen::Specimen;
use super::stage::Stage;
use crate::ask::exchange::Answer;
use crate::judge::example::probes;
use crate::run::judging::Observed;

/// One change.
pub(super) struct Bend {
    pub(super) says: String,
    what: Bent,
}

enum Bent {
    Answer(Answer),
    Job(Option<Value>),
    /// What the server said to a later request.
    Told(String, Answer),
    /// What a server of another reading would have said and shown.
    Staged(Stage),
}

impl Bend {
    pub(super) fn apply(&self, observed: &mut Observed) {
        match &self.what {
            Bent::Answer(answer) => observed.answer = answer.clone(),
            Bent::Job(job) => observed.job.clone_from(job),
            Bent::Told(..) => {}
            Bent::Staged(stage) => stage.apply(observed),
        }
    }

    /// A later request with its other answer.
    pub(super) fn told(&self) -> Option<(String, Answer)> {
        match &self.what {
            Bent::Told(request, answer) => Some((request.clone(), answer.clone())),
            _ => None,
        }
    }

    pub(super) fn stage(&self) -> Option<&Stage> {
        match &self.what {
            Bent::Staged(stage) => Some(stage),
            _ => None,
        }
    }
}

/// Every bend of a specimen.
pub(super) fn all(specimen: &Specimen) -> Vec<Bend> {
    let mut bends: Vec<Bend> = probed(specimen).collect();
    for (says, answer) in of_answer(&specimen.observed.answer) {
        bends.push(Bend {
            says,
            what: Bent::Answer(answer),
        });
    }
    if let Some(job) = &specimen.observed.job {
        bends.push(Bend {
            says: "no job".to_owned(),
            what: Bent::Job(None),
        });
        for (says, job) in of_json(job) {
            bends.push(Bend {
                says: format!("job{says}"),
                what: Bent::Job(Some(job)),
            });
        }
    }
    for (request, answer) in specimen.after.iter() {
        let before = specimen.before.get(request);
        for (says, told) in of_later(before, answer, &specimen.mark) {
            let asked: String = request.chars().take(60).collect();
            bends.push(Bend {
                says: format!("{asked}: {says}"),
                what: Bent::Told(request.clone(), told),
            });
        }
    }
    bends
}

/// What the patterns tell apart, put where they look for it.
fn probed(specimen: &Specimen) -> impl Iterator<Item = Bend> {
    let answer = &specimen.observed.answer;
    let probes = specimen
        .patterns
        .iter()
        .flat_map(|pattern| probes(pattern, ""));
    probes.filter_map(|(pointer, value)| {
        let mut body = answer.json()?;
        let (holder, name) = pointer.rsplit_once('/')?;
        let holder = body.pointer_mut(holder)?.as_object_mut()?;
        let says = format!("body{pointer} is {value}");
        holder.insert(name.to_owned(), value);
        let what = Bent::Answer(with_body(answer, body.to_string()));
        Some(Bend { says, what })
    })
}

/// Every bend of what a server of another reading would have said, and that itself.
pub(super) fn all_staged(stage: &Stage) -> Vec<Bend> {
    let mut staged = vec![("as it is".to_owned(), stage.clone())];
    for (says, answer) in of_answer(&stage.answer) {
        staged.push((
            says,
            Stage {
                answer,
                ..stage.clone()
            },
        ));
    }
    for (says, job) in stage.job.iter().flat_map(of_json) {
        let job = Some(job);
        staged.push((
            format!("job{says}"),
            Stage {
                job,
                ..stage.clone()
            },
        ));
    }
    let mut bends: Vec<Bend> = staged
        .into_iter()
        .map(|(says, stage)| on(&says, stage))
        .collect();
    bends.extend(of_fates(stage));
    bends
}

/// Each role's users there where they should be gone, or the other way round.
pub(super) fn of_fates(stage: &Stage) -> impl Iterator<Item = Bend> {
    stage.there.keys().map(|role| {
        let mut stage = stage.clone();
        stage
            .there
            .entry(role.clone())
            .and_modify(|there| *there = !*there);
        on(&format!("another fate of {role}"), stage)
    })
}

fn on(says: &str, stage: Stage) -> Bend {
    Bend {
        says: format!("{}: {says}", stage.reading),
        what: Bent::Staged(stage),
    }
}

/// The answer to the case's own request: its status, each header, each member of its body.
fn of_answer(answer: &Answer) -> Vec<(String, Answer)> {
    let mut bent = Vec::new();
    let other_class = if answer.status < 400 { 500 } else { 200 };
    for status in [answer.status + 1, other_class] {
        let changed = Answer {
            status,
            ..answer.clone()
        };
        bent.push((format!("status {status}"), changed));
    }
    for (at, (name, _)) in answer.headers.iter().enumerate() {
        let mut changed = answer.clone();
        changed.headers.remove(at);
        bent.push((format!("no header {name}"), changed));
    }
    if let Some(body) = answer.json() {
        for (says, body) in of_json(&body) {
            bent.push((format!("body{says}"), with_body(answer, body.to_string())));
        }
    }
    bent.push((
        "a body that is no JSON".to_owned(),
        with_body(answer, "<html>".to_owned()),
    ));
    if !answer.body.is_empty() {
        bent.push(("no body".to_owned(), with_body(answer, String::new())));
    }
    bent
}

/// The answer to a later request: as it was before, gone, broken, or without somebody.
///
/// Only whoever the case itself created is taken out of a list: others come and go while it runs.
fn of_later(before: Option<&Answer>, answer: &Answer, mark: &str) -> Vec<(String, Answer)> {
    let mut bent = Vec::new();
    if let Some(before) = before
        && (before.status, &before.body) != (answer.status, &answer.body)
    {
        bent.push(("as before the request".to_owned(), before.clone()));
    }
    let gone = Answer {
        status: 404,
        ..with_body(answer, "{}".to_owned())
    };
    let broken = Answer {
        status: 500,
        ..answer.clone()
    };
    bent.extend([("gone".to_owned(), gone), ("broken".to_owned(), broken)]);
    let Some(body) = answer.json() else {
        return bent;
    };
    for pointer in lists(&body) {
        let items = body.pointer(&pointer).and_then(Value::as_array);
        let numbered = items.into_iter().flatten().enumerate();
        let own = numbered.filter(|(_, item)| item.to_string().contains(mark));
        for at in few(own.map(|(at, _)| at).collect()) {
            let mut body = body.clone();
            if let Some(Value::Array(items)) = body.pointer_mut(&pointer) {
                items.remove(at);
            }
            bent.push((
                format!("{pointer} without somebody"),
                with_body(answer, body.to_string()),
            ));
        }
    }
    // A door was there before; this one only the case itself looks through.
    if before.is_none() {
        for (says, body) in of_json(&body) {
            bent.push((says, with_body(answer, body.to_string())));
        }
    }
    bent
}

pub(super) fn with_body(answer: &Answer, body: String) -> Answer {
    Answer {
        body,
        ..answer.clone()
    }
}
