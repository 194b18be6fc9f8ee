//! Judges one case: the answer against each reading, then the users through every door.

use std::collections::BTreeMap;

use serde_json::Value;
use tokio::time::{Duration, Instant};

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
use crate::judge::sight::{self, Fate, View};
use crate::judge::verdict::Verdict;
use crate::report::{CaseReport, Finding, Moment};
use crate::suite::case::{Afterwards, Case, Reading};

/// What asking a case brought to light.
#[derive(Clone)]
pub(crate) struct Observed {
    pub(crate) users: BTreeMap<String, Vec<User>>,
    pub(crate) scope: Scope,
    pub(crate) pass: Pass,
    pub(crate) answer: Answer,
    pub(crate) job: Option<Value>,
    /// What was seen before anything was waited for.
    pub(crate) at_once: Vec<View>,
}

impl Session<'_> {
    pub(crate) async fn judge(
        &self,
        case: &Case,
        observed: &Observed,
        report: &mut CaseReport,
    ) -> Result<(), Hindrance> {
        let readings = case.readings();
        if self.is_planning() {
            return self.plan_to_judge(case, &readings, observed, report).await;
        }
        let mut nearest: Option<Vec<Finding>> = None;
        for (at, reading) in readings.iter().enumerate() {
            let mut findings = self.compare(reading, observed)?;
            // The users are looked at even where the answer is wrong: that nobody
            // was deleted, or everybody, is what the reader wants to know first.
            let answered = findings.is_empty();
            if answered || at + 1 == readings.len() {
                findings.extend(self.fates(case, reading, observed, report).await);
            }
            if answered {
                for look in &reading.afterwards {
                    findings.extend(self.afterwards(look, observed).await?);
                }
            }
            if findings.is_empty() {
                self.settle_on(reading, at, report);
                self.keep_in_mind(reading, &observed.users);
                return Ok(());
            }
            if answered || nearest.is_none() {
                nearest = Some(findings);
            }
        }
        report.findings = nearest.unwrap_or_default();
        report.lost = self.lost(&readings, observed).await;
        self.turn_down(case, report);
        Ok(())
    }

    /// Notes which reading it was; any but the first is a deviation.
    pub(crate) fn settle_on(&self, reading: &Reading, at: usize, report: &mut CaseReport) {
        report.reading.clone_from(&reading.name);
        report.reason.clone_from(&reading.because);
        if at > 0 {
            report.verdict = Verdict::Deviation;
        }
    }

    /// No reading fits.
    pub(crate) fn turn_down(&self, case: &Case, report: &mut CaseReport) {
        report.verdict = if self.can_fail(case) {
            Verdict::Fail
        } else {
            report.reason = Some("no document states the rule".to_owned());
            Verdict::Deviation
        };
    }

    fn can_fail(&self, case: &Case) -> bool {
        self.vendor
            .claims
            .iter()
            .any(|claim| case.claims.contains(&claim.id) && claim.can_fail())
    }

    /// What differs between the answer, the job, and a reading.
    fn compare(&self, reading: &Reading, observed: &Observed) -> Result<Vec<Finding>, Hindrance> {
        let scope = &observed.scope;
        let mut findings = differences(reading, self.named(reading), &observed.answer, scope)?;
        if let Some(wanted) = &reading.job {
            let job = observed.job.as_ref();
            findings.extend(pattern::compare("job", &scope.fill(wanted)?, job));
        }
        Ok(findings)
    }

    /// The answer of the profile that a reading names.
    pub(crate) fn named(&self, reading: &Reading) -> Option<&Reading> {
        self.vendor.profile.answers.get(reading.answer.as_ref()?)
    }

    /// Looks before anything is waited for, if somebody is to go.
    pub(crate) async fn before_waiting(
        &self,
        case: &Case,
        answer: &Answer,
        users: &BTreeMap<String, Vec<User>>,
    ) -> Vec<View> {
        let some_go = case.readings().iter().any(|it| !it.gone.is_empty());
        let accepted = (200..300).contains(&answer.status);
        // Users whom the request creates are not known yet.
        let creates = !case.when.creates.is_empty();
        if !self.conduct.has_users() || !some_go || !accepted || creates {
            return vec![];
        }
        self.look_at_once(case, &everybody(users)).await
    }

    async fn fates(
        &self,
        case: &Case,
        reading: &Reading,
        observed: &Observed,
        report: &mut CaseReport,
    ) -> Vec<Finding> {
        // In a safe run nobody was created, so there is nobody to look at.
        if !self.conduct.has_users() {
            return vec![];
        }
        let users = everybody(&observed.users);
        let fates: Vec<Fate> = users
            .iter()
            .map(|user| Fate::of(reading, &user.role))
            .collect();
        if fates.iter().all(|fate| *fate == Fate::Either) && !case.thorough {
            return vec![];
        }
        let wait = &self.vendor.profile.wait;
        if reading.gone.is_empty() {
            pause(Duration::from_millis(wait.settle_ms)).await;
        }
        let about = |claim: Option<&String>| claim.is_some_and(|claim| case.claims.contains(claim));
        let at_once = about(wait.at_once.as_ref());
        let after_job = about(wait.job.as_ref().and_then(|job| job.means_gone.as_ref()));
        let patient = !at_once && !after_job;
        let settled = self.look_settled(case, &users, &fates, patient).await;
        report.erasure = sight::table(&observed.at_once, &users, Moment::AtOnce);
        report
            .erasure
            .extend(sight::table(&settled, &users, Moment::Settled));
        let mut findings = sight::judge(&settled, &users, &fates);
        if at_once && !reading.gone.is_empty() {
            for mut finding in sight::judge(&observed.at_once, &users, &fates) {
                finding.place = format!("at once, {}", finding.place);
                findings.push(finding);
            }
        }
        findings
    }

    /// Asks again until the answer looks as it should, or the deadline has passed.
    async fn afterwards(
        &self,
        look: &Afterwards,
        observed: &Observed,
    ) -> Result<Vec<Finding>, Hindrance> {
        if !self.conduct.has_users() {
            return Ok(vec![]);
        }
        // Users whom the request created have more fields now than before it.
        let mut scope = observed.scope.clone();
        for (role, users) in &observed.users {
            let fields = users.iter().map(|user| user.fields.clone()).collect();
            scope.set(role, Value::Array(fields));
        }
        scope.set("answer", observed.answer.json().unwrap_or_default());
        if self.is_planning() {
            scope.leave_open("answer");
        }
        let request = Outgoing::build(&look.request, &scope)?;
        self.afford(&request)?;
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
            if findings.is_empty() || self.is_planning() || Instant::now() > until {
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
        if !self.conduct.has_users() {
            return vec![];
        }
        let spared = |role: &String| {
            readings
                .iter()
                .all(|reading| !reading.gone.contains(role) && !reading.either.contains(role))
        };
        let kept: Vec<User> = observed
            .users
            .iter()
            .filter(|(role, _)| spared(role))
            .flat_map(|(_, users)| users.iter().cloned())
            .collect();
        sight::vanished(&self.look(&kept, Fate::Kept).await)
    }

    /// Writes down what would be looked at if the preferred answer came.
    async fn plan_to_judge(
        &self,
        case: &Case,
        readings: &[&Reading],
        observed: &Observed,
        report: &mut CaseReport,
    ) -> Result<(), Hindrance> {
        let Some(preferred) = readings.first() else {
            return Ok(());
        };
        self.fates(case, preferred, observed, report).await;
        for look in &preferred.afterwards {
            self.afterwards(look, observed).await?;
        }
        for role in &preferred.gone {
            if let Some(users) = observed.users.get(role) {
                self.register.strike(users);
            }
        }
        Ok(())
    }

    /// Remembers who is to be there until the end of the run, and has nothing left to pay for
    /// those who are gone.
    fn keep_in_mind(&self, reading: &Reading, users: &BTreeMap<String, Vec<User>>) {
        let gone = reading.gone.iter().filter_map(|role| users.get(role));
        let paid = gone.map(|users| self.register.count(users)).sum();
        self.terms.budget.give_back(paid);
        let kept = users
            .iter()
            .filter(|(role, _)| !reading.gone.contains(role) && !reading.either.contains(role));
        for (_, users) in kept {
            self.expect_until_the_end(users);
        }
    }
}

/// The users of all roles.
fn everybody(users: &BTreeMap<String, Vec<User>>) -> Vec<User> {
    users.values().flatten().cloned().collect()
}
