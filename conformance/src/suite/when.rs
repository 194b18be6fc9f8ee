//! What a case asks: a deletion with one change, or a request written out.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::schedule::Schedule;

/// The request of a case: a deletion as the profile writes it, or the literal request of a document.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct When {
    /// The roles whose users the request names, in order; a role may be repeated.
    #[serde(default)]
    pub delete: Option<Vec<String>>,
    /// The kind of identifier; the profile's first where nothing is said.
    #[serde(default)]
    pub by: Option<String>,
    /// The credential; the owner's where nothing is said.
    #[serde(default, rename = "as")]
    pub credential: Option<String>,
    /// The one thing in which the request differs from a plain deletion.
    #[serde(default)]
    pub change: Change,
    /// A request written out in full, instead of `delete`.
    #[serde(default)]
    pub request: Option<Request>,
    /// Several requests side by side, instead of one.
    #[serde(default)]
    pub at_once: Option<Schedule>,
    /// What `{items}` stands for in a request written out in full.
    #[serde(default)]
    pub items: Option<Items>,
    /// Roles of unknown users whom an accepted request creates, with pointers into the answer
    /// for the fields the server assigns; `{at}` in a pointer is the user's place in the role.
    #[serde(default)]
    pub creates: BTreeMap<String, BTreeMap<String, String>>,
}

/// Users as a request names them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Items {
    /// The roles whose users are named, in order.
    pub of: Vec<String>,
    /// How one user is named.
    pub item: Value,
    /// Joins the items to one text.
    #[serde(default)]
    pub join: Option<String>,
}

/// A change to a plain deletion request.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// Another method.
    #[serde(default)]
    pub method: Option<String>,
    /// A text put at the end of the path.
    #[serde(default)]
    pub suffix: Option<String>,
    /// Query parameters set.
    #[serde(default)]
    pub query: BTreeMap<String, Value>,
    /// Headers set.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Members of the JSON body set.
    #[serde(default)]
    pub json: BTreeMap<String, Value>,
    /// Query parameters, headers or members of the JSON body left out.
    #[serde(default)]
    pub without: Vec<String>,
    /// A text that takes the place of the whole body.
    #[serde(default)]
    pub body: Option<String>,
    /// Percent-encodes the commas of the query too.
    #[serde(default)]
    pub encoded: bool,
    /// Cuts the last character off the JSON body.
    #[serde(default)]
    pub cut: bool,
    /// Sends no body.
    #[serde(default)]
    pub bare: bool,
}

/// A request with `{placeholders}`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// The HTTP method.
    pub method: String,
    /// The path below the base URL.
    pub path: String,
    /// Query parameters; a list repeats the parameter.
    #[serde(default)]
    pub query: BTreeMap<String, Value>,
    /// Headers besides those of the credential.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// A JSON body.
    #[serde(default)]
    pub json: Option<Value>,
    /// A form-encoded body.
    #[serde(default)]
    pub form: Option<BTreeMap<String, String>>,
}
