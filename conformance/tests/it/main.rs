//! The suite judged from outside: its files, its safety, and its verdicts on servers of known behaviour.

mod again;
#[path = "../../../crates/server/tests/it/browser.rs"]
mod browser;
mod cases;
mod compare;
mod coverage;
mod data;
mod documents;
mod dumb;
mod emulator;
mod golden;
mod honest;
mod overlapping;
mod owned;
mod page;
mod proxy;
mod relay;
mod safe;
mod safety;
mod secrets;
#[path = "../../src/dumb/stub.rs"]
#[allow(unreachable_pub, reason = "the suite shows it to others")]
mod stub;
mod target;
mod verdicts;

/// Says why a test compared nothing.
#[allow(clippy::print_stderr)]
fn skip(reason: &str) {
    eprintln!("skipped: {reason}");
}
