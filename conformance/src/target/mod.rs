//! Targets: what an operator writes down about a server, and what becomes of it in a run.
//!
//! A target file says where the server is, which variables hold its
//! credentials, what it leaves out and in what it is known to deviate.
//! `file.rs` is its format, `adapt.rs` takes out of the suite what is left
//! out, and `settle.rs` holds the known deviations against a run's verdicts.

mod adapt;
mod check;
mod deviation;
mod file;
mod settle;

use std::path::Path;
use std::time::Duration;

pub(crate) use deviation::DeviationsFile;
pub use deviation::{Expiry, KnownDeviation};
pub use file::{FromEnvironment, LeaveOut, Place, TargetFile};
pub(crate) use settle::{Asked, settle};

use crate::ask::pace::Rate;
use crate::suite::{Suite, Unreadable, parse};

impl TargetFile {
    /// Reads a target file and holds it against the embedded suite.
    ///
    /// # Errors
    /// Says everything that is wrong with it, never repeating what stands in a credential's place.
    pub fn read(path: &Path) -> Result<Self, Vec<Unreadable>> {
        let (name, text) = load(path)?;
        let target: Self = parse(&name, &text).map_err(|problem| vec![problem])?;
        let problems = check::target(&name, &target, &Suite::embedded()?);
        if problems.is_empty() {
            Ok(target)
        } else {
            Err(problems)
        }
    }

    /// Where one vendor's API is.
    pub(crate) fn base_url(&self, vendor: &str) -> Option<&str> {
        let own = self
            .vendors
            .get(vendor)
            .and_then(|place| place.base_url.as_ref());
        own.or(self.base_url.as_ref()).map(String::as_str)
    }

    pub(crate) fn patience(&self, vendor: &str) -> Option<Duration> {
        let own = self.vendors.get(vendor);
        let own = own.and_then(|place| place.patience_seconds);
        own.or(self.patience_seconds).map(Duration::from_secs)
    }

    pub(crate) fn rate(&self, vendor: &str) -> Option<Rate> {
        let own = self.vendors.get(vendor).and_then(|place| place.rate);
        own.or(self.rate)
    }

    /// Whether the target speaks this vendor's API.
    pub(crate) fn offers(&self, vendor: &str) -> bool {
        self.vendors.is_empty() || self.vendors.contains_key(vendor)
    }

    /// The suite as this target is to be asked it.
    pub(crate) fn adapt(&self, suite: &Suite) -> Suite {
        let vendors = suite.vendors.iter().map(|vendor| {
            let place = self.vendors.get(&vendor.profile.vendor);
            place.map_or_else(|| vendor.clone(), |place| vendor.adapted(place))
        });
        Suite {
            vendors: vendors.collect(),
        }
    }

    /// What one vendor's API leaves out, as sentences.
    pub(crate) fn left_out(&self, vendor: &str) -> Vec<String> {
        let place = self.vendors.get(vendor);
        place
            .map(|place| place.leave_out.told())
            .unwrap_or_default()
    }
}

/// Reads a list of known deviations that stands in a file of its own.
///
/// # Errors
/// Says everything that is wrong with it.
pub fn read_deviations(path: &Path) -> Result<Vec<KnownDeviation>, Vec<Unreadable>> {
    let (name, text) = load(path)?;
    let file: DeviationsFile = parse(&name, &text).map_err(|problem| vec![problem])?;
    let problems = check::deviations(&name, &file.deviations, &Suite::embedded()?);
    if problems.is_empty() {
        Ok(file.deviations)
    } else {
        Err(problems)
    }
}

fn load(path: &Path) -> Result<(String, String), Vec<Unreadable>> {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => Ok((name, text)),
        Err(error) => Err(vec![Unreadable::new(name, error.to_string())]),
    }
}
