//! Which passages of a page are rules: every one is claimed, waived or forgotten.

use schemars::JsonSchema;
use serde::Serialize;

use super::pin::{Pin, Places};
use super::verify::pinned;
use super::waiver::Reason;
use super::{Suite, Vendor};
use crate::page::{Kind, Page, Passage, same_heading};

/// A page, passage by passage.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Triage {
    /// The document the copy is of.
    pub document: String,
    /// The vendor whose page it is.
    pub vendor: String,
    /// Every passage, in the page's order.
    pub passages: Vec<Triaged>,
    /// What is wrong between this page and the vendor's files, each as a sentence.
    pub mismatches: Vec<String>,
}

/// A passage and what became of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Triaged {
    /// The heading it stands under.
    pub heading: Option<String>,
    /// What it is on the page.
    pub kind: Kind,
    /// Its text, as the copy has it.
    pub text: String,
    /// What a claim or a waiver of it would say.
    pub pin: Pin,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It only names what follows.
    Heading,
    /// These claims cite it, every word of it.
    Claimed(Vec<String>),
    /// It states no rule.
    Waived {
        /// The class of the reason.
        reason: Reason,
        /// Why, in our words.
        because: String,
    },
    /// Nobody has said what it is.
    Untriaged,
}

impl Triage {
    /// How many passages have a fate.
    #[must_use]
    pub fn count(&self, of: fn(&Fate) -> bool) -> usize {
        self.passages
            .iter()
            .filter(|passage| of(&passage.fate))
            .count()
    }

    /// Whether nothing is forgotten and nothing contradicts the page.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.count(|fate| *fate == Fate::Untriaged) == 0 && self.mismatches.is_empty()
    }
}

impl Suite {
    /// Says of every passage of a copy which claims cite it; nothing where no claim cites the document.
    #[must_use]
    pub fn triage(&self, document: &str, copy: &str) -> Option<Triage> {
        let vendor = self.of_document(document)?;
        let page = vendor.page(copy);
        let passages = page
            .passages
            .iter()
            .map(|passage| Triaged {
                heading: passage.heading.clone(),
                kind: passage.kind,
                text: passage.text.clone(),
                pin: pin(&page, passage),
                fate: Fate::Untriaged,
            })
            .collect();
        let mut triage = Triage {
            document: document.to_owned(),
            vendor: vendor.profile.vendor.clone(),
            passages,
            mismatches: vec![],
        };
        claim(&mut triage, vendor, &page);
        waive(&mut triage, vendor);
        Some(triage)
    }
}

fn pin(page: &Page, passage: &Passage) -> Pin {
    Pin::of_words(&page.words[passage.range.clone()])
}

/// Gives every passage to the claims that cite its words.
fn claim(triage: &mut Triage, vendor: &Vendor, page: &Page) {
    let places = Places::find(pinned(&vendor.claims).map(|(_, pin)| pin), page);
    let mut cited: Vec<Vec<&str>> = vec![vec![]; page.words.len()];
    for (claim, pin) in pinned(&vendor.claims) {
        let found = places.of(pin);
        for range in &found {
            for word in range.clone() {
                cited[word].push(&claim.id);
            }
        }
        match found.as_slice() {
            [range] => {
                let heading = page.heading_at(range.start);
                if !same_heading(heading, claim.heading.as_deref()) {
                    let heading = heading.unwrap_or("no heading");
                    triage
                        .mismatches
                        .push(format!("{} stands under {heading}", claim.id));
                }
            }
            found => triage
                .mismatches
                .push(format!("{} occurs {} times", claim.id, found.len())),
        }
    }
    for (triaged, passage) in triage.passages.iter_mut().zip(&page.passages) {
        let words = &cited[passage.range.clone()];
        if words.iter().all(|claims| !claims.is_empty()) {
            let mut claims: Vec<String> = words.concat().iter().map(ToString::to_string).collect();
            claims.sort();
            claims.dedup();
            triaged.fate = Fate::Claimed(claims);
        } else if passage.kind == Kind::Heading {
            triaged.fate = Fate::Heading;
        }
    }
}

/// Waives what the vendor's file waives, and names what it waives in vain.
fn waive(triage: &mut Triage, vendor: &Vendor) {
    for waiver in &vendor.waivers {
        let fate = Fate::Waived {
            reason: waiver.reason,
            because: waiver.because.clone(),
        };
        for pin in &waiver.passages {
            let mut waived = false;
            for triaged in &mut triage.passages {
                let here = triaged.pin == *pin
                    && same_heading(triaged.heading.as_deref(), waiver.heading.as_deref());
                if here && triaged.fate == Fate::Untriaged {
                    triaged.fate = fate.clone();
                }
                waived |= here && triaged.fate == fate;
            }
            if !waived {
                let heading = waiver.heading.as_deref().unwrap_or("no heading");
                triage.mismatches.push(format!(
                    "nothing to waive under {heading}: {} words, {}",
                    pin.words, pin.digest
                ));
            }
        }
    }
}
