//! The accept-list: changes that are meant, each with a reason.
//!
//! An entry names a finding by its fingerprint, or all findings of a rule at an operation. Lines play no part, so
//! that a list survives unrelated edits; an entry that excuses nothing, or has expired, fails.

mod applying;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_saphyr::Spanned;

use crate::{
    file::{self, Unusable},
    finding::{Finding, Operation},
    render::visible,
    rule::Rule,
    template::erased,
};
pub(crate) use applying::apply;
pub use applying::{Accepted, Grievance};

/// A file of accepted changes.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Accepted changes")]
pub struct AcceptList {
    /// What the file is called; not part of it.
    #[serde(skip)]
    name: String,
    /// The entries.
    #[serde(default)]
    #[schemars(with = "Vec<Entry>")]
    accepted: Vec<Spanned<Entry>>,
}

/// One change, or one kind of change at one operation. Either a fingerprint, or a rule and an operation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The fingerprint of a finding.
    pub fingerprint: Option<String>,
    /// The rule whose findings are meant.
    pub rule: Option<Rule>,
    /// The operation whose findings are meant, as `DELETE /users/{id}`; the names of parameters do not matter.
    pub operation: Option<String>,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it is, as `2027-01-31`.
    #[serde(default, deserialize_with = "date")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub until: Option<Date>,
}

impl AcceptList {
    /// Reads a list from YAML; `name` is what messages call it. An empty text is an empty list.
    ///
    /// # Errors
    ///
    /// Where it is no list of entries, or an entry has no reason or does not say what it excuses.
    pub fn parse(name: &str, text: &str) -> Result<Self, Unusable> {
        let list: Self = file::read(name, text)?;
        for entry in &list.accepted {
            let checked = entry.value.check();
            checked
                .map_err(|reason| Unusable::at(name, Some(entry.referenced), reason.to_owned()))?;
        }
        Ok(Self {
            name: name.to_owned(),
            ..list
        })
    }
}

impl Entry {
    fn check(&self) -> Result<(), &'static str> {
        if self.reason.trim().is_empty() {
            return Err("the entry gives no reason");
        }
        match (&self.fingerprint, &self.rule, &self.operation) {
            (Some(_), None, None) | (None, Some(_), Some(_)) => Ok(()),
            _ => Err("an entry has either a fingerprint, or a rule and an operation"),
        }
    }

    fn expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Whether it speaks of this finding where it affects this operation.
    fn covers(&self, finding: &Finding, operation: &Operation) -> bool {
        self.rule == Some(finding.rule)
            && self.operation.as_ref().is_some_and(|named| {
                erased(named.trim()) == erased(&format!("{} {}", operation.method, operation.path))
            })
    }
}

/// The entry to paste for a finding; the reason is left to the person who accepts it.
pub(crate) fn suggestion(finding: &Finding) -> String {
    format!(
        "  # {}: {}\n  - fingerprint: \"{}\"\n    reason: \"\"\n",
        finding.rule,
        visible(&finding.message),
        finding.fingerprint
    )
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let parsed = text.map(|text| {
        text.parse()
            .map_err(|_| D::Error::custom(format!("`{text}` is no date such as 2027-01-31")))
    });
    parsed.transpose()
}
