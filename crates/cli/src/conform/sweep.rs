//! `umbridge conform sweep`: finishes a run that was killed, by its ledger.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The ledger of the run.
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,
    /// The server, where it is not where the ledger says any more.
    #[arg(value_name = "URL")]
    url: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { ledger, url } = arguments;
    bail!(
        "{} cannot be swept{}: no run writes a ledger yet",
        ledger.display(),
        url.as_deref().unwrap_or_default()
    );
}
