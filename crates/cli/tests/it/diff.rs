use std::{
    io::Write,
    process::{Output, Stdio},
};

use rstest::rstest;

use crate::documents::{PROGRAM, command, folder, one, text, two, umbridge};

fn diff(words: &[&str]) -> Output {
    let folder = folder(&[
        ("two.json", &two()),
        ("one.json", &one()),
        (
            "broken.json",
            "{\n  \"openapi\": \"3.0.3\",\n  \"openapi\": \"3.0.3\"\n}\n",
        ),
        (
            "broken/a.json",
            r##"{"openapi": "3.0.3", "paths": {"/a/{b}": {"get": {"responses": {"200": {"$ref": "#/c"}}}}}}"##,
        ),
        ("old/a.json", &two()),
        ("new/a.json", &two()),
        ("old/b.json", &one()),
        ("same/a.json", &two()),
        ("same/b.json", &one()),
        ("empty/readme.txt", ""),
        (
            "meant.yaml",
            "accepted:\n  - {rule: path-removed, operation: GET /b, reason: Nobody called it.}\n",
        ),
    ]);
    umbridge(folder.path(), &[&["diff"], words].concat())
}

#[rstest]
#[case::nothing_changed(&["two.json", "two.json"], 0)]
#[case::something_broke(&["two.json", "one.json"], 1)]
#[case::something_was_added(&["one.json", "two.json"], 0)]
#[case::any_change_fails(&["one.json", "two.json", "--fail-on", "any"], 1)]
#[case::info_fails(&["--fail-on", "info", "one.json", "two.json"], 1)]
#[case::below_the_level(&["--fail-on", "warning", "one.json", "two.json"], 0)]
#[case::options_between(&["two.json", "--format", "json", "one.json"], 1)]
#[case::accepted(&["two.json", "one.json", "--accept", "meant.yaml"], 0)]
#[case::accepted_for_nothing(&["two.json", "two.json", "--accept", "meant.yaml"], 1)]
#[case::no_such_list(&["two.json", "one.json", "--accept", "none.yaml"], 2)]
#[case::no_such_file(&["two.json", "none.json"], 2)]
#[case::not_comparable(&["two.json", "broken.json"], 2)]
#[case::a_fault_that_can_be_passed_over(&["one.json", "broken.json", "--lenient"], 1)]
#[case::faults_in_folders(&["--lenient", "broken", "broken"], 0)]
#[case::one_file(&["two.json"], 2)]
#[case::no_file(&[], 2)]
#[case::both_from_stdin(&["-", "-"], 2)]
#[case::folders(&["old", "new"], 1)]
#[case::folders_alike(&["old", "same"], 0)]
#[case::a_folder_and_a_file(&["old", "one.json"], 2)]
#[case::folders_without_documents(&["empty", "empty"], 2)]
#[case::an_unknown_level(&["two.json", "one.json", "--fail-on", "never"], 2)]
#[case::a_rule(&["explain", "path-removed"], 0)]
#[case::an_unknown_rule(&["explain", "no-rule"], 2)]
#[case::rules(&["rules"], 0)]
#[case::an_operation_without_a_vendor(&["two.json", "one.json", "--operation", "A"], 2)]
#[case::an_unknown_vendor(&["--vendor", "nobody", "two.json"], 2)]
#[case::a_vendor_with_two_documents(&["--vendor", "zendesk", "two.json", "one.json"], 2)]
#[case::a_vendor_with_nothing_in_common(&["--vendor", "zendesk", "two.json"], 2)]
fn the_exit_code_tells_what_was_found(#[case] words: &[&str], #[case] code: i32) {
    let output = diff(words);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}

#[test]
fn what_cannot_be_compared_is_told_with_its_place() {
    let output = diff(&["two.json", "broken.json"]);
    assert!(
        text(&output.stderr).contains("broken.json:3:"),
        "{}",
        text(&output.stderr)
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn what_is_passed_over_in_the_documents_of_others_is_told_with_its_place() {
    for words in [
        &["one.json", "broken.json", "--lenient"][..],
        &["--vendor", "zendesk", "broken.json"],
    ] {
        let told = text(&diff(words).stderr);
        let fault = "passed over: broken.json:3:3: the key `openapi` is given twice";
        assert!(told.contains(fault), "{told}");
    }
}

#[test]
fn the_base_can_come_from_the_standard_input() {
    let folder = folder(&[("one.json", &one())]);
    let mut child = command(PROGRAM, folder.path(), &["diff", "-", "one.json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child
        .stdin
        .take()
        .expect("an input")
        .write_all(two().as_bytes())
        .expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert!(text(&output.stdout).contains("path-removed"));
}

#[test]
fn a_pipe_gets_no_colours() {
    assert!(!text(&diff(&["two.json", "one.json"]).stdout).contains('\u{1b}'));
}

#[test]
fn the_report_goes_to_the_file_and_its_summary_to_the_output() {
    let folder = folder(&[("two.json", &two()), ("one.json", &one())]);
    let words = [
        "diff",
        "--output",
        "report.json",
        "--format",
        "json",
        "two.json",
        "one.json",
    ];
    let output = umbridge(folder.path(), &words);
    assert_eq!(
        (output.status.code(), text(&output.stdout).as_str()),
        (Some(1), "1 breaking\n")
    );
    let report = std::fs::read_to_string(folder.path().join("report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(
        report["documents"][0]["findings"][0]["rule"],
        "path-removed"
    );
}

#[test]
fn a_document_missing_from_a_folder_is_all_its_operations_removed() {
    let told = text(&diff(&["old", "new"]).stdout);
    assert!(
        told.contains("path-removed") && told.contains("old/b.json"),
        "{told}"
    );
}
