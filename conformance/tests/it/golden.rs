//! Reports of failing runs and every text made of them, to the letter: the report is what people read.
//!
//! `UPDATE_EXPECT=1 cargo test -p umbridge-conformance golden` writes the texts anew; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use umbridge_conformance::{Paint, Report};

/// The report of a folder under `tests/golden`.
pub(crate) fn report(name: &str) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    read(&folder.join(name).join("report.json"))
}

fn read(file: &Path) -> Report {
    let text = fs::read_to_string(file).expect("a readable file");
    Report::parse(&text).expect("a report")
}

#[rstest::rstest]
fn golden_texts(#[files("tests/golden/*/report.json")] file: PathBuf) {
    let report = read(&file);
    let folder = file.parent().expect("a folder");
    let first = report
        .vendors
        .iter()
        .flat_map(|vendor| &vendor.cases)
        .next();
    let first = first.expect("a case").id.as_str();
    for (name, text) in [
        ("report.json", report.json()),
        ("terminal.txt", report.terminal()),
        ("terminal.ansi", report.terminal_in(Paint::Colour)),
        ("transcript.txt", report.transcript(first, Paint::Plain)),
        ("junit.xml", report.junit()),
        ("summary.md", report.markdown()),
        ("annotations.txt", report.github()),
        ("badge.json", report.badge()),
        ("page.html", without_looks(&report.html())),
    ] {
        expect_file![folder.join(name)].assert_eq(&text);
    }
}

/// The page without its style, its script and their digests, which are files of their own.
fn without_looks(page: &str) -> String {
    let mut page = page.to_owned();
    for (before, after) in [
        ("<style>", "</style>"),
        ("\n<script>", "</script>\n</body>"),
        ("'sha256-", "'; script"),
        ("'sha256-", "'; base"),
    ] {
        let start = page.find(before).expect(before) + before.len();
        let end = start + page[start..].find(after).expect(after);
        page.replace_range(start..end, "");
    }
    page
}

#[test]
fn a_report_of_another_version_is_refused() {
    let refused = Report::parse(r#"{"schema_version": 0, "anything": 1}"#).expect_err("a refusal");
    assert!(refused.to_string().contains("version 0"), "{refused}");
    assert!(Report::parse("[]").is_err());
}

/// Lines that a build server obeys, and escape sequences that a terminal obeys, come from nobody but us.
#[test]
fn a_server_commands_neither_the_terminal_nor_the_build() {
    let report = report("says-evil-things");
    let first = report.vendors[0].cases[0].id.clone();
    for text in [report.terminal(), report.transcript(&first, Paint::Plain)] {
        let obeyed = text
            .lines()
            .find(|line| line.trim_start().starts_with("::"));
        assert_eq!(obeyed, None);
        assert!(
            text.contains("::error::injected"),
            "it is shown all the same"
        );
        assert!(!text.contains('\u{1b}') && !text.contains('\r'));
    }
    for line in report
        .github()
        .lines()
        .filter(|line| line.starts_with("::"))
    {
        let ours = ["::error title=", "::warning title=", "::notice title="];
        assert!(ours.iter().any(|word| line.starts_with(word)), "{line}");
        assert_eq!(line.matches("::").next(), Some("::"));
    }
}

#[test]
fn a_summary_fits_a_comment_however_much_failed() {
    let mut report = report("deletes-too-little");
    let vendor = &mut report.vendors[0];
    let case = vendor.cases.iter().find(|case| !case.findings.is_empty());
    let case = case.expect("a failure").clone();
    vendor.cases.extend(std::iter::repeat_n(case, 5000));
    vendor.left_behind = vec!["somebody".repeat(50); 5000];
    let text = report.markdown();
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.contains("more failures"), "the rest is counted");
}
