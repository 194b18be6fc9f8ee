//! Pace: no more requests per second than a target bears.
//!
//! A bucket that holds one token: requests are spread evenly, so that a server
//! that counts by the second never sees twice its limit around a second's turn.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

/// The most requests in a stretch of time: `5/s`, `90/min`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String", extend("pattern" = r"^[0-9]+(\.[0-9]+)?(/s|/min)?$"))]
pub struct Rate {
    per_second: f64,
}

/// A text that is no rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a rate; `5/s` and `90/min` are")]
pub struct BadRate(String);

impl Rate {
    /// What a server that is not on this machine is asked where nobody says otherwise.
    pub(crate) const GENTLE: Self = Self { per_second: 5.0 };

    fn interval(self) -> Duration {
        Duration::from_secs_f64(1.0 / self.per_second)
    }
}

impl FromStr for Rate {
    type Err = BadRate;

    fn from_str(text: &str) -> Result<Self, BadRate> {
        let (number, seconds) = match text.split_once('/') {
            None | Some((_, "s")) => (text.trim_end_matches("/s"), 1.0),
            Some((number, "min")) => (number, 60.0),
            Some(_) => return Err(BadRate(text.to_owned())),
        };
        let count = number.parse::<f64>().ok();
        let per_second = count.map(|count| count / seconds);
        // One request a day is the slowest that anybody can mean.
        match per_second.filter(|rate| rate.is_finite() && *rate >= 1.0 / 86_400.0) {
            Some(per_second) => Ok(Self { per_second }),
            None => Err(BadRate(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Rate {
    type Error = BadRate;

    fn try_from(text: String) -> Result<Self, BadRate> {
        text.parse()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/s", self.per_second)
    }
}

/// Whose turn it is. One for each vendor of a run.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    interval: Option<Duration>,
    next: Mutex<Option<Instant>>,
}

impl Pace {
    pub(crate) fn new(rate: Option<Rate>) -> Self {
        Self {
            interval: rate.map(Rate::interval),
            next: Mutex::default(),
        }
    }

    /// Waits until one more request may be sent.
    pub(crate) async fn turn(&self) {
        let Some(interval) = self.interval else {
            return;
        };
        let at = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let at = next.map_or(now, |next| next.max(now));
            *next = Some(at + interval);
            at
        };
        sleep_until(at).await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::future::join_all;
    use tokio::time::Instant;

    use super::{Pace, Rate};

    fn rate(text: &str) -> Rate {
        text.parse().expect("a rate")
    }

    #[tokio::test(start_paused = true)]
    async fn requests_side_by_side_are_spread_over_the_time_they_may_take() {
        let pace = Pace::new(Some(rate("5/s")));
        let begun = Instant::now();
        let turns = join_all((0..11).map(|_| async {
            pace.turn().await;
            begun.elapsed()
        }))
        .await;
        let expected: Vec<Duration> = (0..11).map(|at| Duration::from_millis(at * 200)).collect();
        let rounded: Vec<Duration> = turns
            .iter()
            .map(|turn| Duration::from_millis(turn.as_millis() as u64 / 10 * 10))
            .collect();
        assert_eq!(rounded, expected);
    }

    #[tokio::test(start_paused = true)]
    async fn who_was_idle_does_not_catch_up() {
        let pace = Pace::new(Some(rate("1/s")));
        pace.turn().await;
        tokio::time::advance(Duration::from_secs(60)).await;
        let begun = Instant::now();
        pace.turn().await;
        pace.turn().await;
        assert!(begun.elapsed() >= Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_rate_nobody_waits() {
        let pace = Pace::new(None);
        let begun = Instant::now();
        join_all((0..100).map(|_| pace.turn())).await;
        assert_eq!(begun.elapsed(), Duration::ZERO);
    }

    #[rstest::rstest]
    #[case::by_the_second("4/s", 250)]
    #[case::a_bare_number("4", 250)]
    #[case::by_the_minute("30/min", 2000)]
    #[case::less_than_one("0.5/s", 2000)]
    fn a_rate(#[case] text: &str, #[case] milliseconds: u64) {
        assert_eq!(rate(text).interval(), Duration::from_millis(milliseconds));
    }

    #[rstest::rstest]
    #[case("0/s")]
    #[case("-1/s")]
    #[case("fast")]
    #[case("5/fortnight")]
    #[case("inf/s")]
    #[case("")]
    fn no_rate(#[case] text: &str) {
        assert!(text.parse::<Rate>().is_err());
    }
}
