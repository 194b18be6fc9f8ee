//! A known deviation: a failure that somebody has looked at, accepted, and means to end.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What stands where a person has to write something; an entry with it is refused.
pub(crate) const CHANGE_ME: &str = "CHANGE ME";

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownDeviation {
    /// The claim whose cases fail. Either this or `case`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The case that fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Why it is so.
    pub reason: String,
    /// Where it is being dealt with.
    pub link: String,
    /// The last day on which it is accepted.
    pub expires: Expiry,
    /// Whether it is accepted even where users are deleted whom every admissible answer keeps.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub loses_users: bool,
}

/// A file that holds nothing but such entries.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Deviations")]
pub(crate) struct DeviationsFile {
    /// The failures that are known and accepted for a while.
    pub deviations: Vec<KnownDeviation>,
}

/// A day, as `2026-12-31`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("format" = "date"))]
pub struct Expiry(pub(crate) Date);

impl TryFrom<String> for Expiry {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let date = text.parse().map_err(|_| text);
        date.map(Self)
            .map_err(|text| format!("`{text}` is not a day; `2026-12-31` is"))
    }
}

impl From<Expiry> for String {
    fn from(day: Expiry) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Expiry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl KnownDeviation {
    /// The claim or the case it names.
    #[must_use]
    pub fn id(&self) -> &str {
        let named = self.claim.as_ref().or(self.case.as_ref());
        named.map(String::as_str).unwrap_or_default()
    }

    /// Whether it speaks of this case.
    pub(crate) fn covers(&self, case: &str, claims: &[String]) -> bool {
        let by_case = self.case.as_deref() == Some(case);
        by_case || self.claim.as_ref().is_some_and(|id| claims.contains(id))
    }

    /// What is wrong with the entry, whatever the suite.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let unwritten = |text: &str| text.trim().is_empty() || text.contains(CHANGE_ME);
        if self.claim.is_some() == self.case.is_some() {
            Some("an entry names either a claim or a case")
        } else if unwritten(&self.reason) {
            Some("an entry says why the deviation is accepted")
        } else if unwritten(&self.link) {
            Some("an entry links to where the deviation is dealt with")
        } else {
            None
        }
    }

    /// The entry as it stands in a file.
    #[must_use]
    pub fn yaml(&self) -> String {
        let (kind, id) = match &self.claim {
            Some(claim) => ("claim", claim),
            None => ("case", self.case.as_ref().unwrap_or(&self.reason)),
        };
        let loses = if self.loses_users {
            "\n  loses_users: true"
        } else {
            ""
        };
        // A text in JSON's quotes is one in YAML, whatever stands in it.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        format!(
            "- {kind}: {id}\n  reason: {}\n  link: {}\n  expires: {}{loses}\n",
            quoted(&self.reason),
            quoted(&self.link),
            self.expires
        )
    }
}
