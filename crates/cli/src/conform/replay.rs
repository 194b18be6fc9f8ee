//! `umbridge conform replay`: asks one case, or the cases of one claim, again and shows everything.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, bail};
use umbridge_conformance::{Options, Report, run as judge};

use super::output::{guarded, paint};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The name of a case or of a claim.
    #[arg(value_name = "CASE|CLAIM")]
    id: String,
    /// The server; that of the report where nothing is said.
    #[arg(value_name = "URL", required_unless_present = "report")]
    url: Option<String>,
    /// The seed of the run, which makes the same users and payloads.
    #[arg(long, value_name = "NUMBER", required_unless_present = "report")]
    seed: Option<u64>,
    /// Take server and seed from this report, written with --json.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let former = arguments.former()?;
    let url = arguments.url.clone();
    let url = url.or_else(|| Some(former.as_ref()?.base_url.clone()));
    let seed = arguments.seed.or(former.as_ref().map(|report| report.seed));
    let options = Options {
        only: Some(arguments.id.clone()),
        seed,
        longest_body: Some(usize::MAX),
        ..Options::new(url.unwrap_or_default())
    };
    let report = crate::runtime()?.block_on(judge(&options))?;
    let mut out = io::stdout().lock();
    let text = report.transcript(&arguments.id, paint(&out));
    out.write_all(guarded(&text, false).as_bytes())?;
    Ok(ExitCode::from(report.exit_code()))
}

impl Arguments {
    /// The report that is to be looked into, which has to know the name.
    fn former(&self) -> anyhow::Result<Option<Report>> {
        let Some(file) = &self.report else {
            return Ok(None);
        };
        let shown = file.display();
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
        let report = Report::parse(&text).with_context(|| format!("cannot read {shown}"))?;
        if !report.knows(&self.id) {
            bail!("{shown} has no case and no claim `{}`", self.id);
        }
        Ok(Some(report))
    }
}
