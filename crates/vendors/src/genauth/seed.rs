//! Example user pools: the one whose ids the document prints, and another to be kept apart from it.

use serde_json::{Value, json};
use umbridge_directory::{AccountSeed, CredentialSeed, Timestamp, UserSeed};

use super::{
    REALM,
    auth::{ACCESS_KEY, MANAGEMENT_TOKEN},
    record::Record,
};

/// Recorded: the id of a pool's own access key is the pool's.
pub(super) const POOL: &str = "6250f12d5d1c4a9bcfcf784b";
pub(super) const SECRET: &str = "4b0a1f2c3d4e5f60718293a4b5c6d7e8";

/// A token that never expires, to be pasted into a command line.
pub(super) const TOKEN: &str = "genauth-management-token";

const OTHER_POOL: &str = "62ffffffffffffffffff0002";
const OTHER_SECRET: &str = "00112233445566778899aabbccddeeff";

pub(super) fn seed() -> Vec<AccountSeed> {
    let mut pool = pool(POOL, SECRET, examples());
    pool.credentials.push(CredentialSeed {
        kind: MANAGEMENT_TOKEN.into(),
        key: TOKEN.into(),
        ..CredentialSeed::default()
    });
    vec![pool, self::pool(OTHER_POOL, OTHER_SECRET, others())]
}

fn pool(id: &str, secret: &str, users: Vec<Value>) -> AccountSeed {
    AccountSeed {
        realm: REALM.into(),
        name: id.into(),
        settings: json!({}),
        users: users.into_iter().map(user).collect(),
        credentials: vec![CredentialSeed {
            kind: ACCESS_KEY.into(),
            key: id.into(),
            secret: Some(secret.into()),
            ..CredentialSeed::default()
        }],
        sequences: Vec::new(),
    }
}

/// Documented: the ids of the example, the masked sample of an id, and the samples of `identity` and
/// `sync_relation`, which two different users have here. Recorded: the fourth user.
fn examples() -> Vec<Value> {
    let in_idp = "ou_8bae746eac07cd2564654140d2a9ac61";
    let identity = json!({
        "identityId": "62f20932716fbcc10d966ee6",
        "extIdpId": "62f20932716fbcc10d966ee5",
        "provider": "lark",
        "type": "open_id",
        "userIdInIdp": in_idp,
    });
    let relation = json!({"provider": "lark", "userIdInIdp": in_idp});
    let mut users = vec![
        json!({"user": {"userId": "userId1", "username": "user1", "email": "user1@genauth.example"}}),
        json!({"user": {"userId": "userId2", "username": "user2", "email": "user2@genauth.example"}}),
        json!({"user": {"userId": "6319a1504f3xxxxf214dd5b7", "username": "masked"}}),
        json!({"user": {
            "userId": "6319a1504f3a4b1c214dd5b7", "username": "bob", "name": "Bob", "nickname": "Bob",
            "email": "test@example.com", "phone": "18800008888", "phoneCountryCode": "+86",
            "externalId": "10010", "departmentIds": ["6319a1504f3a4b1c214d0001"],
        }}),
        json!({"user": {"userId": "6319a1504f3a4b1c214dd001", "username": "linked", "identities": [identity]}}),
        json!({"user": {"userId": "6319a1504f3a4b1c214dd002", "username": "synchronised", "userSourceType": "sync"},
            "syncRelations": [relation]}),
        json!({"user": {"userId": "6319a1504f3a4b1c214dd003", "username": "customised",
            "customData": {"employeeNumber": "E-1001", "city": "Paris"}}}),
        json!({"user": {"userId": "6319a1504f3a4b1c214dd004", "username": "parisian",
            "customData": {"city": "Paris"}}}),
    ];
    users.extend((1..=4).map(|n| {
        json!({"user": {
            "userId": format!("6319a1504f3a4b1c214dd01{n}"),
            "username": format!("bystander{n}"),
            "email": format!("bystander{n}@genauth.example"),
        }})
    }));
    users
}

/// Names are unique per pool: the first of these has those of a user of the other pool.
fn others() -> Vec<Value> {
    vec![
        json!({"user": {"userId": "62ffffffffffffffffff1001", "username": "bob", "email": "test@example.com",
            "phone": "18800008888", "externalId": "10010"}}),
        json!({"user": {"userId": "62ffffffffffffffffff1002", "username": "elsewhere"}}),
    ]
}

fn user(kept: Value) -> UserSeed {
    let record: Record = serde_json::from_value(kept).expect("the seed is written as it is kept");
    UserSeed {
        identifiers: record.identifiers(),
        profile: serde_json::to_value(record).expect("a record can be written"),
        protected: false,
        created_at: Timestamp::parse("2026-03-01T08:00:00Z"),
    }
}
