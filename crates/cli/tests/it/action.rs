//! The step of the composite action, in a checkout made for it.

use std::{
    path::{Path, PathBuf},
    process::Output,
};

use crate::documents::{PROGRAM, command, folder, one, text, two};

/// The script, run as the runner would, with these inputs beside the defaults.
fn run(checkout: &Path, inputs: &[(&str, &str)]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/actions/diff/run.sh");
    let mut step = command(script.to_str().expect("text"), checkout, &[]);
    let defaults = [
        ("REVISION", "api.json"),
        ("BASE", ""),
        ("BASE_REF", "HEAD~1"),
        ("FAIL_ON", "breaking"),
        ("ACCEPT", ""),
        ("SARIF", ""),
        ("PROGRAM", PROGRAM),
    ];
    step.envs(defaults)
        .envs(inputs.iter().copied())
        .env("GITHUB_STEP_SUMMARY", summary(checkout));
    step.output().expect("the script runs")
}

fn summary(checkout: &Path) -> PathBuf {
    checkout.join("summary.md")
}

/// A repository whose last commit took an operation away.
fn checkout() -> tempfile::TempDir {
    let folder = folder(&[("api.json", &two())]);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "two"]);
    std::fs::write(folder.path().join("api.json"), one()).expect("written");
    git(
        folder.path(),
        &["commit", "--quiet", "--all", "--message", "one"],
    );
    folder
}

fn git(folder: &Path, words: &[&str]) {
    let who = [
        "-c",
        "user.name=Umbridge",
        "-c",
        "user.email=umbridge@example.org",
    ];
    let status = command("git", folder, &[&who, words].concat())
        .status()
        .expect("git runs");
    assert!(status.success(), "git {words:?}");
}

#[test]
fn a_break_is_annotated_summed_up_and_fails() {
    let checkout = checkout();
    let output = run(checkout.path(), &[("SARIF", "found.sarif")]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).starts_with("::error file=api.json,line="),
        "{}",
        text(&output.stdout)
    );
    let summary = std::fs::read_to_string(summary(checkout.path())).expect("a summary");
    assert!(summary.contains("path-removed"), "{summary}");
    assert!(checkout.path().join("found.sarif").exists());
}

#[test]
fn an_accepted_break_passes() {
    let checkout = checkout();
    let list = "accepted: [{rule: path-removed, operation: GET /b, reason: Nobody called it.}]\n";
    std::fs::write(checkout.path().join("my list.yaml"), list).expect("written");
    let output = run(checkout.path(), &[("ACCEPT", "my list.yaml")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}

#[test]
fn what_cannot_be_compared_fails_and_is_no_pass() {
    let checkout = checkout();
    std::fs::write(checkout.path().join("api.json"), "{").expect("written");
    assert_eq!(run(checkout.path(), &[]).status.code(), Some(2));
}

#[test]
fn a_new_document_has_nothing_to_be_compared_with_and_says_so() {
    let checkout = checkout();
    std::fs::write(checkout.path().join("new.json"), one()).expect("written");
    let output = run(checkout.path(), &[("REVISION", "new.json")]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text(&output.stdout).starts_with("::notice::"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn an_input_is_no_command() {
    let checkout = checkout();
    let output = run(
        checkout.path(),
        &[
            ("FAIL_ON", "any; touch owned"),
            ("ACCEPT", "$(touch owned)"),
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(!checkout.path().join("owned").exists());
}
