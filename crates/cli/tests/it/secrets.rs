//! A planted secret is in no ledger, no plan, and no word of the program.

use std::process::Output;

use crate::emulator::{Emulator, program};

/// Characters that are spelt otherwise in JSON, in forms and in Base64.
const PLANTED: &str = "planted/\"s3cret\"+2908";

const SECRETS: [&str; 11] = [
    "BRAZE_API_KEY",
    "BRAZE_LIMITED_KEY",
    "BRAZE_OTHER_KEY",
    "ZENDESK_TOKEN",
    "ZENDESK_AGENT_TOKEN",
    "ZENDESK_CLASSIC_TOKEN",
    "UIPATH_CLIENT_SECRET",
    "UIPATH_READ_TOKEN",
    "EJENTO_TOKEN",
    "GENAUTH_ACCESS_KEY_SECRET",
    "GENAUTH_OTHER_ACCESS_KEY_SECRET",
];

fn run(emulator: &Emulator, options: &[&str]) -> Output {
    let mut program = program();
    program.args(["conform", &emulator.base_url]).args(options);
    for name in SECRETS {
        program.env(name, PLANTED);
    }
    program.current_dir(emulator.folder.path());
    program.output().expect("a process")
}

fn holds_no_secret(text: &str) {
    let base64 = "cGxhbnRlZC8icz";
    for spelling in [PLANTED, "planted/", "planted%2F", "s3cret", base64] {
        assert!(!text.contains(spelling), "{spelling} in {text}");
    }
}

#[test]
fn a_planted_secret_reaches_no_ledger() {
    let emulator = Emulator::start();
    let output = run(&emulator, &["--destructive", "--ledger", "run.ledger"]);
    let ledger = std::fs::read_to_string(emulator.file("run.ledger")).expect("a ledger");
    assert!(
        ledger.contains(r#""event":"created""#),
        "somebody was created"
    );
    holds_no_secret(&ledger);
    holds_no_secret(&String::from_utf8_lossy(&output.stdout));
    holds_no_secret(&String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_planted_secret_reaches_no_plan() {
    let emulator = Emulator::start();
    let output = run(&emulator, &["--plan"]);
    let plan = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        plan.contains("/identity/connect/token"),
        "a login is planned"
    );
    assert!(plan.contains("[secret]"), "it shows where the secret was");
    holds_no_secret(&plan);
}
