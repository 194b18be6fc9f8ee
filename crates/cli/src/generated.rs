//! Generated files: written, or compared with what they should say.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use similar::TextDiff;

/// Lines of a difference that are shown; the command to run says the rest.
const SHOWN: usize = 100;

/// A file and what it should say.
pub(crate) type Generated = (PathBuf, String);

/// Whether to write or to compare.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Mode {
    /// Write nothing; fail where a committed file differs.
    #[arg(long)]
    check: bool,
}

/// Writes the files, or shows how they differ and fails.
pub(crate) fn settle(files: &[Generated], mode: Mode) -> anyhow::Result<ExitCode> {
    if !mode.check {
        for (path, text) in files {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = io::stdout().lock();
    let mut code = ExitCode::SUCCESS;
    for (path, text) in files {
        if let Some(difference) = difference(path, text)? {
            writeln!(
                out,
                "{difference}\n{} is stale. Run: cargo xtask generate",
                path.display()
            )?;
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// How a file differs from what it should say, cut short; `None` where it does not.
fn difference(path: &Path, expected: &str) -> io::Result<Option<String>> {
    let found = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    if found == expected {
        return Ok(None);
    }
    let diff = TextDiff::from_lines(found.as_str(), expected);
    let mut unified = diff.unified_diff();
    let unified = unified
        .header(&path.display().to_string(), "generated")
        .to_string();
    Ok(Some(
        unified.lines().take(SHOWN).collect::<Vec<_>>().join("\n"),
    ))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_stale_or_missing_file_is_shown_and_a_fresh_one_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        assert!(
            difference(&path, "{}\n")
                .expect("readable")
                .is_some_and(|shown| shown.contains("+{}"))
        );
        std::fs::write(&path, "{}\n").expect("written");
        assert_eq!(difference(&path, "{}\n").expect("readable"), None);
        assert!(
            difference(&path, "[]\n")
                .expect("readable")
                .is_some_and(|shown| shown.contains("-{}"))
        );
    }
}
