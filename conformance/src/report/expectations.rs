//! What became of the known deviations, and the words for it.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::target::KnownDeviation;

/// The known deviations of a target after a run.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Expectations {
    /// Every entry of the list.
    pub listed: Vec<ListedDeviation>,
    /// Entries for the failures that nobody listed, with gaps for a person to fill.
    pub to_paste: Vec<KnownDeviation>,
}

/// An entry and what became of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ListedDeviation {
    /// The entry.
    pub entry: KnownDeviation,
    /// Whether it still holds.
    pub state: DeviationState,
    /// The cases it speaks of that failed.
    pub cases: Vec<String>,
}

/// Whether an entry still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeviationState {
    /// The failure happened, as expected.
    Happens,
    /// The failure did not happen: the entry has to go.
    Gone,
    /// The entry's day has passed.
    Expired,
    /// Nothing that this run compared could show it.
    Unobserved,
}

impl Expectations {
    /// Whether an entry alone makes the run red.
    #[must_use]
    pub fn is_red(&self) -> bool {
        self.listed.iter().any(|one| one.complaint().is_some())
    }

    /// What a person has to do about the list; nothing where it is as it should be.
    #[must_use]
    pub fn terminal(&self) -> String {
        let mut text = String::new();
        for one in &self.listed {
            // Writing to a String cannot fail.
            let _ = match one.complaint() {
                Some(complaint) => writeln!(text, "KNOWN DEVIATION {complaint}"),
                None if one.state == DeviationState::Unobserved => {
                    let id = one.entry.id();
                    writeln!(text, "known deviation {id}: not observed in this run")
                }
                None => Ok(()),
            };
        }
        if !self.to_paste.is_empty() {
            let _ = writeln!(
                text,
                "to accept what failed for a while, list it under `deviations`:"
            );
        }
        for entry in &self.to_paste {
            text.push_str(&entry.yaml());
        }
        text
    }
}

impl ListedDeviation {
    /// What a person has to do about the entry, if it is not as it should be.
    pub(super) fn complaint(&self) -> Option<String> {
        let id = self.entry.id();
        match self.state {
            DeviationState::Gone => Some(format!(
                "GONE {id}: it no longer happens; take its entry out"
            )),
            DeviationState::Expired => Some(format!(
                "EXPIRED {id}: on {}; mend it or renew its entry",
                self.entry.expires
            )),
            DeviationState::Happens | DeviationState::Unobserved => None,
        }
    }
}
