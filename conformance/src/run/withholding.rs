//! Says why a case is not asked: what a safe run holds back, and what a run elsewhere does.

use super::session::{Hindrance, Session};
use crate::ask::conduct::Conduct;
use crate::suite::case::{Case, Given, State};
use crate::suite::consistency::is_refusal;

impl Session<'_> {
    /// Says why a case is not asked in the run's conduct.
    pub(super) fn withhold(&self, case: &Case) -> Result<(), Hindrance> {
        match self.conduct {
            Conduct::Free => Ok(()),
            Conduct::Owned => withhold_what_stays(case),
            Conduct::Safe => self.withhold_what_is_not_refused(case),
        }
    }

    /// In a safe run only requests leave that a documented rule says must be refused.
    fn withhold_what_is_not_refused(&self, case: &Case) -> Result<(), Hindrance> {
        let withheld = |reason: &str| Err(Hindrance::Withheld(reason.to_owned()));
        let reads = |request: &crate::suite::when::Request| request.method == "GET";
        let needs = |given: &Given| given.state != State::Unknown;
        let alone = case.example.is_empty() && case.before.is_empty();
        if case.when.request.as_ref().is_some_and(reads) && alone {
            if is_refusal(case, self.vendor) || !case.given.values().any(needs) {
                return Ok(());
            }
            return withheld("it needs users, and a safe run creates none");
        }
        if case.when.request.is_some() || !case.example.is_empty() {
            return withheld(
                "a request written out in full could do anything, and the run is to be safe",
            );
        }
        if !is_refusal(case, self.vendor) {
            return withheld("it could delete users, and the run is to be safe");
        }
        let certain = case.claims.iter().all(|id| {
            self.vendor
                .claims
                .iter()
                .any(|claim| claim.id == *id && claim.can_fail())
        });
        if !certain {
            return withheld("the document does not say that it must be refused");
        }
        Ok(())
    }
}

/// Elsewhere nothing is done to users of the documents' examples, who may be somebody's, and
/// nothing that a run could not undo.
fn withhold_what_stays(case: &Case) -> Result<(), Hindrance> {
    let withheld = |reason: String| Err(Hindrance::Withheld(reason));
    if let Some(reason) = &case.loopback_only {
        return withheld(reason.clone());
    }
    if !case.example.is_empty() {
        let reason = "it is about users of the document's examples, whom this run did not create";
        return withheld(reason.to_owned());
    }
    Ok(())
}
