//! The suite's own files.

use std::path::Path;

use umbridge_conformance::{Options, Suite, list, schemas};

#[test]
fn the_embedded_files_agree_with_each_other() {
    if let Err(problems) = Suite::embedded() {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"));
    }
}

#[test]
fn every_vendor_has_cases() {
    let suite = Suite::embedded().expect("readable files");
    let listed = list(&Options::default()).expect("cases");
    for vendor in suite.vendors() {
        assert!(listed.iter().any(|case| case.vendor == vendor), "{vendor}");
    }
}

#[test]
fn the_committed_schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    for (name, text) in schemas() {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            committed == text,
            "schema/{name} is stale: run `cargo xtask generate`"
        );
    }
}

#[test]
fn every_file_names_its_schema() {
    for folder in ["claims", "cases", "vendors"] {
        visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    }
}

fn visit(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            visit(&path);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        let schema = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# yaml-language-server: $schema="))
            .unwrap_or_else(|| panic!("{} names no schema", path.display()));
        assert!(
            path.parent().expect("a folder").join(schema).is_file(),
            "{} names a schema that is not there",
            path.display()
        );
    }
}

#[test]
fn every_pin_occurs_in_its_document() {
    let Ok(folder) = std::env::var("UMBRIDGE_DOCUMENTS") else {
        eprintln_skip("UMBRIDGE_DOCUMENTS does not say where the documents are");
        return;
    };
    let suite = Suite::embedded().expect("readable files");
    for document in suite.documents() {
        let path = Path::new(&folder).join(document);
        let text = std::fs::read_to_string(&path).expect("the document");
        assert_eq!(
            suite.unpinned(document, &text),
            Vec::<&str>::new(),
            "{document}"
        );
    }
}

/// Says why a test compared nothing.
#[allow(clippy::print_stderr)]
fn eprintln_skip(reason: &str) {
    eprintln!("skipped: {reason}");
}
