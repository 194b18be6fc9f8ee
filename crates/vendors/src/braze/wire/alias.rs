//! Bodies of the alias operations.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use super::{ExternalId, Name};

/// Aliases to add, up to 50.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an object")]
#[oai(example)]
pub(crate) struct AliasRequest {
    /// The aliases.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub(crate) user_aliases: Vec<NewAlias>,
}

/// An alias to add to a user, or to create a user by.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "a user alias object")]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct NewAlias {
    /// The user to add it to; without one, a user is created who has only this alias.
    #[serde(default)]
    #[oai(nullable)]
    pub(crate) external_id: Option<ExternalId>,
    /// The name.
    pub(crate) alias_name: Name,
    /// The label that says what kind of name it is.
    pub(crate) alias_label: Name,
}

impl Example for AliasRequest {
    fn example() -> Self {
        let alias = NewAlias {
            external_id: Some("user_id1".into()),
            alias_name: Name("user_alias3".into()),
            alias_label: Name("alias_label1".into()),
        };
        Self {
            user_aliases: vec![alias],
        }
    }
}

/// How many aliases were looked at.
#[derive(Debug, Object)]
pub(crate) struct AliasesProcessed {
    /// How many entries were accepted, whether or not they changed anything.
    pub(crate) aliases_processed: u32,
    /// `success`.
    pub(crate) message: String,
}

/// Aliases to rename, up to 50.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an object")]
#[oai(example)]
pub(crate) struct AliasUpdateRequest {
    /// The aliases.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub(crate) alias_updates: Vec<AliasUpdate>,
}

/// An alias and the name it is to have.
#[derive(Debug, Deserialize, Object)]
#[serde(expecting = "an alias update object")]
pub(crate) struct AliasUpdate {
    /// The label of the alias.
    pub(crate) alias_label: Name,
    /// The name it has.
    pub(crate) old_alias_name: Name,
    /// The name it is to have.
    pub(crate) new_alias_name: Name,
}

impl Example for AliasUpdateRequest {
    fn example() -> Self {
        let update = AliasUpdate {
            alias_label: Name("alias_label1".into()),
            old_alias_name: Name("user_alias1".into()),
            new_alias_name: Name("user_alias3".into()),
        };
        Self {
            alias_updates: vec![update],
        }
    }
}
