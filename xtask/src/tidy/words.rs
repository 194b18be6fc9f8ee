//! Rules 1 and 3: the directory has never heard of a vendor, and no vendor has heard of another.

use std::{fs, path::Path};

use anyhow::{Result, ensure};

use super::sources::{self, files};
use crate::{Findings, shell};

const VENDORS: &str = "crates/vendors/src";

/// What lies beside the vendors' folders and is none.
const SHARED: &[&str] = &["house", "kit"];

pub(crate) fn check() -> Result<Findings> {
    let vendors = vendors()?;
    let mut findings = Findings::new();
    for path in files("crates/directory", "rs", 20)?.iter().chain(&files(
        &format!("{VENDORS}/kit"),
        "rs",
        8,
    )?) {
        findings.extend(named(
            path,
            &vendors,
            "this room has never heard of a vendor",
        )?);
    }
    for path in files("crates/directory/migrations", "sql", 1)? {
        for (line, text) in (1..).zip(fs::read_to_string(&path)?.lines()) {
            let statement = text.split("--").next().unwrap_or_default().to_lowercase();
            if vendors
                .iter()
                .any(|vendor| statement.contains(vendor.as_str()))
            {
                findings.push(format!(
                    "{}:{line}: the schema names a vendor",
                    sources::shown(&path)
                ));
            }
        }
    }
    for vendor in &vendors {
        let siblings: Vec<String> = vendors
            .iter()
            .filter(|other| *other != vendor)
            .cloned()
            .collect();
        for path in files(&format!("{VENDORS}/{vendor}"), "rs", 5)? {
            findings.extend(named(
                &path,
                &siblings,
                "a vendor does not name its sibling",
            )?);
        }
    }
    Ok(findings)
}

/// The vendors are the folders, so that a new one is held to the rule from its first day.
fn vendors() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(shell::root().join(VENDORS))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !SHARED.contains(&name.as_str()) {
            names.push(name);
        }
    }
    ensure!(!names.is_empty(), "no vendors in {VENDORS}");
    names.sort();
    Ok(names)
}

fn named(path: &Path, vendors: &[String], rule: &str) -> Result<Findings> {
    let mut findings = Findings::new();
    for word in sources::words(path)? {
        let text = word.text.to_lowercase();
        if let Some(vendor) = vendors.iter().find(|vendor| text.contains(vendor.as_str())) {
            findings.push(format!(
                "{}:{}: names {vendor}: {rule}",
                sources::shown(path),
                word.line
            ));
        }
    }
    Ok(findings)
}
