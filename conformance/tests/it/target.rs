//! Target files: hosts, credentials, what is left out, and known deviations, in whole runs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use umbridge_conformance::{
    KnownDeviation, Options, Report, TargetFile, Unreadable, Verdict, read_deviations, run,
};

use crate::honest::{Fault, ejento};
use crate::stub::Stub;

/// A file that goes with the test.
fn file(text: &str) -> tempfile::TempPath {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("written");
    file.into_temp_path()
}

pub(crate) fn read(text: &str) -> Result<TargetFile, Vec<Unreadable>> {
    TargetFile::read(&file(text))
}

async fn judged(text: &str) -> Report {
    let options = Options {
        target: Some(read(text).expect("a target")),
        seed: Some(7),
        patience: Some(Duration::from_millis(60)),
        ..Options::default()
    };
    run(&options).await.expect("a report")
}

#[rstest::rstest]
#[case::for_documentation("docs/targets/staging.yaml")]
#[case::for_ci(".ci/emulator.yaml")]
fn the_committed_files_are_readable(#[case] path: &str) {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let target = TargetFile::read(&root.join(path));
    assert!(target.is_ok(), "{target:?}");
}

#[rstest::rstest]
#[case::a_vendor("vendors: {brace: {}}", "there is no vendor `brace`")]
#[case::a_setting(
    "credentials: {BRACE_KEY: {env: A}}",
    "no profile has a setting BRACE_KEY"
)]
#[case::a_door(
    "vendors: {braze: {leave_out: {doors: {back: r}}}}",
    "there is no door `back`"
)]
#[case::a_kind(
    "vendors: {braze: {leave_out: {kinds: {x: r}}}}",
    "no kind of identifier `x`"
)]
#[case::an_operation(
    "vendors: {braze: {leave_out: {operations: {x: r}}}}",
    "no operation `x`"
)]
#[case::a_claim(
    "vendors: {braze: {leave_out: {claims: {x: r}}}}",
    "there is no claim `x`"
)]
#[case::the_kind_for_cleaning_up(
    "vendors: {ejento: {leave_out: {kinds: {id: r}}}}",
    "cannot be left out"
)]
#[case::every_door(
    "vendors: {ejento: {leave_out: {doors: {get user by id: r, get all users: r}}}}",
    "without a door"
)]
#[case::a_deviation_of_nothing(
    "deviations: [{case: braze.x, reason: r, link: l, expires: 2026-12-31}]",
    "there is no claim or case braze.x"
)]
#[case::a_deviation_of_two(
    "deviations: [{case: a, claim: b, reason: r, link: l, expires: 2026-12-31}]",
    "either a claim or a case"
)]
#[case::a_deviation_with_gaps(
    "deviations: [{case: a, reason: CHANGE ME, link: l, expires: 2026-12-31}]",
    "says why"
)]
#[case::a_deviation_for_ever("deviations: [{case: a, reason: r, link: l}]", "expires")]
#[case::no_day(
    "deviations: [{case: a, reason: r, link: l, expires: soon}]",
    "is not a day"
)]
#[case::no_rate("rate: fast", "is not a rate")]
fn a_file_that_would_do_something_else_is_refused(#[case] text: &str, #[case] why: &str) {
    let problems = read(&format!("name: t\n{text}\n")).expect_err("a refusal");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.join("\n").contains(why), "{told:?}");
}

#[tokio::test]
async fn each_vendor_is_asked_at_its_own_host() {
    let one = ejento(Fault::None).await;
    let other = Stub::start(|_| (403, "{}".to_owned())).await;
    let text = format!(
        "name: two hosts\nbase_url: {}\nvendors: {{ejento: {{base_url: '{}'}}, braze: {{}}}}\n",
        other.base_url, one.base_url
    );
    let report = judged(&text).await;
    let hosts: BTreeMap<&str, &str> = report
        .vendors
        .iter()
        .map(|vendor| (vendor.vendor.as_str(), vendor.base_url.as_str()))
        .collect();
    let expected = [
        ("braze", other.base_url.as_str()),
        ("ejento", one.base_url.as_str()),
    ];
    assert_eq!(hosts, BTreeMap::from(expected));
    for (stub, beginning) in [(&one, "/api/user"), (&other, "/users/")] {
        let heard = stub.heard.lock().expect("the log");
        assert!(!heard.is_empty());
        assert!(heard.iter().all(|said| said.path.starts_with(beginning)));
    }
}

#[tokio::test]
async fn what_is_left_out_is_not_asked_and_the_report_says_so() {
    let stub = ejento(Fault::ForgetsTheList).await;
    let text = format!(
        "name: t\nbase_url: {}\nvendors:\n  ejento:\n    leave_out:\n      \
         doors: {{get all users: nobody may list}}\n      \
         operations: {{list: nobody may list}}\n      \
         claims: {{ejento.delete.json: the gateway answers, ejento.delete.empty-list: so it does here}}\n",
        stub.base_url
    );
    let report = judged(&text).await;
    assert_eq!(report.exit_code(), 0, "{}", report.terminal());
    let heard = stub.heard.lock().expect("the log");
    let listed = heard
        .iter()
        .any(|said| said.method == "GET" && said.path == "/api/user");
    assert!(!listed);
    let told = report.terminal();
    assert!(
        told.contains("left out: door get all users: nobody may list"),
        "{told}"
    );
    let vendor = &report.vendors[0];
    let skipped = |id: &str| {
        let case = vendor.cases.iter().find(|case| case.id == id);
        case.is_some_and(|case| case.verdict == Verdict::Skipped)
    };
    assert!(skipped("ejento.universal.malformed-body"));
    assert!(skipped("ejento.universal.empty-batch"));
    let claim = vendor.claim("ejento.delete.json").expect("the claim");
    assert_eq!(claim.verdict, None);
    let why = claim.unobservable.as_deref().unwrap_or_default();
    assert!(why.contains("the gateway answers"), "{why}");
}

#[tokio::test]
async fn a_named_variable_is_meant_and_nothing_in_its_place() {
    let stub = ejento(Fault::None).await;
    let text = format!(
        "name: t\nbase_url: {}\nvendors: {{ejento: {{}}}}\n\
         credentials: {{EJENTO_TOKEN: {{env: STAGING_TOKEN}}}}\n",
        stub.base_url
    );
    let report = judged(&text).await;
    assert_eq!(report.exit_code(), 3, "{}", report.terminal());
    assert!(report.terminal().contains("STAGING_TOKEN is not set"));
    assert!(stub.heard.lock().expect("the log").is_empty());

    let options = Options {
        target: Some(read(&text).expect("a target")),
        values: BTreeMap::from([("STAGING_TOKEN".to_owned(), "planted-token".to_owned())]),
        patience: Some(Duration::from_millis(60)),
        ..Options::default()
    };
    let report = run(&options).await.expect("a report");
    assert_eq!(report.exit_code(), 0, "{}", report.terminal());
    let heard = stub.heard.lock().expect("the log");
    assert!(
        heard
            .iter()
            .any(|said| said.head.contains("Bearer planted-token"))
    );
    assert!(!report.json().contains("planted-token"));
    assert!(report.json().contains("$STAGING_TOKEN"));
}

#[tokio::test]
async fn what_is_printed_and_filled_in_makes_the_next_run_clean() {
    let stub = ejento(Fault::AnswersOk).await;
    let head = format!(
        "name: t\nbase_url: {}\nvendors: {{ejento: {{}}}}\n",
        stub.base_url
    );
    let first = judged(&head).await;
    assert_eq!(first.exit_code(), 1);
    let printed = &first.expectations.as_ref().expect("a list").to_paste;
    let list: String = printed.iter().map(KnownDeviation::yaml).collect();
    let filled = format!("deviations:\n{}", list.replace("CHANGE ME", "agreed"));

    let second = judged(&format!("{head}{filled}")).await;
    assert_eq!(second.exit_code(), 0, "{}", second.terminal());
    assert_eq!(second.vendors[0].count(Verdict::Known), printed.len());
    assert!(
        second
            .terminal()
            .contains("known ejento.delete.answers-json")
    );

    // The same list in a file of its own.
    let options = Options {
        deviations: Some(read_deviations(&file(&filled)).expect("a list")),
        vendors: vec!["ejento".to_owned()],
        seed: Some(7),
        patience: Some(Duration::from_millis(60)),
        ..Options::new(&*stub.base_url)
    };
    let third = run(&options).await.expect("a report");
    assert_eq!(third.exit_code(), 0, "{}", third.terminal());

    // On a server without the fault every entry is stale.
    let mended = ejento(Fault::None).await;
    let head = head.replace(&stub.base_url, &mended.base_url);
    let fourth = judged(&format!("{head}{filled}")).await;
    assert_eq!(fourth.exit_code(), 1);
    assert_eq!(fourth.vendors[0].count(Verdict::Fail), 0);
    assert!(fourth.terminal().contains("it no longer happens"));
}
