//! The matrix case × mutant, a vendor at a time.

use std::fmt::Write;

use super::{
    by_vendor,
    trial::{Bite, Killer, Trial},
};

/// Each vendor's cases that caught somebody, a column a mutant, and what became of each mutant.
pub(super) fn render(trials: &[Trial]) -> String {
    let mut text = String::new();
    for (vendor, own) in by_vendor(trials) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{vendor}\n");
        for (at, trial) in (1..).zip(own) {
            let became = match &trial.verdict {
                Bite::Bit(killers) => format!("bit by {}", killers.len()),
                Bite::Survived(_) => "SURVIVED".to_owned(),
                Bite::Void(_) => "VOID".to_owned(),
            };
            let _ = writeln!(text, "{at:>4}  {:<52} {became}", trial.mutant.id);
        }
        text.push('\n');
        text.push_str(&rows(own));
        let _ = writeln!(
            text,
            "\n{} of {} mutants of {vendor} bit",
            own.iter().filter(|trial| trial.bit()).count(),
            own.len()
        );
    }
    text
}

/// A line a case, most catches first, with a mark under each mutant it caught; tens and ones number the columns.
fn rows(trials: &[Trial]) -> String {
    let mut cases: Vec<&str> = trials
        .iter()
        .flat_map(Trial::killers)
        .map(|killer| killer.case.as_str())
        .collect();
    cases.sort_unstable();
    cases.dedup();
    let caught = |case: &str, trial: &Trial| {
        let same = |killer: &Killer| killer.case == case;
        trial.killers().iter().any(same)
    };
    let count = |case: &str| trials.iter().filter(|trial| caught(case, trial)).count();
    cases.sort_by_key(|case| std::cmp::Reverse(count(case)));
    let digit = |at: usize, ten: usize| ((at / ten) % 10).to_string();
    let mut text = String::new();
    for ten in [10, 1] {
        let numbers: String = (1..=trials.len()).map(|at| digit(at, ten)).collect();
        let _ = writeln!(text, "{:<56} {numbers}", "");
    }
    for case in cases {
        let marks: String = trials
            .iter()
            .map(|trial| if caught(case, trial) { 'x' } else { '.' })
            .collect();
        let _ = writeln!(text, "{case:<56} {marks}");
    }
    text
}
