//! Asks two servers the same and tells in what they differ.
//!
//! Both are asked with the same seed, case by case, so that a difference is
//! the servers' own. `normal.rs` takes out of their answers what differs
//! between any two servers: ids, times, and their names for themselves.

mod looks;
mod normal;
mod rows;
mod terminal;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNASKED};
use crate::run::{Options, Refused, run};

/// What two servers differ in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The one server.
    pub left: String,
    /// The other server.
    pub right: String,
    /// The seed of both runs.
    pub seed: u64,
    /// How many cases both servers were asked and answered.
    pub compared: usize,
    /// Where they differ, a row for each case.
    pub rows: Vec<Row>,
}

/// One case that the servers do not answer alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// The vendor.
    pub vendor: String,
    /// The case; nothing for what became of users whom no case had in hand any more.
    pub case: Option<String>,
    /// What it asks.
    pub says: String,
    /// The claims it observes.
    pub claims: Vec<String>,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// One thing in which two answers differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// What: `verdict`, `reading`, `status`, `finding`, or a place in the answer.
    pub what: String,
    /// What it is on the left.
    pub left: String,
    /// What it is on the right.
    pub right: String,
}

/// Asks both servers and compares.
///
/// The left one's seed is used for both; cases are asked one at a time, since what a list shows
/// depends on who else is there.
///
/// # Errors
/// As [`run`].
pub async fn compare(left: Options, right: Options) -> Result<Comparison, Refused> {
    let seed = left.seed.unwrap_or_else(rand::random);
    let alike = |options: Options| Options {
        seed: Some(seed),
        one_at_a_time: true,
        longest_body: Some(usize::MAX),
        ..options
    };
    let left = run(&alike(left)).await?;
    let right = run(&alike(right)).await?;
    let (rows, compared) = rows::rows(&left, &right);
    Ok(Comparison {
        left: left.base_url,
        right: right.base_url,
        seed,
        compared,
        rows,
    })
}

impl Comparison {
    /// The process's exit code: 0 no difference, 1 differences, 3 nothing was compared.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        if self.compared == 0 {
            EXIT_UNASKED
        } else if self.rows.is_empty() {
            EXIT_CLEAN
        } else {
            EXIT_FINDINGS
        }
    }

    /// The comparison as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The comparison for people.
    #[must_use]
    pub fn terminal(&self) -> String {
        terminal::render(self)
    }
}
