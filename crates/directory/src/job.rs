//! Jobs: work that is accepted now and done later.

use std::{borrow::Cow, fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{Deletion, Record, Timestamp, Write};

/// What a job does.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Work<'w> {
    Delete(Cow<'w, Deletion>),
    Write(Cow<'w, [Write]>),
}

impl Work<'_> {
    /// How many items there are.
    pub(crate) fn total(&self) -> usize {
        match self {
            Self::Delete(deletion) => deletion.identifiers.len(),
            Self::Write(writes) => writes.len(),
        }
    }
}

/// What the outside calls a job.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub String);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a job is admitted, when it runs and how long it can be read.
#[derive(Debug, Clone)]
pub struct JobPolicy {
    /// Jobs of one class share a limit; an opaque word.
    pub class: String,
    /// Unfinished jobs of the class that one account may have; `None` for no limit.
    pub most_active: Option<u32>,
    /// How long the job stays queued.
    pub delay: Duration,
    /// How long after its creation the job can be read.
    pub readable_for: Duration,
}

/// Where a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// Accepted, and nothing has happened yet.
    Queued,
    /// Done, with what became of each item in request order.
    Finished {
        /// When it was done.
        at: Timestamp,
        /// What became of each item.
        records: Vec<Record>,
    },
}

/// A job as it was when read.
#[derive(Debug, Clone)]
pub struct Job {
    /// What the outside calls it.
    pub id: JobId,
    /// The class whose limit it counts against.
    pub class: String,
    /// How many items it has.
    pub total: usize,
    /// When it was accepted.
    pub created_at: Timestamp,
    /// Where it stands.
    pub state: JobState,
}
