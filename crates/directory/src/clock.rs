//! Time, as something that can be held still.
//!
//! Everything in the product that asks for the time asks a [`Clock`]. The system's clock runs by itself;
//! a held clock moves only when told to, and wakes whoever waits for a moment that has come.

use std::{fmt, sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// A moment, in microseconds since the Unix epoch, UTC; RFC 3339 text wherever people read or write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Timestamp(pub i64);

impl From<Timestamp> for String {
    fn from(moment: Timestamp) -> Self {
        moment.render("%Y-%m-%dT%H:%M:%S%.fZ")
    }
}

impl TryFrom<String> for Timestamp {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text} is not a moment by RFC 3339"))
    }
}

impl Timestamp {
    /// Reads RFC 3339 text such as `2026-01-02T03:04:05.123456Z`; `None` where it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>()
            .ok()
            .map(|moment| Self(moment.as_microsecond()))
    }

    /// Whole seconds since the Unix epoch.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Renders in UTC by a `strftime` pattern, for instance `%Y-%m-%dT%H:%M:%SZ`.
    pub fn render(self, pattern: &str) -> String {
        let moment =
            jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        moment.strftime(pattern).to_string()
    }
}

impl std::ops::Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)),
        )
    }
}

/// The clock of one directory; clones share the same time.
#[derive(Clone)]
pub struct Clock(Arc<Source>);

enum Source {
    System,
    Held(watch::Sender<Timestamp>),
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now().render("%Y-%m-%dT%H:%M:%S%.6fZ"))
    }
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Source::System))
    }

    /// A clock that stands at `start` until [`Clock::advance`] moves it.
    pub fn held(start: Timestamp) -> Self {
        Self(Arc::new(Source::Held(watch::Sender::new(start))))
    }

    /// The present moment.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine"
    )]
    pub fn now(&self) -> Timestamp {
        match &*self.0 {
            Source::System => Timestamp(jiff::Timestamp::now().as_microsecond()),
            Source::Held(moment) => *moment.borrow(),
        }
    }

    /// Moves a held clock forward and wakes those who wait; does nothing to the system's clock.
    pub fn advance(&self, span: Duration) {
        if let Source::Held(moment) = &*self.0 {
            moment.send_modify(|now| *now = *now + span);
        }
    }

    /// Returns once `moment` has come.
    #[expect(
        clippy::disallowed_methods,
        reason = "the machine's time is waited for by sleeping"
    )]
    pub async fn reach(&self, moment: Timestamp) {
        match &*self.0 {
            Source::System => {
                let left = moment.0.saturating_sub(self.now().0);
                tokio::time::sleep(Duration::from_micros(u64::try_from(left).unwrap_or(0))).await;
            }
            Source::Held(now) => {
                // The sender lives as long as this clock, so waiting cannot fail.
                let _ = now.subscribe().wait_for(|now| *now >= moment).await;
            }
        }
    }
}
