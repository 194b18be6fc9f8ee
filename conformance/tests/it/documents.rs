//! The claims before the documents they cite. The documents are their vendors' and not part of the repository,
//! so these tests compare nothing where `UMBRIDGE_DOCUMENTS` does not name a folder that has them.

use std::path::Path;

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use umbridge_conformance::{Fate, Suite, Triaged};

/// How many words of each document are changed.
const CHANGED: usize = 20;

/// Every document with its name, as far as the machine has them.
fn documents(suite: &Suite) -> Vec<(String, String)> {
    let Ok(folder) = std::env::var("UMBRIDGE_DOCUMENTS") else {
        crate::skip("UMBRIDGE_DOCUMENTS does not say where the documents are");
        return vec![];
    };
    let names = suite.documents().into_iter();
    names
        .map(|name| {
            let copy = std::fs::read_to_string(Path::new(&folder).join(name));
            (name.to_owned(), copy.expect("the document"))
        })
        .collect()
}

#[test]
fn every_claim_stands_in_its_document_once_and_under_its_heading() {
    let suite = Suite::embedded().expect("readable files");
    for (document, copy) in documents(&suite) {
        let verified = suite.verify(&document, &copy).expect("claims");
        assert_eq!(verified.lost, [], "{document}");
        let triage = suite.triage(&document, &copy).expect("claims");
        assert_eq!(triage.mismatches, Vec::<String>::new(), "{document}");
    }
}

#[test]
fn every_sentence_of_a_document_is_claimed_or_waived() {
    let suite = Suite::embedded().expect("readable files");
    for (document, copy) in documents(&suite) {
        let triage = suite.triage(&document, &copy).expect("claims");
        let forgotten: Vec<&Triaged> = triage
            .passages
            .iter()
            .filter(|passage| passage.fate == Fate::Untriaged)
            .collect();
        assert!(forgotten.is_empty(), "{document}: {forgotten:#?}");
    }
}

#[test]
fn a_changed_word_of_a_document_names_the_claims_of_its_sentence() {
    let suite = Suite::embedded().expect("readable files");
    let mut random = StdRng::seed_from_u64(2609);
    for (document, copy) in documents(&suite) {
        let triage = suite.triage(&document, &copy).expect("claims");
        let sentences: Vec<(&str, &Vec<String>)> = triage
            .passages
            .iter()
            .filter_map(|passage| match &passage.fate {
                Fate::Claimed(claims) => Some((passage.text.as_str(), claims)),
                _ => None,
            })
            // Only a text that stands in the copy as it is, and once, can be changed there.
            .filter(|(text, _)| copy.matches(text).count() == 1)
            .collect();
        for _ in 0..CHANGED {
            let (text, claims) = sentences.choose(&mut random).expect("a sentence");
            let words: Vec<(usize, &str)> = text
                .match_indices(|sign: char| sign.is_alphanumeric())
                .collect();
            let (at, _) = words.choose(&mut random).expect("a word");
            let changed = format!("{}X{}", &text[..*at], &text[*at..]);
            let verified = suite
                .verify(&document, &copy.replacen(text, &changed, 1))
                .expect("claims");
            let lost: Vec<&String> = verified.lost.iter().map(|lost| &lost.id).collect();
            assert!(!lost.is_empty(), "{document}: {changed}");
            assert!(
                lost.iter().all(|id| claims.contains(id)),
                "{document}: {changed} loses {lost:?}, not {claims:?}"
            );
        }
    }
}
