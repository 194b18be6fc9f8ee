//! The users of the document's example, the one it deletes, and bystanders.

use std::collections::BTreeMap;

use serde_json::json;
use umbridge_directory::{AccountSeed, CredentialSeed, Timestamp, UserSeed};

use super::{
    REALM,
    auth::{ACCOUNT, KEY, READ, TOKEN, WRITE},
    ids::ID,
    profile::Profile,
    wire::Organization,
};

/// The access token of a superuser.
pub(super) const ACCESS_TOKEN: &str = "ejento-token";

/// New users get ids above this one, so that they are told from seeded ones at a glance.
const LAST_ID: i64 = 1000;

struct Person {
    id: i64,
    email: &'static str,
    names: Option<(&'static str, &'static str)>,
    joined: &'static str,
    is_staff: bool,
    is_superuser: bool,
    is_active: bool,
    organization: fn() -> Organization,
}

const MEMBER: Person = Person {
    id: 0,
    email: "",
    names: None,
    joined: "2024-10-05T09:00:00Z",
    is_staff: false,
    is_superuser: false,
    is_active: true,
    organization: tech_solutions,
};

/// In the order of their creation.
const PEOPLE: [Person; 10] = [
    // Whose credentials the seed has. A bystander, so that they outlive the examples.
    Person {
        id: 1,
        email: "service@example.com",
        names: Some(("Service", "Account")),
        joined: "2024-09-27T22:41:00Z",
        is_staff: true,
        is_superuser: true,
        ..MEMBER
    },
    // Documented: the three whom the example's answer lists, in its order.
    Person {
        id: 4,
        email: "john@example.com",
        names: Some(("John", "Doe")),
        joined: "2024-10-02T00:02:24.378434Z",
        ..MEMBER
    },
    Person {
        id: 2,
        joined: "2024-09-27T22:41:10.250883Z",
        ..MEMBER
    },
    Person {
        id: 3,
        email: "admin@example.com",
        names: Some(("Admin", "User")),
        joined: "2024-09-27T22:41:22.274470Z",
        is_staff: true,
        is_superuser: true,
        ..MEMBER
    },
    Person {
        id: 5,
        email: "staff@example.com",
        names: Some(("Stella", "Staff")),
        is_staff: true,
        ..MEMBER
    },
    Person {
        id: 6,
        email: "member@example.com",
        names: Some(("Max", "Member")),
        ..MEMBER
    },
    // Documented: whom the example's request deletes. Ours: everything but the id.
    Person {
        id: 7,
        email: "grace@example.com",
        names: Some(("Grace", "Miller")),
        joined: "2024-10-04T16:20:31.050607Z",
        ..MEMBER
    },
    Person {
        id: 8,
        email: "former@example.com",
        names: Some(("Frank", "Former")),
        is_active: false,
        ..MEMBER
    },
    Person {
        id: 9,
        email: "staff@acme.example",
        names: Some(("Ada", "Acme")),
        is_staff: true,
        organization: acme,
        ..MEMBER
    },
    Person {
        id: 10,
        email: "member@acme.example",
        names: Some(("Bob", "Acme")),
        organization: acme,
        ..MEMBER
    },
];

pub(super) fn seed() -> Vec<AccountSeed> {
    vec![AccountSeed {
        realm: REALM.into(),
        name: ACCOUNT.into(),
        // Documented: the example shows no credential.
        settings: json!({"auth": "none"}),
        users: PEOPLE.iter().map(Person::seed).collect(),
        credentials: vec![
            credential(TOKEN, ACCESS_TOKEN, 1, &[]),
            credential(TOKEN, "ejento-staff-token", 5, &[]),
            credential(TOKEN, "ejento-member-token", 6, &[]),
            credential(TOKEN, "ejento-former-token", 8, &[]),
            credential(TOKEN, "ejento-acme-token", 9, &[]),
            credential(KEY, "ejento-key", 1, &[READ, WRITE]),
            credential(KEY, "ejento-read-only-key", 1, &[READ]),
        ],
        sequences: vec![(ID.into(), LAST_ID)],
    }]
}

impl Person {
    fn seed(&self) -> UserSeed {
        let profile = Profile {
            email: self.email.into(),
            is_staff: self.is_staff,
            is_superuser: self.is_superuser,
            is_active: self.is_active,
            first_name: self.names.map(|(first, _)| first.into()),
            last_name: self.names.map(|(_, last)| last.into()),
            organization: (self.organization)(),
            permissions: BTreeMap::new(),
        };
        UserSeed {
            identifiers: profile.identifiers(self.id),
            profile: profile.value(),
            protected: false,
            created_at: Timestamp::parse(self.joined),
        }
    }
}

fn credential(kind: &str, key: &str, subject: i64, grants: &[&str]) -> CredentialSeed {
    CredentialSeed {
        kind: kind.into(),
        key: key.into(),
        subject: PEOPLE.iter().position(|person| person.id == subject),
        grants: grants.iter().map(|grant| (*grant).to_owned()).collect(),
        ..CredentialSeed::default()
    }
}

/// The organization of the document's example. Users whom nobody in particular creates join it too.
pub(super) fn tech_solutions() -> Organization {
    Organization {
        id: 1,
        org_name: "Tech Solutions".into(),
        domain: "techsolutions.com".into(),
        is_deleted: false,
        created_by: "System".into(),
        created_on: "2024-09-27T22:40:45.279198Z".into(),
        modified_by: String::new(),
        modified_on: "2024-09-27T22:40:45.279237Z".into(),
    }
}

/// Another organization, ours.
fn acme() -> Organization {
    Organization {
        id: 2,
        org_name: "Acme".into(),
        domain: "acme.example".into(),
        is_deleted: false,
        created_by: "System".into(),
        created_on: "2024-10-05T08:00:00.000001Z".into(),
        modified_by: String::new(),
        modified_on: "2024-10-05T08:00:00.000038Z".into(),
    }
}
