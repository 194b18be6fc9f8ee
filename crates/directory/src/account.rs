//! Accounts: the tenants users live in.

use serde_json::Value;

/// The key of an account in this directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AccountId(pub(crate) i64);

/// A tenant with users, credentials and settings of its own.
#[derive(Debug, Clone)]
pub struct Account {
    /// The key of the account.
    pub id: AccountId,
    /// Which dialect the account belongs to: an opaque word.
    pub realm: String,
    /// What the outside calls the account, unique in its realm.
    pub name: String,
    /// The account's choices, in a shape that only its dialect knows.
    pub settings: Value,
}
