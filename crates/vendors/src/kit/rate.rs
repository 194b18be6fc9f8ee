//! Rate limits: fixed windows aligned to the clock, one count per account and bucket.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use umbridge_directory::{AccountId, Timestamp};

/// The counts of one vendor, kept in memory; every request finds them as data of the endpoint.
#[derive(Debug, Default)]
pub struct Buckets(Mutex<HashMap<(AccountId, &'static str), Window>>);

#[derive(Debug)]
struct Window {
    reset: Timestamp,
    used: u32,
}

/// What a request was told by its bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Requests per window.
    pub limit: u32,
    /// Requests left in the window, this one already taken off.
    pub remaining: u32,
    /// When the next window begins.
    pub reset: Timestamp,
    /// Whether this request was within the limit.
    pub granted: bool,
}

impl Buckets {
    /// Takes one request out of a bucket.
    pub fn take(
        &self,
        account: AccountId,
        bucket: &'static str,
        limit: u32,
        window: Duration,
        now: Timestamp,
    ) -> Allowance {
        // A count stays right even if another holder panicked, so a poisoned lock is no reason to refuse.
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let current = windows.entry((account, bucket)).or_insert(Window {
            reset: now,
            used: 0,
        });
        if current.reset <= now {
            let span = i64::try_from(window.as_micros()).unwrap_or(i64::MAX).max(1);
            *current = Window {
                reset: Timestamp((now.0.div_euclid(span) + 1) * span),
                used: 0,
            };
        }
        let granted = current.used < limit;
        current.used += u32::from(granted);
        Allowance {
            limit,
            remaining: limit - current.used.min(limit),
            reset: current.reset,
            granted,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use umbridge_directory::{Clock, Database, Directory, Timestamp};

    use super::Buckets;

    #[tokio::test]
    async fn a_bucket_is_full_again_at_the_edge_of_the_clock() {
        let directory = Directory::open(Database::Temporary, Clock::system())
            .await
            .expect("a directory");
        directory
            .seed(&(crate::VENDORS[0].seed)())
            .await
            .expect("a seed");
        let realm = crate::VENDORS[0].name;
        let name = &(crate::VENDORS[0].seed)()[0].name;
        let account = directory
            .find_account(realm, name)
            .await
            .expect("readable")
            .expect("seeded")
            .id;

        let buckets = Buckets::default();
        let take = |second: i64| {
            let now = Timestamp(second * 1_000_000);
            let told = buckets.take(account, "bucket", 2, Duration::from_secs(60), now);
            (told.remaining, told.reset.seconds(), told.granted)
        };
        assert_eq!(take(70), (1, 120, true));
        assert_eq!(take(71), (0, 120, true));
        assert_eq!(take(119), (0, 120, false));
        assert_eq!(take(120), (1, 180, true));
    }
}
