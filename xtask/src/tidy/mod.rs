//! The rules of the house that a compiler does not hold. Each rule is a file; each returns its findings.

mod boundaries;
mod sources;
mod time;
mod words;

use anyhow::Result;

use crate::{Findings, generate};

pub(crate) fn run() -> Result<Findings> {
    let mut findings = boundaries::check()?;
    findings.extend(words::check()?);
    findings.extend(time::check()?);
    findings.extend(generate::run(generate::Mode::Check)?);
    Ok(findings)
}
