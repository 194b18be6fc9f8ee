//! Acme: say in one sentence what is peculiar to it.

mod api;
mod auth;
mod declined;
mod failure;
mod ids;
mod policy;
mod seed;
#[cfg(test)]
mod tests;
mod wire;

use poem::{Response, endpoint::BoxEndpoint};
use poem_openapi::{LicenseObject, OpenApiService};
use umbridge_directory::Directory;

use crate::{
    Operation, Vendor,
    kit::{self, Dialect, path},
};

/// What the rest of the product knows of Acme.
pub(crate) const VENDOR: Vendor = Vendor {
    name: "acme",
    title: "Acme",
    operation: Operation { method: "DELETE", path: "/acme/users" },
    claims: |path| path::lies_under(path, "/acme"),
    endpoint,
    spec,
    seed: seed::seed,
    exports: &[("ACME_TOKEN", seed::TOKEN)],
    declined: declined::DECLINED,
    mutants: include_str!("mutants.yaml"),
    curl: |base| {
        format!(
            "curl -X DELETE '{base}/acme/users' -H 'Authorization: Bearer {}' \
             -H 'Content-Type: application/json' -d '{{\"ids\": [\"1\", \"2\"]}}'",
            seed::TOKEN
        )
    },
};

/// The word that accounts and credentials of this dialect carry in the directory.
const REALM: &str = VENDOR.name;

const DIALECT: Dialect = Dialect { rewrite: |_| None, refuse: failure::refuse, finish: |_, _| {}, spec };

fn service() -> OpenApiService<api::Api, ()> {
    OpenApiService::new(api::Api, "Acme: bulk user deletion", env!("CARGO_PKG_VERSION"))
        .description("Deleting Acme users in bulk, as emulated by Umbridge.")
        .license(LicenseObject::new("MIT OR Apache-2.0").url("https://spdx.org/licenses/MIT.html"))
}

fn endpoint(directory: &Directory, body_limit: usize) -> BoxEndpoint<'static, Response> {
    kit::mount(service(), DIALECT, directory, body_limit)
}

fn spec() -> String {
    kit::spec::render(&service().spec(), |_| {})
}
