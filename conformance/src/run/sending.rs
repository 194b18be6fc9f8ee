//! Sends a request: at its pace, and again where the server asks for time and that is harmless.

use std::sync::atomic::Ordering;

use tokio::time::Instant;

use super::pause;
use super::session::{Hindrance, Session};
use crate::ask::again::{self, Again};
use crate::ask::credential::Pass;
use crate::ask::exchange::{self, Answer};
use crate::ask::hangup;
use crate::ask::request::Outgoing;
use crate::suite::Vendor;
use crate::suite::case::{Case, Reading, Status};

impl Session<'_> {
    /// Sends a case's own request.
    pub(super) async fn put(
        &self,
        case: &Case,
        request: &Outgoing,
        pass: &Pass,
    ) -> Result<Answer, Hindrance> {
        let again = manner(case, request, self.vendor);
        let answer = self.send(request, pass, again).await?;
        // The class 4xx holds 429 as well, and would call refused what was never looked at.
        if answer.status == 429 && again != Again::Never {
            let why = "the server asked to slow down until the run's patience ended";
            return Err(Hindrance::Broken(why.to_owned()));
        }
        Ok(answer)
    }

    /// Sends a request if the gate lets it through; there is no other way out. It leaves when it
    /// is its turn, and again where that is harmless and the server asks
    /// for time, for as long as the target's patience lasts.
    pub(crate) async fn send(
        &self,
        request: &Outgoing,
        pass: &Pass,
        again: Again,
    ) -> Result<Answer, Hindrance> {
        let passage = self.let_through(request)?;
        if let Some(trace) = &self.terms.plan {
            trace.note(|case| self.planned(case, request, &passage));
            return Ok(Answer::empty());
        }
        self.note_deletion(passage)?;
        let until = Instant::now() + self.target.deadline();
        let usual = self.target.poll() * 10;
        let mut lost = 0;
        loop {
            self.pace.turn().await;
            self.requests.fetch_add(1, Ordering::Relaxed);
            let wait = match exchange::send(self.client, self.target, request, pass).await {
                Ok(answer) => {
                    self.answered.store(true, Ordering::Relaxed);
                    let wait = again::after(&answer, again, usual);
                    // Not even a server that asks for no time is asked without a pause.
                    let wait = wait.map(|wait| wait.max(self.target.poll()));
                    match wait.filter(|wait| Instant::now() + *wait <= until) {
                        Some(wait) => wait,
                        None => return Ok(answer),
                    }
                }
                Err(error) => {
                    lost += 1;
                    let harmless =
                        again == Again::Looks || (again == Again::Undone && !error.reached);
                    // A server that never answered is not there, and one loss more is no accident.
                    if lost > 1 || !harmless || !self.answered.load(Ordering::Relaxed) {
                        return Err(Hindrance::Broken(error.to_string()));
                    }
                    usual
                }
            };
            pause(wait).await;
        }
    }

    /// Sends a request and closes the connection without reading its answer.
    pub(crate) async fn send_and_leave(
        &self,
        request: &Outgoing,
        pass: &Pass,
    ) -> Result<(), String> {
        let passage = self.let_through(request);
        let passage = passage.map_err(|hindrance| hindrance.reason().to_owned())?;
        if let Some(trace) = &self.terms.plan {
            trace.note(|case| self.planned(case, request, &passage));
            return Ok(());
        }
        self.note_deletion(passage)
            .map_err(|hindrance| hindrance.reason().to_owned())?;
        self.pace.turn().await;
        self.requests.fetch_add(1, Ordering::Relaxed);
        let sent = hangup::send(self.client, self.target, request, pass).await;
        sent.map_err(|error| error.to_string())
    }
}

/// Whether a case's own request may be sent again.
fn manner(case: &Case, request: &Outgoing, vendor: &Vendor) -> Again {
    let named = |reading: &Reading| vendor.profile.answers.get(reading.answer.as_ref()?);
    let too_many = |reading: &Reading| reading.status.contains(&Status::Code(429));
    let mut readings = case.readings().into_iter();
    if readings.any(|one| too_many(one) || named(one).is_some_and(too_many)) {
        Again::Never
    } else if request.method == "GET" {
        Again::Looks
    } else {
        Again::Undone
    }
}
