//! UiPath's identity service: bulk deletion at once, users named by id within a partition, no answer body.
//!
//! Peculiar to it: the document's example ids are not the GUIDs its schema wants, so that a partition
//! chooses; and one service answers under five prefixes. Start at `api`.

mod api;
mod auth;
mod body;
mod change;
mod creation;
mod declined;
mod document;
mod failure;
mod form;
mod ids;
mod order;
mod paths;
mod policy;
mod position;
mod problem;
mod profile;
mod scope;
mod seed;
mod settings;
#[cfg(test)]
mod tests;
mod token;
mod wire;

use poem::{Response, endpoint::BoxEndpoint};
use poem_openapi::{LicenseObject, OpenApiService};
use umbridge_directory::Directory;

use crate::{
    Operation, Vendor,
    kit::{self, Dialect},
};

/// What the rest of the product knows of UiPath.
pub(crate) const VENDOR: Vendor = Vendor {
    name: "uipath",
    title: "UiPath",
    operation: Operation {
        method: "DELETE",
        path: "/identity/api/User",
    },
    claims: paths::claims,
    endpoint,
    spec,
    seed: seed::seed,
    exports: &[
        ("UIPATH_CLIENT_ID", seed::CLIENT_ID),
        ("UIPATH_CLIENT_SECRET", seed::CLIENT_SECRET),
        ("UIPATH_PARTITION", seed::PARTITION),
        ("UIPATH_TOKEN", seed::ACCESS_TOKEN),
    ],
    settings: kit::settings::Settings::of::<settings::Settings>(),
    declined: declined::DECLINED,
    mutants: include_str!("mutants.yaml"),
    curl: |base| {
        format!(
            "curl -X DELETE '{base}/identity/api/User' -H 'Authorization: Bearer {}' \
             -H 'Content-Type: application/json' \
             -d '{{\"partitionGlobalId\": \"{}\", \"userIds\": [\"dol-2908\", \"qui-2609\"]}}'",
            seed::ACCESS_TOKEN,
            seed::PARTITION
        )
    },
};

/// The word that accounts and credentials of this dialect carry in the directory.
const REALM: &str = VENDOR.name;

const DIALECT: Dialect = Dialect {
    rewrite: paths::rewrite,
    refuse: failure::refuse,
    finish: failure::finish,
    spec,
};

type Api = (api::Token, api::Users, api::List, api::One);

fn service() -> OpenApiService<Api, ()> {
    OpenApiService::new(
        (api::Token, api::Users, api::List, api::One),
        "UiPath: bulk user deletion",
        env!("CARGO_PKG_VERSION"),
    )
    .description(
        "Deleting users of a UiPath organization in bulk, and what a client needs around it, as emulated by \
         Umbridge.",
    )
    .license(LicenseObject::new("MIT OR Apache-2.0").url("https://spdx.org/licenses/MIT.html"))
}

fn endpoint(directory: &Directory, body_limit: usize) -> BoxEndpoint<'static, Response> {
    kit::mount(service(), DIALECT, directory, body_limit)
}

fn spec() -> String {
    kit::spec::render(&service().spec(), document::mend)
}
