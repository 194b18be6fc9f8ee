//! What the rest of the product knows of a vendor.

use poem::{Response, endpoint::BoxEndpoint};
use umbridge_directory::{AccountSeed, Directory};

use crate::kit::settings::Settings;

/// One method on one path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// The method, upper case.
    pub method: &'static str,
    /// The documented path.
    pub path: &'static str,
}

/// Something publicly documented that is left out on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declined {
    /// What is left out, as the vendor calls it.
    pub what: &'static str,
    /// Why, in one sentence.
    pub why: &'static str,
}

/// A vendor: what it answers, how it is seeded, and how to call it.
#[derive(Clone, Copy)]
pub struct Vendor {
    /// One lower-case word: the name of files, folders and realms.
    pub name: &'static str,
    /// The name as people write it.
    pub title: &'static str,
    /// The bulk deletion its document describes.
    pub operation: Operation,
    /// Whether a path belongs to this vendor.
    pub claims: fn(&str) -> bool,
    /// Its operations on a directory, with the limit of request bodies in bytes.
    pub endpoint: fn(&Directory, usize) -> BoxEndpoint<'static, Response>,
    /// Its OpenAPI document as committed.
    pub spec: fn() -> String,
    /// The users and keys of its document's examples.
    pub seed: fn() -> Vec<AccountSeed>,
    /// Shell variables that name the seed's credentials.
    pub exports: &'static [(&'static str, &'static str)],
    /// What its accounts can choose.
    pub settings: Settings,
    /// What is left out on purpose; the limits page is generated from it.
    pub declined: &'static [Declined],
    /// Its mutants: faults that a server or a client-side fake of it could have, as YAML.
    pub mutants: &'static str,
    /// A command line that performs the operation on seeded users, given a base URL.
    pub curl: fn(&str) -> String,
}

impl std::fmt::Debug for Vendor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vendor({})", self.name)
    }
}
