//! `--vendor`: what is emulated beside what the vendor itself publishes.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use specdiff::{AcceptList, Document, Policy, Report, foreign};
use umbridge_vendors::VENDORS;

use super::{documents, today};

#[derive(Debug, clap::Args)]
pub(super) struct Choice {
    /// Compare the emulated operations of this vendor with the one document given, which the vendor publishes.
    #[arg(long, value_name = "NAME")]
    vendor: Option<String>,
    /// Only this operation, by the vendor's operationId or as `DELETE /users/{id}`; may be given more than once.
    #[arg(long, value_name = "OPERATION", requires = "vendor")]
    operation: Vec<String>,
    /// Ask whether the emulator promises more than the vendor, instead of less.
    #[arg(long, requires = "vendor")]
    reverse: bool,
}

impl Choice {
    /// The report, if a vendor is wanted.
    pub(super) fn report(
        &self,
        files: &[PathBuf],
        list: &AcceptList,
        policy: &Policy,
    ) -> Result<Option<Report>> {
        let Some(name) = &self.vendor else {
            return Ok(None);
        };
        let [file] = files else {
            bail!("with --vendor one document is wanted, the vendor's own");
        };
        let known = || {
            VENDORS
                .iter()
                .map(|vendor| vendor.name)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let vendor = VENDORS
            .iter()
            .find(|vendor| vendor.name == name)
            .with_context(|| format!("no vendor is called {name}; there are {}", known()))?;
        let ours = Document::parse(&format!("umbridge/{name}.json"), &(vendor.spec)())?;
        let theirs = documents::read(file, documents::reading(true))?;
        let side = if self.reverse {
            foreign::Side::Revision
        } else {
            foreign::Side::Base
        };
        let against = foreign::compare(&theirs, &ours, side, &self.operation, policy)?;
        Ok(Some(
            Report::new(vec![against.comparison], list, today()).with_coverage(against.coverage),
        ))
    }
}
