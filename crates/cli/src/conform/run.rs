//! `umbridge conform URL`: asks the cases and prints the report.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use umbridge_conformance::{Options, list, plan, run as judge};

use super::output::Output;
use super::{place, progress, safety, side_by_side};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server to judge, such as http://127.0.0.1:4010.
    #[arg(value_name = "URL", required_unless_present_any = ["list", "target", "left"])]
    url: Option<String>,
    #[command(flatten)]
    place: place::Arguments,
    #[command(flatten)]
    compare: side_by_side::Arguments,
    /// Only this vendor; may be given more than once.
    #[arg(long, value_name = "NAME")]
    vendor: Vec<String>,
    /// Only cases or claims whose name contains this; may be given more than once.
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,
    /// List the cases and ask nothing.
    #[arg(long)]
    list: bool,
    /// Print every request that would be sent, and send none.
    #[arg(long, conflicts_with_all = ["list", "ledger", "json", "junit", "markdown", "html", "badge", "github"])]
    plan: bool,
    /// Make the same users and payloads as the run that printed this seed.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    #[command(flatten)]
    safety: safety::Arguments,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let output = arguments.output;
    output.check()?;
    let options = Options {
        vendors: arguments.vendor,
        filter: arguments.filter,
        seed: arguments.seed,
        manner: arguments.safety.manner(),
        ..arguments.place.options(arguments.url)?
    };
    if arguments.list {
        let mut out = io::stdout().lock();
        for case in list(&options)? {
            writeln!(out, "{:<10} {:<52} {}", case.vendor, case.id, case.says)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(sides) = arguments.compare.sides() {
        let comparison = side_by_side::run(sides, &options)?;
        output.write_comparison(&comparison)?;
        return Ok(ExitCode::from(comparison.exit_code()));
    }
    let options = arguments.safety.apply(options, arguments.plan)?;
    if arguments.plan {
        let plan = crate::runtime()?.block_on(plan(&options))?;
        write!(io::stdout().lock(), "{}", plan.text())?;
        return Ok(ExitCode::SUCCESS);
    }
    let (progress, line) = progress::show();
    let options = Options {
        progress,
        ..options
    };
    let report = crate::runtime()?.block_on(judge(&options))?;
    drop(line);
    output.write(&report)?;
    Ok(ExitCode::from(report.exit_code()))
}
