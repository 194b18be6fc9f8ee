//! Takes secrets out of a report.
//!
//! A server may send a secret back in any place: one vendor's refusals quote
//! the key they were shown. So the whole report is searched, once, at the end,
//! rather than each place where a secret is expected.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use super::Report;

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
    /// Remembers a secret, and the spellings in which a server may send it back.
    pub(crate) fn hide(&mut self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        let encoded = BASE64_STANDARD.encode(secret);
        let quoted = Value::String(secret.to_owned()).to_string();
        let quoted = quoted.trim_matches('"').to_owned();
        self.secrets.extend([secret.to_owned(), encoded, quoted]);
        // The longest first, so that no part of a secret stays behind.
        self.secrets
            .sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        self.secrets.dedup();
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

    fn scrub(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                for secret in &self.secrets {
                    if text.contains(secret.as_str()) {
                        *text = text.replace(secret.as_str(), HIDDEN);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.scrub(item)),
            Value::Object(members) => members.values_mut().for_each(|member| self.scrub(member)),
            _ => {}
        }
    }
}
