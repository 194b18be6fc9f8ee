//! A specimen: everything a case was judged by, kept until the run is over.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use serde_json::Value;

use super::{Controlled, Shelf};
use crate::ask::tape::{self, Answers};
use crate::judge::sight::Fate;
use crate::report::CaseReport;
use crate::run::User;
use crate::run::judging::Observed;
use crate::run::session::Session;
use crate::suite::case::Case;

/// A case that passed.
pub(super) struct Specimen {
    pub(super) vendor: String,
    pub(super) case: Case,
    /// The text that marks everything made up for this case.
    pub(super) mark: String,
    /// The report as it was before it was judged.
    pub(super) blank: CaseReport,
    /// What the body is compared with, by all readings.
    pub(super) patterns: Vec<Value>,
    pub(super) observed: Observed,
    /// What the doors showed before the request.
    pub(super) before: Answers,
    /// What the server said while it was judged.
    pub(super) after: Arc<Answers>,
}

/// What a run on trial keeps.
pub(super) struct Kept {
    pub(super) idle: bool,
    specimens: Shelf<Specimen>,
    pub(super) controlled: Shelf<Controlled>,
}

tokio::task_local! {
    static KEPT: Arc<Kept>;
}

impl Kept {
    pub(super) fn new(idle: bool) -> Self {
        Self {
            idle,
            specimens: Shelf::default(),
            controlled: Shelf::default(),
        }
    }

    pub(super) fn take(&self, vendor: &str) -> Vec<Specimen> {
        let mut specimens = self
            .specimens
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (own, others) = specimens.drain(..).partition(|one| one.vendor == vendor);
        *specimens = others;
        own
    }

    pub(super) fn controlled(&self) -> Vec<Controlled> {
        let controlled = self
            .controlled
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        controlled.clone()
    }
}

/// Runs something that keeps its specimens.
pub(super) async fn keeping<F: Future>(kept: Arc<Kept>, run: F) -> F::Output {
    KEPT.scope(kept, run).await
}

/// Where specimens go, if the run is on trial.
pub(super) fn kept() -> Option<Arc<Kept>> {
    KEPT.try_with(Arc::clone).ok()
}

pub(super) fn keep(specimen: Specimen) {
    if let Some(kept) = kept() {
        let mut specimens = kept
            .specimens
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        specimens.push(specimen);
    }
}

impl Session<'_> {
    /// What the doors show before the request, where the suite itself is on trial.
    pub(in crate::run) async fn seen_before(
        &self,
        case: &Case,
        users: &BTreeMap<String, Vec<User>>,
    ) -> Option<Answers> {
        kept()?;
        let (_, seen) = tape::record(self.look_everywhere(case, users)).await;
        Some(seen)
    }

    /// Looks through every door that any reading of the case could look through.
    pub(super) async fn look_everywhere(&self, case: &Case, users: &BTreeMap<String, Vec<User>>) {
        let everybody: Vec<User> = users.values().flatten().cloned().collect();
        if everybody.is_empty() {
            return;
        }
        let gone = vec![Fate::Gone; everybody.len()];
        self.look_settled(case, &everybody, &gone, false).await;
        self.look(&everybody, Fate::Kept).await;
    }
}
