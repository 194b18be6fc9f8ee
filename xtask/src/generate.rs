//! Generated files: the OpenAPI documents, the schemas of what programs read, and parts of the pages.
//!
//! The generators live where their data lives; this only calls them, so that xtask links none of it.

use anyhow::Result;

use crate::{Findings, shell};

/// Write the files, or compare them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

/// Each generator as arguments of `umbridge`.
const GENERATORS: &[&[&str]] = &[
    &["openapi"],
    &["schemas"],
    &["docs"],
    &["coverage", "--page", "README.md"],
];

pub(crate) fn run(mode: Mode) -> Result<Findings> {
    let mut findings = Findings::new();
    for generator in GENERATORS {
        let mut words = vec!["cargo", "run", "--quiet", "--package", "umbridge", "--"];
        words.extend(*generator);
        if mode == Mode::Check {
            words.push("--check");
        }
        if !shell::succeeds(&words)? {
            findings.push(format!(
                "`umbridge {}` has something to say; run: cargo xtask generate",
                generator.join(" ")
            ));
        }
    }
    Ok(findings)
}
