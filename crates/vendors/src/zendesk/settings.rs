//! What differs from account to account.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use umbridge_directory::Account;

use crate::kit;

/// The settings of a Zendesk account.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// Documented: whether the account has brand separation (`brand_user_separation_eap`). Off by default.
    pub(super) brand_separation: bool,
    /// The brands of the account, the default one first.
    pub(super) brands: Vec<Brand>,
    /// What `id` is in the results of a deletion by external ids.
    pub(super) external_ids_result_id: ResultId,
    /// Documented: whether the account may create users in bulk, which Zendesk has to switch on. On by
    /// default, since it is off for few.
    pub(super) bulk_import: bool,
    /// Documented: requests a minute by the account's plan.
    pub(super) rate_limit: u32,
    /// Whether requests beyond the limit are refused. Off by default: they are always counted and told, but
    /// a test suite on the same machine makes more in a minute than any plan allows.
    pub(super) enforce_rate_limit: bool,
    /// Documented: permanent deletions within ten minutes.
    pub(super) permanent_deletions_limit: u32,
    /// Documented: jobs of one class that may be queued or running.
    pub(super) max_active_jobs: u32,
    /// Recorded: a job is still queued when it is first answered. Inferred: for how long, in milliseconds.
    pub(super) job_queued_ms: u64,
    /// For how long a job is working before it is completed, in milliseconds.
    pub(super) job_working_ms: u64,
    /// Documented: for how long a job can be read, in seconds.
    pub(super) job_readable_s: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            brand_separation: false,
            brands: Vec::new(),
            external_ids_result_id: ResultId::Numeric,
            bulk_import: true,
            rate_limit: 700,
            enforce_rate_limit: false,
            permanent_deletions_limit: 700,
            max_active_jobs: 30,
            job_queued_ms: 50,
            job_working_ms: 50,
            job_readable_s: 24 * 60 * 60,
        }
    }
}

/// What names a user in the results of a deletion by external ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum ResultId {
    /// Documented: the id, a number.
    Numeric,
    /// Recorded by the author of a client library: text. Inferred: that it is the external id.
    External,
}

/// A brand of an account.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Brand {
    /// Its id.
    pub(super) id: i64,
    /// Its name.
    pub(super) name: String,
    /// Whether its end users are its own; otherwise they belong to the account.
    #[serde(default)]
    pub(super) user_separation: bool,
    /// Its subdomain; made from the name and the id where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) subdomain: Option<String>,
}

impl Brand {
    /// The subdomain, unique in the account.
    pub(super) fn subdomain(&self) -> String {
        self.subdomain.clone().unwrap_or_else(|| {
            let plain = self
                .name
                .to_lowercase()
                .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            format!("{}-{}", plain.trim_matches('-'), self.id)
        })
    }
}

impl Settings {
    /// Reads the settings; an account that has none has the defaults.
    pub(super) fn of(account: &Account) -> Result<Self, umbridge_directory::Error> {
        kit::settings::read(account)
    }

    /// How long a job is queued.
    pub(super) fn job_queued(&self) -> Duration {
        Duration::from_millis(self.job_queued_ms)
    }

    /// How long it takes from the acceptance of a job to its end.
    pub(super) fn job_delay(&self) -> Duration {
        self.job_queued() + Duration::from_millis(self.job_working_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::{ResultId, Settings};

    #[test]
    fn what_is_not_said_is_the_default() {
        let read: Settings =
            serde_json::from_str(r#"{"external_ids_result_id": "external"}"#).expect("read");
        assert_eq!(read.external_ids_result_id, ResultId::External);
        assert_eq!((read.rate_limit, read.bulk_import), (700, true));
    }

    #[test]
    fn a_setting_that_does_not_exist_is_refused() {
        assert!(serde_json::from_str::<Settings>(r#"{"rate_limits": 1}"#).is_err());
    }
}
