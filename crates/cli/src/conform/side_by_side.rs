//! `umbridge conform --left A --right B`: in what two servers differ.

use std::path::Path;

use umbridge_conformance::{Comparison, Options, TargetFile, compare};

use super::place::told;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Ask this server and the one of --right the same, and print only what differs; a URL or a
    /// target's file.
    #[arg(long, value_name = "URL|FILE", requires = "right", conflicts_with_all = ["url", "target", "list", "junit", "markdown", "html", "badge", "plan", "destructive", "budget", "ledger", "users", "i_own"])]
    left: Option<String>,
    /// The server to compare with; a URL or a target's file.
    #[arg(long, value_name = "URL|FILE", requires = "left")]
    right: Option<String>,
}

impl Arguments {
    /// The two sides, where a comparison is asked for.
    pub(super) fn sides(&self) -> Option<(&str, &str)> {
        self.left.as_deref().zip(self.right.as_deref())
    }
}

/// Compares two sides; everything but where they are is the same for both.
pub(super) fn run((left, right): (&str, &str), options: &Options) -> anyhow::Result<Comparison> {
    let left = side(left, options)?;
    let right = side(right, options)?;
    let comparison = crate::runtime()?.block_on(compare(left, right))?;
    Ok(comparison)
}

fn side(place: &str, options: &Options) -> anyhow::Result<Options> {
    let options = options.clone();
    if place.starts_with("http://") || place.starts_with("https://") {
        return Ok(Options {
            base_url: place.to_owned(),
            ..options
        });
    }
    Ok(Options {
        target: Some(TargetFile::read(Path::new(place)).or_else(told)?),
        ..options
    })
}
