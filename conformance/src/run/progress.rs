//! Tells whoever is watching how far a run is. Nothing is printed here.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::judge::verdict::Verdict;

/// A case has ended.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The vendor.
    pub vendor: String,
    /// The case's name.
    pub case: String,
    /// Its verdict, which a refusal can still lose when its accepted twin turns out to be refused.
    pub verdict: Verdict,
    /// How many cases of all vendors have ended.
    pub done: usize,
    /// How many cases the run asks.
    pub of: usize,
    /// How long the run has taken so far.
    pub elapsed: Duration,
    /// How many requests were sent.
    pub requests: usize,
}

impl Progress {
    /// How long the rest would take if its cases were like those before them.
    #[must_use]
    pub fn left(&self) -> Option<Duration> {
        let done = u32::try_from(self.done).ok().filter(|done| *done > 0)?;
        let left = u32::try_from(self.of.saturating_sub(self.done)).ok()?;
        (self.elapsed / done).checked_mul(left)
    }
}

/// Somebody who is told of progress. It is called while cases run, so it has to be quick.
#[derive(Clone)]
pub struct Listener(Arc<dyn Fn(&Progress) + Send + Sync>);

impl Listener {
    /// Tells this function.
    pub fn new(tell: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    pub(crate) fn tell(&self, progress: &Progress) {
        (self.0)(progress);
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Listener")
    }
}
