//! The server under judgement, and whether it is only ours.

use std::net::IpAddr;
use std::time::Duration;

use reqwest::Url;

use super::tape;

use super::pace::Rate;

/// A base URL.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    base: String,
    host: String,
    loopback: bool,
    patience: Option<Duration>,
    rate: Option<Rate>,
    one_at_a_time: bool,
}

/// A base URL that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{url}` is not a base URL: {reason}")]
pub struct BadTarget {
    /// What was given.
    pub url: String,
    /// Why it cannot be used.
    pub reason: String,
}

impl Target {
    /// Reads a base URL. Paths of requests are appended to it.
    pub(crate) fn parse(url: &str) -> Result<Self, BadTarget> {
        let bad = |reason: &str| BadTarget {
            url: url.to_owned(),
            reason: reason.to_owned(),
        };
        let parsed = Url::parse(url).map_err(|error| bad(&error.to_string()))?;
        if !matches!(parsed.scheme(), "http" | "https") {
            return Err(bad("it is neither http nor https"));
        }
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return Err(bad(
                "credentials come from the environment, not from the URL",
            ));
        }
        if parsed.query().is_some() || parsed.fragment().is_some() {
            return Err(bad("it has a query or a fragment"));
        }
        let host = parsed.host_str().ok_or_else(|| bad("it has no host"))?;
        Ok(Self {
            base: url.trim_end_matches('/').to_owned(),
            host: host.to_owned(),
            loopback: is_loopback(host),
            patience: None,
            rate: None,
            one_at_a_time: false,
        })
    }

    /// The same target, waited for as long as this.
    pub(crate) fn with_patience(self, patience: Option<Duration>) -> Self {
        Self { patience, ..self }
    }

    /// The same target, asked no faster than this.
    pub(crate) fn with_rate(self, rate: Option<Rate>) -> Self {
        Self { rate, ..self }
    }

    /// The same target, asked one case after another.
    pub(crate) fn with_one_at_a_time(self, one_at_a_time: bool) -> Self {
        Self {
            one_at_a_time,
            ..self
        }
    }

    /// The most requests per second; a server of one's own takes any number.
    pub(crate) fn rate(&self) -> Option<Rate> {
        self.rate.or((!self.loopback).then_some(Rate::GENTLE))
    }

    /// Whether the server runs on this machine, where users may be deleted.
    pub(crate) fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The host, as an operator would type it.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The base URL without a slash at its end.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// How long to wait for users to appear or go.
    pub(crate) fn deadline(&self) -> Duration {
        if tape::is_playing() {
            return Duration::ZERO;
        }
        let usual = if self.loopback { 10 } else { 300 };
        self.patience.unwrap_or(Duration::from_secs(usual))
    }

    /// How long a request that was never answered may take to have its effect.
    pub(crate) fn grace(&self) -> Duration {
        let usual = if self.loopback { 3 } else { 60 };
        self.deadline().min(Duration::from_secs(usual))
    }

    /// How long to wait between two looks.
    pub(crate) fn poll(&self) -> Duration {
        if self.loopback {
            Duration::from_millis(15)
        } else {
            Duration::from_secs(1)
        }
    }

    /// How long to wait after this many looks: what takes long is looked at less often.
    pub(crate) fn poll_after(&self, looks: u32) -> Duration {
        const MOST: u32 = 4;
        self.poll() * (1 + looks / 2).min(MOST)
    }

    /// How many cases of one vendor are asked at a time, most of them waiting. The fewest jobs
    /// that a document allows at a time are thirty, and a case has one.
    pub(crate) fn concurrency(&self) -> usize {
        if self.loopback && !self.one_at_a_time {
            20
        } else {
            1
        }
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[rstest::rstest]
    #[case::an_ipv4_loopback("http://127.0.0.1:80", true)]
    #[case::any_of_127("http://127.9.9.9", true)]
    #[case::the_ipv6_loopback("http://[::1]:80/", true)]
    #[case::localhost("http://localhost:4010", true)]
    #[case::another_host("https://umbridge.example", false)]
    #[case::a_host_that_sounds_like_it("https://localhost.umbridge.example", false)]
    #[case::a_host_that_begins_like_it("http://127.0.0.1.umbridge.example", false)]
    #[case::every_address("http://0.0.0.0:80", false)]
    fn a_host(#[case] url: &str, #[case] loopback: bool) {
        assert_eq!(Target::parse(url).expect("a URL").is_loopback(), loopback);
    }

    #[rstest::rstest]
    #[case("ftp://127.0.0.1")]
    #[case("http://name:secret@127.0.0.1")]
    #[case("127.0.0.1:80")]
    #[case("http://127.0.0.1?x=1")]
    fn other_texts_are_refused(#[case] url: &str) {
        assert!(Target::parse(url).is_err());
    }
}
