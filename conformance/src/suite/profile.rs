//! A profile: how to talk to one vendor, once, for every case.
//!
//! The format of `vendors/<vendor>.yaml`. A sixth vendor is one of these,
//! its claims and its cases; no code knows a vendor's name.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::case::Reading;
use super::creation::{Field, Finder, Many, Step};
use super::door::Door;
use super::schedule::Tally;
use super::when::{Change, Request};

/// The file `vendors/<vendor>.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    /// The short name, equal to the file's.
    pub vendor: String,
    /// The name people know.
    pub name: String,
    /// The vendor's own hosts and what is below them; nobody is deleted there by accident.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// What the operator must supply, by environment name.
    pub values: BTreeMap<String, Setting>,
    /// Who can ask: `owner` (the default), `wrong`, `forbidden`, `other`, and the vendor's own.
    pub credentials: BTreeMap<String, Credential>,
    /// The most users one request may name, where the document says so.
    #[serde(default)]
    pub limit: Option<usize>,
    /// Other limits that cases ask about, by name.
    #[serde(default)]
    pub limits: BTreeMap<String, usize>,
    /// The fields of a new user, in the order in which they may refer to each other.
    pub fields: Vec<Field>,
    /// Fields the server assigns, as they look for somebody who does not exist.
    #[serde(default)]
    pub unknown: BTreeMap<String, Value>,
    /// The requests that create one user.
    pub create: Vec<Step>,
    /// The requests that create many users at once, where the vendor has such a way.
    #[serde(default)]
    pub create_many: Option<Many>,
    /// Users of the document's own examples, with their fields.
    #[serde(default)]
    pub example: BTreeMap<String, BTreeMap<String, Value>>,
    /// How a user can be named in a deletion, the most common way first.
    pub kinds: Vec<Kind>,
    /// Where a deletion's identifiers stand: `query.ids`, `json.userIds`, `json.emails.email`.
    /// The runner lets through only identifiers of its own users there.
    pub names_at: Vec<String>,
    /// Where a deletion has something that names nobody; anything else in it is taken for a name.
    #[serde(default)]
    pub names_nobody: Vec<String>,
    /// How users are found whose creation was never answered.
    #[serde(default)]
    pub find: Vec<Finder>,
    /// How a user can be seen.
    pub doors: Vec<Door>,
    /// How to wait for a deletion.
    pub wait: Wait,
    /// What an answer tells of the users it deleted.
    #[serde(default)]
    pub tally: Option<Tally>,
    /// Answers by name; `accepted` and the refusals are used by the universal cases.
    pub answers: BTreeMap<String, Reading>,
    /// How the universal cases apply here. Every one of them is named.
    pub universal: BTreeMap<String, Binding>,
}

/// Something the operator supplies.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Setting {
    /// What it is.
    pub says: String,
    /// Used only when the target is on loopback.
    #[serde(default)]
    pub default: Option<String>,
    /// Whether it is sent as a number.
    #[serde(default)]
    pub number: bool,
    /// Whether it may never be printed.
    #[serde(default)]
    pub secret: bool,
}

/// One way to be recognised.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credential {
    /// HTTP Basic: the name.
    #[serde(default)]
    pub basic_user: Option<String>,
    /// HTTP Basic: the password.
    #[serde(default)]
    pub basic_password: Option<String>,
    /// A request made once, before anything else.
    #[serde(default)]
    pub login: Option<Step>,
    /// Headers of every request.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Names that stand for something else under this credential, as `{account.name}`.
    #[serde(default)]
    pub account: BTreeMap<String, String>,
}

/// One kind of identifier.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    /// Its name, used by `by`.
    pub name: String,
    /// The deletion request; `{items}` stands for the identifiers.
    pub request: Request,
    /// How one user is named in it.
    pub item: Value,
    /// Joins the identifiers to one text, where the request wants a text.
    #[serde(default)]
    pub join: Option<String>,
    /// The claims the universal case about this kind observes as well.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Whether the universal case leaves it out, because only other pages than our document name it.
    #[serde(default)]
    pub later: bool,
    /// Why users with this kind of identifier cannot be made through the API.
    #[serde(default)]
    pub example_only: Option<String>,
}

/// How to wait for a deletion to finish.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wait {
    /// A job named by the answer.
    #[serde(default)]
    pub job: Option<Job>,
    /// The claim by which users are gone as soon as a deletion is answered; cases about it do not wait.
    #[serde(default)]
    pub at_once: Option<String>,
    /// Milliseconds after which, on loopback, a refused deletion would have shown its effect.
    #[serde(default)]
    pub settle_ms: u64,
}

/// A job whose status can be read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Job {
    /// A JSON pointer to the job's name in the answer.
    pub from: String,
    /// The request that reads it; `{job}` is its name.
    pub request: Request,
    /// A JSON pointer to the state in what is read.
    pub state: String,
    /// The states after which nothing more happens.
    pub ends: Vec<String>,
    /// The claim by which users are gone once the job has ended; cases about it wait for nothing else.
    #[serde(default)]
    pub means_gone: Option<String>,
}

/// How one universal case applies to the vendor.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Binding {
    /// The vendor's claims it observes.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Why it does not apply.
    #[serde(default)]
    pub skip: Option<String>,
    /// The change to make, where the vendor decides it.
    #[serde(default)]
    pub change: Option<Change>,
    /// Optional doors that are opened as well.
    #[serde(default)]
    pub doors: Vec<String>,
    /// The admissible answers, where they differ from the universal ones.
    #[serde(default)]
    pub readings: Vec<Reading>,
}
