//! Asks one case: users, what comes before, the request, its answer, its job.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::concurrent::Cast;
use super::judging::Observed;
use super::made_up;
use super::pause;
use super::people::{User, items, seat};
use super::session::{Hindrance, OWNER, Session, placeholder};
use crate::ask::again::Again;
use crate::ask::conduct::Conduct;
use crate::ask::credential::Pass;
use crate::ask::exchange::Answer;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;
use crate::judge::sight::Fate;
use crate::judge::verdict::Verdict;
use crate::report::CaseReport;
use crate::suite::Filed;
use crate::suite::case::{Case, Given, State};
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

    /// Takes in the users an accepted request created, with the fields that its answer or its job tells.
    fn welcome(
        &self,
        case: &Case,
        answer: &Answer,
        job: Option<&Value>,
        users: &mut BTreeMap<String, Vec<User>>,
    ) -> Result<(), Hindrance> {
        if !(200..300).contains(&answer.status) {
            return Ok(());
        }
        let body = answer.json().unwrap_or_default();
        let mut confirmed = Vec::new();
        for (role, fields) in &case.when.creates {
            for (at, user) in users.get_mut(role).into_iter().flatten().enumerate() {
                for (name, pointer) in fields {
                    let pointer = pointer.replace("{at}", &at.to_string());
                    let told = job.and_then(|job| job.pointer(&pointer));
                    if let Some(value) = body.pointer(&pointer).or(told) {
                        user.fields[name] = value.clone();
                    }
                }
                self.enter(user);
                confirmed.push(user.clone());
            }
        }
        self.confirm(&confirmed)
    }

    /// Says that whoever the case wants not to exist yet may exist from now on.
    fn expect_newcomers(
        &self,
        case: &Case,
        users: &BTreeMap<String, Vec<User>>,
    ) -> Result<Vec<User>, Hindrance> {
        let unknown = |role: &str| {
            let given = case.given.get(role);
            given.is_some_and(|given| given.state == State::Unknown)
        };
        let newcomers = users.iter().filter(|(role, _)| unknown(role));
        let newcomers: Vec<User> = newcomers.flat_map(|(_, users)| users.clone()).collect();
        self.take(newcomers.len())?;
        self.announce(&newcomers)?;
        Ok(newcomers)
    }

    /// Says why a case is not asked in the run's conduct.
    pub(super) fn withhold(&self, case: &Case) -> Result<(), Hindrance> {
        match self.conduct {
            Conduct::Free => Ok(()),
            Conduct::Owned => withhold_what_stays(case),
            Conduct::Safe => self.withhold_what_is_not_refused(case),
        }
    }

    /// In a safe run only requests leave that a documented rule says must be refused.
    fn withhold_what_is_not_refused(&self, case: &Case) -> Result<(), Hindrance> {
        let withheld = |reason: &str| Err(Hindrance::Withheld(reason.to_owned()));
        let reads = |request: &crate::suite::when::Request| request.method == "GET";
        let needs = |given: &Given| given.state != State::Unknown;
        let alone = case.example.is_empty() && case.before.is_empty();
        if case.when.request.as_ref().is_some_and(reads) && alone {
            if is_refusal(case, self.vendor) || !case.given.values().any(needs) {
                return Ok(());
            }
            return withheld("it needs users, and a safe run creates none");
        }
        if case.when.request.is_some() || !case.example.is_empty() {
            return withheld(
                "a request written out in full could do anything, and the run is to be safe",
            );
        }
        if !is_refusal(case, self.vendor) {
            return withheld("it could delete users, and the run is to be safe");
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
        scope
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

    /// Waits for the job an answer names, and returns what was last read of it.
    pub(crate) async fn finish_job(
        &self,
        answer: &Answer,
        scope: &Scope,
        pass: &Pass,
    ) -> Result<Option<Value>, Hindrance> {
        let Some(job) = &self.vendor.profile.wait.job else {
            return Ok(None);
        };
        if self.is_planning() {
            let name = placeholder("answer", "job");
            let request = Outgoing::build(&job.request, &scope.with("job", name))?;
            self.send(&request, pass, Again::Looks).await?;
            return Ok(None);
        }
        let body = answer.json();
        let name = body.as_ref().and_then(|body| body.pointer(&job.from));
        let Some(name) = name.filter(|_| (200..300).contains(&answer.status)) else {
            return Ok(None);
        };
        let request = Outgoing::build(&job.request, &scope.with("job", name.clone()))?;
        let until = Instant::now() + self.target.deadline();
        let mut looks = 0;
        loop {
            let read = self.send(&request, pass, Again::Looks).await?.json();
            let state = read
                .as_ref()
                .and_then(|read| read.pointer(&job.state)?.as_str());
            let ended = state.is_some_and(|state| job.ends.iter().any(|end| end == state));
            if ended || Instant::now() > until {
                return Ok(read);
            }
            pause(self.target.poll_after(looks)).await;
            looks += 1;
        }
    }
}

/// Elsewhere nothing is done to users of the documents' examples, who may be somebody's, and
/// nothing that a run could not undo.
fn withhold_what_stays(case: &Case) -> Result<(), Hindrance> {
    let withheld = |reason: String| Err(Hindrance::Withheld(reason));
    if let Some(reason) = &case.loopback_only {
        return withheld(reason.clone());
    }
    if !case.example.is_empty() {
        let reason = "it is about users of the document's examples, whom this run did not create";
        return withheld(reason.to_owned());
    }
    Ok(())
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
