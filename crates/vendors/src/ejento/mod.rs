//! Ejento: bulk deletion that answers with the users it deleted.
//!
//! Peculiar to it: the answer is a snapshot of each user just before, ids of nobody are passed over, and the
//! document asks for no credential and describes no error, so both are settings of the account.

mod api;
mod auth;
mod complaint;
mod declined;
mod editor;
mod failure;
mod form;
mod ids;
mod policy;
mod profile;
mod seed;
mod settings;
#[cfg(test)]
mod tests;
mod wire;
mod worded;

use poem::{Response, endpoint::BoxEndpoint};
use poem_openapi::{LicenseObject, OpenApiService};
use serde_json::{Value, json};
use umbridge_directory::Directory;

use crate::{
    Operation, Vendor,
    kit::{self, Dialect, path},
};

/// What the rest of the product knows of Ejento.
pub(crate) const VENDOR: Vendor = Vendor {
    name: "ejento",
    title: "Ejento",
    operation: Operation {
        method: "DELETE",
        path: "/api/user/batch",
    },
    claims: |path| path::lies_under(path, "/api/user"),
    endpoint,
    spec,
    seed: seed::seed,
    exports: &[("EJENTO_TOKEN", seed::ACCESS_TOKEN)],
    settings: kit::settings::Settings::of::<settings::Settings>(),
    declined: declined::DECLINED,
    mutants: include_str!("mutants.yaml"),
    curl: |base| {
        format!(
            "curl --request DELETE '{base}/api/user/batch' --header 'Content-Type: application/json' \
             --data-raw '{{\"user_ids\": [7]}}'"
        )
    },
};

/// The word that accounts and credentials of this dialect carry in the directory.
const REALM: &str = VENDOR.name;

const DIALECT: Dialect = Dialect {
    rewrite: |_| None,
    refuse: failure::refuse,
    finish: |_, _| {},
    spec,
};

fn service() -> OpenApiService<api::Api, ()> {
    OpenApiService::new(api::api(), "Ejento: bulk user deletion", env!("CARGO_PKG_VERSION"))
        .description(
            "Deleting Ejento users in bulk (API V1), and what a client needs around it, as emulated by Umbridge.",
        )
        .license(LicenseObject::new("MIT OR Apache-2.0").url("https://spdx.org/licenses/MIT.html"))
}

fn endpoint(directory: &Directory, body_limit: usize) -> BoxEndpoint<'static, Response> {
    let operations = kit::mount(service(), DIALECT, directory, body_limit);
    worded::worded(operations, directory)
}

fn spec() -> String {
    kit::spec::render(&service().spec(), mend)
}

/// Says what the framework cannot: that credentials are optional or asked for together, which failures an
/// operation never gives, and which text is a moment.
fn mend(spec: &mut Value) {
    let (token, key) = (auth::TOKEN_SCHEME, auth::KEY_SCHEME);
    for operation in kit::spec::operations(spec) {
        operation["security"] = json!([{}, {token: []}, {key: []}, {token: [], key: []}]);
        let never = never(operation);
        if let Some(responses) = operation["responses"].as_object_mut() {
            responses.retain(|status, _| !never.contains(&status.as_str()));
        }
    }
    for (schema, members) in [
        ("User", &["date_joined"][..]),
        ("Organization", &["created_on", "modified_on"]),
    ] {
        for member in members {
            spec["components"]["schemas"][schema]["properties"][member]["format"] =
                json!("date-time");
        }
    }
}

/// The failures that an operation never gives.
fn never(operation: &Value) -> Vec<&'static str> {
    let id = operation["operationId"].as_str().unwrap_or_default();
    let mut never = vec!["405"];
    if operation["requestBody"].is_null() {
        never.extend(["400", "415"]);
    }
    if operation["parameters"].is_null() && id != "createUserPermission" {
        never.push("404");
    }
    if !matches!(id, "createUser" | "editUserById") {
        never.push("409");
    }
    never
}
