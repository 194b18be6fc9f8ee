//! Whether claims still stand where they say, by a fresh copy of the page.

use schemars::JsonSchema;
use serde::Serialize;

use super::claim::Claim;
use super::pin::{Pin, Places};
use super::{Suite, Vendor};
use crate::page::Page;

/// What a copy of a page says about the claims that cite it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Verified {
    /// The document the copy is of.
    pub document: String,
    /// The vendor whose page it is.
    pub vendor: String,
    /// The claims whose passage was found.
    pub found: Vec<String>,
    /// The claims whose passage was not found.
    pub lost: Vec<LostPin>,
}

/// A claim that has lost its passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LostPin {
    /// The claim.
    pub id: String,
    /// The heading it stood under.
    pub heading: Option<String>,
    /// The rule, in our words.
    pub says: String,
}

impl LostPin {
    fn of(claim: &Claim) -> Self {
        Self {
            id: claim.id.clone(),
            heading: claim.heading.clone(),
            says: claim.says.clone(),
        }
    }
}

impl Suite {
    /// The document a name stands for: its own, with or without what follows the dot, or its vendor's.
    #[must_use]
    pub fn document(&self, name: &str) -> Option<&str> {
        let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
        let vendor = self.vendors.iter().find(|vendor| {
            let document = &vendor.document;
            let known = document
                .split_once('.')
                .map_or(&**document, |(stem, _)| stem);
            known == stem || vendor.profile.vendor == stem
        })?;
        Some(&vendor.document)
    }

    /// Looks for the passage of every claim in a copy of a document; nothing where no claim cites the document.
    #[must_use]
    pub fn verify(&self, document: &str, copy: &str) -> Option<Verified> {
        let vendor = self.of_document(document)?;
        let page = vendor.page(copy);
        let (found, lost) = search(&vendor.claims, &page);
        Some(Verified {
            document: document.to_owned(),
            vendor: vendor.profile.vendor.clone(),
            found: found.into_iter().map(|claim| claim.id.clone()).collect(),
            lost: lost.into_iter().map(LostPin::of).collect(),
        })
    }

    pub(super) fn of_document(&self, document: &str) -> Option<&Vendor> {
        self.vendors
            .iter()
            .find(|vendor| vendor.document == document)
    }
}

impl Vendor {
    /// A copy of the vendor's page.
    pub(super) fn page(&self, copy: &str) -> Page {
        let claimed = self.claims.iter().map(|claim| &claim.heading);
        let waived = self.waivers.iter().map(|waiver| &waiver.heading);
        let titles: Vec<&str> = claimed
            .chain(waived)
            .filter_map(|heading| heading.as_deref())
            .collect();
        Page::read(copy, &titles)
    }
}

/// The claims that cite a passage.
pub(super) fn pinned(claims: &[Claim]) -> impl Iterator<Item = (&Claim, &Pin)> {
    claims
        .iter()
        .filter_map(|claim| Some((claim, claim.pin.as_ref()?)))
}

/// The claims whose passage is on a page, and those whose passage is not.
fn search<'a>(claims: &'a [Claim], page: &Page) -> (Vec<&'a Claim>, Vec<&'a Claim>) {
    let places = Places::find(pinned(claims).map(|(_, pin)| pin), page);
    let (found, lost): (Vec<_>, Vec<_>) =
        pinned(claims).partition(|(_, pin)| !places.of(pin).is_empty());
    let claims =
        |pinned: Vec<(&'a Claim, &Pin)>| pinned.into_iter().map(|(claim, _)| claim).collect();
    (claims(found), claims(lost))
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::seq::IndexedRandom;
    use rand::{RngExt, SeedableRng};

    use super::search;
    use crate::page::Page;
    use crate::suite::claim::{Claim, Level, Provenance};
    use crate::suite::pin::Pin;

    /// How a made-up page is written down.
    #[derive(Debug, Clone, Copy)]
    enum Form {
        Text,
        Markdown,
        Html,
    }

    fn claim(id: usize, passage: &str) -> Claim {
        Claim {
            id: id.to_string(),
            heading: None,
            pin: Some(Pin::of(passage)),
            source: None,
            level: Level::Must,
            provenance: Provenance::Documented,
            says: String::new(),
            unobservable: None,
        }
    }

    /// Sentences of words of their own, so that no passage occurs twice.
    fn sentences(random: &mut StdRng) -> Vec<Vec<String>> {
        (0..random.random_range(2..12))
            .map(|sentence| {
                let words = 0..random.random_range(1..9);
                words.map(|word| format!("w{sentence}x{word}")).collect()
            })
            .collect()
    }

    /// A page of these sentences, one block each, in the manner of a form.
    fn page(sentences: &[Vec<String>], form: Form, random: &mut StdRng) -> String {
        let mut copy = String::from(if matches!(form, Form::Html) {
            "<body></b>"
        } else {
            ""
        });
        for sentence in sentences {
            let marked: Vec<String> = sentence
                .iter()
                .map(|word| match (form, random.random_range(0..4)) {
                    (Form::Markdown, 0) => format!("**{word}**"),
                    (Form::Markdown, 1) => format!("`{word}`"),
                    (Form::Html, 0) => format!("<code>{word}</code>"),
                    (Form::Html, 1) => format!("&quot;{word}&#34;"),
                    (_, 2) => format!("{word},"),
                    _ => word.clone(),
                })
                .collect();
            let blank = ["  ", " ", "\n"].choose(random).expect("a blank");
            let (open, shut) = match (form, random.random_range(0..3)) {
                (Form::Html, 0) => ("<p>", "</p>"),
                (Form::Html, 1) => ("<ul><li>", "</ul>"),
                (Form::Html, _) => ("<table><tr><td>", "</table>"),
                (Form::Markdown, 0) => ("| ", " |\n"),
                (_, 1) => ("- ", ".\n"),
                _ => ("", ".\n\n"),
            };
            let blank = if open == "| " { &" " } else { blank };
            copy.push_str(&format!("{open}{}{shut}", marked.join(blank)));
        }
        copy
    }

    #[test]
    fn a_changed_word_names_exactly_the_claims_that_cite_it() {
        let mut random = StdRng::seed_from_u64(2908);
        let mut named = 0;
        for round in 0..400 {
            let form = [Form::Text, Form::Markdown, Form::Html][round % 3];
            let mut words = sentences(&mut random);
            // Each claim cites a sentence or two neighbours, and some sentences are cited by several claims.
            let cited: Vec<(usize, usize)> = (0..random.random_range(1..8))
                .map(|_| {
                    let first = random.random_range(0..words.len());
                    (first, words.len().min(first + random.random_range(1..3)))
                })
                .collect();
            let passage = |(first, end): (usize, usize)| words[first..end].concat().join(" ");
            let claims: Vec<Claim> = cited
                .iter()
                .enumerate()
                .map(|(id, range)| claim(id, &passage(*range)))
                .collect();
            let before = page(&words, form, &mut random);
            let (_, lost) = search(&claims, &Page::read(&before, &[]));
            assert!(lost.is_empty(), "{form:?} {before}");

            let sentence = random.random_range(0..words.len());
            let word = random.random_range(0..words[sentence].len());
            words[sentence][word].push_str("ed");
            let after = page(&words, form, &mut random);
            let (_, lost) = search(&claims, &Page::read(&after, &[]));
            let lost: Vec<&str> = lost.iter().map(|claim| claim.id.as_str()).collect();
            let expected: Vec<String> = (0..cited.len())
                .filter(|id| (cited[*id].0..cited[*id].1).contains(&sentence))
                .map(|id| id.to_string())
                .collect();
            assert_eq!(lost, expected, "{form:?} {after}");
            named += lost.len();
        }
        assert!(named > 200, "only {named} claims were ever named");
    }
}
