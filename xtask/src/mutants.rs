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

/// How many changes CI makes: what a debug build judges in about a minute.
const BENDS: usize = 1_500;

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

/// The step of CI: all mutants, and some cases, which follow from the commit.
pub(crate) fn check() -> Result<Findings> {
    let mut findings = umbridge(
        Build::Debug,
        MUTANTS,
        // A debug build on two cores is late for more than these.
        &["--known", "--brief", "--beside", "4"],
    )?;
    let floor = fs::read_to_string(shell::root().join("conformance/control.txt"))?;
    let commit = shell::output(&["git", "rev-parse", "HEAD"])?;
    let cases = sampled(&floor, &commit).context("the floor of control cannot be read")?;
    let filters = cases.iter().flat_map(|case| ["--filter", *case]);
    let options: Vec<&str> = ["--known"].into_iter().chain(filters).collect();
    findings.extend(umbridge(Build::Debug, CASES, &options)?);
    Ok(findings)
}

/// Cases of the floor one after the other, until they have been bent often enough.
fn sampled<'f>(floor: &'f str, commit: &str) -> Option<Vec<&'f str>> {
    let lines = floor.lines().filter(|line| !line.starts_with(['#', '-']));
    let cases = lines.map(|line| {
        let (case, counts) = line.split_once(' ')?;
        let (bent, _) = counts.split_once('/')?.1.split_once(' ')?;
        Some((case, bent.parse().ok()?))
    });
    let cases: Vec<(&str, usize)> = cases.collect::<Option<_>>()?;
    let digits = commit.get(..8).unwrap_or(commit);
    let drawn = usize::from_str_radix(digits, 16).unwrap_or_default();
    let around = cases.iter().cycle().skip(drawn % cases.len().max(1));
    let mut bends = 0;
    let enough = around.take(cases.len()).take_while(|(_, bent)| {
        let goes_on = bends < BENDS;
        bends += bent;
        goes_on
    });
    Some(enough.map(|(case, _)| *case).collect())
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

    const FLOOR: &str = "# head\na.one 1/600 3\n- then: status\na.two 1/1200 3\nb.one 1/600 3\n";

    #[rstest::rstest]
    #[case::from_the_first("00000000a", &["a.one", "a.two"])]
    #[case::on_from_the_last("00000002a", &["b.one", "a.one", "a.two"])]
    fn the_commit_draws_cases_until_it_is_enough(#[case] commit: &str, #[case] expected: &[&str]) {
        assert_eq!(sampled(FLOOR, commit).expect("a floor"), expected);
    }

    #[test]
    fn what_is_no_floor_is_not_passed_over() {
        assert_eq!(sampled("a.one\n", "0"), None);
        assert_eq!(sampled("# head\n", "0"), Some(vec![]));
    }
}
