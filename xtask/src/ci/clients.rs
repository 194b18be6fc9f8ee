//! Published client libraries, unmodified, against a fresh emulator each.

use anyhow::{Context, Result, ensure};

use super::{documents::tool, fresh};
use crate::{Findings, shell};

/// The scripts, by the interpreter that runs them.
const FOLDER: &str = "conformance/clients";

/// The default accounts and some with low limits, so that clients can be refused in reasonable time.
const SEED: &str = "conformance/clients/seed.json";

pub(super) fn run() -> Result<Findings> {
    let mut scripts: Vec<_> = std::fs::read_dir(shell::root().join(FOLDER))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    scripts.retain(|path| {
        path.extension()
            .is_some_and(|ending| ending == "py" || ending == "mjs")
    });
    scripts.retain(|path| {
        !path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('_'))
    });
    ensure!(!scripts.is_empty(), "{FOLDER} holds no script");
    scripts.sort();
    let mut findings = Findings::new();
    for script in scripts {
        let emulator = fresh(&["--seed", SEED])?;
        let path = script.to_str().context("a path that is not text")?;
        let words = if path.ends_with(".py") {
            vec![
                tool("clients/bin/python")?,
                path.into(),
                emulator.base_url.clone(),
            ]
        } else {
            vec!["node".into(), path.into(), emulator.base_url.clone()]
        };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if !shell::succeeds(&words)? {
            findings.push(format!("failed: {path}"));
        }
    }
    Ok(findings)
}
