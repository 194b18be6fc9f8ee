//! `umbridge openapi`: the documents of all vendors.

use std::{fmt::Write as _, path::PathBuf, process::ExitCode};

use specdiff::{Document, Policy, compare};
use umbridge_vendors::VENDORS;

use super::generated::{Generated, Mode, settle_with};

/// Findings that are shown of a stale document.
const SHOWN: usize = 40;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mode: Mode,
    /// The folder of the documents.
    #[arg(long, value_name = "FOLDER", default_value = "openapi")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let file = |name: &str| arguments.folder.join(format!("{name}.json"));
    let files: Vec<Generated> = VENDORS
        .iter()
        .map(|vendor| (file(vendor.name), (vendor.spec)()))
        .collect();
    settle_with(&files, arguments.mode, meaning)
}

/// What the step from the committed document to the generated one means for clients, worst first.
fn meaning(committed: &str, generated: &str) -> Option<String> {
    let committed = match Document::parse("the committed document", committed) {
        Ok(document) => document,
        Err(error) => return Some(format!("What it means for clients is unknown: {error}\n")),
    };
    let generated = Document::parse("the generated document", generated).ok()?;
    let findings = compare(&committed, &generated, &Policy::default()).findings;
    let mut text = String::from("What it means for clients:\n");
    for finding in findings.iter().take(SHOWN) {
        let level = finding.level.id();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {level:<8}  {}  {}", finding.rule, finding.message);
    }
    match findings.len() {
        0 => text.push_str("  nothing\n"),
        count if count > SHOWN => {
            let _ = writeln!(text, "  and {} more", count - SHOWN);
        }
        _ => {}
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{VENDORS, meaning};

    #[test]
    fn a_stale_document_is_told_with_what_it_means_for_clients() {
        let generated = (VENDORS[0].spec)();
        let mut committed: serde_json::Value = serde_json::from_str(&generated).expect("JSON");
        committed["paths"]["/gone"] = serde_json::json!({"get": {"responses": {}}});
        let told = meaning(&committed.to_string(), &generated).expect("a meaning");
        assert!(told.contains("breaking  path-removed"), "{told}");
    }

    #[test]
    fn a_document_written_otherwise_means_nothing() {
        let generated = (VENDORS[0].spec)();
        let committed: serde_json::Value = serde_json::from_str(&generated).expect("JSON");
        let told = meaning(&committed.to_string(), &generated).expect("a meaning");
        assert!(told.ends_with("nothing\n"), "{told}");
    }

    #[test]
    fn an_unreadable_document_is_told_with_its_fault() {
        let told = meaning("{\"openapi\": 3", &(VENDORS[0].spec)()).expect("a meaning");
        assert!(told.contains("the committed document:1:"), "{told}");
    }
}
