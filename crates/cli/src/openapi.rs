//! `umbridge openapi`: the committed documents, written or compared.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use similar::TextDiff;
use umbridge_vendors::VENDORS;

/// Lines of a difference that are shown; the command to run says the rest.
const SHOWN: usize = 100;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail where a committed document differs.
    #[arg(long)]
    check: bool,
    /// The folder of the documents.
    #[arg(long, value_name = "FOLDER", default_value = "openapi")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let documents = VENDORS
        .iter()
        .map(|vendor| (format!("{}.json", vendor.name), (vendor.spec)()));
    if !arguments.check {
        fs::create_dir_all(&arguments.folder)?;
        for (name, document) in documents {
            let path = arguments.folder.join(name);
            fs::write(&path, document)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = io::stdout().lock();
    let mut code = ExitCode::SUCCESS;
    for (name, document) in documents {
        if let Some(difference) = difference(&arguments.folder.join(name), &document)? {
            writeln!(out, "{difference}")?;
            code = ExitCode::FAILURE;
        }
    }
    if code != ExitCode::SUCCESS {
        writeln!(out, "The documents are stale. Run: cargo xtask generate")?;
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
        .header(&path.display().to_string(), "the handlers")
        .to_string();
    Ok(Some(
        unified.lines().take(SHOWN).collect::<Vec<_>>().join("\n"),
    ))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_stale_or_missing_document_is_shown_and_a_fresh_one_is_not() {
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
