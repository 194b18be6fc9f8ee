//! Pins: digests of a document's passages.
//!
//! A passage is a run of lines, or a sentence within a line, with white space
//! folded. A document yields every digest it can pin, so a claim never needs
//! to say how its passage was cut.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

/// The longest run of lines a claim may cite.
const LONGEST_RUN: usize = 40;

/// The digest of one passage.
#[must_use]
pub(crate) fn digest(passage: &str) -> String {
    let folded = passage.split_whitespace().collect::<Vec<_>>().join(" ");
    Sha256::digest(folded)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Every digest that pins a passage of this text.
#[must_use]
pub(crate) fn pins(text: &str) -> HashSet<String> {
    let lines: Vec<&str> = text
        .split("<br>")
        .flat_map(str::lines)
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let mut pins = HashSet::new();
    for start in 0..lines.len() {
        let mut run = String::new();
        for line in lines.iter().skip(start).take(LONGEST_RUN) {
            run.push_str(line);
            run.push(' ');
            pins.insert(digest(&run));
        }
    }
    for line in lines {
        let mut rest = line;
        while let Some(end) = rest.find(". ") {
            pins.insert(digest(&rest[..=end]));
            rest = &rest[end + 2..];
        }
        pins.insert(digest(rest));
    }
    pins
}

#[cfg(test)]
mod tests {
    use super::{digest, pins};

    const PAGE: &str = "Heading\n\nOne  rule. Another rule.\n  - a point\n  - and its twin\n";

    #[test]
    fn a_sentence_a_line_and_a_run_of_lines_can_be_pinned() {
        let pins = pins(PAGE);
        for passage in [
            "One rule.",
            "Another rule.",
            "- a point",
            "- a point - and its twin",
        ] {
            assert!(pins.contains(&digest(passage)), "{passage}");
        }
    }

    #[test]
    fn a_changed_word_is_not_pinned() {
        assert!(!pins(PAGE).contains(&digest("Another role.")));
    }

    #[test]
    fn white_space_does_not_matter() {
        assert_eq!(digest("a  b\n c "), digest("a b c"));
    }
}
