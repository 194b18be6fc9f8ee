//! `cargo xtask mutants`: the suite before the emulator's mutants and before its own weakened cases.
//!
//! The work is `umbridge mutants`; this only says with which files and which build.

use std::fs;

use anyhow::{Context, Result};

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
        // Every case before every mutant takes minutes; those that are known to catch it, seconds.
        ["--all", options @ ..] => umbridge(Build::Release, MUTANTS, options),
        _ => umbridge(Build::Release, MUTANTS, &[&["--known"], options].concat()),
    }
}

/// The step of CI: all mutants, and the cases of one vendor, which follows from the commit.
pub(crate) fn check() -> Result<Findings> {
    let mut findings = umbridge(Build::Debug, MUTANTS, &["--known", "--brief"])?;
    let floor = fs::read_to_string(shell::root().join("conformance/control.txt"))?;
    let commit = shell::output(&["git", "rev-parse", "HEAD"])?;
    let vendor = sampled(&floor, &commit).context("the floor of control names no case")?;
    findings.extend(umbridge(
        Build::Debug,
        CASES,
        &["--known", "--vendor", vendor],
    )?);
    Ok(findings)
}

/// One of the vendors whose cases the floor names.
fn sampled<'f>(floor: &'f str, commit: &str) -> Option<&'f str> {
    let cases = floor.lines().filter(|line| !line.starts_with(['#', '-']));
    let mut vendors: Vec<&str> = cases
        .filter_map(|line| line.split('.').next())
        .filter(|name| !name.is_empty())
        .collect();
    vendors.dedup();
    let drawn: usize = commit.bytes().map(usize::from).sum();
    vendors.get(drawn % vendors.len().max(1)).copied()
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

#[cfg(test)]
mod tests {
    use super::sampled;

    const FLOOR: &str = "# head\na.one 1/2\n- then: status\na.two 1/2\nb.one 1/2\n";

    #[test]
    fn one_vendor_of_the_floor_is_drawn_by_the_commit() {
        let drawn = |commit| sampled(FLOOR, commit);
        assert_eq!([drawn("0"), drawn("1")], [Some("a"), Some("b")]);
        assert_eq!(sampled("# head\n", "0"), None);
    }
}
