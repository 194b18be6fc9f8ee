//! What is asked and written down before a request leaves.

use std::sync::atomic::Ordering;

use super::plan::Planned;
use super::session::{Hindrance, Session};
use super::trace::Trace;
use crate::ask::gate::Passage;
use crate::ask::request::Outgoing;
use crate::ledger::Event;
use crate::suite::effect::Effect;

impl Session<'_> {
    /// Asks the gate.
    pub(crate) fn let_through(&self, request: &Outgoing) -> Result<Passage, Hindrance> {
        self.gate
            .check(request, &self.roll)
            .map_err(|stopped| Hindrance::Withheld(stopped.to_string()))
    }

    /// Asks the gate, and takes from the budget what a case's own request deletes.
    pub(crate) fn afford(&self, request: &Outgoing) -> Result<Passage, Hindrance> {
        let passage = self.let_through(request)?;
        if passage.effect == Effect::Deletes {
            self.take(passage.names.len())?;
        }
        Ok(passage)
    }

    /// How many cases are asked at a time. Those that reserve from one budget would leave each
    /// other too little.
    pub(super) fn at_a_time(&self) -> usize {
        if self.terms.budget.is_limited() {
            1
        } else {
            self.target.concurrency()
        }
    }

    /// Takes deletions from the budget.
    pub(crate) fn take(&self, deletions: usize) -> Result<(), Hindrance> {
        let taken = self.terms.budget.take(deletions);
        taken.map_err(|spent| Hindrance::Withheld(spent.to_string()))
    }

    /// Writes to the ledger whom a request is about to delete.
    pub(super) fn note_deletion(&self, passage: Passage) -> Result<(), Hindrance> {
        if passage.effect != Effect::Deletes {
            return Ok(());
        }
        let names = passage.names.into_iter().map(|name| name.whole).collect();
        self.note("", Event::Deleting { names })
    }

    /// Whether the server has answered anything yet.
    pub(crate) fn was_answered(&self) -> bool {
        self.answered.load(Ordering::Relaxed)
    }

    /// From now on requests are written down as this case's; as nobody's between cases.
    pub(super) fn turn_to(&self, case: Option<&str>) {
        if let Some(trace) = &self.terms.plan {
            trace.turn_to(case);
        }
    }

    /// What was written down.
    pub(super) fn written(&self) -> Vec<Planned> {
        self.terms.plan.as_ref().map_or_else(Vec::new, Trace::take)
    }

    /// Says that what was written down last has to be refused.
    pub(super) fn has_to_be_refused(&self) {
        if let Some(trace) = &self.terms.plan {
            trace.refuse_last();
        }
    }

    /// Whether requests are only written down.
    pub(crate) fn is_planning(&self) -> bool {
        self.terms.plan.is_some()
    }

    /// A request as a plan shows it.
    pub(super) fn planned(
        &self,
        case: Option<String>,
        request: &Outgoing,
        passage: &Passage,
    ) -> Planned {
        let seal = self.seal();
        Planned {
            vendor: self.vendor.profile.vendor.clone(),
            case,
            effect: passage.effect,
            method: request.method.clone(),
            path: seal.scrubbed(&request.path_and_query()),
            body: request.body.as_deref().map(|body| seal.scrubbed(body)),
            names: passage.names.len(),
            refused: false,
        }
    }
}
