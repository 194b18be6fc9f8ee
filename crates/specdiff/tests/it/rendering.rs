use rstest::rstest;
use serde_json::Value;
use specdiff::{AcceptList, Comparison, Finding, Level, Paint, Report, STEP_SUMMARY};

use crate::{TODAY, library, report};

#[test]
fn every_format_shows_the_same_comparison() {
    let report =
        report("accepted: [{rule: operation-removed, operation: DELETE /nothing, reason: Never.}]");
    insta::assert_snapshot!("text", report.text(Paint::Plain));
    insta::assert_snapshot!("json", report.json());
    insta::assert_snapshot!("markdown", report.markdown(STEP_SUMMARY));
    insta::assert_snapshot!("github", report.github());
    let mut sarif: Value = serde_json::from_str(&report.sarif()).expect("JSON");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].take();
    insta::assert_snapshot!("sarif", format!("{sarif:#}"));
    insta::assert_snapshot!("sarif-rule", format!("{:#}", rules[0]));
}

#[test]
fn a_report_reads_back_as_it_was() {
    let report = report("");
    let read: Report = serde_json::from_str(&report.json()).expect("a report");
    assert_eq!(read, report);
}

#[test]
fn only_a_terminal_is_coloured() {
    let report = report("");
    assert!(report.text(Paint::Colour).contains("\u{1b}["));
    assert!(!report.text(Paint::Plain).contains('\u{1b}'));
}

/// A comparison with this many findings of a level, all alike but for their number.
fn many(level: Level, count: usize) -> Comparison {
    let mut comparison = library();
    let finding = comparison.findings[0].clone();
    let numbered = |number| Finding {
        level,
        message: format!("change number {number}"),
        fingerprint: format!("{number:016x}"),
        ..finding.clone()
    };
    comparison.findings = (0..count).map(numbered).collect();
    comparison
}

fn shown(comparisons: Vec<Comparison>) -> Report {
    Report::new(comparisons, &AcceptList::default(), TODAY)
}

#[rstest]
#[case::few(3, 3, false)]
#[case::as_many_as_fit(10, 10, false)]
#[case::more(11, 10, true)]
fn github_gets_ten_of_a_kind_and_a_line_with_the_rest(
    #[case] findings: usize,
    #[case] lines: usize,
    #[case] rest: bool,
) {
    let text = shown(vec![
        many(Level::Warning, findings),
        many(Level::Breaking, 1),
    ])
    .github();
    assert_eq!(text.matches("::warning ").count(), lines);
    assert_eq!(text.matches("::error ").count(), 1);
    assert!(
        text.starts_with("::error "),
        "the worst comes first whichever document has it"
    );
    assert_eq!(text.contains("1 warning more"), rest);
}

#[test]
fn words_are_no_annotations() {
    assert!(
        !shown(vec![many(Level::Docs, 3)])
            .github()
            .contains("::notice")
    );
}

#[test]
fn markdown_stays_within_its_limit_and_counts_what_is_left_out() {
    let page = shown(vec![many(Level::Breaking, 500), many(Level::Info, 500)]).markdown(20_000);
    assert!(page.len() <= 20_000, "{}", page.len());
    let entries = page.matches("- **").count();
    let left_out = page
        .lines()
        .last()
        .and_then(|line| line.split(' ').next())
        .and_then(|word| word.parse().ok());
    assert_eq!(Some(1000 - entries), left_out, "{page}");
}

#[test]
fn a_full_summary_stays_below_a_mebibyte() {
    let page = shown(vec![many(Level::Docs, 20_000)]).markdown(STEP_SUMMARY);
    assert!(
        (1_000_000..=STEP_SUMMARY).contains(&page.len()),
        "{}",
        page.len()
    );
    assert!(page.contains("</details>"));
}

/// What a document by a stranger could hold.
const HOSTILE: &str = "a\u{1b}[2Jb\n::error::c|<img src=x>`@all`\u{202e}%0A";

fn hostile() -> Report {
    let mut comparison = many(Level::Breaking, 1);
    let finding = &mut comparison.findings[0];
    finding.subject = HOSTILE.to_owned();
    finding.message = HOSTILE.to_owned();
    finding.old = Some(HOSTILE.to_owned());
    shown(vec![comparison])
}

#[test]
fn what_documents_say_stays_text() {
    let report = hostile();
    for text in [
        report.text(Paint::Plain),
        report.markdown(STEP_SUMMARY),
        report.github(),
        report.json(),
        report.sarif(),
    ] {
        assert!(!text.contains('\u{1b}'), "{text}");
    }
    assert!(!report.text(Paint::Plain).contains('\u{202e}'));
    let commands = report.github();
    assert_eq!(
        commands
            .lines()
            .filter(|line| line.starts_with("::"))
            .count(),
        1,
        "{commands}"
    );
    let page = report.markdown(STEP_SUMMARY);
    assert!(!page.contains("<img") && !page.contains("@all"), "{page}");
}

#[test]
fn sarif_names_each_rule_once_and_points_at_it() {
    let sarif: Value = serde_json::from_str(&report("").sarif()).expect("JSON");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"]
            .as_u64()
            .and_then(|index| usize::try_from(index).ok());
        let rule = index.and_then(|index| rules.get(index)).expect("a rule");
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(
            rule["help"]["text"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        assert!(result["partialFingerprints"]["umbridgeDiff/v1"].is_string());
    }
}

#[test]
fn a_removal_is_annotated_at_its_parent_in_the_new_file() {
    let text = report("").github();
    let line = text
        .lines()
        .find(|line| line.contains("operation-removed") || line.contains("path-removed"));
    let line = line.expect("a removal");
    assert!(line.contains("file=library-next.yaml,line=5,"), "{line}");
}
