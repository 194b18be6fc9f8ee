//! A small world for the tests: one account, a few users, a clock that stands still.

use umbridge_directory::{
    Account, AccountSeed, Clock, CredentialSeed, Database, Directory, Identifier, Timestamp,
    UserSeed,
};

pub(crate) const START: &str = "2026-01-01T00:00:00Z";

pub(crate) struct World {
    pub(crate) directory: Directory,
    pub(crate) account: Account,
}

pub(crate) fn id(value: &str) -> Identifier {
    Identifier::new("id", value)
}

pub(crate) fn ids(values: &[&str]) -> Vec<Identifier> {
    values.iter().map(|value| id(value)).collect()
}

fn user(value: &str, protected: bool) -> UserSeed {
    UserSeed {
        identifiers: vec![
            id(value),
            Identifier::new("name", format!("name-{value}")),
            Identifier::shared("email", "all@example.test"),
        ],
        profile: serde_json::json!({"name": format!("User {value}"), "role": "member"}),
        protected,
        created_at: None,
    }
}

pub(crate) fn seed() -> Vec<AccountSeed> {
    let account = |name: &str| AccountSeed {
        realm: "realm".into(),
        name: name.into(),
        settings: serde_json::json!({}),
        users: vec![
            user("1", false),
            user("2", false),
            user("3", false),
            user("owner", true),
        ],
        credentials: vec![CredentialSeed {
            kind: "key".into(),
            key: format!("key-of-{name}"),
            secret: Some("secret".into()),
            subject: Some(1),
            grants: vec!["delete".into()],
        }],
        sequences: vec![("id".into(), 3)],
    };
    vec![account("first"), account("second")]
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::at(Database::Temporary).await
    }

    pub(crate) async fn at(database: Database) -> Self {
        let clock = Clock::held(Timestamp::parse(START).expect("a moment"));
        let directory = Directory::open(database, clock).await.expect("a directory");
        if directory.is_empty().await.expect("a readable directory") {
            directory.seed(&seed()).await.expect("a seed");
        }
        let account = directory
            .find_account("realm", "first")
            .await
            .expect("readable")
            .expect("seeded");
        Self { directory, account }
    }

    /// The values of the `id` scheme of all live users, in order.
    pub(crate) async fn live(&self) -> Vec<String> {
        use umbridge_directory::{Listing, Matching, Window};
        let listing = Listing {
            matching: Matching::default(),
            window: Window::Offset {
                skip: 0,
                limit: 1000,
            },
        };
        let page = self
            .directory
            .list_users(self.account.id, &listing)
            .await
            .expect("a page");
        page.users
            .iter()
            .filter_map(|user| user.identifier("id"))
            .map(str::to_owned)
            .collect()
    }
}
