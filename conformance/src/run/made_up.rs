//! Everything a run makes up: marks, names, identifiers of nobody.
//!
//! All of it follows from the seed and the case's name, whatever the order in
//! which cases run, so a run can be repeated and no canned answer can fit.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::ask::template::Scope;

/// The text that marks everything made up in this run.
pub(crate) fn run_mark(seed: u64) -> String {
    format!("um{}", &hex(&draw(&[&seed.to_string()]))[..6])
}

/// The mark of one case: the run's, and what tells it from other cases.
pub(crate) fn case_mark(seed: u64, case: &str) -> String {
    let drawn = hex(&draw(&[&seed.to_string(), case]));
    format!("{}{}", run_mark(seed), &drawn[..8])
}

/// Adds the made-up values of one user, or of the case as a whole, to a scope.
pub(crate) fn names(scope: &mut Scope, mark: &str, role: &str, at: usize) {
    scope.set("mark", json!(mark));
    scope.set("n", json!(format!("{role}{at}")));
    for (name, value) in identifiers(mark, role, at) {
        scope.set(name, value);
    }
}

/// Identifiers of nobody, in the forms vendors give them.
pub(crate) fn identifiers(mark: &str, role: &str, at: usize) -> [(&'static str, Value); 6] {
    let drawn = draw(&[mark, role, &at.to_string()]);
    let digits = |from: usize| u64::from_be_bytes(to_eight(&drawn[from..]));
    let text = hex(&drawn);
    // Above every number a vendor is known to have given out, and still exact in a double.
    let number = 8_000_000_000_000_000 + digits(8) % 1_000_000_000_000_000;
    [
        ("digits", json!(format!("{:09}", digits(0) % 1_000_000_000))),
        ("numeral", json!(number.to_string())),
        ("number", json!(number)),
        ("int32", json!(1_900_000_000 + digits(8) % 200_000_000)),
        ("hex24", json!(text[..24])),
        ("uuid", Value::String(uuid(&text))),
    ]
}

/// A number below another, drawn from some texts.
pub(crate) fn number(parts: &[&str], below: u64) -> u64 {
    u64::from_be_bytes(to_eight(&draw(parts))) % below.max(1)
}

/// A version 4 UUID out of hexadecimal digits.
fn uuid(hex: &str) -> String {
    format!(
        "{}-{}-4{}-a{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

fn draw(parts: &[&str]) -> Vec<u8> {
    Sha256::digest(parts.join("/")).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn to_eight(bytes: &[u8]) -> [u8; 8] {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[..8]);
    eight
}

#[cfg(test)]
mod tests {
    use super::{case_mark, run_mark};

    #[test]
    fn a_seed_always_makes_the_same_mark() {
        assert_eq!(case_mark(7, "a"), case_mark(7, "a"));
    }

    #[test]
    fn cases_and_seeds_have_marks_of_their_own() {
        assert_ne!(case_mark(7, "a"), case_mark(7, "b"));
        assert_ne!(case_mark(7, "a"), case_mark(8, "a"));
    }

    #[test]
    fn a_case_carries_the_mark_of_its_run() {
        assert!(case_mark(7, "a").starts_with(&run_mark(7)));
    }
}
