//! `umbridge openapi`: the documents of all vendors.

use std::{path::PathBuf, process::ExitCode};

use umbridge_vendors::VENDORS;

use super::generated::{Generated, Mode, settle};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mode: Mode,
    /// The folder of the documents.
    #[arg(long, value_name = "FOLDER", default_value = "openapi")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let file = |name: &str| arguments.folder.join(format!("{name}.json"));
    let files: Vec<Generated> = VENDORS
        .iter()
        .map(|vendor| (file(vendor.name), (vendor.spec)()))
        .collect();
    settle(&files, arguments.mode)
}
