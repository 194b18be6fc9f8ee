//! All claims with the cases that observe them.

use schemars::JsonSchema;
use serde::Serialize;

use super::Suite;
use super::claim::{Level, Provenance};
use super::pin::Pin;

/// A claim as it is listed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Listing {
    /// The vendor.
    pub vendor: String,
    /// The claim's name, which never changes.
    pub id: String,
    /// How binding the rule is.
    pub level: Level,
    /// How the rule is known.
    pub provenance: Provenance,
    /// The document it stands in, where it stands in one.
    pub document: Option<String>,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// The passage it stands in.
    pub pin: Option<Pin>,
    /// Where it comes from, if not from the document.
    pub source: Option<String>,
    /// The rule, in our words.
    pub says: String,
    /// The cases that observe it.
    pub cases: Vec<String>,
    /// Why no case can observe it.
    pub unobservable: Option<String>,
}

impl Suite {
    /// The claims of these vendors, or of all where none is named.
    #[must_use]
    pub fn claims(&self, vendors: &[String]) -> Vec<Listing> {
        let mut listed = Vec::new();
        for vendor in &self.vendors {
            let name = &vendor.profile.vendor;
            if !vendors.is_empty() && !vendors.contains(name) {
                continue;
            }
            for claim in &vendor.claims {
                let observing = vendor
                    .cases
                    .iter()
                    .filter(|filed| filed.skip.is_none() && filed.case.claims.contains(&claim.id));
                listed.push(Listing {
                    vendor: name.clone(),
                    id: claim.id.clone(),
                    level: claim.level,
                    provenance: claim.provenance,
                    document: claim.pin.is_some().then(|| vendor.document.clone()),
                    heading: claim.heading.clone(),
                    pin: claim.pin.clone(),
                    source: claim.source.clone(),
                    says: claim.says.clone(),
                    cases: observing.map(|filed| filed.case.id.clone()).collect(),
                    unobservable: claim.unobservable.clone(),
                });
            }
        }
        listed
    }
}
