//! Credentials: what a caller shows, whose it is, and what it grants.

use crate::{Account, Timestamp, User, UserId};

/// A credential found by what the caller showed.
///
/// An expired one, or one whose subject has been deleted, is not found.
#[derive(Debug, Clone)]
pub struct Credential {
    /// The account it opens.
    pub account: Account,
    /// The part that is compared or signed with; absent where the key alone is the secret.
    pub secret: Option<String>,
    /// The user it stands for, where it stands for one.
    pub subject: Option<User>,
    /// What it allows: opaque words.
    pub grants: Vec<String>,
    /// When it ends; `None` for never.
    pub expires_at: Option<Timestamp>,
}

impl Credential {
    /// Whether the credential carries the grant.
    pub fn grants(&self, grant: &str) -> bool {
        self.grants.iter().any(|held| held == grant)
    }
}

/// A credential to be issued to an account.
#[derive(Debug, Clone)]
pub struct NewCredential {
    /// The kind of credential, an opaque word (`token`, `key`).
    pub kind: String,
    /// What a caller shows to have it found; unique for its realm and kind.
    pub key: String,
    /// A second part that is compared or signed with.
    pub secret: Option<String>,
    /// The user it stands for.
    pub subject: Option<UserId>,
    /// What it allows.
    pub grants: Vec<String>,
    /// When it ends; `None` for never.
    pub expires_at: Option<Timestamp>,
}
