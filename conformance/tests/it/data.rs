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
    for folder in ["claims", "cases", "operations", "vendors"] {
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

const IDS: &str = include_str!("../../claim-ids.txt");

#[test]
fn no_claim_id_vanishes_and_every_one_is_listed() {
    let suite = Suite::embedded().expect("readable files");
    assert_eq!(suite.broken_ids(IDS), Vec::<String>::new());
    assert!(
        suite.with_new_ids(IDS) == IDS,
        "claim-ids.txt lacks a claim: run `cargo xtask generate`"
    );
}

#[rstest::rstest]
#[case::a_claim_that_is_gone("braze.delete.gone", true)]
#[case::a_retired_one("braze.delete.gone retired: the page has dropped it", false)]
#[case::a_retired_one_in_use("braze.delete.limit-50 retired: by mistake", true)]
fn a_broken_id_is_found(#[case] entry: &str, #[case] broken: bool) {
    let suite = Suite::embedded().expect("readable files");
    assert_eq!(!suite.broken_ids(entry).is_empty(), broken);
    assert!(suite.with_new_ids(entry).contains(entry), "it stays listed");
}

/// One vendor's files with one change.
fn read_with(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = Vec::new();
    gather(Path::new(env!("CARGO_MANIFEST_DIR")), &mut files);
    let (_, text) = files
        .iter_mut()
        .find(|(name, _)| name == file)
        .unwrap_or_else(|| panic!("there is no {file}"));
    assert!(text.contains(from), "{file} has no {from:?}");
    *text = text.replacen(from, to, 1);
    match Suite::read(&files) {
        Ok(_) => vec![],
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn gather(root: &Path, files: &mut Vec<(String, String)>) {
    let mut folders: Vec<_> = ["claims", "cases", "operations", "vendors"]
        .map(|name| root.join(name))
        .into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).expect("a file of the suite");
            let text = std::fs::read_to_string(&path).expect("a text");
            files.push((name.display().to_string(), text));
        }
    }
}

const CASE: &str = "cases/braze/deleted-count.yaml";

#[rstest::rstest]
#[case::a_misspelt_member("says:", "sais:", "cases/braze/deleted-count.yaml:")]
#[case::an_unknown_claim(
    "braze.delete.deleted-count,",
    "braze.delete.nothing,",
    "there is no claim"
)]
#[case::an_unknown_role(
    "[first, second], by",
    "[first, third], by",
    "nobody has the role `third`"
)]
#[case::an_unknown_kind("external_id}", "postcode}", "there is no kind of identifier")]
#[case::an_unknown_matcher("deleted: 2", "deleted: {$is: 2}", "there is no matcher $is")]
#[case::an_unknown_answer("answer: accepted", "answer: agreed", "the profile has no answer")]
fn a_mistake_in_a_case_is_found(#[case] from: &str, #[case] to: &str, #[case] told: &str) {
    let problems = read_with(CASE, from, to);
    assert!(
        problems.iter().any(|problem| problem.contains(told)),
        "{problems:?}"
    );
}

#[test]
fn a_misspelt_member_is_found_with_its_line() {
    let problems = read_with(CASE, "says:", "sais:");
    assert!(
        problems[0].starts_with("cases/braze/deleted-count.yaml:3"),
        "{problems:?}"
    );
}

#[test]
fn a_claim_without_a_case_needs_a_reason() {
    let problems = read_with("claims/zendesk.yaml", "  unobservable:", "  source:");
    assert!(!problems.is_empty());
}

#[rstest::rstest]
#[case::without_a_pin("claims/braze.yaml", "  pin: {", "  # {", "a heading and a pin")]
#[case::without_a_heading("claims/braze.yaml", "  heading:", "  #", "a heading and a pin")]
#[case::of_another_vendor("claims/braze.yaml", "- id: braze.", "- id: ejento.", "vendor's name")]
#[case::a_waiver_for_a_repetition(
    "claims/waived/braze.yaml",
    "  repeats: braze.",
    "  # ",
    "where it repeats one"
)]
#[case::a_waiver_that_repeats_nothing(
    "claims/waived/braze.yaml",
    "  repeats: braze.",
    "  repeats: braze.no.",
    "there is no claim braze.no."
)]
fn a_mistake_in_the_claims_is_found(
    #[case] file: &str,
    #[case] from: &str,
    #[case] to: &str,
    #[case] told: &str,
) {
    let problems = read_with(file, from, to);
    assert!(
        problems.iter().any(|problem| problem.contains(told)),
        "{problems:?}"
    );
}

#[test]
fn a_refusal_without_its_twin_is_found() {
    let problems = read_with(
        "cases/zendesk/brand-all.yaml",
        "twin: zendesk.delete.brand-zero",
        "",
    );
    assert!(problems[0].contains("one change away"), "{problems:?}");
}
