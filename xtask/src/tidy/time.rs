//! Rule 7: time comes from a clock that can be held.
//!
//! Clippy's disallowed methods hold it too; this also sees SQL, and knows which files are exempt.

use std::path::Path;

use anyhow::Result;

use super::sources::{self, Word, files};
use crate::Findings;

/// Where time is made or waited for.
const EXEMPT: &[&str] = &[
    "crates/directory/src/clock.rs",
    "crates/directory/src/worker.rs",
];

/// Identifiers that wait or ask the machine for the time.
const IDENTIFIERS: &[&str] = &["SystemTime", "sleep", "sleep_until"];

/// What asks the database for the time.
const SQL: &[&str] = &[
    "current_timestamp",
    "current_time",
    "current_date",
    "'now'",
    "unixepoch(",
];

pub(crate) fn check() -> Result<Findings> {
    let mut findings = Findings::new();
    let rooms = [
        "crates/directory/src",
        "crates/vendors/src",
        "crates/server/src",
    ];
    for path in rooms
        .iter()
        .map(|room| files(room, "rs", 4))
        .collect::<Result<Vec<_>>>()?
        .concat()
    {
        if !EXEMPT.iter().any(|exempt| path.ends_with(exempt)) {
            findings.extend(
                sources::words(&path)?
                    .iter()
                    .filter_map(|word| judge(&path, word)),
            );
        }
    }
    Ok(findings)
}

fn judge(path: &Path, word: &Word) -> Option<String> {
    let lower = word.text.to_lowercase();
    let told = if word.literal {
        SQL.iter().find(|sql| lower.contains(*sql))
    } else {
        IDENTIFIERS.iter().find(|name| word.text == **name)
    };
    told.map(|told| {
        format!(
            "{}:{}: {told}: time comes from the clock",
            sources::shown(path),
            word.line
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Path, Word, judge};

    #[rstest::rstest]
    #[case::sql_that_asks("\"select unixepoch()\"", true, true)]
    #[case::sql_that_does_not("\"select ?1\"", true, false)]
    #[case::waiting("sleep", false, true)]
    #[case::something_else("sleeper", false, false)]
    fn time_is_found(#[case] text: &str, #[case] literal: bool, #[case] found: bool) {
        let word = Word {
            text: text.to_owned(),
            line: 1,
            literal,
        };
        assert_eq!(judge(Path::new("a.rs"), &word).is_some(), found);
    }
}
