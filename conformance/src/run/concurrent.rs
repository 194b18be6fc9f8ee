//! Runs a schedule: several requests under way at once, and what came of them.
//!
//! Every request passes the gate, as a case's one request does. The delays
//! follow from the seed and the case's name; the first repetition has none.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::watch;
use tokio::time::Instant;

use super::made_up;
use super::pause;
use super::people::User;
use super::session::{Hindrance, Session};
use crate::ask::again::Again;
use crate::ask::credential::Pass;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;
use crate::judge::history::{Deed, Outcome};
use crate::judge::sight::Sight;
use crate::report::{Event, Exchange};
use crate::suite::case::{Case, Given, State};
use crate::suite::schedule::{Call, Schedule};

/// How often a call looks.
const LOOKS: usize = 4;
/// How long it waits between two looks.
const BETWEEN: Duration = Duration::from_millis(8);
/// How much of an answer the history quotes.
const LONGEST: usize = 200;

/// Everybody of a case, with the places of each role.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) users: Vec<User>,
    roles: BTreeMap<String, Vec<usize>>,
}

/// A request that is ready to leave.
pub(crate) struct Prepared<'a> {
    call: &'a Call,
    names: Vec<usize>,
    request: Option<Outgoing>,
    delay: Duration,
}

/// A call's outcome, what a new role's users are, and the line of the report.
struct Done {
    deed: Deed,
    created: Vec<User>,
    event: Event,
}

impl Cast {
    pub(crate) fn of(users: BTreeMap<String, Vec<User>>) -> Self {
        let mut cast = Self::default();
        for (role, users) in users {
            let from = cast.users.len();
            cast.users.extend(users);
            cast.roles.insert(role, (from..cast.users.len()).collect());
        }
        cast
    }

    fn places<'a>(&self, roles: impl Iterator<Item = &'a String>) -> Vec<usize> {
        let places = roles.filter_map(|role| self.roles.get(role));
        places.flatten().copied().collect()
    }
}

impl Session<'_> {
    /// Sends a schedule's requests, and waits until they are answered and their jobs have ended.
    pub(crate) async fn run_schedule(
        &self,
        case: &Case,
        schedule: &Schedule,
        scope: &Scope,
        pass: &Pass,
        cast: &mut Cast,
    ) -> Result<(Vec<Deed>, Vec<Event>), Hindrance> {
        let prepared = self.prepare_calls(case, schedule, scope, cast)?;
        let zero = Instant::now();
        // Each call has a bell, which those after it listen for.
        let bells: Vec<(watch::Sender<bool>, watch::Receiver<bool>)> =
            prepared.iter().map(|_| watch::channel(false)).collect();
        let calls = prepared.iter().enumerate().map(|(at, one)| {
            let before = one.call.after.as_ref().and_then(|after| {
                let place = prepared.iter().position(|other| other.call.call == *after);
                place.map(|place| bells[place].1.clone())
            });
            let (bells, cast) = (&bells, &*cast);
            async move {
                if let Some(mut before) = before {
                    // Nobody drops a bell before it has rung.
                    let _ = before.wait_for(|rung| *rung).await;
                }
                pause(one.delay).await;
                let done = self.perform(case, one, scope, pass, cast, zero).await;
                bells[at].0.send_replace(true);
                done
            }
        });
        let done = join_all(calls).await;
        let (mut deeds, mut events) = (Vec::new(), Vec::new());
        for one in done {
            for (at, user) in one.deed.names.iter().zip(one.created) {
                cast.users[*at] = user;
            }
            deeds.push(one.deed);
            events.push(one.event);
        }
        self.finish_jobs(&mut deeds, scope, pass).await?;
        events.sort_by_key(|event| (event.began_ms, event.ended_ms));
        Ok((deeds, events))
    }

    /// Writes every deletion out, and stops what may not leave.
    pub(crate) fn prepare_calls<'a>(
        &self,
        case: &Case,
        schedule: &'a Schedule,
        scope: &Scope,
        cast: &Cast,
    ) -> Result<Vec<Prepared<'a>>, Hindrance> {
        let mut prepared = Vec::new();
        for call in &schedule.calls {
            let names = cast.places(call.roles());
            let request = match &call.delete {
                Some(_) => {
                    let users: Vec<User> = names.iter().map(|at| cast.users[*at].clone()).collect();
                    let request = self.deletion(call.by.as_deref(), &users, scope)?;
                    self.afford(&request)?;
                    Some(request)
                }
                None => None,
            };
            if call.create.is_some() {
                self.take(names.len())?;
            }
            let parts = [self.roll.mark(), &case.id, &call.call];
            let drawn = made_up::number(&parts, schedule.within_ms + 1);
            let delay = if schedule.number <= 1 { 0 } else { drawn };
            prepared.push(Prepared {
                call,
                names,
                request,
                delay: Duration::from_millis(call.delay_ms + delay),
            });
        }
        Ok(prepared)
    }

    async fn perform(
        &self,
        case: &Case,
        one: &Prepared<'_>,
        scope: &Scope,
        pass: &Pass,
        cast: &Cast,
        zero: Instant,
    ) -> Done {
        let since = || u64::try_from(zero.elapsed().as_millis()).unwrap_or(u64::MAX);
        let began = since();
        let mut created = Vec::new();
        let mut exchange = None;
        let (told, outcome) = if let Some(request) = &one.request {
            let shown = exchange.insert(self.sent(request, pass));
            self.delete_in_schedule(one.call, request, pass, shown)
                .await
        } else if let Some(role) = &one.call.create {
            let made = self.create_in_schedule(case, role).await;
            let told = match &made {
                Ok(users) => format!("created {}", users.len()),
                Err(why) => why.clone(),
            };
            let outcome = made.map(|users| created = users);
            (told, Outcome::Created(outcome))
        } else {
            let (told, looks) = self.look_in_schedule(&one.names, cast, scope).await;
            (told, Outcome::Seen(looks))
        };
        let ended = since();
        let call = one.call.call.clone();
        Done {
            event: Event {
                call: call.clone(),
                began_ms: began,
                ended_ms: ended,
                told,
                exchange,
            },
            deed: Deed {
                call,
                names: one.names.clone(),
                began,
                ended,
                outcome,
            },
            created,
        }
    }

    async fn delete_in_schedule(
        &self,
        call: &Call,
        request: &Outgoing,
        pass: &Pass,
        exchange: &mut Exchange,
    ) -> (String, Outcome) {
        if call.lose_answer {
            return match self.send_and_leave(request, pass).await {
                Ok(()) => ("the answer was not read".to_owned(), Outcome::Lost),
                Err(why) => (why.clone(), Outcome::Silent(why)),
            };
        }
        match self.send(request, pass, Again::Undone).await {
            Ok(answer) => {
                let received = exchange.received.insert(self.received(&answer));
                let body: String = received.body.text.chars().take(LONGEST).collect();
                let told = format!("{} {body}", answer.status);
                (told, Outcome::Answered(answer, None))
            }
            Err(Hindrance::Broken(why) | Hindrance::Blocked(why)) => {
                (why.clone(), Outcome::Silent(why))
            }
            Err(other) => (format!("{other:?}"), Outcome::Silent(format!("{other:?}"))),
        }
    }

    async fn create_in_schedule(&self, case: &Case, role: &str) -> Result<Vec<User>, String> {
        let given = Given {
            state: State::Present,
            ..case.given.get(role).cloned().unwrap_or_default()
        };
        let mark = made_up::case_mark(self.seed, &case.id);
        let made = self.provide(&mark, role, &given).await;
        made.map_err(|hindrance| match hindrance {
            Hindrance::Blocked(why) | Hindrance::Broken(why) => why,
            other => format!("{other:?}"),
        })
    }

    async fn look_in_schedule(
        &self,
        names: &[usize],
        cast: &Cast,
        scope: &Scope,
    ) -> (String, Vec<Vec<Sight>>) {
        let users: Vec<User> = names.iter().map(|at| cast.users[*at].clone()).collect();
        let mut looks = Vec::new();
        let mut told = Vec::new();
        let case = scope.fill_text("{mark}").ok();
        let Some(door) = self.widest_door() else {
            return ("there is no door".to_owned(), looks);
        };
        for at in 0..LOOKS {
            if at > 0 {
                pause(BETWEEN).await;
            }
            let shown = self.open(door, &users, case.as_deref()).await;
            let present = shown.sights.iter().filter(|it| **it == Sight::Present);
            told.push(present.count().to_string());
            looks.push(shown.sights);
        }
        let told = format!("saw {} of {}", told.join(", "), users.len());
        (told, looks)
    }

    /// Waits for every job that an answer names.
    async fn finish_jobs(
        &self,
        deeds: &mut [Deed],
        scope: &Scope,
        pass: &Pass,
    ) -> Result<(), Hindrance> {
        let jobs = deeds.iter_mut().map(|deed| async move {
            if let Outcome::Answered(answer, job) = &mut deed.outcome {
                *job = self.finish_job(answer, scope, pass).await?;
            }
            Ok::<(), Hindrance>(())
        });
        join_all(jobs).await.into_iter().collect()
    }
}
