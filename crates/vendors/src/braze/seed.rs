//! Example workspaces: one with the users of the document's example and bystanders, and another one.

use serde_json::json;
use umbridge_directory::{AccountSeed, CredentialSeed, Identifier, Timestamp, UserSeed};

use super::{REALM, auth::KEY, ids};

/// The key that the document prints.
pub(super) const API_KEY: &str = "YOUR_REST_API_KEY";

/// The permissions of the operations there are.
const PERMISSIONS: [&str; 7] = [
    "users.delete",
    "users.track",
    "users.alias.new",
    "users.alias.update",
    "users.identify",
    "users.merge",
    "users.export.ids",
];

pub(super) fn seed() -> Vec<AccountSeed> {
    vec![umbridge(), other()]
}

fn umbridge() -> AccountSeed {
    let mut users = vec![
        // The users of the document's example, each a profile of its own.
        known("user_id1", 1),
        known("user_id2", 2),
        profile(vec![
            generated(3),
            ids::alias("alias_label1", "user_alias1"),
        ]),
        profile(vec![
            generated(4),
            ids::alias("alias_label2", "user_alias2"),
        ]),
        profile(vec![ids::braze_id("braze_id1")]),
        profile(vec![ids::braze_id("braze_id2")]),
        // Bystanders with the same alias names under other labels.
        profile(vec![
            generated(7),
            ids::alias("alias_label2", "user_alias1"),
        ]),
        profile(vec![
            generated(8),
            ids::alias("alias_label1", "user_alias2"),
        ]),
        known("bystander1", 9),
        known("bystander2", 10),
    ];
    // Recorded: external ids that clients send as integers.
    users.extend((400..=402).map(|id: u32| known(&id.to_string(), id)));
    users.extend(sharing());
    AccountSeed {
        realm: REALM.into(),
        name: "umbridge".into(),
        settings: json!({}),
        users,
        credentials: vec![
            key(API_KEY, &PERMISSIONS),
            key("key-without-users-delete", &PERMISSIONS[1..]),
        ],
        sequences: Vec::new(),
    }
}

fn other() -> AccountSeed {
    AccountSeed {
        realm: REALM.into(),
        name: "other".into(),
        settings: json!({}),
        users: vec![
            known("user_id1", 1),
            known("other_user1", 2),
            known("other_user2", 3),
        ],
        credentials: vec![key("other-workspace-key", &PERMISSIONS)],
        sequences: Vec::new(),
    }
}

/// Two profiles with one address and one number, of which only the first is identified.
fn sharing() -> Vec<UserSeed> {
    let (email, phone) = ("shared@example.com", "+15550100");
    let mut identified = known("shared1", 500);
    let mut unidentified = profile(vec![generated(501)]);
    for user in [&mut identified, &mut unidentified] {
        user.identifiers.retain(|name| name.scheme != ids::EMAIL);
        user.identifiers
            .extend([ids::email(email), ids::phone(phone)]);
        user.profile["email"] = email.into();
        user.profile["phone"] = phone.into();
    }
    vec![identified, unidentified]
}

/// A profile with an external id and an e-mail address.
fn known(external: &str, number: u32) -> UserSeed {
    let email = format!("{external}@example.com");
    let mut user = profile(vec![
        generated(number),
        ids::external_id(external),
        ids::email(&email),
    ]);
    user.profile["first_name"] = external.into();
    user.profile["email"] = email.into();
    user
}

fn profile(identifiers: Vec<Identifier>) -> UserSeed {
    UserSeed {
        identifiers,
        profile: json!({
            "random_bucket": 4242,
            "email_subscribe": "subscribed",
            "push_subscribe": "subscribed",
            "total_revenue": 0.0,
        }),
        protected: false,
        created_at: Timestamp::parse("2026-01-02T03:04:05Z"),
    }
}

/// A Braze id as Braze generates them.
fn generated(number: u32) -> Identifier {
    ids::braze_id(format!("695735a5{number:016x}"))
}

fn key(key: &str, permissions: &[&str]) -> CredentialSeed {
    CredentialSeed {
        kind: KEY.into(),
        key: key.into(),
        grants: permissions.iter().map(|word| (*word).to_owned()).collect(),
        ..CredentialSeed::default()
    }
}
