//! The documents beside those of the previous commit: clients break on nothing that nobody accepted.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use super::{build, judged};
use crate::{Findings, emulator, shell};

const DOCUMENTS: &str = "openapi";

/// Changes that are meant. It goes stale with the next commit and then fails until it is emptied.
const ACCEPTED: &str = ".ci/accepted-changes.yaml";

const PREVIOUS: &str = "HEAD~1";

pub(super) fn run() -> Result<Findings> {
    let Some(before) = previous()? else {
        crate::print(&format!(
            "no {DOCUMENTS}/ at {PREVIOUS}: nothing to compare with\n"
        ));
        return Ok(Findings::new());
    };
    build()?;
    let program = emulator::binary("debug");
    let (program, before) = (program.to_string_lossy(), before.to_string_lossy());
    let mut words = vec![&*program, "diff", &*before, DOCUMENTS];
    if shell::root().join(ACCEPTED).exists() {
        words.extend(["--accept", ACCEPTED]);
    }
    judged(shell::succeeds(&words)?, || {
        format!("clients break on a change of {DOCUMENTS}/ that {ACCEPTED} does not accept")
    })
}

/// The documents of the previous commit as files; none where there is no such commit, or no git.
fn previous() -> Result<Option<PathBuf>> {
    let Some(listed) = git(&["ls-tree", "--name-only", PREVIOUS, &format!("{DOCUMENTS}/")]) else {
        return Ok(None);
    };
    if listed.is_empty() {
        return Ok(None);
    }
    let target = emulator::binary("debug");
    let folder = target
        .parent()
        .context("no target folder")?
        .join("previous-documents");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for path in listed.lines() {
        let text = git(&["show", &format!("{PREVIOUS}:{path}")])
            .with_context(|| format!("git cannot show {path}"))?;
        let name = path.rsplit('/').next().unwrap_or(path);
        fs::write(folder.join(name), text)?;
    }
    Ok(Some(folder))
}

/// What git says; nothing where it fails, as it does in a copy without history.
fn git(words: &[&str]) -> Option<String> {
    let output = shell::command(&[&["git"], words].concat()).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(said)
}
