//! GenAuth, formerly Authing: batch deletion in an envelope that tells success from failure.
//!
//! Peculiar to it: HTTP 200 for nearly everything and the real status in the body, eight kinds of user ids,
//! and clients of two brands that sign in in two ways and encode lists in four.

mod api;
mod auth;
mod checks;
mod code;
mod declined;
mod document;
mod envelope;
mod failure;
mod ids;
mod message;
mod mirror;
mod page;
mod policy;
mod query;
mod record;
mod search;
mod seed;
mod settings;
mod signature;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::Arc;

use poem::{EndpointExt, Response, endpoint::BoxEndpoint};
use poem_openapi::{LicenseObject, OpenApiService};
use umbridge_directory::Directory;

use crate::{
    Operation, Vendor,
    kit::{self, Dialect, path},
};

/// What the rest of the product knows of GenAuth.
pub(crate) const VENDOR: Vendor = Vendor {
    name: "genauth",
    title: "GenAuth",
    operation: Operation {
        method: "POST",
        path: "/api/v3/delete-users-batch",
    },
    claims: |path| path::lies_under(path, "/api/v3"),
    endpoint,
    spec,
    seed: seed::seed,
    exports: &[
        ("GENAUTH_ACCESS_KEY_ID", seed::POOL),
        ("GENAUTH_ACCESS_KEY_SECRET", seed::SECRET),
        ("GENAUTH_USERPOOL_ID", seed::POOL),
    ],
    settings: kit::settings::Settings::of::<settings::Settings>(),
    declined: declined::DECLINED,
    mutants: include_str!("mutants.yaml"),
    curl: |base| {
        format!(
            "curl -X POST '{base}/api/v3/delete-users-batch' -H 'Authorization: Bearer {}' \
             -H 'Content-Type: application/json' \
             -d '{{\"userIds\":[\"userId1\",\"userId2\"],\"options\":{{\"userIdType\":\"user_id\"}}}}'",
            seed::TOKEN
        )
    },
};

/// The word that accounts and credentials of this dialect carry in the directory.
const REALM: &str = VENDOR.name;

const DIALECT: Dialect = Dialect {
    rewrite: |_| None,
    refuse: failure::refuse,
    finish: envelope::finish,
    spec,
};

fn service() -> OpenApiService<api::Api, ()> {
    OpenApiService::new(api::API, "GenAuth: batch user deletion", env!("CARGO_PKG_VERSION"))
        .description(
            "Deleting GenAuth users in batches, and what a client needs around it, as emulated by Umbridge.",
        )
        .license(LicenseObject::new("MIT OR Apache-2.0").url("https://spdx.org/licenses/MIT.html"))
}

fn endpoint(directory: &Directory, body_limit: usize) -> BoxEndpoint<'static, Response> {
    let mirror = mirror::Mirror {
        inner: kit::mount(service(), DIALECT, directory, body_limit),
        directory: directory.clone(),
    };
    mirror
        .data(Arc::new(signature::Replays::default()))
        .map_to_response()
        .boxed()
}

fn spec() -> String {
    kit::spec::render(&service().spec(), document::mend)
}
