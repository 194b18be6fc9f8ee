//! Conducts one case: users, request, answer, users again, verdict.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tokio::time::{Duration, Instant, sleep};

use super::doors::Fate;
use super::made_up;
use super::people::User;
use super::session::{Hindrance, OWNER, Session};
use crate::ask::credential::Pass;
use crate::ask::exchange::{Answer, curl};
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;
use crate::judge::answer::differences;
use crate::judge::pattern;
use crate::judge::verdict::Verdict;
use crate::report::{CaseReport, Exchange, Finding};
use crate::suite::Filed;
use crate::suite::case::{Case, Reading};
use crate::suite::consistency::is_refusal;

/// The longest body a report quotes.
const LONGEST_BODY: usize = 600;

impl Session<'_> {
    /// Asks one case. Whatever happens becomes its verdict.
    pub(crate) async fn conduct(&self, filed: &Filed) -> CaseReport {
        let started = Instant::now();
        let case = &filed.case;
        let mut report = CaseReport {
            id: case.id.clone(),
            file: filed.file.clone(),
            says: case.says.clone(),
            claims: case.claims.clone(),
            verdict: Verdict::Pass,
            reason: None,
            reading: None,
            duration_ms: 0,
            exchange: None,
            findings: vec![],
        };
        if let Err(hindrance) = self.ask(filed, &mut report).await {
            let (verdict, reason) = match hindrance {
                Hindrance::Skipped(reason) => (Verdict::Skipped, reason),
                Hindrance::Withheld(reason) => (Verdict::Withheld, reason),
                Hindrance::Blocked(reason) => (Verdict::Blocked, reason),
                Hindrance::Broken(reason) => (Verdict::Broken, reason),
            };
            report.verdict = verdict;
            report.reason = Some(reason);
        }
        report.duration_ms = super::elapsed(started.into_std());
        report
    }

    async fn ask(&self, filed: &Filed, report: &mut CaseReport) -> Result<(), Hindrance> {
        if let Some(reason) = &filed.skip {
            return Err(Hindrance::Skipped(reason.clone()));
        }
        let case = &filed.case;
        if !self.target.is_loopback() {
            self.withhold(case)?;
        }
        let mark = made_up::case_mark(self.seed, &case.id);
        let pass = self
            .pass(case.when.credential.as_deref().unwrap_or(OWNER))
            .await?;
        let users = self.gather(case, &mark).await?;
        let scope = self.case_scope(&mark, &pass, &users);
        let request = self.request(case, &users, &scope)?;
        self.gate
            .check(&request, &self.ledger)
            .map_err(|stopped| Hindrance::Withheld(stopped.to_string()))?;
        report.exchange = Some(Exchange {
            curl: curl(self.target, &request, &pass),
            status: None,
            body: None,
        });
        let answer = self.send(&request, &pass).await?;
        if let Some(exchange) = &mut report.exchange {
            exchange.status = Some(answer.status);
            exchange.body = Some(answer.body.chars().take(LONGEST_BODY).collect());
        }
        let job = self.finish_job(&answer, &scope, &pass).await?;
        self.judge(case, &users, &scope, &answer, job.as_ref(), report)
            .await
    }

    /// Off loopback only requests leave that a documented rule says must be refused.
    fn withhold(&self, case: &Case) -> Result<(), Hindrance> {
        let withheld = |reason: &str| Err(Hindrance::Withheld(reason.to_owned()));
        let reads = |request: &crate::suite::case::Request| request.method == "GET";
        if case.when.request.as_ref().is_some_and(reads) && case.example.is_empty() {
            return Ok(());
        }
        if case.when.request.is_some() || !case.example.is_empty() {
            return withheld("the document's literal request is only sent to loopback");
        }
        if !is_refusal(case, self.vendor) {
            return withheld("it could delete users, and the target is not on loopback");
        }
        let certain = case.claims.iter().all(|id| {
            self.vendor
                .claims
                .iter()
                .any(|claim| claim.id == *id && claim.can_fail())
        });
        if !certain {
            return withheld("the document does not say that it must be refused");
        }
        Ok(())
    }

    /// The users of every role, the documents' own among them.
    async fn gather(
        &self,
        case: &Case,
        mark: &str,
    ) -> Result<BTreeMap<String, Vec<User>>, Hindrance> {
        let mut users = BTreeMap::new();
        for name in &case.example {
            let fields = self
                .vendor
                .profile
                .example
                .get(name)
                .cloned()
                .unwrap_or_default();
            let user = User {
                role: name.clone(),
                account: OWNER.to_owned(),
                fields: json!(fields),
            };
            self.enter(&user);
            users.insert(name.clone(), vec![user]);
        }
        let examples: Vec<(User, Fate)> = users
            .values()
            .flatten()
            .map(|user| (user.clone(), Fate::Kept))
            .collect();
        if !self.look(&examples, &[]).await.is_empty() {
            return Err(Hindrance::Skipped(
                "the document's example users are not on this server, or no longer".to_owned(),
            ));
        }
        for (role, given) in &case.given {
            users.insert(role.clone(), self.provide(mark, role, given).await?);
        }
        Ok(users)
    }

    /// The scope in which a role's name stands for its users.
    pub(crate) fn case_scope(
        &self,
        mark: &str,
        pass: &Pass,
        users: &BTreeMap<String, Vec<User>>,
    ) -> Scope {
        let mut scope = self.scope(mark, pass);
        for (role, users) in users {
            let fields = users.iter().map(|user| user.fields.clone()).collect();
            scope.set(role, Value::Array(fields));
        }
        scope
    }

    pub(crate) fn request(
        &self,
        case: &Case,
        users: &BTreeMap<String, Vec<User>>,
        scope: &Scope,
    ) -> Result<Outgoing, Hindrance> {
        let mut request = match &case.when.request {
            Some(request) => Outgoing::build(request, scope)?,
            None => {
                let named: Vec<User> = case
                    .when
                    .delete
                    .iter()
                    .flatten()
                    .filter_map(|role| users.get(role))
                    .flatten()
                    .cloned()
                    .collect();
                self.deletion(case.when.by.as_deref(), &named, scope)?
            }
        };
        request.change(&case.when.change, scope)?;
        Ok(request)
    }

    /// Waits for the job an accepted deletion names, and returns what was last read of it.
    async fn finish_job(
        &self,
        answer: &Answer,
        scope: &Scope,
        pass: &Pass,
    ) -> Result<Option<Value>, Hindrance> {
        let Some(job) = &self.vendor.profile.wait.job else {
            return Ok(None);
        };
        let body = answer.json();
        let name = body.as_ref().and_then(|body| body.pointer(&job.from));
        let Some(name) = name.filter(|_| (200..300).contains(&answer.status)) else {
            return Ok(None);
        };
        let request = Outgoing::build(&job.request, &scope.with("job", name.clone()))?;
        let until = Instant::now() + self.target.deadline();
        loop {
            let read = self.send(&request, pass).await?.json();
            let state = read
                .as_ref()
                .and_then(|read| read.pointer(&job.state)?.as_str());
            let ended = state.is_some_and(|state| job.ends.iter().any(|end| end == state));
            if ended || Instant::now() > until {
                return Ok(read);
            }
            sleep(self.target.poll()).await;
        }
    }

    async fn judge(
        &self,
        case: &Case,
        users: &BTreeMap<String, Vec<User>>,
        scope: &Scope,
        answer: &Answer,
        job: Option<&Value>,
        report: &mut CaseReport,
    ) -> Result<(), Hindrance> {
        let readings = case.readings();
        let mut nearest: Option<Vec<Finding>> = None;
        for (at, reading) in readings.iter().enumerate() {
            let named = reading
                .answer
                .as_ref()
                .and_then(|name| self.vendor.profile.answers.get(name));
            let mut findings = differences(reading, named, answer, scope)?;
            if let Some(wanted) = &reading.job {
                findings.extend(pattern::compare("job", &scope.fill(wanted)?, job));
            }
            // The users are looked at even where the answer is wrong: that nobody
            // was deleted, or everybody, is what the reader wants to know first.
            let answered = findings.is_empty();
            if answered || at + 1 == readings.len() {
                findings.extend(self.fates(case, reading, users).await);
            }
            if findings.is_empty() {
                report.reading.clone_from(&reading.name);
                report.reason.clone_from(&reading.because);
                if at > 0 {
                    report.verdict = Verdict::Deviation;
                }
                return Ok(());
            }
            if answered || nearest.is_none() {
                nearest = Some(findings);
            }
        }
        report.findings = nearest.unwrap_or_default();
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

    async fn fates(
        &self,
        case: &Case,
        reading: &Reading,
        users: &BTreeMap<String, Vec<User>>,
    ) -> Vec<Finding> {
        // Off loopback nobody was created, so there is nobody to look at.
        if !self.target.is_loopback() {
            return vec![];
        }
        let mut expected = Vec::new();
        for (role, users) in users {
            let fate = if reading.gone.contains(role) {
                Fate::Gone
            } else {
                Fate::Kept
            };
            if !reading.either.contains(role) {
                expected.extend(users.iter().map(|user| (user.clone(), fate)));
            }
        }
        if reading.gone.is_empty() {
            sleep(Duration::from_millis(self.vendor.profile.wait.settle_ms)).await;
        }
        self.watch(&expected, &case.doors).await
    }
}
