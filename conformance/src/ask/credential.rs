//! Credentials: from environment names to headers, and to what may be shown of them.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::template::{Scope, Unfilled};
use crate::suite::profile::{Credential, Profile};
use crate::target::TargetFile;

/// What a request shows to be recognised.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pass {
    pub(crate) headers: Vec<(String, String)>,
    /// The same with variables in place of values.
    pub(crate) shown: Vec<(String, String)>,
    /// The same as curl's options.
    pub(crate) curl: Vec<String>,
    /// Names that depend on who asks, as `{account.name}`.
    pub(crate) account: Value,
}

/// Why there is no credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not set")]
pub(crate) struct Missing(pub(crate) String);

/// What an operator supplied: the environment, and which of its variables hold which setting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Supplied<'a> {
    pub(crate) values: &'a BTreeMap<String, String>,
    pub(crate) target: Option<&'a TargetFile>,
}

impl<'a> Supplied<'a> {
    /// The variable that holds a setting: its own name where the target names no other.
    pub(crate) fn variable<'s>(&'s self, setting: &'s str) -> &'s str {
        let named = self
            .target
            .and_then(|target| target.credentials.get(setting));
        named.map_or(setting, |from| from.env.as_str())
    }
}

/// The settings of a profile as this run has them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    values: BTreeMap<String, Value>,
    shown: BTreeMap<String, String>,
    /// What was supplied and must never be printed. Published defaults are no secrets.
    pub(crate) secrets: Vec<String>,
}

impl Settings {
    /// Takes what the operator supplied, and on loopback the profile's defaults for the rest.
    pub(crate) fn gather(profile: &Profile, supplied: &Supplied<'_>, loopback: bool) -> Self {
        let mut settings = Self::default();
        for (name, setting) in &profile.values {
            let variable = supplied.variable(name);
            let given = supplied.values.get(variable);
            let given = given.filter(|value| !value.is_empty());
            if let Some(value) = given
                && setting.secret
            {
                settings.secrets.push(value.clone());
            }
            // Whoever names a variable means that one, and nothing in its place.
            let own = variable == name;
            let default = setting.default.as_ref().filter(|_| loopback && own);
            if let Some(value) = given.or(default) {
                let number = value.parse::<u64>().ok().filter(|_| setting.number);
                let value = number.map_or_else(|| json!(value), |number| json!(number));
                settings.values.insert(name.clone(), value);
            }
            settings.shown.insert(name.clone(), format!("${variable}"));
        }
        settings
    }

    /// The scope in which `{value.NAME}` stands for its value.
    pub(crate) fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        scope.set("value", json!(self.values));
        scope
    }

    /// The scope in which `{value.NAME}` stands for the variable's name.
    fn shown_scope(&self) -> Scope {
        let mut scope = Scope::default();
        scope.set("value", json!(self.shown));
        scope.set("mark", json!("wrong"));
        scope
    }
}

/// Turns a credential into headers. `scope` knows what a login captured.
pub(crate) fn pass(
    credential: &Credential,
    settings: &Settings,
    scope: &Scope,
) -> Result<Pass, Missing> {
    let missing = |Unfilled(path)| Missing(path.trim_start_matches("value.").to_owned());
    let mut shown_scope = settings.shown_scope();
    if let Some(login) = &credential.login {
        let names: BTreeMap<&String, String> = login
            .capture
            .keys()
            .map(|name| (name, format!("${}", name.to_uppercase())))
            .collect();
        shown_scope.set("login", json!(names));
    }
    let mut pass = Pass::default();
    if let (Some(user), Some(password)) = (&credential.basic_user, &credential.basic_password) {
        let fill = |scope: &Scope| -> Result<String, Unfilled> {
            Ok(format!(
                "{}:{}",
                scope.fill_text(user)?,
                scope.fill_text(password)?
            ))
        };
        let pair = fill(scope).map_err(missing)?;
        let value = format!("Basic {}", BASE64_STANDARD.encode(pair));
        pass.headers.push(("Authorization".to_owned(), value));
        let shown = fill(&shown_scope).map_err(missing)?;
        pass.curl.push(format!("-u \"{shown}\""));
        let shown = format!("Basic base64({shown})");
        pass.shown.push(("Authorization".to_owned(), shown));
    }
    for (name, value) in &credential.headers {
        pass.headers
            .push((name.clone(), scope.fill_text(value).map_err(missing)?));
        let shown = shown_scope.fill_text(value).map_err(missing)?;
        pass.curl.push(format!("-H \"{name}: {shown}\""));
        pass.shown.push((name.clone(), shown));
    }
    let mut account = serde_json::Map::new();
    for (name, value) in &credential.account {
        let value = scope.fill(&json!(value)).map_err(missing)?;
        account.insert(name.clone(), value);
    }
    pass.account = Value::Object(account);
    Ok(pass)
}
