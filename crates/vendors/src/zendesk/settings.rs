//! What differs from account to account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use umbridge_directory::Account;

use crate::kit;

/// The settings of a Zendesk account.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// Documented: whether the account has brand separation (`brand_user_separation_eap`). Off by default.
    pub(super) brand_separation: bool,
    /// The brands of the account.
    pub(super) brands: Vec<Brand>,
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
}
