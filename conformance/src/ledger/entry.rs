//! One line of a ledger.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What was about to happen, or happened, to users of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The run's mark, which all of its users carry.
    pub(crate) run: String,
    pub(crate) vendor: String,
    /// The base URL.
    pub(crate) target: String,
    pub(crate) seed: u64,
    /// The credential of the account.
    pub(crate) account: String,
    #[serde(flatten)]
    pub(crate) event: Event,
}

/// What.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(crate) enum Event {
    /// A request that creates these users is about to leave.
    Creating { users: Vec<Entered> },
    /// They were created, and this is what the server calls them.
    Created { users: Vec<Entered> },
    /// The request was answered, and not with what the server calls them.
    Answered { users: Vec<String> },
    /// The request was refused.
    Refused { users: Vec<String> },
    /// A request that deletes whoever has these names is about to leave.
    Deleting { names: Vec<String> },
    /// They were seen to be gone.
    Gone { users: Vec<String> },
}

/// A user as the run knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entered {
    /// The user's name within the run, the same in every entry.
    pub(crate) user: String,
    pub(crate) fields: Value,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Entered, Entry, Event};

    /// Ledgers are read by later versions, so their words stay.
    #[test]
    fn a_line_is_spelt_like_this() {
        let entry = Entry {
            run: "um12ab34".into(),
            vendor: "zendesk".into(),
            target: "http://127.0.0.1:4010".into(),
            seed: 7,
            account: "owner".into(),
            event: Event::Creating {
                users: vec![Entered {
                    user: "um12ab34/target/0".into(),
                    fields: json!({"email": "a@b.example"}),
                }],
            },
        };
        let line = r#"{"run":"um12ab34","vendor":"zendesk","target":"http://127.0.0.1:4010","seed":7,"account":"owner","event":"creating","users":[{"user":"um12ab34/target/0","fields":{"email":"a@b.example"}}]}"#;
        assert_eq!(serde_json::to_string(&entry).expect("a line"), line);
        assert_eq!(
            serde_json::from_str::<Entry>(line).expect("an entry"),
            entry
        );
    }
}
