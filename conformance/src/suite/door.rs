//! Doors: every documented way to see whether a user is there.
//!
//! Part of the format of `vendors/<vendor>.yaml`. Which doors a case opens, and
//! when, is decided in `run/oracle.rs`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::case::Status;
use super::when::Request;

/// One way to see whether a user is there.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Door {
    /// Its name in findings.
    pub name: String,
    /// The request, for `{user}`, or for many through `{items}`; `{case}` is in every name of a case's users.
    pub request: Request,
    /// How many users one request can ask about; one where nothing is said.
    #[serde(default)]
    pub batch: Option<usize>,
    /// How one user is named in a request about many.
    #[serde(default)]
    pub item: Option<Value>,
    /// Joins the items to one text.
    #[serde(default)]
    pub join: Option<String>,
    /// What an answer looks like that shows the user.
    #[serde(default)]
    pub present: Option<Seen>,
    /// What answers look like that do not.
    #[serde(default)]
    pub absent: Vec<Seen>,
    /// A JSON pointer to a list; the user is present if an element matches `entry`.
    #[serde(default)]
    pub list: Option<String>,
    /// The pattern of the user's element in the list.
    #[serde(default)]
    pub entry: Option<Value>,
    /// How to go on to the next page of the list.
    #[serde(default)]
    pub next: Option<Next>,
    /// A JSON pointer to a number, for a door that only counts the users of a case.
    #[serde(default)]
    pub counts: Option<String>,
    /// Whether this door shows the deleted rather than the living.
    #[serde(default)]
    pub shows_deleted: bool,
    /// Whether only cases that name the door open it, because no document of ours describes it or
    /// because it is a long way.
    #[serde(default)]
    pub optional: bool,
    /// The fields a user must have for the door to open.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// The way to the next page.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Next {
    /// The query parameter that names the page.
    pub query: String,
    /// A JSON pointer to its value, which is missing on the last page. Where nothing is said pages
    /// are counted from one, and an empty page is the last.
    #[serde(default)]
    pub from: Option<String>,
    /// The most pages that are read.
    pub most: usize,
}

/// The look of an answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    /// Any of these statuses.
    pub status: Vec<Status>,
    /// A pattern for the JSON body.
    #[serde(default)]
    pub body: Option<Value>,
}
