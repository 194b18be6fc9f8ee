//! `cargo xtask mutants`: the suite before the emulator's mutants and before its own weakened cases.
//!
//! The work is `umbridge mutants`; this only says with which files and which build.

use anyhow::Result;

use crate::{Findings, shell};

/// Which cases catch which mutant.
const MUTANTS: &[&str] = &["mutants", "--judge", "--floor", "conformance/mutants.txt"];
/// How much each case notices.
const CASES: &[&str] = &["control", "--floor", "conformance/control.txt"];

/// How the program is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// Built anyway by whoever runs the tests; asks only the cases that are known to catch somebody.
    Debug,
    /// Quick enough to ask every case.
    Release,
}

pub(crate) fn run(options: &[&str]) -> Result<Findings> {
    match options {
        ["--cases", options @ ..] => umbridge(Build::Release, CASES, options),
        _ => umbridge(Build::Release, MUTANTS, options),
    }
}

/// The step of CI.
pub(crate) fn check() -> Result<Findings> {
    let mut findings = umbridge(Build::Debug, MUTANTS, &["--known", "--brief"])?;
    findings.extend(umbridge(Build::Debug, CASES, &["--known"])?);
    Ok(findings)
}

fn umbridge(build: Build, command: &[&str], options: &[&str]) -> Result<Findings> {
    let mut words = vec!["cargo", "run", "--quiet", "--package", "umbridge"];
    if build == Build::Release {
        words.push("--release");
    }
    words.push("--");
    words.extend(command);
    words.extend(options);
    Ok(if shell::succeeds(&words)? {
        Findings::new()
    } else {
        vec![format!("`umbridge {}` has something to say", command[0])]
    })
}
