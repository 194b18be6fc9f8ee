//! The dialect in-process: status, headers and body together.

mod brands;
mod deleted_users;
mod destroy_many;
mod headers;
mod jobs;
mod nonsense;
mod roles;
mod users;
mod writes;

use std::time::Duration;

use serde_json::{Value, json};
use umbridge_directory::{AccountId, Job, Matching};

use super::{VENDOR, seed};
use crate::kit::bench::{Ask, Bench, Told};

/// How many live users the first account of the seed has.
const EVERYBODY: u64 = 19;

/// The seed's accounts on the bench, asked by the administrator unless somebody else is named.
struct World(Bench);

impl World {
    async fn new() -> Self {
        Self(Bench::new(&VENDOR).await)
    }

    fn ask(&self, method: &str, target: &str) -> Ask<'_> {
        self.0
            .ask(method, target)
            .basic("admin@umbridge.example/token", seed::ADMIN_TOKEN)
    }

    async fn get(&self, target: &str) -> Told {
        self.ask("GET", target).send().await
    }

    async fn post(&self, target: &str, body: &Value) -> Told {
        self.ask("POST", target).json(body).await
    }

    async fn delete(&self, target: &str) -> Told {
        self.ask("DELETE", target).send().await
    }

    /// Destroys users and lets the job run.
    async fn destroy(&self, ids: &str) {
        let told = self
            .delete(&format!("/api/v2/users/destroy_many?ids={ids}"))
            .await;
        assert_eq!(told.status, 200, "{told:?}");
        self.pass(Duration::from_secs(1)).await;
    }

    async fn pass(&self, span: Duration) {
        let passed = self.0.directory.let_pass(span).await;
        passed.expect("time passes");
    }

    async fn account(&self, name: &str) -> AccountId {
        let found = self.0.directory.find_account("zendesk", name).await;
        found.expect("readable").expect("seeded").id
    }

    /// How many users of the account are live.
    async fn live(&self) -> u64 {
        let account = self.account("umbridge").await;
        let everybody = Matching::default();
        let counted = self.0.directory.count_users(account, &everybody).await;
        counted.expect("readable")
    }

    /// Changes one setting of the first account.
    async fn set(&self, setting: &str, value: Value) {
        let found = self.0.directory.find_account("zendesk", "umbridge").await;
        let account = found.expect("readable").expect("seeded");
        let mut settings = account.settings;
        settings[setting] = value;
        let changed = self
            .0
            .directory
            .update_settings(account.id, &settings)
            .await;
        changed.expect("changed");
    }

    async fn jobs(&self) -> Vec<Job> {
        let account = self.account("umbridge").await;
        let listed = self.0.directory.list_jobs(account).await;
        listed.expect("readable")
    }
}

/// The ids of a list in an answer.
fn ids(told: &Told, list: &str) -> Vec<i64> {
    let entries = told.body[list]
        .as_array()
        .unwrap_or_else(|| panic!("no {list} in {told:?}"));
    entries
        .iter()
        .map(|entry| entry["id"].as_i64().expect("an id"))
        .collect()
}

/// A request body with one user.
fn user(members: &Value) -> Value {
    json!({"user": members})
}

/// Takes a snapshot named after the test and its case.
macro_rules! told {
    ($context:ident, $shown:expr) => {
        let name = [Some($context.name), $context.description]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(".");
        insta::assert_json_snapshot!(name, $shown);
    };
}
use told;
