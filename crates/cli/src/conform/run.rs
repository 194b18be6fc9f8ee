//! `umbridge conform URL`: asks the cases and prints the report.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use umbridge_conformance::{Options, Report, list, run as judge};

use super::{place, progress};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server to judge, such as http://127.0.0.1:4010.
    #[arg(value_name = "URL", required_unless_present_any = ["list", "target"])]
    url: Option<String>,
    #[command(flatten)]
    place: place::Arguments,
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
        ..arguments.place.options(arguments.url)?
    };
    let mut out = io::stdout().lock();
    if arguments.list {
        for case in list(&options)? {
            writeln!(out, "{:<10} {:<52} {}", case.vendor, case.id, case.says)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let (progress, line) = progress::show();
    let options = Options {
        progress,
        ..options
    };
    let report = crate::runtime()?.block_on(judge(&options))?;
    drop(line);
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
