//! The floor: which cases have caught which mutant. It only rises.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs, io,
    path::Path,
};

use anyhow::Context;

use super::trial::{Killer, Trial};

const HEAD: &str = "\
# Which cases catch which mutant, a mutant a line, those first that are about the claim that forbids it.
# Written by `cargo xtask mutants --all --write`, which never takes a case away: a mutant that fewer cases catch, or
# none, is a suite that has become weaker. CI asks the first three.
";

/// Cases by mutant.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Floor(BTreeMap<String, Vec<String>>);

/// How many cases are asked where not all are.
const SOME: usize = 3;

impl Floor {
    /// An empty one where there is no file yet.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        Ok(Self::parse(&text))
    }

    fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self(
            lines
                .filter_map(|line| {
                    let mut words = line.split_whitespace().map(str::to_owned);
                    Some((words.next()?, words.collect()))
                })
                .collect(),
        )
    }

    /// Some cases that caught a mutant.
    pub(super) fn some_cases(&self, mutant: &str) -> Vec<String> {
        let known = self.0.get(mutant).into_iter().flatten();
        known.take(SOME).cloned().collect()
    }

    /// All cases that caught a mutant.
    pub(super) fn cases(&self, mutant: &str) -> Vec<String> {
        self.0.get(mutant).cloned().unwrap_or_default()
    }

    /// The floor with what was caught now.
    pub(super) fn rise(mut self, trials: &[Trial]) -> Self {
        for trial in trials {
            let cases = self.0.entry(trial.mutant.id.clone()).or_default();
            let mut killers: Vec<&Killer> = trial.killers().iter().collect();
            killers.sort_by_key(|killer| !killer.claims.contains(&trial.mutant.forbidden_by));
            for killer in killers {
                if !cases.contains(&killer.case) {
                    cases.push(killer.case.clone());
                }
            }
        }
        self
    }

    pub(super) fn write(&self, path: &Path) -> anyhow::Result<()> {
        fs::write(path, self.render()).with_context(|| format!("cannot write {}", path.display()))
    }

    fn render(&self) -> String {
        let mut text = HEAD.to_owned();
        for (mutant, cases) in &self.0 {
            text.push_str(mutant);
            for case in cases {
                // Writing to a string cannot fail.
                let _ = write!(text, " {case}");
            }
            text.push('\n');
        }
        text
    }

    /// What was caught before and is not any more, and what is caught and not said.
    ///
    /// Where only the known cases were asked, others could not be caught.
    pub(super) fn findings(
        &self,
        trials: &[Trial],
        known: bool,
        judged: &impl Fn(&str) -> bool,
    ) -> Vec<String> {
        let mut findings = Vec::new();
        let caught: BTreeMap<&str, BTreeSet<String>> = trials
            .iter()
            .map(|trial| {
                let cases = trial.killers().iter().map(|killer| killer.case.clone());
                (trial.mutant.id.as_str(), cases.collect())
            })
            .collect();
        for (mutant, cases) in self.0.iter().filter(|(mutant, _)| judged(mutant)) {
            let Some(now) = caught.get(mutant.as_str()) else {
                findings.push(format!("floor: the mutant {mutant} is gone"));
                continue;
            };
            let asked = if known { SOME } else { cases.len() };
            let asked = cases.iter().take(asked);
            let missed: Vec<&str> = asked
                .filter(|case| !now.contains(*case))
                .map(String::as_str)
                .collect();
            if !missed.is_empty() {
                findings.push(format!(
                    "floor: {mutant} is no longer caught by {}",
                    missed.join(", ")
                ));
            }
        }
        for (mutant, now) in caught {
            let before = self.cases(mutant);
            if !known && !now.iter().all(|case| before.contains(case)) {
                findings.push(format!(
                    "floor: {mutant} is caught by more cases than the floor says; run: cargo xtask mutants --all --write"
                ));
            }
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use umbridge_server::catalogue;

    use super::{Floor, Trial};
    use crate::emulator::mutants::trial::{Bite, Killer};

    fn trial(cases: &[&str]) -> Trial {
        let mutant = catalogue().expect("a catalogue").swap_remove(0);
        let killers = cases.iter().map(|case| Killer {
            case: (*case).to_owned(),
            claims: vec![],
        });
        Trial {
            mutant,
            verdict: Bite::Bit(killers.collect()),
        }
    }

    fn floor(cases: &str) -> Floor {
        let id = trial(&[]).mutant.id;
        Floor::parse(&format!("# a remark\n{id} {cases}\n"))
    }

    #[rstest::rstest]
    #[case::as_before("a b", &["a", "b"], false, 0)]
    #[case::fewer("a b", &["a"], false, 1)]
    #[case::another_instead("a", &["b"], false, 2)]
    #[case::more("a", &["a", "b"], false, 1)]
    #[case::more_are_not_asked_for("a b", &["a", "b", "c"], true, 0)]
    fn the_floor_holds(
        #[case] before: &str,
        #[case] now: &[&str],
        #[case] known: bool,
        #[case] findings: usize,
    ) {
        let told = floor(before).findings(&[trial(now)], known, &|_| true);
        assert_eq!(told.len(), findings, "{told:?}");
    }

    #[test]
    fn a_vanished_mutant_is_told() {
        let told = Floor::parse("nobody.at-all a\n").findings(&[], false, &|_| true);
        assert_eq!(told, ["floor: the mutant nobody.at-all is gone"]);
    }

    #[test]
    fn it_only_rises_and_survives_being_written() {
        let risen = floor("a b").rise(&[trial(&["c"])]);
        assert_eq!(risen, floor("a b c"));
        assert_eq!(Floor::parse(&risen.render()), risen);
    }
}
