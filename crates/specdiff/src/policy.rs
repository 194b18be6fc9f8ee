//! Choices where reasonable people differ. The default is the catalogue's.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    file::{self, Unusable},
    level::Level,
    rule::Rule,
};

/// How a comparison judges.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// The level of a rule's findings instead of the one the law gives where it is above docs.
    pub levels: BTreeMap<Rule, Level>,
    /// Removing what the base deprecates is a warning instead of breaking.
    pub forgive_deprecated: bool,
    /// Report a breaking change under the same major version.
    pub require_version_bump: bool,
}

impl Policy {
    /// Reads a policy from YAML; `name` is what messages call it. An empty text is the default.
    ///
    /// # Errors
    ///
    /// Where it is no policy.
    pub fn parse(name: &str, text: &str) -> Result<Self, Unusable> {
        file::read(name, text)
    }
}
