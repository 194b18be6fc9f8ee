//! The format of a target file. Nothing here sends or judges.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::deviation::KnownDeviation;
use crate::ask::pace::Rate;

/// A server, or several that belong together: where they are, who may ask, what they leave out,
/// and in what they are known to deviate.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Target")]
pub struct TargetFile {
    /// What reports call it.
    pub name: String,
    /// The base URL for every vendor that has none of its own.
    #[serde(default)]
    pub base_url: Option<String>,
    /// How long to wait for users to appear or go.
    #[serde(default)]
    pub patience_seconds: Option<u64>,
    /// The most requests of each vendor: `5/s`, `90/min`.
    #[serde(default)]
    pub rate: Option<Rate>,
    /// Where the settings of the vendors' profiles come from, by name.
    #[serde(default)]
    pub credentials: BTreeMap<String, FromEnvironment>,
    /// The vendors whose API is spoken, by short name; all of them where this is left out.
    #[serde(default)]
    pub vendors: BTreeMap<String, Place>,
    /// The failures that are known and accepted for a while.
    #[serde(default)]
    pub deviations: Vec<KnownDeviation>,
}

/// One vendor's API.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The base URL, where it is not the target's.
    #[serde(default)]
    pub base_url: Option<String>,
    /// How long to wait, where it is not as long as for the target.
    #[serde(default)]
    pub patience_seconds: Option<u64>,
    /// The most requests, where they are not the target's.
    #[serde(default)]
    pub rate: Option<Rate>,
    /// What is not offered. It is not asked, and the report says so.
    #[serde(default)]
    pub leave_out: LeaveOut,
}

/// What a server does not offer: names, each with the reason.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveOut {
    /// Ways to see a user, as the vendor's profile names them.
    #[serde(default)]
    pub doors: BTreeMap<String, String>,
    /// Kinds of identifier, as the vendor's profile names them.
    #[serde(default)]
    pub kinds: BTreeMap<String, String>,
    /// Operations, as the vendor's operations file names them.
    #[serde(default)]
    pub operations: BTreeMap<String, String>,
    /// Claims that do not apply.
    #[serde(default)]
    pub claims: BTreeMap<String, String>,
}

/// The variable of the environment that holds a value. The value itself has no place in a file.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FromEnvironment {
    /// The variable's name.
    #[schemars(extend("pattern" = "^[A-Za-z_][A-Za-z0-9_]*$"))]
    pub env: String,
}

impl<'de> Deserialize<'de> for FromEnvironment {
    /// What stands in the name's place may be a secret, so no message repeats it.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(from)?;
        let members = value.as_object().filter(|members| members.len() == 1);
        let name = members.and_then(|members| members.get("env")?.as_str());
        match name.filter(|name| is_variable(name)) {
            Some(name) => Ok(Self {
                env: name.to_owned(),
            }),
            None => Err(D::Error::custom(
                "a credential is named, not written down: {env: NAME_OF_A_VARIABLE}",
            )),
        }
    }
}

fn is_variable(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && name.chars().all(fits) && !name.starts_with(|c: char| c.is_ascii_digit())
}

impl LeaveOut {
    /// Everything that is left out, as sentences.
    pub(crate) fn told(&self) -> Vec<String> {
        let kinds = [
            ("door", &self.doors),
            ("kind of identifier", &self.kinds),
            ("operation", &self.operations),
            ("claim", &self.claims),
        ];
        kinds
            .iter()
            .flat_map(|(what, names)| {
                names
                    .iter()
                    .map(move |(name, reason)| format!("{what} {name}: {reason}"))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::TargetFile;
    use crate::suite::parse;

    fn refusal(credential: &str) -> String {
        let text = format!("name: t\ncredentials:\n  BRAZE_API_KEY: {credential}\n");
        let refused = parse::<TargetFile>("target.yaml", &text).expect_err("a refusal");
        refused.to_string()
    }

    #[rstest::rstest]
    #[case::a_text("sk-live-1234")]
    #[case::a_number("1234567")]
    #[case::a_text_as_a_name("{env: sk-live-1234}")]
    #[case::another_member("{value: sk-live-1234}")]
    #[case::a_second_member("{env: NAME, value: sk-live-1234}")]
    #[case::a_list("[sk-live-1234]")]
    #[case::nothing("{env: ''}")]
    fn a_literal_secret_is_refused_and_not_repeated(#[case] credential: &str) {
        let told = refusal(credential);
        assert!(told.contains("named, not written down"), "{told}");
        assert!(!told.contains("live") && !told.contains("1234"), "{told}");
    }

    #[test]
    fn an_unknown_member_is_refused() {
        let refused = parse::<TargetFile>("t", "name: t\nbase_uri: x\n").expect_err("a refusal");
        assert!(refused.to_string().contains("base_uri"));
    }
}
