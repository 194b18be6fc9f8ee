//! `umbridge conform replay`: asks one case, or the cases of one claim, again and shows everything.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use umbridge_conformance::{Options, Report, run as judge};

use super::output::{guarded, paint};
use super::place;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The name of a case or of a claim.
    #[arg(value_name = "CASE|CLAIM")]
    id: String,
    /// The server; that of the report where nothing is said.
    #[arg(value_name = "URL", required_unless_present_any = ["report", "target"])]
    url: Option<String>,
    #[command(flatten)]
    place: place::Arguments,
    /// The seed of the run, which makes the same users and payloads.
    #[arg(long, value_name = "NUMBER", required_unless_present = "report")]
    seed: Option<u64>,
    /// Take server and seed from this report, written with --json.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (url, seed) = arguments.former()?;
    let options = Options {
        only: Some(arguments.id.clone()),
        seed,
        longest_body: Some(usize::MAX),
        ..arguments.place.options(url)?
    };
    let report = crate::runtime()?.block_on(judge(&options))?;
    let mut out = io::stdout().lock();
    let text = report.transcript(&arguments.id, paint(&out));
    out.write_all(guarded(&text, false).as_bytes())?;
    Ok(ExitCode::from(report.exit_code()))
}

impl Arguments {
    /// Server and seed, from the command line or else from the report that is looked into.
    fn former(&self) -> anyhow::Result<(Option<String>, Option<u64>)> {
        let Some(file) = &self.report else {
            return Ok((self.url.clone(), self.seed));
        };
        let shown = file.display();
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
        let report = Report::parse(&text).with_context(|| format!("cannot read {shown}"))?;
        let vendor = report.vendor_of(&self.id);
        let vendor = vendor.with_context(|| format!("{shown} knows no `{}`", self.id))?;
        let url = self.url.as_ref().unwrap_or(&vendor.base_url);
        Ok((Some(url.clone()), self.seed.or(Some(report.seed))))
    }
}
