//! `umbridge coverage`: what is emulated, claimed and judged, as a table; the one in README.md is its output.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, ensure};
use umbridge_conformance::{
    ClaimReport, EXIT_CLEAN, Level, Options, Provenance, Report, VendorReport, Verdict,
    run as judge,
};
use umbridge_server::Emulator;
use umbridge_vendors::{VENDORS, Vendor};

use super::generated::{Mode, settle, table, within_marks};

/// What the table says of each vendor.
const HEAD: [&str; 8] = [
    "vendor",
    "operations",
    "declined",
    "claims: must, should, may",
    "documented, by example",
    "recorded, inferred",
    "cases: pass, deviation, fail",
    "skipped",
];

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mode: Mode,
    /// Write the table into the generated part of this page instead of printing it.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let report = crate::runtime()?.block_on(report())?;
    ensure!(report.exit_code() == EXIT_CLEAN, "{}", report.terminal());
    let rows = VENDORS.iter().map(|vendor| {
        let judged = report.vendors.iter().find(|one| one.vendor == vendor.name);
        judged
            .map(|judged| row(vendor, judged))
            .with_context(|| format!("no case judges {}", vendor.name))
    });
    let rows = rows.collect::<anyhow::Result<Vec<_>>>()?;
    let table = table(HEAD, rows.into_iter());
    let Some(path) = &arguments.page else {
        write!(io::stdout().lock(), "{table}")?;
        return Ok(ExitCode::SUCCESS);
    };
    settle(
        &[(path.clone(), within_marks(path, &table)?)],
        arguments.mode,
    )
}

/// Judges an emulator that nobody has spoken to; the seed and the credentials are the same on every machine.
async fn report() -> anyhow::Result<Report> {
    let emulator = Emulator::start(umbridge_server::Options::default()).await?;
    let options = Options {
        base_url: emulator.base_url().to_owned(),
        seed: Some(2908),
        ..Options::default()
    };
    let report = judge(&options).await;
    emulator.stop().await?;
    Ok(report?)
}

fn row(vendor: &Vendor, judged: &VendorReport) -> [String; 8] {
    let claims = |fits: &dyn Fn(&ClaimReport) -> bool| {
        let fitting = judged.claims.iter().filter(|claim| fits(claim));
        fitting.count().to_string()
    };
    let level = |level| claims(&|claim| claim.level == level);
    let known = |provenance| claims(&|claim| claim.provenance == provenance);
    let cases = |verdict| {
        let ended = judged.cases.iter().filter(|case| case.verdict == verdict);
        ended.count().to_string()
    };
    [
        vendor.title.to_owned(),
        operations(vendor).to_string(),
        format!(
            "[{}](LIMITS.md#{})",
            vendor.declined.len(),
            vendor.title.to_lowercase()
        ),
        [Level::Must, Level::Should, Level::May]
            .map(level)
            .join(", "),
        [Provenance::Documented, Provenance::Example]
            .map(known)
            .join(", "),
        [Provenance::Recorded, Provenance::Inferred]
            .map(known)
            .join(", "),
        [Verdict::Pass, Verdict::Deviation, Verdict::Fail]
            .map(cases)
            .join(", "),
        cases(Verdict::Skipped),
    ]
}

/// Counts the operations of a vendor's document.
fn operations(vendor: &Vendor) -> usize {
    let document: serde_json::Value = serde_json::from_str(&(vendor.spec)()).unwrap_or_default();
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(_, path)| path.as_object().into_iter().flatten());
    operations
        .filter(|(_, operation)| operation.get("responses").is_some())
        .count()
}

#[cfg(test)]
mod tests {
    use super::{VENDORS, operations};

    #[test]
    fn every_vendor_serves_the_operation_it_is_known_for() {
        for vendor in VENDORS {
            assert!(operations(vendor) > 1, "{}", vendor.name);
        }
    }
}
