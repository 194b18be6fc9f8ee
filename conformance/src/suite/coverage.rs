//! Which operation each case asks, and what for.
//!
//! It lets a test hold the suite against a server's OpenAPI document: an
//! operation nobody asks is one whose misbehaviour nobody would notice.

use super::consistency::prefers_refusal;
use super::{Filed, Suite, Vendor};

/// What a case shows of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shows {
    /// That it works.
    Success,
    /// That it refuses a caller.
    RefusedCredential,
    /// That it refuses a request.
    Malformed,
}

/// One case's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The vendor.
    pub vendor: String,
    /// The case's name.
    pub case: String,
    /// The HTTP method.
    pub method: String,
    /// The path, with placeholders.
    pub path: String,
    /// What the case shows.
    pub shows: Shows,
}

impl Suite {
    /// The requests of all cases that are not skipped.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        let mut asked = Vec::new();
        for vendor in &self.vendors {
            let cases = vendor.cases.iter().filter(|filed| filed.skip.is_none());
            asked.extend(cases.filter_map(|filed| request(vendor, filed)));
        }
        asked
    }
}

fn request(vendor: &Vendor, filed: &Filed) -> Option<Asked> {
    let case = &filed.case;
    let kinds = &vendor.profile.kinds;
    let kind = || match &case.when.by {
        Some(name) => kinds.iter().find(|kind| kind.name == *name),
        None => kinds.first(),
    };
    let request = match &case.when.request {
        Some(request) => request,
        None => &kind()?.request,
    };
    let accepted = case
        .twin
        .as_ref()
        .and_then(|twin| vendor.cases.iter().find(|other| other.case.id == *twin));
    let usual = accepted.and_then(|filed| filed.case.when.credential.as_ref());
    let shows = if !prefers_refusal(case, vendor) {
        Shows::Success
    } else if case.bad_credential || case.when.credential.as_ref() != usual {
        Shows::RefusedCredential
    } else {
        Shows::Malformed
    };
    let method = case.when.change.method.as_ref().unwrap_or(&request.method);
    Some(Asked {
        vendor: vendor.profile.vendor.clone(),
        case: case.id.clone(),
        method: method.clone(),
        path: request.path.clone(),
        shows,
    })
}
