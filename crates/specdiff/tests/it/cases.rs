//! A folder of pairs with known verdicts, where one is named by `UMBRIDGE_SPECDIFF_CASES`.
//!
//! Its form: `index.json` with `cases`, each a `case` (a folder with `base.json` and `revision.json`) and a
//! `verdict`, `breaking` or another word. They are documents of others, faults and all.

use std::{fs, path::Path};

use serde_json::Value;
use specdiff::{Comparison, Document, Level, Policy, compare};

#[test]
fn verdicts_of_a_folder_of_pairs_are_met() {
    let Some(folder) = std::env::var_os("UMBRIDGE_SPECDIFF_CASES") else {
        say("skipped: UMBRIDGE_SPECDIFF_CASES names no folder of pairs");
        return;
    };
    let folder = Path::new(&folder);
    let index: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("index.json")).unwrap()).unwrap();
    let cases = index["cases"].as_array().unwrap();
    let mut misses = 0;
    for case in cases {
        let name = case["case"].as_str().unwrap();
        let expected = case["verdict"] == "breaking";
        let comparison = pair(&folder.join(name));
        if (comparison.worst() == Some(Level::Breaking)) != expected {
            misses += 1;
            say(&format!("{name}: expected {}", case["verdict"]));
            for finding in &comparison.findings {
                say(&format!("    {} {}", finding.level.id(), finding.message));
            }
        }
    }
    say(&format!(
        "{} of {} verdicts met",
        cases.len() - misses,
        cases.len()
    ));
    assert!(!cases.is_empty(), "nothing was compared");
    assert!(
        misses * 20 <= cases.len(),
        "{misses} of {} verdicts are missed",
        cases.len()
    );
}

fn pair(folder: &Path) -> Comparison {
    let load = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        Document::parse_leniently(name, &text).unwrap()
    };
    compare(
        &load("base.json"),
        &load("revision.json"),
        &Policy::default(),
    )
}

#[expect(clippy::print_stdout, reason = "what was missed is for people to read")]
fn say(text: &str) {
    println!("{text}");
}
