//! Braze: deletion queued and answered with a count, users named by external id, alias, Braze id, e-mail
//! address or phone number.
//!
//! Peculiar to it: one kind of identifier per request, a key that may also stand in the body or the query,
//! and rate-limit headers on every answer to a caller it knows.

mod api;
mod auth;
mod declined;
mod failure;
mod headers;
mod ids;
mod merging;
mod policy;
mod priority;
mod profiles;
mod seed;
mod settings;
#[cfg(test)]
mod tests;
mod tracking;
mod wire;

use poem::{EndpointExt, Response, endpoint::BoxEndpoint};
use poem_openapi::{LicenseObject, OpenApiService};
use umbridge_directory::Directory;

use crate::{
    Operation, Vendor,
    kit::{self, Dialect, path},
};

/// What the rest of the product knows of Braze.
pub(crate) const VENDOR: Vendor = Vendor {
    name: "braze",
    title: "Braze",
    operation: Operation {
        method: "POST",
        path: "/users/delete",
    },
    claims: |path| path::lies_under(path, "/users"),
    endpoint,
    spec,
    seed: seed::seed,
    exports: &[("BRAZE_API_KEY", seed::API_KEY)],
    settings: kit::settings::Settings::of::<settings::Settings>(),
    declined: declined::DECLINED,
    mutants: include_str!("mutants.yaml"),
    curl: |base| {
        format!(
            "curl -X POST '{base}/users/delete' -H 'Authorization: Bearer {}' \
             -H 'Content-Type: application/json' \
             -d '{{\"external_ids\": [\"user_id1\", \"user_id2\"]}}'",
            seed::API_KEY
        )
    },
};

/// The word that accounts and credentials of this dialect carry in the directory.
const REALM: &str = VENDOR.name;

const DIALECT: Dialect = Dialect {
    rewrite: |_| None,
    refuse: failure::refuse,
    finish: headers::finish,
    spec,
};

fn service() -> OpenApiService<api::Apis, ()> {
    OpenApiService::new(
        api::APIS,
        "Braze: bulk user deletion",
        env!("CARGO_PKG_VERSION"),
    )
    .description(
        "Deleting Braze users in bulk, and what a client needs around it, as emulated by Umbridge.",
    )
    .license(LicenseObject::new("MIT OR Apache-2.0").url("https://spdx.org/licenses/MIT.html"))
}

fn endpoint(directory: &Directory, body_limit: usize) -> BoxEndpoint<'static, Response> {
    let mounted = kit::mount(service(), DIALECT, directory, body_limit);
    headers::Counted::new(mounted, directory.clock().clone()).boxed()
}

fn spec() -> String {
    kit::spec::render(&service().spec(), headers::document)
}
