//! Writes every case's request out without sending it, so that a placeholder
//! that stands for nothing, or a user the gate would stop, is found here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::concurrent::Cast;
use super::people::User;
use super::session::{OWNER, Session};
use crate::ask::credential::{self, Settings, Supplied};
use crate::ask::exchange;
use crate::ask::request::Outgoing;
use crate::ask::target::Target;
use crate::judge::pattern;
use crate::suite::case::State;
use crate::suite::{Filed, Suite, Vendor};

static NO_VALUES: BTreeMap<String, String> = BTreeMap::new();

const NOTHING: Supplied<'static> = Supplied {
    values: &NO_VALUES,
    target: None,
};

#[tokio::test]
async fn every_case_can_be_written_out() {
    let suite = Suite::embedded().expect("readable files");
    let target = Target::parse("http://127.0.0.1:9").expect("a URL");
    let client = exchange::client(&target).expect("a client");
    let mut problems = Vec::new();
    for vendor in &suite.vendors {
        let session = Session::new(vendor, &target, &client, 1, NOTHING);
        admit_everybody(vendor, &session);
        for filed in vendor.cases.iter().filter(|filed| filed.skip.is_none()) {
            if let Err(problem) = rehearse(&session, filed).await {
                problems.push(format!("{}: {problem}", filed.case.id));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Stands in for the logins.
fn admit_everybody(vendor: &Vendor, session: &Session<'_>) {
    let settings = Settings::gather(&vendor.profile, &NOTHING, true);
    let mut scope = settings.scope();
    scope.set("login", json!({"token": "token"}));
    scope.set("mark", json!("mark"));
    for (name, credential) in &vendor.profile.credentials {
        let pass =
            credential::pass(credential, &settings, &scope).expect("defaults for everything");
        session.admit(name, pass);
    }
}

async fn rehearse(session: &Session<'_>, filed: &Filed) -> Result<(), String> {
    let case = &filed.case;
    let told = |hindrance| format!("{hindrance:?}");
    let mark = super::made_up::case_mark(session.seed, &case.id);
    let name = case.when.credential.as_deref().unwrap_or(OWNER);
    let pass = session.pass(name).await.map_err(told)?;
    let mut users = BTreeMap::new();
    for name in &case.example {
        let user = User {
            role: name.clone(),
            account: OWNER.to_owned(),
            fields: json!(session.vendor.profile.example[name]),
        };
        session.enter(&user);
        users.insert(name.clone(), vec![user]);
    }
    for (role, given) in &case.given {
        let mut given = given.clone();
        given.state = State::Unknown;
        let made = session.provide(&mark, role, &given).await.map_err(told)?;
        users.insert(role.clone(), made);
    }
    let mut scope = session.case_scope(&mark, &pass, &users);
    let mut captured = serde_json::Map::new();
    for step in &case.before {
        let before = Outgoing::build(&step.request, &scope).map_err(|error| error.to_string())?;
        let checked = session.gate.check(&before, &session.ledger);
        checked.map_err(|stopped| stopped.to_string())?;
        for name in step.capture.keys() {
            captured.insert(name.clone(), json!(format!("{mark}-{name}")));
        }
        scope.set("before", Value::Object(captured.clone()));
    }
    if let Some(schedule) = &case.when.at_once {
        let cast = Cast::of(users);
        let prepared = session.prepare_calls(case, schedule, &scope, &cast);
        return prepared.map(drop).map_err(told);
    }
    let request = session.request(case, &users, &scope).map_err(told)?;
    session
        .gate
        .check(&request, &session.ledger)
        .map_err(|stopped| stopped.to_string())?;
    for reading in case.readings() {
        let patterns = reading
            .headers
            .values()
            .chain(&reading.body)
            .chain(&reading.job);
        for value in patterns {
            let filled: Value = scope.fill(value).map_err(|error| error.to_string())?;
            pattern::validate(&filled)?;
        }
    }
    Ok(())
}
