//! Example partitions: the document's, and another whose users nobody from the first can touch.
//!
//! The document names two users; the bystanders are ours, some with ids like the document's and some with
//! GUIDs as the published schema wants them.

use serde_json::json;
use umbridge_directory::{AccountSeed, CredentialSeed, Timestamp, UserSeed};

use super::{
    REALM,
    creation::LEGACY_ID,
    profile::Profile,
    scope::{USER, USER_READ, USER_WRITE},
    token::{CLIENT, TOKEN},
};

/// Documented: the example's partition and access token.
pub(super) const PARTITION: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
pub(super) const ACCESS_TOKEN: &str = "1234";

pub(super) const CLIENT_ID: &str = "7f5e1c1e-9f0b-4c83-9a0e-6a3f0f3c2d11";
pub(super) const CLIENT_SECRET: &str = "uipath-client-secret";

pub(super) const OTHER_PARTITION: &str = "b7a1d4c2-0f3e-4b5a-8c6d-9e0f1a2b3c4d";
pub(super) const OTHER_TOKEN: &str = "uipath-other-partition";

/// A group that nothing is known of but its id.
const GROUP: &str = "35551807-06b1-4cda-90a1-2fb84851eee7";

/// Where the counting of users begins, as recorded users have such numbers.
const FIRST_NUMBER: i64 = 1_141_200;

/// Id, given name and family name.
type Person = (&'static str, &'static str, &'static str);

const USERS: [Person; 9] = [
    // Documented: the users of the example.
    ("dol-2908", "Dolores", "Umbridge"),
    ("qui-2609", "Quirinus", "Quirrell"),
    ("adm-0001", "Ada", "Okafor"),
    ("ben-1103", "Benedikt", "Solberg"),
    ("car-0412", "Carmen", "Ibarra"),
    ("0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11", "Dmitri", "Halloran"),
    ("9d2c7a84-1c3b-4a77-8e55-2f6b9c0d4e22", "Esi", "Lindqvist"),
    ("4c1d8e90-7a25-4d6b-b3f4-5e6a7b8c9d33", "Farid", "Novak"),
    ("e2f3a4b5-c6d7-4e8f-9a0b-1c2d3e4f5a44", "Greta", "Tanaka"),
];

/// The user whose token `uipath-admin-token` is, by position.
const ADMINISTRATOR: usize = 2;

const OTHER_USERS: [Person; 3] = [
    ("oth-0001", "Hana", "Petrov"),
    ("5a6b7c8d-9e0f-4a1b-8c2d-3e4f5a6b7c55", "Ivo", "Castellano"),
    ("6b7c8d9e-0f1a-4b2c-9d3e-4f5a6b7c8d66", "Jun", "Abernathy"),
];

pub(super) fn seed() -> Vec<AccountSeed> {
    let client = CredentialSeed {
        kind: CLIENT.into(),
        secret: Some(CLIENT_SECRET.into()),
        ..token(CLIENT_ID, &[USER, USER_READ, USER_WRITE, "PM.Group"])
    };
    let ours = vec![
        token(ACCESS_TOKEN, &[USER, USER_WRITE]),
        token("uipath-read-only", &[USER_READ]),
        token("uipath-write-only", &[USER_WRITE]),
        token("uipath-no-user-scope", &["PM.Group"]),
        CredentialSeed {
            subject: Some(ADMINISTRATOR),
            ..token("uipath-admin-token", &[USER, USER_READ, USER_WRITE])
        },
        client,
    ];
    let theirs = vec![token(OTHER_TOKEN, &[USER, USER_WRITE])];
    vec![
        partition(PARTITION, "umbridge", &USERS, ours),
        partition(OTHER_PARTITION, "ministry", &OTHER_USERS, theirs),
    ]
}

fn partition(
    id: &str,
    organization: &str,
    people: &[Person],
    credentials: Vec<CredentialSeed>,
) -> AccountSeed {
    let numbered = (FIRST_NUMBER..).zip(people);
    AccountSeed {
        realm: REALM.into(),
        name: id.into(),
        settings: json!({"organization": organization}),
        users: numbered
            .map(|(number, person)| user(number, *person, organization))
            .collect(),
        credentials,
        sequences: vec![(LEGACY_ID.into(), FIRST_NUMBER + 100)],
    }
}

fn user(number: i64, (id, name, surname): Person, organization: &str) -> UserSeed {
    let user_name = format!("{}{}", &name[..1], surname).to_lowercase();
    let profile = Profile {
        email: format!("{user_name}@{organization}.example"),
        email_confirmed: true,
        name: Some(name.to_owned()),
        surname: Some(surname.to_owned()),
        display_name: Some(format!("{name} {surname}")),
        group_ids: vec![GROUP.to_owned()],
        legacy_id: number,
        is_active: true,
        invitation_accepted: true,
        user_name,
        ..Profile::default()
    };
    UserSeed {
        identifiers: profile.identifiers(id),
        profile: json!(profile),
        protected: false,
        created_at: Timestamp::parse("2026-01-02T03:04:05.0901663Z"),
    }
}

fn token(token: &str, scopes: &[&str]) -> CredentialSeed {
    CredentialSeed {
        kind: TOKEN.into(),
        key: token.into(),
        grants: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        ..CredentialSeed::default()
    }
}
