//! Pins: where a claim stands on its page, without the page's words.
//!
//! A pin is a digest of a passage's words and says how many they are. So any
//! run of words can be cited, a copy can be searched for it, and a change of
//! one word of it is noticed.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::page::Page;
use crate::page::words::words;

/// A passage of a page, by the digest of its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// How many words the passage has.
    pub words: usize,
    /// SHA-256 of the words with one blank between two: white space, markup, and punctuation
    /// around a word do not count.
    pub digest: String,
}

impl Pin {
    /// The pin of a passage; `umbridge conform claims --pin` prints it.
    #[must_use]
    pub fn of(passage: &str) -> Self {
        Self::of_words(&words(passage))
    }

    pub(crate) fn of_words(words: &[String]) -> Self {
        let mut digest = String::new();
        for byte in Sha256::digest(words.join(" ")) {
            // Writing to a String cannot fail.
            let _ = write!(digest, "{byte:02x}");
        }
        Self {
            words: words.len(),
            digest,
        }
    }
}

/// Where pins occur on a page.
#[derive(Debug)]
pub(crate) struct Places(HashMap<Pin, Vec<usize>>);

impl Places {
    /// Looks for all of these pins.
    pub(crate) fn find<'a>(pins: impl IntoIterator<Item = &'a Pin>, page: &Page) -> Self {
        let wanted: HashSet<&Pin> = pins.into_iter().collect();
        let lengths: HashSet<usize> = wanted.iter().map(|pin| pin.words).collect();
        let mut places: HashMap<Pin, Vec<usize>> = HashMap::new();
        for length in lengths.into_iter().filter(|length| *length > 0) {
            for (start, run) in page.words.windows(length).enumerate() {
                let pin = Pin::of_words(run);
                if wanted.contains(&pin) {
                    places.entry(pin).or_default().push(start);
                }
            }
        }
        Self(places)
    }

    /// The runs of words that a pin is of.
    pub(crate) fn of(&self, pin: &Pin) -> Vec<Range<usize>> {
        let starts = self.0.get(pin).map(Vec::as_slice).unwrap_or_default();
        starts
            .iter()
            .map(|start| *start..start + pin.words)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Pin, Places};
    use crate::page::Page;

    const PAGE: &str = "Heading\n\nOne  rule. Another rule.\n  - a point\n  - and its twin\n";

    fn occurs(passage: &str) -> usize {
        let pin = Pin::of(passage);
        Places::find([&pin], &Page::read(PAGE, &[])).of(&pin).len()
    }

    #[rstest::rstest]
    #[case::a_sentence("One rule.", 1)]
    #[case::a_run_of_lines("- a point - and its twin", 1)]
    #[case::white_space(" Another\n rule", 1)]
    #[case::a_word_that_is_repeated("rule", 2)]
    #[case::another_word("Another role.", 0)]
    #[case::another_order("rule One", 0)]
    #[case::no_words("--", 0)]
    fn a_passage_occurs(#[case] passage: &str, #[case] times: usize) {
        assert_eq!(occurs(passage), times);
    }
}
