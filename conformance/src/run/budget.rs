//! How many deletions a run may still send.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What is left of a budget; no limit where there is none.
///
/// It is reserved before it is used: a user who is created has to be paid for
/// at once, or nothing would be left to clean up with.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    of: Option<usize>,
    taken: AtomicUsize,
}

/// The budget does not suffice.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("it needs {wanted} deletions, and {left} of the budget of {of} are left")]
pub(crate) struct Spent {
    wanted: usize,
    left: usize,
    of: usize,
}

impl Budget {
    pub(crate) fn new(of: Option<usize>) -> Self {
        Self {
            of,
            taken: AtomicUsize::default(),
        }
    }

    pub(crate) fn is_limited(&self) -> bool {
        self.of.is_some()
    }

    /// Takes from the budget, all or nothing.
    pub(crate) fn take(&self, wanted: usize) -> Result<(), Spent> {
        let Some(of) = self.of else {
            return Ok(());
        };
        let more = |taken: usize| taken.checked_add(wanted).filter(|sum| *sum <= of);
        let order = Ordering::Relaxed;
        let taken = self.taken.fetch_update(order, order, more);
        let left = |taken: usize| of.saturating_sub(taken);
        taken.map(drop).map_err(|taken| Spent {
            wanted,
            left: left(taken),
            of,
        })
    }

    /// Gives back what was reserved for users who are gone already.
    pub(crate) fn give_back(&self, unused: usize) {
        let order = Ordering::Relaxed;
        let fewer = |taken: usize| Some(taken.saturating_sub(unused));
        // The closure never declines.
        let _ = self.taken.fetch_update(order, order, fewer);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn a_budget_is_taken_whole_or_not_at_all() {
        let budget = Budget::new(Some(5));
        assert!(budget.take(3).is_ok());
        let refused = budget.take(3).expect_err("too much").to_string();
        assert_eq!(
            refused,
            "it needs 3 deletions, and 2 of the budget of 5 are left"
        );
        assert!(budget.take(2).is_ok());
        budget.give_back(1);
        assert!(budget.take(1).is_ok());
        assert!(budget.take(1).is_err());
    }

    #[test]
    fn without_a_limit_nothing_is_counted() {
        let budget = Budget::new(None);
        assert!(budget.take(usize::MAX).is_ok());
        assert!(budget.take(usize::MAX).is_ok());
    }
}
