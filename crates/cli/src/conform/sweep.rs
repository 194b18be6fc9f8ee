//! `umbridge conform sweep`: finishes a run that was killed, by its ledger.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use umbridge_conformance::{Options, sweep};

use super::place;
use super::safety::Owner;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The ledger of the run.
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,
    /// The server, where it is not where the ledger says any more.
    #[arg(value_name = "URL")]
    url: Option<String>,
    #[command(flatten)]
    place: place::Arguments,
    #[command(flatten)]
    owner: Owner,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let options = Options {
        i_own: arguments.owner.i_own,
        ..arguments.place.options(arguments.url)?
    };
    let finished = crate::runtime()?.block_on(sweep(&options, &arguments.ledger))?;
    write!(io::stdout().lock(), "{}", finished.text())?;
    Ok(ExitCode::from(finished.exit_code()))
}
