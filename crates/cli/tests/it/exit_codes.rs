//! Exit codes: 0 nothing failed, 1 findings, 2 usage or unreadable files, 3 could not be asked.

use crate::emulator::{Emulator, program};

/// Runs a command line in a folder of its own; `URL` stands for an emulator.
fn conform(line: &str) -> (Option<i32>, String) {
    let emulator = Emulator::start();
    let line = line.replace("URL", &emulator.base_url);
    let words = line.split(' ').filter(|word| !word.is_empty());
    let output = program()
        .arg("conform")
        .args(words)
        .current_dir(emulator.folder.path())
        .output()
        .expect("a process");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[rstest::rstest]
#[case::nothing_failed("URL --vendor ejento --filter exactly-the-named", 0, "1 pass")]
#[case::a_plan("URL --vendor ejento --plan", 0, "nothing was sent")]
#[case::no_such_option("URL --frobnicate", 2, "--frobnicate")]
#[case::no_such_vendor("URL --vendor acme", 2, "acme")]
#[case::no_such_ledger("sweep nowhere.ledger", 2, "nowhere.ledger")]
#[case::no_such_users("URL --users nowhere.yaml", 2, "nowhere.yaml")]
#[case::a_host_of_a_vendor(
    "https://acme.zendesk.com --vendor zendesk --destructive",
    2,
    "--i-own acme.zendesk.com"
)]
#[case::another_host_typed(
    "https://acme.zendesk.com --vendor zendesk --destructive --i-own zendesk.com",
    2,
    "acme.zendesk.com"
)]
#[case::another_vendors_host(
    "https://acme.zendesk.com --destructive --i-own acme.zendesk.com",
    2,
    "use `--vendor zendesk`"
)]
#[case::a_host_like_production("https://users.acme.com --destructive", 2, "--i-own users.acme.com")]
#[case::a_wrong_host_of_ones_own("URL --destructive --i-own acme.zendesk.com", 2, "127.0.0.1")]
#[case::nobody_there("http://127.0.0.1:9 --vendor ejento", 3, "nothing was compared")]
#[case::nothing_compared(
    "URL --safe --vendor ejento --filter exactly-the-named",
    3,
    "nothing was compared"
)]
fn an_exit_code(#[case] line: &str, #[case] code: i32, #[case] says: &str) {
    let (exit, said) = conform(line);
    assert_eq!(exit, Some(code), "{said}");
    assert!(said.contains(says), "{said}");
}

#[test]
fn a_ledger_is_not_written_over() {
    let emulator = Emulator::start();
    let ledger = emulator.file("run.ledger");
    std::fs::write(&ledger, "").expect("a file");
    let output = program()
        .args([
            "conform",
            &emulator.base_url,
            "--vendor",
            "ejento",
            "--ledger",
        ])
        .arg(&ledger)
        .output()
        .expect("a process");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("conform sweep"), "{said}");
}
