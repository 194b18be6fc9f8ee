//! How users come into being: their fields, and the requests that create them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::case::Status;
use super::when::Request;

/// A field of a new user.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    /// Its name in `{user.name}`.
    pub name: String,
    /// Its value, with placeholders.
    pub value: Value,
}

/// A request whose answer is used.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// The request.
    pub request: Request,
    /// The statuses that mean it worked.
    pub status: Vec<Status>,
    /// A pattern the body must match for it to have worked.
    #[serde(default)]
    pub body: Option<Value>,
    /// Whether the request may be sent again until its answer has what is wanted of it.
    #[serde(default)]
    pub again: bool,
    /// What to remember: a name, and a JSON pointer into the answer.
    #[serde(default)]
    pub capture: BTreeMap<String, String>,
}

/// How many users are created at once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Many {
    /// The most users of one request.
    pub limit: usize,
    /// The requests, in order; `{items}` stands for the users.
    pub steps: Vec<ManyStep>,
}

/// One request about many new users.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManyStep {
    /// The request and the look of its answer.
    pub ask: Step,
    /// How one user is written in it.
    pub item: Value,
    /// Joins the items to one text.
    #[serde(default)]
    pub join: Option<String>,
    /// Waits for the job the answer names.
    #[serde(default)]
    pub job: bool,
    /// A JSON pointer to the list in which the users are found again.
    #[serde(default)]
    pub list: Option<String>,
    /// The pattern of one user's element in the list.
    #[serde(default)]
    pub entry: Option<Value>,
    /// What to remember of each user: a field, and a JSON pointer into the user's element.
    #[serde(default)]
    pub each: BTreeMap<String, String>,
}

/// A request that finds users by what the run named them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finder {
    /// The request and the look of its answer; `{items}` stands for the users, or `{user}` for one.
    pub ask: Step,
    /// How many users one request can ask about; one where nothing is said.
    #[serde(default)]
    pub batch: Option<usize>,
    /// How one user is written in it.
    #[serde(default)]
    pub item: Option<Value>,
    /// Joins the items to one text.
    #[serde(default)]
    pub join: Option<String>,
    /// The fields a user must have to be looked for.
    #[serde(default)]
    pub needs: Vec<String>,
    /// A JSON pointer to the list in which the users are found.
    pub list: String,
    /// The pattern of one user's element in the list.
    pub entry: Value,
    /// What is learnt of each user: a field, and a JSON pointer into the user's element.
    #[serde(default)]
    pub each: BTreeMap<String, String>,
    /// The kind of identifier by which whoever is found so is deleted; the first where nothing is said.
    #[serde(default)]
    pub by: Option<String>,
    /// Whether it is only worth its requests for users whose creation was never answered.
    #[serde(default)]
    pub last_resort: bool,
}
