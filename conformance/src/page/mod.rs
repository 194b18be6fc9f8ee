//! A copy of a vendor's page: its words, and the passages they stand in.
//!
//! It reads HTML, Markdown and plain text alike and knows nothing of claims.
//! Start with [`Page::read`]; `text.rs` and `html.rs` find the blocks of a
//! copy, `words.rs` says what counts as a word.

mod html;
mod text;
pub(crate) mod words;

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use words::words;

/// What a passage is on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The title of what follows.
    Heading,
    /// A sentence of running text.
    Sentence,
    /// A sentence of a list's item.
    Item,
    /// A row of a table.
    Row,
    /// A block of code.
    Code,
}

/// A piece of a copy, before it is cut into sentences.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    kind: Kind,
    text: String,
}

impl Block {
    fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }
}

/// A sentence, a row, an item or a block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The heading it stands under.
    pub(crate) heading: Option<String>,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text, white space folded.
    pub(crate) text: String,
    /// Where its words are on the page.
    pub(crate) range: Range<usize>,
}

/// A copy of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// All words, in the page's order.
    pub(crate) words: Vec<String>,
    /// All passages that have words, in the page's order.
    pub(crate) passages: Vec<Passage>,
}

impl Page {
    /// Reads a copy. Plain text does not mark its headings, so lines that are one of these titles are taken for one.
    pub(crate) fn read(copy: &str, titles: &[&str]) -> Self {
        let blocks = if html::is_html(copy) {
            html::blocks(copy)
        } else {
            text::blocks(copy)
        };
        let titles: Vec<Vec<String>> = titles.iter().map(|title| words(title)).collect();
        let mut page = Self::default();
        let mut heading = None;
        for Block { kind, text } in blocks {
            let titled = kind == Kind::Sentence && titles.contains(&words(&text));
            if kind == Kind::Heading || titled {
                heading = Some(folded(&text));
                page.add(Kind::Heading, &text, heading.as_ref());
                continue;
            }
            let whole = matches!(kind, Kind::Row | Kind::Code);
            let pieces = if whole {
                vec![&*text]
            } else {
                sentences(&text)
            };
            for piece in pieces {
                page.add(kind, piece, heading.as_ref());
            }
        }
        page
    }

    fn add(&mut self, kind: Kind, text: &str, heading: Option<&String>) {
        let words = words(text);
        if words.is_empty() {
            return;
        }
        let start = self.words.len();
        self.words.extend(words);
        self.passages.push(Passage {
            heading: heading.cloned(),
            kind,
            text: folded(text),
            range: start..self.words.len(),
        });
    }

    /// The heading under which a word stands.
    pub(crate) fn heading_at(&self, word: usize) -> Option<&str> {
        let passage = self
            .passages
            .iter()
            .find(|passage| passage.range.contains(&word))?;
        passage.heading.as_deref()
    }
}

/// Whether two headings are one: a copy may mark it up or put a colon behind it.
pub(crate) fn same_heading(one: Option<&str>, other: Option<&str>) -> bool {
    one.map(words) == other.map(words)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a text behind each full stop, question mark and exclamation mark that a blank follows.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(end) = end_of_sentence(rest) {
        found.push(&rest[..end]);
        rest = &rest[end..];
    }
    found.push(rest);
    found
}

fn end_of_sentence(text: &str) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    while let Some((_, sign)) = signs.next() {
        let ends = matches!(sign, '.' | '?' | '!');
        if let Some((at, next)) = signs.peek()
            && ends
            && next.is_whitespace()
        {
            return Some(*at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Kind, Page};

    const TEXT: &str = "Delete users\n\nUp to 50 users. No more!\n  \u{2022} Kept: 7 days. Then gone.\n\
        | `ids` | list | Whom. And how. |\n\nResponse\n204 Success\n{\n \"deleted\": 2\n}\n";
    const MARKDOWN: &str = "# Delete users\n\nUp to **50** users. No more!\n\n- Kept: 7 days. Then gone.\n\n\
        | `ids` | list | Whom. And how. |\n| --- | --- | --- |\n\n## Response\n204 Success\n\n```json\n{\n \"deleted\": 2\n}\n```\n";
    const HTML: &str = "<!doctype html><title>x</title><script>let a = '<p>No</p>';</script><h1>Delete&nbsp;users</h1>\
        <p>Up to <b>50</b> users. No more!<ul><li>Kept: 7&#32;days. Then gone.</ul><table><tr><td><code>ids</code><td>list\
        <td>Whom. And how.</table><h2>Response</h2><p>204 Success</p><pre>{\n <span>\"deleted\"</span>: 2\n}</pre>";

    #[rstest::rstest]
    #[case::text(TEXT)]
    #[case::markdown(MARKDOWN)]
    #[case::html(HTML)]
    fn every_copy_has_the_same_words_and_passages(#[case] copy: &str) {
        let page = Page::read(copy, &["Delete users", "Response"]);
        let passages: Vec<_> = page
            .passages
            .iter()
            .map(|passage| (passage.kind, page.words[passage.range.clone()].join(" ")))
            .collect();
        let expected = [
            (Kind::Heading, "Delete users"),
            (Kind::Sentence, "Up to 50 users"),
            (Kind::Sentence, "No more"),
            (Kind::Item, "Kept 7 days"),
            (Kind::Item, "Then gone"),
            (Kind::Row, "ids list Whom And how"),
            (Kind::Heading, "Response"),
            (Kind::Sentence, "204 Success"),
            (Kind::Code, "deleted 2"),
        ];
        assert_eq!(
            passages,
            expected.map(|(kind, text)| (kind, text.to_owned()))
        );
        assert_eq!(page.heading_at(3), Some("Delete users"));
        assert_eq!(page.heading_at(page.words.len() - 1), Some("Response"));
    }

    #[test]
    fn a_full_stop_within_a_word_ends_nothing() {
        let page = Page::read("See api.example.com/v1.5 first. Then ask", &[]);
        assert_eq!(page.passages.len(), 2);
    }
}
