//! Zendesk: bulk deletion as a queued job, users named by id or by external id within a brand.
//!
//! Peculiar to it: deletion is soft, the answer is a job status to poll, a body on the DELETE is ignored,
//! and every path exists with and without `.json`.

mod api;
mod auth;
mod batches;
mod brand;
mod declined;
mod document;
mod failure;
mod faults;
mod headers;
mod ids;
mod items;
mod operations;
mod paging;
mod policy;
mod search;
mod seed;
mod settings;
#[cfg(test)]
mod tests;
mod wire;
mod writing;

use poem::{EndpointExt, Response, endpoint::BoxEndpoint};
use poem_openapi::{LicenseObject, OpenApiService};
use umbridge_directory::Directory;

use crate::{
    Operation, Vendor,
    kit::{self, Dialect, path},
};

/// What the rest of the product knows of Zendesk.
pub(crate) const VENDOR: Vendor = Vendor {
    name: "zendesk",
    title: "Zendesk",
    operation: Operation {
        method: "DELETE",
        path: "/api/v2/users/destroy_many",
    },
    claims: |path| path::lies_under(path, "/api/v2"),
    endpoint,
    spec,
    seed: seed::seed,
    exports: &[
        ("ZENDESK_EMAIL", seed::ADMIN_EMAIL),
        ("ZENDESK_TOKEN", seed::ADMIN_TOKEN),
    ],
    settings: kit::settings::Settings::of::<settings::Settings>(),
    declined: declined::DECLINED,
    mutants: include_str!("mutants.yaml"),
    curl: |base| {
        format!(
            "curl -X DELETE '{base}/api/v2/users/destroy_many?ids=9001,9002' -u '{}/token:{}'",
            seed::ADMIN_EMAIL,
            seed::ADMIN_TOKEN
        )
    },
};

/// The word that accounts and credentials of this dialect carry in the directory.
const REALM: &str = VENDOR.name;

const DIALECT: Dialect = Dialect {
    rewrite,
    refuse: failure::refuse,
    finish: headers::finish,
    spec,
};

fn service() -> OpenApiService<api::Apis, ()> {
    OpenApiService::new(api::ALL, "Zendesk: bulk user deletion", env!("CARGO_PKG_VERSION"))
        .description(
            "Deleting Zendesk users in bulk, and what a client needs around it, as emulated by Umbridge.",
        )
        .license(LicenseObject::new("MIT OR Apache-2.0").url("https://spdx.org/licenses/MIT.html"))
}

fn endpoint(directory: &Directory, body_limit: usize) -> BoxEndpoint<'static, Response> {
    let inner = kit::mount(service(), DIALECT, directory, body_limit);
    let clock = directory.clock().clone();
    headers::Headed { inner, clock }.boxed()
}

fn spec() -> String {
    kit::spec::render(&service().spec(), document::mend)
}

/// Recorded: clients append `.json` to every path.
fn rewrite(path: &str) -> Option<String> {
    path.strip_suffix(".json").map(str::to_owned)
}
