//! Again: whether a request may be sent a second time, and when.
//!
//! A look changes nothing, so it may be repeated whenever the server asks for
//! time. Anything else may be repeated only where the server says that it did
//! nothing: 429. After any other answer, or none, users may be gone already.

use std::time::Duration;

use crate::ask::exchange::Answer;

/// What is known of a request that might be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// It only looks.
    Looks,
    /// It may have an effect, so it is repeated only when it certainly had none.
    Undone,
    /// Its first answer is the one that counts.
    Never,
}

/// When to send a request again after this answer; nothing where it is not to be.
///
/// `usual` is the time to wait where the server does not say.
pub(crate) fn after(answer: &Answer, again: Again, usual: Duration) -> Option<Duration> {
    let told = answer.header("retry-after");
    match (answer.status, again) {
        (_, Again::Never) => None,
        // Documented: RFC 6585, section 4: the server has not done what it was asked.
        (429, _) => Some(told.and_then(|told| read(told, answer)).unwrap_or(usual)),
        // Without the header nothing says that it will ever be better.
        (503, Again::Looks) => told.and_then(|told| read(told, answer)),
        _ => None,
    }
}

/// Seconds, or a date, which is taken by the clock that the server's answer shows.
fn read(told: &str, answer: &Answer) -> Option<Duration> {
    let told = told.trim();
    if let Ok(seconds) = told.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(told).ok()?;
    let now = httpdate::parse_http_date(answer.header("date")?).ok()?;
    Some(at.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Again, after};
    use crate::ask::exchange::Answer;

    const USUAL: u64 = 7;

    #[rstest::rstest]
    #[case::seconds(429, Again::Undone, Some("12"), Some(12))]
    #[case::a_date(429, Again::Undone, Some("Wed, 21 Oct 2026 07:28:30 GMT"), Some(30))]
    #[case::a_date_gone_by(429, Again::Undone, Some("Wed, 21 Oct 2026 07:27:00 GMT"), Some(0))]
    #[case::nothing_said(429, Again::Undone, None, Some(USUAL))]
    #[case::nonsense(429, Again::Looks, Some("soon"), Some(USUAL))]
    #[case::a_look_at_a_busy_server(503, Again::Looks, Some("3"), Some(3))]
    #[case::a_look_at_a_broken_server(503, Again::Looks, None, None)]
    #[case::a_deletion_that_may_have_happened(503, Again::Undone, Some("3"), None)]
    #[case::another_answer(500, Again::Looks, Some("3"), None)]
    #[case::a_case_about_429(429, Again::Never, Some("3"), None)]
    fn an_answer(
        #[case] status: u16,
        #[case] again: Again,
        #[case] told: Option<&str>,
        #[case] seconds: Option<u64>,
    ) {
        let mut headers = vec![("date".into(), "Wed, 21 Oct 2026 07:28:00 GMT".into())];
        headers.extend(told.map(|told| ("retry-after".into(), told.into())));
        let answer = Answer {
            status,
            headers,
            body: String::new(),
        };
        let wait = after(&answer, again, Duration::from_secs(USUAL));
        assert_eq!(wait, seconds.map(Duration::from_secs));
    }
}
