//! Asks one case: users, what comes before, the request, its answer, its job.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::concurrent::Cast;
use super::judging::Observed;
use super::made_up;
use super::people::{User, items, seat};
use super::session::{Hindrance, OWNER, Session};
use crate::ask::credential::Pass;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;
use crate::judge::sight::Fate;
use crate::judge::verdict::Verdict;
use crate::report::CaseReport;
use crate::suite::Filed;
use crate::suite::case::{Case, State};
use crate::suite::consistency::is_refusal;
use crate::suite::effect::Effect;

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
            lost: vec![],
            erasure: vec![],
            history: vec![],
        };
        if let Err(hindrance) = self.ask(filed, &mut report).await {
            let (verdict, reason) = match hindrance {
                Hindrance::Skipped(reason) => (Verdict::Skipped, reason),
                Hindrance::Withheld(reason) => (Verdict::Withheld, reason),
                Hindrance::Denied(reason) | Hindrance::Blocked(reason) => {
                    (Verdict::Blocked, reason)
                }
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
        self.withhold(case)?;
        let mark = made_up::case_mark(self.seed, &case.id);
        let pass = self
            .pass(case.when.credential.as_deref().unwrap_or(OWNER))
            .await?;
        let mut users = self.gather(case, &mark).await?;
        let mut scope = self.case_scope(&mark, &pass, &users);
        self.lead_up(case, &users, &mut scope).await?;
        if let Some(schedule) = &case.when.at_once {
            let cast = Cast::of(users);
            let asked = self.ask_at_once(case, schedule, &scope, &pass, cast, report);
            return asked.await;
        }
        let before = self.seen_before(case, &users).await;
        let request = self.request(case, &users, &scope)?;
        let creates = self.afford(&request)?.effect == Effect::Creates;
        let newcomers = if creates {
            self.expect_newcomers(case, &users)?
        } else {
            vec![]
        };
        report.exchange = Some(self.sent(&request, &pass));
        let answer = self.put(case, &request, &pass).await?;
        if is_refusal(case, self.vendor) {
            self.has_to_be_refused();
        }
        if let Some(exchange) = &mut report.exchange {
            exchange.received = Some(self.received(&answer));
        }
        let at_once = self.before_waiting(case, &answer, &users).await;
        let job = self.finish_job(&answer, &scope, &pass).await?;
        if (400..500).contains(&answer.status) {
            self.enter_refused(&newcomers)?;
        } else {
            self.enter_answered(&newcomers)?;
        }
        self.welcome(case, &answer, job.as_ref(), &mut users)?;
        let observed = Observed {
            users,
            scope,
            pass,
            answer,
            job,
            at_once,
        };
        self.judge_on_record(case, observed, before, report).await
    }

    /// Makes the requests that come before, and remembers what they capture.
    async fn lead_up(
        &self,
        case: &Case,
        users: &BTreeMap<String, Vec<User>>,
        scope: &mut Scope,
    ) -> Result<(), Hindrance> {
        if case.before.is_empty() {
            return Ok(());
        }
        // Whoever is refused in the case itself is not the one who prepares it.
        let pass = self.pass(OWNER).await?;
        let mut captured = serde_json::Map::new();
        for step in &case.before {
            let request = Outgoing::build(&step.request, scope)?;
            let creates = self.afford(&request)?.effect == Effect::Creates;
            let newcomers = if creates {
                self.expect_newcomers(case, users)?
            } else {
                vec![]
            };
            captured.extend(self.prepare(step, &request, &pass, scope).await?);
            self.enter_answered(&newcomers)?;
            let captured = Value::Object(captured.clone());
            self.roll.prepare(&captured);
            scope.set("before", captured);
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
                seat: seat(mark, name, 0),
                role: name.clone(),
                account: OWNER.to_owned(),
                fields: json!(fields),
            };
            self.enter(&user);
            users.insert(name.clone(), vec![user]);
        }
        let examples: Vec<User> = users.values().flatten().cloned().collect();
        if !self.look(&examples, Fate::Kept).await.is_empty() {
            return Err(Hindrance::Skipped(
                "the document's example users are not on this server, or no longer".to_owned(),
            ));
        }
        self.take(self.newly_there(case)?)?;
        let mut taken = self.call_upon(case)?;
        let mut departed = Vec::new();
        for (role, given) in &case.given {
            let made = match taken.remove(role) {
                Some(fields) => self.welcome_volunteers(mark, role, given, fields).await?,
                None => self.provide(mark, role, given).await?,
            };
            if given.state == State::Deleted && self.conduct.has_users() {
                departed.extend(made.iter().cloned());
            }
            users.insert(role.clone(), made);
        }
        if !departed.is_empty() {
            self.delete_plainly(&departed).await?;
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
        scope.settle()
    }

    pub(crate) fn request(
        &self,
        case: &Case,
        users: &BTreeMap<String, Vec<User>>,
        scope: &Scope,
    ) -> Result<Outgoing, Hindrance> {
        let mut request = match &case.when.request {
            Some(request) => {
                let mut scope = scope.clone();
                if let Some(listed) = &case.when.items {
                    let named = everybody(&listed.of, users);
                    let join = listed.join.as_deref();
                    let items = items(&listed.item, join, &named, &scope)?;
                    scope.set("items", items);
                }
                Outgoing::build(request, &scope)?
            }
            None => {
                let roles = case.when.delete.as_deref().unwrap_or_default();
                let named = everybody(roles, users);
                self.deletion(case.when.by.as_deref(), &named, scope)?
            }
        };
        request.change(&case.when.change, scope)?;
        Ok(request)
    }
}

/// The users of some roles, in the order in which the roles are named.
fn everybody(roles: &[String], users: &BTreeMap<String, Vec<User>>) -> Vec<User> {
    roles
        .iter()
        .filter_map(|role| users.get(role))
        .flatten()
        .cloned()
        .collect()
}
