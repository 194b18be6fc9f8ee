//! Reading what is compared: files, the standard input, or folders whose documents are paired by name.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read, Write},
    mem::ManuallyDrop,
    path::Path,
};

use anyhow::{Context, Result, bail, ensure};
use specdiff::{Comparison, Document, LoadError, Policy, compare as compare_documents};

/// What a document without any operation says; stands for one that is missing from a folder.
const NOTHING: &str = r#"{"openapi": "3.0.3", "info": {"title": "", "version": ""}, "paths": {}}"#;

/// The standard input, as on other command lines.
const STDIN: &str = "-";

/// Faults of a document that are told one by one.
const TOLD: usize = 20;

/// How a text becomes a document.
type Reading = fn(&str, &str) -> Result<Document, LoadError>;

pub(super) fn reading(lenient: bool) -> Reading {
    if lenient {
        Document::parse_leniently
    } else {
        Document::parse
    }
}

/// Compares two documents, or all documents of two folders.
pub(super) fn compare(
    base: &Path,
    revision: &Path,
    reading: Reading,
    policy: &Policy,
) -> Result<Vec<Comparison>> {
    match (base.is_dir(), revision.is_dir()) {
        (true, true) => folders(base, revision, reading, policy),
        (false, false) => {
            ensure!(
                base != Path::new(STDIN) || revision != Path::new(STDIN),
                "only one of the documents can come from the standard input"
            );
            let (base, revision) = (text(base)?, text(revision)?);
            let documents =
                Document::parse_both(reading, (&base.0, &base.1), (&revision.0, &revision.1))?;
            // The program ends with its report, and giving back so many small pieces of memory takes as long as
            // comparing them.
            let documents = ManuallyDrop::new(documents);
            tell(&documents.0)?;
            tell(&documents.1)?;
            Ok(vec![compare_documents(&documents.0, &documents.1, policy)])
        }
        _ => bail!("a folder can be compared with a folder only"),
    }
}

/// Reads a document, and tells what had to be passed over in it.
pub(super) fn read(path: &Path, reading: Reading) -> Result<Document> {
    let (name, text) = text(path)?;
    let document = reading(&name, &text)?;
    tell(&document)?;
    Ok(document)
}

fn tell(document: &Document) -> Result<()> {
    let faults = document.passed_over();
    let mut errors = io::stderr().lock();
    for fault in faults.iter().take(TOLD) {
        writeln!(errors, "passed over: {fault}")?;
    }
    if let Some(more @ 1..) = faults.len().checked_sub(TOLD) {
        let name = document.name();
        writeln!(errors, "passed over: {name} has {more} more faults")?;
    }
    Ok(())
}

/// What a file says, with its name.
fn text(path: &Path) -> Result<(String, String)> {
    let name = path.display().to_string();
    let text = if path == Path::new(STDIN) {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    let text = text.with_context(|| format!("cannot read {name}"))?;
    Ok((name, text))
}

fn folders(
    base: &Path,
    revision: &Path,
    reading: Reading,
    policy: &Policy,
) -> Result<Vec<Comparison>> {
    let names: BTreeSet<String> = names(base)?.union(&names(revision)?).cloned().collect();
    ensure!(!names.is_empty(), "neither folder holds a document");
    let side = |folder: &Path, name: &str| {
        let path = folder.join(name);
        if path.exists() {
            read(&path, reading)
        } else {
            Ok(Document::parse(&path.display().to_string(), NOTHING)?)
        }
    };
    names
        .iter()
        .map(|name| {
            Ok(compare_documents(
                &side(base, name)?,
                &side(revision, name)?,
                policy,
            ))
        })
        .collect()
}

fn names(folder: &Path) -> Result<BTreeSet<String>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut names = BTreeSet::new();
    for entry in entries {
        let path = entry?.path();
        let document = path
            .extension()
            .is_some_and(|ending| ["json", "yaml", "yml"].iter().any(|known| ending == *known));
        if document && let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            names.insert(name.to_owned());
        }
    }
    Ok(names)
}
