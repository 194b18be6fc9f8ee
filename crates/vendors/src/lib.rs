//! The dialects: for each vendor its paths, credentials, identifiers, bodies and error words, and a choice
//! of policy values.
//!
//! Behaviour is the directory's; a vendor's folder holds what could not be written identically for another
//! vendor. Start at [`VENDORS`], then at any vendor's `mod.rs`: all folders have the same files.

mod braze;
mod ejento;
mod genauth;
#[cfg(test)]
mod house;
pub mod kit;
mod uipath;
mod vendor;
mod zendesk;

pub use vendor::{Declined, Operation, Vendor};

/// Every vendor there is: the registration point.
pub const VENDORS: &[Vendor] = &[
    zendesk::VENDOR,
    uipath::VENDOR,
    ejento::VENDOR,
    braze::VENDOR,
    genauth::VENDOR,
];
