//! One vendor's part of a run: its credentials, its ledger, its users.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use reqwest::Client;
use serde_json::{Map, Value, json};
use tokio::sync::OnceCell;

use super::crowd::Seat;
use super::made_up;
use super::people::User;
use super::record::LONGEST_BODY;
use super::register::Register;
use super::terms::Terms;
use crate::ask::again::Again;
use crate::ask::conduct::Conduct;
use crate::ask::credential::{self, Missing, Pass, Settings, Supplied};
use crate::ask::exchange::Answer;
use crate::ask::gate::{Gate, Roll};
use crate::ask::pace::Pace;
use crate::ask::request::Outgoing;
use crate::ask::target::Target;
use crate::ask::template::{Scope, Unfilled};
use crate::judge::pattern;
use crate::suite::Vendor;
use crate::suite::creation::Step;
use crate::suite::profile::Credential;

/// The credential that is used where a case names none.
pub(crate) const OWNER: &str = "owner";
/// No credential at all.
const NOBODY: &str = "nobody";

/// Everything the cases of one vendor share.
pub(crate) struct Session<'a> {
    pub(crate) vendor: &'a Vendor,
    pub(crate) target: &'a Target,
    pub(super) client: &'a Client,
    pub(crate) seed: u64,
    pub(crate) terms: &'a Terms,
    /// What the run may do to this target.
    pub(crate) conduct: Conduct,
    settings: Settings,
    supplied: Supplied<'a>,
    passes: BTreeMap<String, OnceCell<Result<Pass, Hindrance>>>,
    pub(crate) roll: Roll,
    pub(crate) gate: Gate,
    pub(crate) register: Register,
    /// Users created many at once, until their case takes them.
    pub(crate) crowd: Mutex<BTreeMap<Seat, User>>,
    /// Users whose cases have ended and who must be there when the run does.
    pub(crate) expected: Mutex<Vec<User>>,
    pub(super) pace: Pace,
    pub(super) requests: AtomicUsize,
    /// Whether the server has answered anything yet.
    pub(super) answered: AtomicBool,
    captured: Mutex<Vec<String>>,
    /// The longest body that is kept for the report, in characters.
    pub(crate) longest_body: usize,
}

/// Why a case could not be asked or compared.
#[derive(Debug, Clone)]
pub(crate) enum Hindrance {
    Skipped(String),
    Withheld(String),
    /// Blocked by an answer that says that the server did not do it.
    Denied(String),
    Blocked(String),
    Broken(String),
}

impl Hindrance {
    pub(crate) fn reason(&self) -> &str {
        let (Self::Skipped(reason)
        | Self::Withheld(reason)
        | Self::Denied(reason)
        | Self::Blocked(reason)
        | Self::Broken(reason)) = self;
        reason
    }
}

impl From<Unfilled> for Hindrance {
    fn from(error: Unfilled) -> Self {
        Self::Broken(error.to_string())
    }
}

impl<'a> Session<'a> {
    pub(crate) fn new(
        vendor: &'a Vendor,
        target: &'a Target,
        client: &'a Client,
        seed: u64,
        supplied: Supplied<'a>,
        terms: &'a Terms,
    ) -> Self {
        let profile = &vendor.profile;
        let conduct = Conduct::of(terms.manner, target);
        let settings = Settings::gather(profile, &supplied, target.is_loopback());
        let mut names: Vec<String> = profile.credentials.keys().cloned().collect();
        names.push(NOBODY.to_owned());
        Self {
            vendor,
            target,
            client,
            seed,
            terms,
            conduct,
            settings,
            supplied,
            passes: names
                .into_iter()
                .map(|name| (name, OnceCell::new()))
                .collect(),
            roll: Roll::new(&made_up::run_mark(seed)),
            gate: Gate::new(vendor, conduct),
            register: Register::default(),
            crowd: Mutex::default(),
            expected: Mutex::default(),
            pace: Pace::new(target.rate()),
            requests: AtomicUsize::default(),
            answered: AtomicBool::default(),
            captured: Mutex::default(),
            longest_body: LONGEST_BODY,
        }
    }

    /// A scope with the settings, the made-up values of a case, and what depends on who asks.
    pub(crate) fn scope(&self, mark: &str, pass: &Pass) -> Scope {
        let mut scope = self.settings.scope();
        made_up::names(&mut scope, mark, "case", 0);
        // A case may name nobody by these.
        for (_, nobody) in made_up::identifiers(mark, "case", 0) {
            self.roll.make_up(&nobody);
        }
        scope.set("account", pass.account.clone());
        scope.settle()
    }

    /// The headers of a credential, after its login where it has one.
    pub(crate) async fn pass(&self, name: &str) -> Result<Pass, Hindrance> {
        let Some(cell) = self.passes.get(name) else {
            return Err(Hindrance::Broken(format!(
                "there is no credential `{name}`"
            )));
        };
        cell.get_or_init(|| self.make_pass(name)).await.clone()
    }

    async fn make_pass(&self, name: &str) -> Result<Pass, Hindrance> {
        let nobody = Credential::default();
        let owner = self
            .vendor
            .profile
            .credentials
            .get(OWNER)
            .unwrap_or(&nobody);
        let credential = self.vendor.profile.credentials.get(name).unwrap_or(&nobody);
        let mut scope = self.settings.scope();
        scope.set("mark", json!(made_up::run_mark(self.seed)));
        // Whoever shows nothing still names the owner's account.
        if name == NOBODY {
            let anonymous = Credential {
                account: owner.account.clone(),
                ..Credential::default()
            };
            return credential::pass(&anonymous, &self.settings, &scope)
                .map_err(|Missing(name)| self.unset(&name));
        }
        if let Some(login) = &credential.login {
            let captured = self.step(login, &scope, &Pass::default()).await;
            let captured = captured.map_err(|hindrance| match hindrance {
                Hindrance::Blocked(reason) | Hindrance::Denied(reason) => {
                    Hindrance::Blocked(format!("no login as `{name}`: {reason}"))
                }
                other => other,
            })?;
            let tokens = captured.values().filter_map(Value::as_str);
            if !self.is_planning() {
                self.keep_secret(tokens.map(str::to_owned));
            }
            scope.set("login", Value::Object(captured));
        }
        credential::pass(credential, &self.settings, &scope)
            .map_err(|Missing(name)| self.unset(&name))
    }

    /// What to tell an operator who did not supply something.
    fn unset(&self, name: &str) -> Hindrance {
        let setting = self.vendor.profile.values.get(name);
        let says = setting
            .map(|setting| setting.says.as_str())
            .unwrap_or_default();
        let variable = self.supplied.variable(name);
        Hindrance::Blocked(format!("{variable} is not set ({says})"))
    }

    /// Sends a preparing request and captures from its answer.
    pub(crate) async fn step(
        &self,
        step: &Step,
        scope: &Scope,
        pass: &Pass,
    ) -> Result<Map<String, Value>, Hindrance> {
        let request = Outgoing::build(&step.request, scope).map_err(|Unfilled(path)| match path
            .strip_prefix("value.")
        {
            Some(name) => self.unset(name),
            None => Hindrance::from(Unfilled(path)),
        })?;
        let answer = self.send(&request, pass, Again::Looks).await?;
        self.captures(step, &request, &answer, scope)
    }

    /// What a preparing request's answer is remembered for.
    pub(crate) fn captures(
        &self,
        step: &Step,
        request: &Outgoing,
        answer: &Answer,
        scope: &Scope,
    ) -> Result<Map<String, Value>, Hindrance> {
        if self.is_planning() {
            let n = scope.fill_text("{n}").unwrap_or_default();
            let names = step.capture.keys();
            let named = names.map(|name| (name.clone(), placeholder(&n, name)));
            return Ok(named.collect());
        }
        let unusable = |why: &str| {
            let reason = format!(
                "{} {} answered {}{why}",
                request.method, step.request.path, answer.status
            );
            if (400..500).contains(&answer.status) {
                Hindrance::Denied(reason)
            } else {
                Hindrance::Blocked(reason)
            }
        };
        if !step
            .status
            .iter()
            .any(|status| status.covers(answer.status))
        {
            return Err(unusable(""));
        }
        let body = answer.json();
        if let Some(wanted) = &step.body
            && !pattern::matches(&scope.fill(wanted)?, body.as_ref())
        {
            return Err(unusable(" with a body that does not show success"));
        }
        let mut captured = Map::new();
        for (name, pointer) in &step.capture {
            let value = body
                .as_ref()
                .and_then(|body| body.pointer(pointer))
                .filter(|value| !value.is_null())
                .ok_or_else(|| unusable(&format!(" without {pointer}")))?;
            captured.insert(name.clone(), value.clone());
        }
        Ok(captured)
    }

    /// What the target says it leaves out.
    pub(crate) fn left_out(&self) -> Vec<String> {
        let target = self.supplied.target;
        let left_out = target.map(|target| target.left_out(&self.vendor.profile.vendor));
        left_out.unwrap_or_default()
    }

    /// How many requests were sent.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    /// Notes users who are not to vanish after their case.
    pub(crate) fn expect_until_the_end(&self, users: &[User]) {
        let mut expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        expected.extend_from_slice(users);
    }

    /// Notes what the server told and nobody may print.
    pub(crate) fn keep_secret(&self, told: impl Iterator<Item = String>) {
        let mut captured = self.captured.lock().unwrap_or_else(PoisonError::into_inner);
        captured.extend(told);
    }

    /// Everything that may not be printed.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let captured = self.captured.lock().unwrap_or_else(PoisonError::into_inner);
        let mut secrets = self.settings.secrets.clone();
        secrets.extend(captured.iter().cloned());
        // Basic credentials are secret in their encoded form too.
        for cell in self.passes.values() {
            if let Some(Ok(pass)) = cell.get() {
                let encoded = pass
                    .headers
                    .iter()
                    .filter_map(|(_, value)| value.strip_prefix("Basic "));
                secrets.extend(encoded.map(str::to_owned));
            }
        }
        secrets
    }
}

/// What stands for something that only the server can give.
pub(crate) fn placeholder(whose: &str, name: &str) -> Value {
    json!(format!("<{whose}.{name}>"))
}
