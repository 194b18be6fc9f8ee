//! The rules: what can be found, and why it is judged as it is.
//!
//! The catalogue is a table of facts; the level of a finding is never in it, see [`crate::level`].

mod catalogue;
mod explain;

pub use catalogue::Rule;
pub use explain::explain;

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

impl Rule {
    /// The rule of this id.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// A word that names no rule.
#[derive(Debug, thiserror::Error)]
#[error("there is no rule `{0}`")]
pub struct UnknownRule(String);

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(id: &str) -> Result<Self, UnknownRule> {
        Self::find(id).ok_or_else(|| UnknownRule(id.to_owned()))
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = Cow::<'de, str>::deserialize(deserializer)?;
        id.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Rule {
    fn schema_name() -> Cow<'static, str> {
        "Rule".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let ids: Vec<&str> = Self::ALL.iter().map(|rule| rule.id()).collect();
        json_schema!({ "type": "string", "enum": ids })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_is_found_by_its_id_and_by_no_other() {
        let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len(), "an id is given twice");
        for rule in Rule::ALL {
            assert_eq!(rule.id().parse::<Rule>().ok(), Some(*rule));
        }
        assert!("no-such-rule".parse::<Rule>().is_err());
    }

    #[test]
    fn every_rule_says_why() {
        for rule in Rule::ALL {
            assert!(
                !rule.effects().is_empty() && !rule.directions().is_empty(),
                "{rule}"
            );
            assert!(rule.reason().ends_with('.'), "{rule}: {}", rule.reason());
            assert!(!rule.title().ends_with('.'), "{rule}: {}", rule.title());
        }
    }
}
