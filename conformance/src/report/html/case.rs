//! A case as the page shows it, with the evidence beside its verdict.

use serde::Serialize;

use crate::report::witness::{Moment, Sighting, named};
use crate::report::{CaseReport, ClaimReport, Report, VendorReport};

#[derive(Debug, Serialize)]
pub(super) struct Case<'a> {
    #[serde(flatten)]
    case: &'a CaseReport,
    cited: Vec<&'a ClaimReport>,
    replay: String,
    /// The entry that accepts the failure for a while.
    entry: Option<String>,
    doors: Vec<Door<'a>>,
}

/// What one door showed of one role, at both moments.
#[derive(Debug, Serialize)]
struct Door<'a> {
    door: &'a str,
    role: &'a str,
    shows_deleted: bool,
    at_once: Option<String>,
    settled: Option<String>,
}

impl<'a> Case<'a> {
    pub(super) fn of(report: &Report, vendor: &'a VendorReport, case: &'a CaseReport) -> Self {
        Self {
            case,
            cited: vendor.cited(case),
            replay: report.replay(vendor, &case.id),
            entry: report.entry(case),
            doors: doors(case),
        }
    }
}

fn doors(case: &CaseReport) -> Vec<Door<'_>> {
    let mut table = Vec::new();
    for door in named(case.erasure.iter().map(|row| row.door.as_str())) {
        let rows = || case.erasure.iter().filter(|row| row.door == door);
        for role in named(rows().map(|row| row.role.as_str())) {
            let rows = || rows().filter(|row| row.role == role);
            let told = |moment| rows().find(|row| row.moment == moment).map(Sighting::told);
            table.push(Door {
                door,
                role: if role.is_empty() { "users" } else { role },
                shows_deleted: rows().any(|row| row.shows_deleted),
                at_once: told(Moment::AtOnce),
                settled: told(Moment::Settled),
            });
        }
    }
    table
}
