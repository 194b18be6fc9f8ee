//! Example data as plain values, so that a seed can be a file.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Identifier, Timestamp};

/// An account with everything in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountSeed {
    /// Which dialect the account belongs to.
    pub realm: String,
    /// What the outside calls it.
    pub name: String,
    /// The account's choices.
    #[serde(default)]
    pub settings: Value,
    /// Its users, in the order of their creation.
    #[serde(default)]
    pub users: Vec<UserSeed>,
    /// Its credentials.
    #[serde(default)]
    pub credentials: Vec<CredentialSeed>,
    /// The last number given out per scheme, for schemes whose values are counted up.
    #[serde(default)]
    pub sequences: Vec<(String, i64)>,
}

/// A user to begin with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserSeed {
    /// Its names.
    pub identifiers: Vec<Identifier>,
    /// What the dialect keeps of it.
    #[serde(default)]
    pub profile: Value,
    /// Whether deletions pass it over.
    #[serde(default)]
    pub protected: bool,
    /// When it was created; the moment of seeding where absent.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
}

/// A credential to begin with.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialSeed {
    /// The kind of credential.
    pub kind: String,
    /// What a caller shows to have it found.
    pub key: String,
    /// A second part that is compared or signed with.
    #[serde(default)]
    pub secret: Option<String>,
    /// The user it stands for, by position among the account's users, counted from 0.
    #[serde(default)]
    pub subject: Option<usize>,
    /// What it allows.
    #[serde(default)]
    pub grants: Vec<String>,
}
