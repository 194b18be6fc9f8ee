//! Takes secrets out of a report.
//!
//! A server may send a secret back in any place: one vendor's refusals quote
//! the key they were shown. So the whole report is searched, once, at the end,
//! rather than each place where a secret is expected. Answers are searched
//! before they are shortened too, or half a secret could stay at the cut.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use super::Report;
use super::spelling::{BEGINNINGS, spelled};

/// What stands in a secret's place.
const HIDDEN: &str = "[secret]";

/// Shorter texts occur by chance, and replacing them would ruin the report.
const SHORTEST: usize = 4;

/// The secrets of a run.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seal {
    secrets: Vec<String>,
}

impl Seal {
    /// Remembers all of these.
    pub(crate) fn of(secrets: impl IntoIterator<Item = String>) -> Self {
        let mut seal = Self::default();
        secrets.into_iter().for_each(|secret| seal.hide(&secret));
        // The longest first, so that no part of a secret stays behind.
        seal.secrets
            .sort_by(|one, other| (other.len(), other).cmp(&(one.len(), one)));
        seal.secrets.dedup();
        seal
    }

    /// Remembers a secret, and the encoded forms in which a server may send it back.
    fn hide(&mut self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        self.secrets.push(secret.to_owned());
        let encoded = BASE64_STANDARD.encode(secret);
        for form in [encoded].into_iter().chain(within_base64(secret)) {
            self.secrets.push(form.replace('+', "-").replace('/', "_"));
            self.secrets.push(form);
        }
    }

    /// The report without them.
    pub(crate) fn apply(&self, report: Report) -> Report {
        let Ok(mut value) = serde_json::to_value(&report) else {
            return report;
        };
        self.scrub(&mut value);
        // Only texts were changed, so the value still has the report's shape.
        serde_json::from_value(value).unwrap_or(Report {
            vendors: vec![],
            ..report
        })
    }

    /// A text without them.
    pub(crate) fn scrubbed(&self, text: &str) -> String {
        // Nearly every text spells everything by itself, and those are searched quickly.
        let varied = text.contains(BEGINNINGS);
        let mut text = text.to_owned();
        for secret in &self.secrets {
            if !varied {
                if text.contains(secret) {
                    text = text.replace(secret, HIDDEN);
                }
            } else if text.len() >= secret.chars().count() {
                // Each character of a secret takes at least one byte, however it is spelt.
                text = without(&text, secret);
            }
        }
        text
    }

    /// A value without them.
    pub(crate) fn scrub(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.scrubbed(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.scrub(item)),
            Value::Object(members) => members.values_mut().for_each(|member| self.scrub(member)),
            _ => {}
        }
    }
}

/// What is seen of a secret in the Base64 of a longer text, by where in it the secret stands.
/// The characters at both ends depend on the neighbours and are left off.
fn within_base64(secret: &str) -> impl Iterator<Item = String> {
    (0..3_usize).filter_map(move |before| {
        let padded = [&vec![0; before], secret.as_bytes()].concat();
        let encoded = BASE64_STANDARD.encode(&padded);
        let inner = encoded.get((before * 8).div_ceil(6)..padded.len() * 8 / 6)?;
        (inner.len() > SHORTEST).then(|| inner.to_owned())
    })
}

fn without(text: &str, secret: &str) -> String {
    let mut begins: Vec<char> = BEGINNINGS.to_vec();
    begins.extend(secret.chars().next());
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(begins.as_slice()) {
        let (before, candidate) = rest.split_at(at);
        kept.push_str(before);
        let found = spelled(candidate, secret);
        let length = found.or_else(|| candidate.chars().next().map(char::len_utf8));
        let (taken, after) = candidate.split_at(length.unwrap_or_default());
        kept.push_str(found.map_or(taken, |_| HIDDEN));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::Seal;

    #[rstest::rstest]
    #[case::as_it_is("k3y \"of/mine", "the key k3y \"of/mine was used")]
    #[case::in_json("k3y \"of/mine", r#"{"key":"k3y \"of\/mine"}"#)]
    #[case::in_json_in_json("k3y \"of/mine", r#"{"log":"{\"key\":\"k3y \\\"of/mine\"}"}"#)]
    #[case::in_json_by_number("k3y \"of/mine", r#"{"key":"\u006b3y \u0022of/mine"}"#)]
    #[case::in_a_query("k3y \"of/mine", "?key=k3y+%22of%2fmine")]
    #[case::every_byte_encoded("k3yä", "%6b%33%79%C3%A4")]
    #[case::in_a_page("k3y \"of/mine", "<b>k3y &quot;of&#47;mine</b>")]
    #[case::a_secret_that_looks_encoded("a&amp;b%20c\\n", r"a&amp;b%20c\n")]
    #[case::the_same_encoded("a&amp;b%20c", "a&amp;amp;b%2520c")]
    #[case::in_base64("k3y of mine", "a3kgazN5IG9mIG1pbmU=")]
    #[case::in_the_base64_of_more("planted-key", "bmFtZTpwbGFudGVkLWtleTo=")]
    fn a_secret_is_hidden(#[case] secret: &str, #[case] text: &str) {
        let mut seal = Seal::default();
        seal.hide(secret);
        let sealed = seal.scrubbed(text);
        assert!(sealed.contains("[secret]"), "{sealed}");
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        let mut seal = Seal::default();
        seal.hide("planted-key");
        seal.hide("abc");
        let text = r#"{"a":"planted-ke","b":"%70lanted","c":"a\\b&amp;","d":"abc"}"#;
        assert_eq!(seal.scrubbed(text), text);
    }
}
