//! Example accounts: one that separates users by brand and one that does not.
//!
//! The document prints no users, so these are ours: staff, and end users with external ids on two brands.

use serde_json::json;
use umbridge_directory::{AccountSeed, CredentialSeed, Identifier, Timestamp, UserSeed};

use super::{
    REALM,
    auth::{BASIC, BEARER, basic_key},
    brand::Scope,
    ids::{ID, email, external_id},
};

pub(super) const ADMIN_EMAIL: &str = "admin@umbridge.example";
pub(super) const ADMIN_TOKEN: &str = "zendesk-admin-token";

/// Brands of the account that separates users: two have users of their own, two do not.
const SEPARATED: [i64; 2] = [360_002, 360_003];
const COLLAPSING: [i64; 2] = [360_001, 360_004];

pub(super) fn seed() -> Vec<AccountSeed> {
    vec![umbridge(), classic()]
}

fn umbridge() -> AccountSeed {
    let brand = |id: i64, separated: bool| json!({"id": id, "name": format!("Brand {id}"), "user_separation": separated});
    let brands = [
        brand(COLLAPSING[0], false),
        brand(SEPARATED[0], true),
        brand(SEPARATED[1], true),
        brand(COLLAPSING[1], false),
    ];
    let mut users = staff("umbridge.example");
    users.extend((1..=9).map(|n| end_user(9000 + n, Scope::ACCOUNT, &format!("ext-{n}"))));
    for (brand, first) in SEPARATED.into_iter().zip([9100, 9200]) {
        users.extend((1..=3).map(|n| end_user(first + n, Scope(brand), &format!("ext-{n}"))));
    }
    AccountSeed {
        realm: REALM.into(),
        name: "umbridge".into(),
        settings: json!({"brand_separation": true, "brands": brands}),
        users,
        credentials: vec![
            token(0, "owner@umbridge.example", "zendesk-owner-token"),
            token(1, ADMIN_EMAIL, ADMIN_TOKEN),
            token(2, "agent@umbridge.example", "zendesk-agent-token"),
            oauth(1, "zendesk-oauth-token", &["read", "write"]),
            oauth(1, "zendesk-oauth-read-only", &["read"]),
        ],
        sequences: vec![(ID.into(), 9999)],
    }
}

fn classic() -> AccountSeed {
    let mut users = staff("classic.example");
    users.extend((1..=5).map(|n| end_user(9300 + n, Scope::ACCOUNT, &format!("ext-{n}"))));
    AccountSeed {
        realm: REALM.into(),
        name: "classic".into(),
        settings: json!({"brands": [{"id": 360_101, "name": "Classic"}]}),
        users,
        credentials: vec![token(1, "admin@classic.example", "zendesk-classic-token")],
        sequences: vec![(ID.into(), 9999)],
    }
}

/// The owner, whom nobody can delete, an administrator and an agent.
fn staff(domain: &str) -> Vec<UserSeed> {
    let first = if domain.starts_with("classic") {
        8100
    } else {
        8000
    };
    let member = |n: i64, word: &str, role: &str| {
        let address = format!("{word}@{domain}");
        let identifiers = vec![
            Identifier::new(ID, (first + n).to_string()),
            email(Scope::ACCOUNT, &address),
        ];
        let profile = json!({"name": format!("The {word}"), "email": address, "role": role});
        UserSeed {
            identifiers,
            profile,
            protected: word == "owner",
            created_at: created(),
        }
    };
    vec![
        member(1, "owner", "admin"),
        member(2, "admin", "admin"),
        member(3, "agent", "agent"),
    ]
}

fn end_user(id: i64, scope: Scope, external: &str) -> UserSeed {
    let address = format!("user{id}@customers.example");
    let identifiers = vec![
        Identifier::new(ID, id.to_string()),
        email(scope, &address),
        external_id(scope, external),
    ];
    let mut profile = json!({"name": format!("Customer {id}"), "email": address, "external_id": external, "role": "end-user"});
    if scope != Scope::ACCOUNT {
        profile["separation"] = scope.kept();
    }
    UserSeed {
        identifiers,
        profile,
        protected: false,
        created_at: created(),
    }
}

fn created() -> Option<Timestamp> {
    Timestamp::parse("2026-01-02T03:04:05Z")
}

fn token(subject: usize, email: &str, token: &str) -> CredentialSeed {
    let key = basic_key(&format!("{email}/token"), token);
    CredentialSeed {
        kind: BASIC.into(),
        key,
        subject: Some(subject),
        ..CredentialSeed::default()
    }
}

fn oauth(subject: usize, token: &str, scopes: &[&str]) -> CredentialSeed {
    CredentialSeed {
        kind: BEARER.into(),
        key: token.into(),
        subject: Some(subject),
        grants: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        secret: None,
    }
}
