//! Where the server is and how it is to be treated: options that a run and a comparison share.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;
use umbridge_conformance::{Options, Rate, TargetFile, Unreadable, read_deviations};

// The group of the same name is the run's.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Read hosts, names of credentials, what is left out, and known deviations from this file.
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// Read known deviations from this file too.
    #[arg(long, value_name = "FILE")]
    deviations: Option<PathBuf>,
    /// Send each vendor no more requests than this, such as 5/s or 90/min; elsewhere than on
    /// loopback 5/s where nothing is said.
    #[arg(long, value_name = "RATE")]
    rate: Option<Rate>,
    /// Wait this long for users to appear or go; ten seconds on loopback, five minutes elsewhere
    /// where nothing is said.
    #[arg(long, value_name = "SECONDS")]
    patience: Option<u64>,
}

impl Arguments {
    /// The options of a run; a URL takes the place of those in the target's file.
    pub(super) fn options(&self, url: Option<String>) -> anyhow::Result<Options> {
        let target = self.target.as_deref().map(TargetFile::read);
        let deviations = self.deviations.as_deref().map(read_deviations);
        Ok(Options {
            target: target.transpose().or_else(told)?,
            deviations: deviations.transpose().or_else(told)?,
            rate: self.rate,
            patience: self.patience.map(Duration::from_secs),
            ..Options::new(url.unwrap_or_default())
        })
    }
}

/// Everything that is wrong with a file, a line each.
pub(super) fn told<T>(problems: Vec<Unreadable>) -> anyhow::Result<T> {
    let problems: Vec<String> = problems.into_iter().map(|one| one.to_string()).collect();
    bail!("{}", problems.join("\n"))
}
