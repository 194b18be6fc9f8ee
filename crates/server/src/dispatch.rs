//! Which vendor answers: decided by the path alone, once per request.

use poem::{Endpoint, EndpointExt, IntoEndpoint, Request, Response, Result, endpoint::BoxEndpoint};
use umbridge_directory::Directory;
use umbridge_vendors::{VENDORS, Vendor};

use crate::mutants::Strain;

type Claims = fn(&str) -> bool;

/// The vendors, and whatever answers paths that are nobody's.
pub(crate) struct Dispatch {
    vendors: Vec<(Claims, BoxEndpoint<'static, Response>)>,
    otherwise: BoxEndpoint<'static, Response>,
}

impl Dispatch {
    pub(crate) fn new(
        directory: &Directory,
        body_limit: usize,
        strain: Option<&Strain>,
        otherwise: impl IntoEndpoint + 'static,
    ) -> Self {
        let mount = |vendor: &Vendor| {
            let sound = (vendor.endpoint)(directory, body_limit);
            let endpoint = match strain.filter(|strain| strain.concerns(vendor)) {
                Some(strain) => strain.bend(vendor, sound, body_limit),
                None => sound,
            };
            (vendor.claims, endpoint)
        };
        let vendors = VENDORS.iter().map(mount).collect();
        Self {
            vendors,
            otherwise: otherwise.into_endpoint().map_to_response().boxed(),
        }
    }
}

impl Endpoint for Dispatch {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        // A base URL that ends in a slash makes clients double it.
        let path = umbridge_vendors::kit::path::single_slash(request.uri().path());
        let vendor = self.vendors.iter().find(|(claims, _)| claims(path));
        vendor
            .map_or(&self.otherwise, |(_, endpoint)| endpoint)
            .call(request)
            .await
    }
}
