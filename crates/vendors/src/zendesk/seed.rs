//! Example accounts: one that separates users by brand and one that does not.
//!
//! The document prints no users, so these are ours: staff, and end users with external ids on two brands.

use serde_json::{Value, json};
use umbridge_directory::{AccountSeed, CredentialSeed, Timestamp, UserSeed};

use super::{
    REALM,
    auth::{BASIC, BEARER, basic_key},
    brand::{BRAND, Scope},
    ids::{self, ID, email, external_id},
};

pub(super) const ADMIN_EMAIL: &str = "admin@umbridge.example";
pub(super) const ADMIN_TOKEN: &str = "zendesk-admin-token";

/// Brands of the account that separates users: two have users of their own, two do not.
const SEPARATED: [i64; 2] = [360_002, 360_003];
const COLLAPSING: [i64; 2] = [360_001, 360_004];

/// The brand of the account that does not separate users.
const CLASSIC: i64 = 360_101;

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
    users.push(manager());
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
            token(3, "manager@umbridge.example", "zendesk-manager-token"),
            token(12, "user9009@customers.example", "zendesk-end-user-token"),
            password(1, ADMIN_EMAIL, "zendesk-admin-password"),
            oauth(1, "zendesk-oauth-token", &["read", "write"]),
            oauth(1, "zendesk-oauth-read-only", &["read"]),
            oauth(1, "zendesk-oauth-users-write", &["users:write"]),
        ],
        sequences: vec![(ID.into(), 9999), (BRAND.into(), COLLAPSING[1])],
    }
}

fn classic() -> AccountSeed {
    let mut users = staff("classic.example");
    users.extend((1..=5).map(|n| end_user(9300 + n, Scope::ACCOUNT, &format!("ext-{n}"))));
    AccountSeed {
        realm: REALM.into(),
        name: "classic".into(),
        settings: json!({"brands": [{"id": CLASSIC, "name": "Classic"}]}),
        users,
        credentials: vec![token(1, "admin@classic.example", "zendesk-classic-token")],
        // Documented: ids are unique across accounts, so this one counts where the other never gets.
        sequences: vec![
            (ID.into(), 900_000_009_999),
            (BRAND.into(), 900_000_360_101),
        ],
    }
}

/// The owner, whom nobody can delete, an administrator and an agent.
fn staff(domain: &str) -> Vec<UserSeed> {
    let first = if domain.starts_with("classic") {
        8100
    } else {
        8000
    };
    let member = |n: i64, word: &str, role: &str| UserSeed {
        protected: word == "owner",
        ..member(
            first + n,
            &format!("{word}@{domain}"),
            json!({"name": format!("The {word}"), "role": role}),
        )
    };
    vec![
        member(1, "owner", "admin"),
        member(2, "admin", "admin"),
        member(3, "agent", "agent"),
    ]
}

/// An agent whose custom role allows to manage end users.
fn manager() -> UserSeed {
    let profile = json!({"name": "The manager", "role": "agent", "custom_role_id": 360_201});
    member(8004, "manager@umbridge.example", profile)
}

fn member(id: i64, address: &str, mut profile: Value) -> UserSeed {
    profile["email"] = address.into();
    UserSeed {
        identifiers: vec![ids::id(id), email(Scope::ACCOUNT, address)],
        profile,
        protected: false,
        created_at: created(),
    }
}

fn end_user(id: i64, scope: Scope, external: &str) -> UserSeed {
    let address = format!("user{id}@customers.example");
    let identifiers = vec![
        ids::id(id),
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
    password(subject, &format!("{email}/token"), token)
}

fn password(subject: usize, email: &str, password: &str) -> CredentialSeed {
    CredentialSeed {
        kind: BASIC.into(),
        key: basic_key(email, password),
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
