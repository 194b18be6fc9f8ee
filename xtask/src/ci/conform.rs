//! The suite as others use it: built alone, and through the script of the action.

use anyhow::{Context, Result, ensure};

use super::{cargo, fresh, judged};
use crate::{Findings, shell};

/// What GitHub's runner would start.
const ACTION: &str = ".github/actions/conform/run.sh";

/// What is known of the emulator: that it deviates in nothing.
const TARGET: &str = ".ci/emulator.yaml";

/// Where the reports go.
const REPORTS: &str = "target/ci/conformance";

/// Whoever only judges builds the program without the emulator and what it needs.
pub(super) fn alone() -> Result<Findings> {
    let mut findings = cargo(&[
        "check",
        "--quiet",
        "--package",
        "umbridge",
        "--no-default-features",
    ])?;
    let tree = shell::output(&[
        "cargo",
        "tree",
        "--package",
        "umbridge",
        "--no-default-features",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
    ])?;
    let needless = tree.lines().filter(|line| {
        let name = line.split(' ').next().unwrap_or_default();
        ["poem", "sqlx", "umbridge-server"].contains(&name)
    });
    findings.extend(needless.map(|line| format!("the suite alone links {line}")));
    Ok(findings)
}

/// The suite against a freshly started server, as the action runs it.
pub(super) fn run() -> Result<Findings> {
    let emulator = fresh(&[])?;
    let summary = shell::root().join(REPORTS).join("step-summary.md");
    std::fs::create_dir_all(shell::root().join(REPORTS))?;
    std::fs::write(&summary, "")?;
    crate::print(&format!("$ {ACTION}\n"));
    let status = shell::command(&[ACTION])
        .env("PROGRAM", crate::emulator::binary("debug"))
        .env("URL", &emulator.base_url)
        .env("TARGET", TARGET)
        .env("REPORTS", REPORTS)
        .env("GITHUB_STEP_SUMMARY", &summary)
        .envs([("VENDOR", ""), ("VERSION", ""), ("REPOSITORY", "")])
        .status()
        .with_context(|| format!("cannot run {ACTION}"))?;
    let written = std::fs::metadata(&summary)?.len();
    ensure!(written > 0, "{ACTION} wrote no summary");
    judged(status.success(), || ACTION.to_owned())
}
