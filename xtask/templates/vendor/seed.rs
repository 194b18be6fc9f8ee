//! The users and keys of the document's examples.

use serde_json::json;
use umbridge_directory::{AccountSeed, CredentialSeed, Identifier, UserSeed};

use super::{REALM, auth, ids::ID};

pub(super) const TOKEN: &str = "acme-token";

pub(super) fn seed() -> Vec<AccountSeed> {
    let user = |n: u32| UserSeed {
        identifiers: vec![Identifier::new(ID, n.to_string())],
        profile: json!({"name": format!("User {n}")}),
        protected: false,
        created_at: None,
    };
    vec![AccountSeed {
        realm: REALM.into(),
        name: "acme".into(),
        settings: json!(null),
        users: (1..=5).map(user).collect(),
        credentials: vec![CredentialSeed {
            kind: auth::TOKEN.into(),
            key: TOKEN.into(),
            ..CredentialSeed::default()
        }],
        sequences: Vec::new(),
    }]
}
