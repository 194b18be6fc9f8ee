//! `umbridge conform URL`: asks the cases and prints the report.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use umbridge_conformance::{Listener, Options, Report, list, run as judge};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server to judge, such as http://127.0.0.1:4010.
    #[arg(value_name = "URL", required_unless_present = "list")]
    url: Option<String>,
    /// Only this vendor; may be given more than once.
    #[arg(long, value_name = "NAME")]
    vendor: Vec<String>,
    /// Only cases or claims whose name contains this; may be given more than once.
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,
    /// List the cases and ask nothing.
    #[arg(long)]
    list: bool,
    /// Make the same users and payloads as the run that printed this seed.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Write the report as JSON to this file too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the report as JUnit to this file too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let options = Options {
        vendors: arguments.vendor,
        filter: arguments.filter,
        seed: arguments.seed,
        ..Options::new(arguments.url.unwrap_or_default())
    };
    let mut out = io::stdout().lock();
    if arguments.list {
        for case in list(&options)? {
            writeln!(out, "{:<10} {:<52} {}", case.vendor, case.id, case.says)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let options = Options {
        progress: progress(),
        ..options
    };
    let report = crate::runtime()?.block_on(judge(&options))?;
    write!(out, "{}", report.terminal())?;
    for (file, render) in [
        (arguments.json, Report::json as fn(&Report) -> String),
        (arguments.junit, Report::junit),
    ] {
        if let Some(file) = file {
            fs::write(&file, render(&report))
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
    }
    Ok(ExitCode::from(report.exit_code()))
}

/// Shows how far the run is where a person watches, on a line that the report then takes.
fn progress() -> Option<Listener> {
    io::stderr().is_terminal().then(|| {
        Listener::new(|progress| {
            // Nobody is served by a run that ends because its progress could not be shown.
            let _ = write!(
                io::stderr(),
                "\r\x1b[K{}/{} {}",
                progress.done,
                progress.of,
                progress.case
            );
            if progress.done == progress.of {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
        })
    })
}
