//! A run that is killed in the middle, and swept, leaves the server as it was found.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Output, Stdio};
use std::time::{Duration, Instant};

use crate::emulator::{Emulator, program};
use crate::inventory::inventory;

/// When a run is killed: after so many lines of its ledger with this word. The first line is written before the
/// first user is created, and whoever is said to be created is there.
const MOMENTS: [(&str, usize); 3] = [("creating", 1), ("creating", 2), ("created", 1)];

fn begin(emulator: &Emulator, vendor: &str, ledger: &Path) -> Child {
    program()
        .args([
            "conform",
            &emulator.base_url,
            "--destructive",
            "--vendor",
            vendor,
        ])
        .arg("--ledger")
        .arg(ledger)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process")
}

fn sweep(ledger: &Path) -> Output {
    let mut program = program();
    let swept = program.args(["conform", "sweep"]).arg(ledger).output();
    swept.expect("a process")
}

/// Waits until the ledger has so many events of a kind, or the run has ended.
fn wait_for(run: &mut Child, ledger: &Path, (event, times): (&str, usize)) -> bool {
    let event = format!("\"event\":\"{event}\"");
    let until = Instant::now() + Duration::from_secs(120);
    while Instant::now() < until {
        let text = std::fs::read_to_string(ledger).unwrap_or_default();
        if text.lines().filter(|line| line.contains(&event)).count() >= times {
            return true;
        }
        if run.try_wait().expect("a process").is_some() {
            return false;
        }
        // Another process has a clock of its own.
        std::thread::sleep(Duration::from_millis(2));
    }
    false
}

/// Kills a run at some moment, and says who was there then and who is after the sweep.
fn killed_and_swept(vendor: &str, moment: (&str, usize)) -> [BTreeSet<String>; 3] {
    let emulator = Emulator::start();
    let ledger = emulator.file("run.ledger");
    let before = inventory(&emulator.database());
    let mut run = begin(&emulator, vendor, &ledger);
    assert!(
        wait_for(&mut run, &ledger, moment),
        "{vendor}: too few entries"
    );
    run.kill().expect("a process to kill");
    run.wait().expect("its end");
    let amid = inventory(&emulator.database());
    let swept = sweep(&ledger);
    let said = String::from_utf8_lossy(&swept.stdout).into_owned();
    assert_eq!(swept.status.code(), Some(0), "{vendor}: {said}{swept:?}");
    assert!(said.contains("nobody of the run is left"), "{said}");
    let after = inventory(&emulator.database());
    [before, amid, after]
}

#[rstest::rstest]
fn kill_and_sweep_leave_the_server_as_it_was(
    #[values("zendesk", "uipath", "ejento", "braze", "genauth")] vendor: &str,
) {
    let mut most = 0;
    for moment in MOMENTS {
        let [before, amid, after] = killed_and_swept(vendor, moment);
        most = most.max(amid.difference(&before).count());
        let left: Vec<_> = after.difference(&before).collect();
        let lost: Vec<_> = before.difference(&after).collect();
        assert!(
            left.is_empty() && lost.is_empty(),
            "left {left:#?}, lost {lost:#?}"
        );
    }
    assert!(
        most > 0,
        "{vendor}: nobody was there when it was killed, so this shows nothing"
    );
}

/// The same for a run that ends by itself: it cleans up after all of its cases.
#[rstest::rstest]
fn a_run_leaves_the_server_as_it_was(
    #[values("zendesk", "uipath", "ejento", "braze", "genauth")] vendor: &str,
) {
    let emulator = Emulator::start();
    let ledger = emulator.file("run.ledger");
    let before = inventory(&emulator.database());
    let run = begin(&emulator, vendor, &ledger).wait().expect("its end");
    assert_eq!(run.code(), Some(0));
    let after = inventory(&emulator.database());
    let left: Vec<_> = after.difference(&before).collect();
    let lost: Vec<_> = before.difference(&after).collect();
    assert!(
        left.is_empty() && lost.is_empty(),
        "left {left:#?}, lost {lost:#?}"
    );
    let swept = sweep(&ledger);
    let said = String::from_utf8_lossy(&swept.stdout).into_owned();
    assert_eq!(said, "nobody of the run is left\n");
}

/// A ledger is a file that anybody can write, so it is not enough to delete somebody.
#[test]
fn a_forged_ledger_deletes_nobody() {
    let emulator = Emulator::start();
    let before = inventory(&emulator.database());
    let ledger = emulator.file("forged.ledger");
    // `um` and six digits follow from the seed; the run of seed 7 is another one than this.
    let entry = |run: &str, fields: &str| {
        format!(
            r#"{{"run":"{run}","vendor":"ejento","target":"{}","seed":7,"account":"owner","event":"created","users":[{{"user":"a","fields":{fields}}}]}}"#,
            emulator.base_url
        )
    };
    let forged = [
        entry(
            "um000000",
            r#"{"id":7,"email":"um000000@umbridge.example"}"#,
        ),
        entry(
            &mark_of_seven(&emulator),
            r#"{"id":7,"email":"peggy@example.com"}"#,
        ),
        entry(
            &mark_of_seven(&emulator),
            r#"{"id":7,"email":"MARK@umbridge.example"}"#,
        )
        .replace("MARK", &mark_of_seven(&emulator)),
    ];
    for line in forged {
        std::fs::write(&ledger, line + "\n").expect("a file");
        let swept = sweep(&ledger);
        assert!(matches!(swept.status.code(), Some(0 | 1)), "{swept:?}");
        assert_eq!(inventory(&emulator.database()), before);
    }
}

/// The mark of the runs of seed 7, as a ledger tells it.
fn mark_of_seven(emulator: &Emulator) -> String {
    let ledger = emulator.file("seven.ledger");
    // The second time it is there already.
    let _ = std::fs::remove_file(&ledger);
    let run = program()
        .args([
            "conform",
            &emulator.base_url,
            "--destructive",
            "--vendor",
            "ejento",
        ])
        .args(["--seed", "7", "--filter", "exactly-the-named", "--ledger"])
        .arg(&ledger)
        .output();
    assert_eq!(run.expect("a process").status.code(), Some(0));
    let text = std::fs::read_to_string(ledger).expect("a ledger");
    let (_, rest) = text.split_once(r#""run":""#).expect("an entry");
    rest.split('"').next().unwrap_or_default().to_owned()
}
