//! Judges one case: the answer against each reading, then the users through every door.

use std::collections::BTreeMap;

use serde_json::Value;
use tokio::time::{Duration, Instant};

use super::doors::{Fate, GONE, STILL_THERE};
use super::pause;
use super::people::User;
use super::session::{Hindrance, Session};
use crate::ask::again::Again;
use crate::ask::credential::Pass;
use crate::ask::exchange::Answer;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;
use crate::judge::answer::{differences, statuses};
use crate::judge::pattern;
use crate::judge::verdict::Verdict;
use crate::report::{CaseReport, Finding};
use crate::suite::case::{Afterwards, Case, Reading};

/// What asking a case brought to light.
pub(crate) struct Observed {
    pub(crate) users: BTreeMap<String, Vec<User>>,
    pub(crate) scope: Scope,
    pub(crate) pass: Pass,
    pub(crate) answer: Answer,
    pub(crate) job: Option<Value>,
}

impl Session<'_> {
    pub(crate) async fn judge(
        &self,
        case: &Case,
        observed: &Observed,
        report: &mut CaseReport,
    ) -> Result<(), Hindrance> {
        let readings = case.readings();
        let mut nearest: Option<Vec<Finding>> = None;
        for (at, reading) in readings.iter().enumerate() {
            let mut findings = self.compare(reading, observed)?;
            // The users are looked at even where the answer is wrong: that nobody
            // was deleted, or everybody, is what the reader wants to know first.
            let answered = findings.is_empty();
            if answered || at + 1 == readings.len() {
                findings.extend(self.fates(case, reading, observed).await);
            }
            if answered {
                for look in &reading.afterwards {
                    findings.extend(self.afterwards(look, observed).await?);
                }
            }
            if findings.is_empty() {
                report.reading.clone_from(&reading.name);
                report.reason.clone_from(&reading.because);
                if at > 0 {
                    report.verdict = Verdict::Deviation;
                }
                self.keep_in_mind(reading, &observed.users);
                return Ok(());
            }
            if answered || nearest.is_none() {
                nearest = Some(findings);
            }
        }
        report.findings = nearest.unwrap_or_default();
        report.lost = self.lost(&readings, observed).await;
        report.verdict = if self.can_fail(case) {
            Verdict::Fail
        } else {
            report.reason = Some("no document states the rule".to_owned());
            Verdict::Deviation
        };
        Ok(())
    }

    fn can_fail(&self, case: &Case) -> bool {
        self.vendor
            .claims
            .iter()
            .any(|claim| case.claims.contains(&claim.id) && claim.can_fail())
    }

    /// What differs between the answer, the job, and a reading.
    fn compare(&self, reading: &Reading, observed: &Observed) -> Result<Vec<Finding>, Hindrance> {
        let named = reading
            .answer
            .as_ref()
            .and_then(|name| self.vendor.profile.answers.get(name));
        let scope = &observed.scope;
        let mut findings = differences(reading, named, &observed.answer, scope)?;
        if let Some(wanted) = &reading.job {
            let job = observed.job.as_ref();
            findings.extend(pattern::compare("job", &scope.fill(wanted)?, job));
        }
        Ok(findings)
    }

    async fn fates(&self, case: &Case, reading: &Reading, observed: &Observed) -> Vec<Finding> {
        // Off loopback nobody was created, so there is nobody to look at.
        if !self.target.is_loopback() {
            return vec![];
        }
        let mut expected = Vec::new();
        for (role, users) in &observed.users {
            let fate = if reading.gone.contains(role) {
                Fate::Gone
            } else {
                Fate::Kept
            };
            if !reading.either.contains(role) {
                expected.extend(users.iter().map(|user| (user.clone(), fate)));
            }
        }
        if expected.is_empty() {
            return vec![];
        }
        if reading.gone.is_empty() {
            pause(Duration::from_millis(self.vendor.profile.wait.settle_ms)).await;
            return self.glance(&expected, &case.doors).await;
        }
        self.watch(&expected, &case.doors).await
    }

    /// Asks again until the answer looks as it should, or the deadline has passed.
    async fn afterwards(
        &self,
        look: &Afterwards,
        observed: &Observed,
    ) -> Result<Vec<Finding>, Hindrance> {
        if !self.target.is_loopback() {
            return Ok(vec![]);
        }
        // Users whom the request created have more fields now than before it.
        let mut scope = observed.scope.clone();
        for (role, users) in &observed.users {
            let fields = users.iter().map(|user| user.fields.clone()).collect();
            scope.set(role, Value::Array(fields));
        }
        scope.set("answer", observed.answer.json().unwrap_or_default());
        let request = Outgoing::build(&look.request, &scope)?;
        self.gate
            .check(&request, &self.ledger)
            .map_err(|stopped| Hindrance::Withheld(stopped.to_string()))?;
        let other = match &look.credential {
            Some(name) => Some(self.pass(name).await?),
            None => None,
        };
        let pass = other.as_ref().unwrap_or(&observed.pass);
        let wanted = look.body.as_ref().map(|body| scope.fill(body));
        let wanted = wanted.transpose()?;
        let until = Instant::now() + self.target.deadline();
        loop {
            let answer = self.send(&request, pass, Again::Looks).await?;
            let mut findings = Vec::new();
            if !look.status.iter().any(|one| one.covers(answer.status)) {
                let status = answer.status.to_string();
                findings.push(Finding::new("status", &statuses(&look.status), &status));
            }
            if let Some(wanted) = &wanted {
                findings.extend(pattern::compare("body", wanted, answer.json().as_ref()));
            }
            if findings.is_empty() || Instant::now() > until {
                for finding in &mut findings {
                    let asked = format!("{} {}", request.method, look.request.path);
                    finding.place = format!("afterwards, {asked}: {}", finding.place);
                }
                return Ok(findings);
            }
            pause(self.target.poll()).await;
        }
    }

    /// Users whom every reading keeps and who are gone all the same.
    async fn lost(&self, readings: &[&Reading], observed: &Observed) -> Vec<String> {
        if !self.target.is_loopback() {
            return vec![];
        }
        let spared = |role: &String| {
            readings
                .iter()
                .all(|reading| !reading.gone.contains(role) && !reading.either.contains(role))
        };
        let kept: Vec<(User, Fate)> = observed
            .users
            .iter()
            .filter(|(role, _)| spared(role))
            .flat_map(|(_, users)| users.iter().map(|user| (user.clone(), Fate::Kept)))
            .collect();
        let findings = self.look(&kept, &[]).await;
        let mut lost: Vec<String> = findings
            .into_iter()
            .filter(|finding| finding.expected == STILL_THERE && finding.actual == GONE)
            .filter_map(|finding| finding.place.split(" through ").next().map(str::to_owned))
            .collect();
        // The doors are opened side by side, so one user's findings are not neighbours.
        lost.sort();
        lost.dedup();
        lost
    }

    /// Remembers who is to be there until the end of the run.
    fn keep_in_mind(&self, reading: &Reading, users: &BTreeMap<String, Vec<User>>) {
        let kept = users
            .iter()
            .filter(|(role, _)| !reading.gone.contains(role) && !reading.either.contains(role));
        for (_, users) in kept {
            self.expect_until_the_end(users);
        }
    }
}
