use rstest::rstest;
use specdiff::{AcceptList, Finding, Level, Report};

use crate::{TODAY, library, report};

/// A finding that affects one operation, and is breaking.
fn breaking() -> Finding {
    let found = library().findings.into_iter();
    let mut fitting =
        found.filter(|finding| finding.level == Level::Breaking && finding.operations.len() == 1);
    fitting.next().expect("a breaking change of one operation")
}

fn named(finding: &Finding) -> String {
    let operation = &finding.operations[0];
    format!("{} {}", operation.method, operation.path)
}

#[test]
fn a_fingerprint_excuses_its_finding() {
    let finding = breaking();
    let accepted = report(&format!(
        "accepted: [{{fingerprint: \"{}\", reason: Meant.}}]",
        finding.fingerprint
    ));
    assert_eq!(accepted.summary.accepted, 1);
    assert_eq!(accepted.summary.breaking, report("").summary.breaking - 1);
    assert!(accepted.grievances.is_empty(), "{:?}", accepted.grievances);
}

#[test]
fn a_rule_at_an_operation_excuses_its_findings() {
    let finding = breaking();
    let accepted = report(&format!(
        "accepted: [{{rule: {}, operation: \"{}\", reason: Meant.}}]",
        finding.rule,
        named(&finding).replace("{isbn}", "{other}")
    ));
    assert!(
        accepted.summary.accepted >= 1 && accepted.grievances.is_empty(),
        "{:?}",
        accepted.grievances
    );
}

#[test]
fn an_entry_that_excuses_nothing_fails() {
    let list = AcceptList::parse(
        "accepted.yaml",
        "# one\naccepted:\n  - fingerprint: dead\n    reason: Meant.\n",
    )
    .expect("a list");
    let mut comparison = library();
    comparison.findings.clear();
    let report = Report::new(vec![comparison], &list, TODAY);
    assert!(report.fails(Level::Breaking));
    assert_eq!(
        (
            report.grievances[0].line,
            report.grievances[0].message.as_str()
        ),
        (3, "the entry excuses nothing")
    );
}

#[rstest]
#[case::yesterday("2026-11-21", true)]
#[case::today("2026-11-22", false)]
fn an_expired_entry_fails_and_excuses_nothing(#[case] until: &str, #[case] fails: bool) {
    let finding = breaking();
    let report = report(&format!(
        "accepted: [{{fingerprint: \"{}\", reason: Meant., until: {until}}}]",
        finding.fingerprint
    ));
    assert_eq!(report.summary.accepted == 0, fails);
    assert_eq!(
        report
            .grievances
            .iter()
            .any(|one| one.message.contains("expired on")),
        fails
    );
}

#[rstest]
#[case::no_reason(
    "accepted:\n  - fingerprint: a\n    reason: ' '\n",
    "accepted.yaml:2:5: the entry gives no reason"
)]
#[case::reason_left_out("accepted:\n  - fingerprint: a\n", "reason")]
#[case::nothing_named(
    "accepted: [{reason: Meant.}]",
    "either a fingerprint, or a rule and an operation"
)]
#[case::both_named(
    "accepted: [{fingerprint: a, rule: path-removed, operation: GET /, reason: Meant.}]",
    "either"
)]
#[case::half_named("accepted: [{rule: path-removed, reason: Meant.}]", "either")]
#[case::no_such_rule(
    "accepted: [{rule: no-rule, operation: GET /, reason: Meant.}]",
    "no-rule"
)]
#[case::no_such_day(
    "accepted: [{fingerprint: a, reason: Meant., until: 2026-02-30}]",
    "2026-02-30"
)]
#[case::another_member(
    "accepted: [{fingerprint: a, reason: Meant., expires: never}]",
    "expires"
)]
#[case::no_list("- fingerprint: a\n", "accepted.yaml")]
fn a_list_that_says_too_little_is_refused(#[case] text: &str, #[case] part: &str) {
    let error = AcceptList::parse("accepted.yaml", text)
        .expect_err("refused")
        .to_string();
    assert!(
        error.contains(part) && error.starts_with("accepted.yaml"),
        "{error}"
    );
}

#[rstest]
#[case::nothing("")]
#[case::a_comment("# nothing yet\n")]
#[case::an_empty_list("accepted: []\n")]
fn an_empty_list_is_a_list(#[case] text: &str) {
    assert!(report(text).grievances.is_empty());
}

#[test]
fn the_entry_to_paste_is_one_once_a_reason_is_given() {
    let text = report("").text(specdiff::Paint::Plain);
    let start = text.find("accepted:\n").expect("entries to paste");
    let end = text[start..].find("\n\n").expect("an end");
    let entries = &text[start..=start + end];
    let refused = AcceptList::parse("accepted.yaml", entries)
        .expect_err("without reasons")
        .to_string();
    assert!(refused.contains("reason"), "{refused}");
    let pasted = report(&entries.replace("reason: \"\"", "reason: Meant."));
    assert_eq!(
        (pasted.summary.breaking, pasted.grievances.len()),
        (0, 0),
        "{entries}"
    );
}

#[test]
fn a_finding_of_several_operations_is_excused_at_all_of_them_or_not_at_all() {
    let found = library()
        .findings
        .into_iter()
        .find(|finding| finding.operations.len() == 2);
    let finding = found.expect("a finding of two operations");
    let entry = |at: usize| {
        let operation = &finding.operations[at];
        format!(
            "  - {{rule: {}, operation: {} {}, reason: Meant.}}\n",
            finding.rule, operation.method, operation.path
        )
    };
    let excused = |report: &Report| {
        let accepted = report.documents.iter().flat_map(|one| &one.accepted);
        accepted
            .filter(|one| one.finding.fingerprint == finding.fingerprint)
            .count()
    };
    let partly = report(&format!("accepted:\n{}", entry(0)));
    assert_eq!(excused(&partly), 0);
    assert!(
        partly.grievances[0].message.contains(&finding.fingerprint),
        "{:?}",
        partly.grievances
    );
    assert_eq!(
        excused(&report(&format!("accepted:\n{}{}", entry(0), entry(1)))),
        1
    );
}
