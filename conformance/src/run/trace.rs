//! The trace of a run that only says what it would send.

use std::sync::{Mutex, PoisonError};

use super::plan::Planned;

/// The requests in their order, and the case they are for.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    written: Mutex<(Option<String>, Vec<Planned>)>,
}

impl Trace {
    /// From now on requests are this case's; nobody's between cases.
    pub(crate) fn turn_to(&self, case: Option<&str>) {
        self.with(|(current, _)| *current = case.map(str::to_owned));
    }

    /// Writes a request down.
    pub(crate) fn note(&self, request: impl FnOnce(Option<String>) -> Planned) {
        self.with(|(current, written)| {
            let planned = request(current.clone());
            // Looks that are repeated until somebody appears are planned once.
            if written.last() != Some(&planned) {
                written.push(planned);
            }
        });
    }

    /// The last request has to be refused.
    pub(crate) fn refuse_last(&self) {
        self.with(|(_, written)| {
            if let Some(last) = written.last_mut() {
                last.refused = true;
            }
        });
    }

    /// Everything so far.
    pub(crate) fn take(&self) -> Vec<Planned> {
        let mut taken = Vec::new();
        self.with(|(_, written)| taken = std::mem::take(written));
        taken
    }

    fn with(&self, change: impl FnOnce(&mut (Option<String>, Vec<Planned>))) {
        change(&mut self.written.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
