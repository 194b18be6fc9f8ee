//! What a ledger says of a run that did not end.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Entry, Event};

/// How far a user's creation came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It was asked for, and the answer is not known.
    Asked,
    /// It was answered, which need not mean that they exist.
    Answered,
    /// It was refused.
    Refused,
    /// It was confirmed.
    Confirmed,
}

/// Users by their names within the run: the account, how far they came, and their fields.
pub(crate) type Users = BTreeMap<String, (String, Stage, Value)>;

/// One vendor's users who may still be there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Remains {
    pub(crate) run: String,
    pub(crate) vendor: String,
    pub(crate) target: String,
    pub(crate) seed: u64,
    pub(crate) users: Users,
}

/// A ledger that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {reason}", path.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct UnreadableLedger {
    /// The file.
    pub path: PathBuf,
    /// The line that is wrong.
    pub line: Option<usize>,
    /// Why.
    pub reason: String,
}

/// Reads a ledger. A last line without its end was never acted upon.
pub(crate) fn read(path: &Path) -> Result<Vec<Remains>, UnreadableLedger> {
    let unreadable = |line: Option<usize>, reason: String| UnreadableLedger {
        path: path.to_owned(),
        line,
        reason,
    };
    let text =
        std::fs::read_to_string(path).map_err(|error| unreadable(None, error.to_string()))?;
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let mut found: Vec<Remains> = Vec::new();
    for (at, line) in whole.lines().enumerate() {
        let entry: Entry = serde_json::from_str(line)
            .map_err(|error| unreadable(Some(at + 1), error.to_string()))?;
        let same = |known: &&mut Remains| known.vendor == entry.vendor;
        let remains = match found.iter_mut().find(same) {
            Some(remains) if remains.run != entry.run || remains.target != entry.target => {
                let reason = "it mixes two runs, so it is none that this program wrote";
                return Err(unreadable(Some(at + 1), reason.to_owned()));
            }
            Some(remains) => remains,
            None => {
                found.push(Remains {
                    run: entry.run,
                    vendor: entry.vendor,
                    target: entry.target,
                    seed: entry.seed,
                    users: BTreeMap::new(),
                });
                let last = found.len() - 1;
                &mut found[last]
            }
        };
        apply(remains, &entry.account, entry.event);
    }
    Ok(found)
}

fn apply(remains: &mut Remains, account: &str, event: Event) {
    let users = &mut remains.users;
    match event {
        Event::Creating { users: asked } => {
            for one in asked {
                users.insert(one.user, (account.to_owned(), Stage::Asked, one.fields));
            }
        }
        Event::Created { users: made } => {
            for one in made {
                users.insert(one.user, (account.to_owned(), Stage::Confirmed, one.fields));
            }
        }
        Event::Answered { users: those } => advance(users, &those, Stage::Answered),
        Event::Refused { users: those } => advance(users, &those, Stage::Refused),
        // Whether a deletion that was about to leave did, only the server can tell.
        Event::Deleting { .. } => {}
        Event::Gone { users: gone } => {
            for name in gone {
                users.remove(&name);
            }
        }
    }
}

fn advance(users: &mut Users, those: &[String], to: Stage) {
    for name in those {
        if let Some((_, stage, _)) = users.get_mut(name) {
            *stage = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, read};

    fn line(event: &str) -> String {
        format!(
            r#"{{"run":"um1","vendor":"v","target":"http://h","seed":1,"account":"owner",{event}}}"#
        )
    }

    fn stages(lines: &[String]) -> Vec<(String, Stage)> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger");
        std::fs::write(&path, lines.concat()).expect("a file");
        let remains = read(&path).expect("a ledger");
        let users = remains.into_iter().flat_map(|remains| remains.users);
        users.map(|(name, (_, stage, _))| (name, stage)).collect()
    }

    const CREATING: &str =
        r#""event":"creating","users":[{"user":"a","fields":{}},{"user":"b","fields":{}}]"#;
    const CREATED: &str = r#""event":"created","users":[{"user":"a","fields":{"id":7}}]"#;
    const GONE: &str = r#""event":"gone","users":["a"]"#;
    const REFUSED: &str = r#""event":"refused","users":["b"]"#;

    #[rstest::rstest]
    #[case::asked(&[CREATING], &[("a", Stage::Asked), ("b", Stage::Asked)])]
    #[case::answered(&[CREATING, CREATED], &[("a", Stage::Confirmed), ("b", Stage::Asked)])]
    #[case::refused(&[CREATING, REFUSED], &[("a", Stage::Asked), ("b", Stage::Refused)])]
    #[case::gone(&[CREATING, CREATED, GONE], &[("b", Stage::Asked)])]
    fn what_is_left(#[case] events: &[&str], #[case] expected: &[(&str, Stage)]) {
        let mut lines: Vec<String> = events.iter().map(|event| line(event) + "\n").collect();
        // The run was killed while it wrote this.
        lines.push(line(GONE).chars().take(40).collect());
        let expected: Vec<(String, Stage)> = expected
            .iter()
            .map(|(name, stage)| ((*name).to_owned(), *stage))
            .collect();
        assert_eq!(stages(&lines), expected);
    }

    #[rstest::rstest]
    #[case::no_json("nonsense\n".to_owned())]
    #[case::another_run(format!("{}\n{}\n", line(CREATING), line(GONE).replace("um1", "um2")))]
    fn other_files_are_refused(#[case] text: String) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger");
        std::fs::write(&path, text).expect("a file");
        assert!(read(&path).is_err());
    }
}
