//! What the page's templates are given: the report, arranged as the page shows it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Admitted;
use super::case::Case;
use crate::judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, Verdict};
use crate::report::outcome::{Proof, took};
use crate::report::{CaseReport, ClaimReport, Report, VendorReport};

#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    style: Admitted,
    script: Admitted,
    base_url: &'a str,
    /// As text, for a script's numbers are shorter.
    seed: String,
    took: String,
    outcome: Outcome,
    asked: usize,
    compared: usize,
    verdicts: Vec<Explained>,
    vendors: Vec<Vendor<'a>>,
    failures: Vec<&'a CaseReport>,
    lost: Vec<Person<'a>>,
    outdated: Vec<String>,
    left_behind: Vec<Person<'a>>,
}

#[derive(Debug, Serialize)]
struct Outcome {
    /// The verdict whose colour it has.
    kind: &'static str,
    says: String,
}

#[derive(Debug, Serialize)]
struct Explained {
    word: &'static str,
    says: &'static str,
}

/// Somebody who should be there and is not, or the other way round.
#[derive(Debug, Serialize)]
struct Person<'a> {
    name: &'a str,
    user: &'a str,
    case: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Vendor<'a> {
    vendor: &'a str,
    name: &'a str,
    document: &'a str,
    took: String,
    requests: usize,
    left_out: &'a [String],
    claims: usize,
    could: usize,
    did: usize,
    counts: Vec<Count>,
    groups: Vec<Group<'a>>,
    cases: Vec<Case<'a>>,
}

#[derive(Debug, Serialize)]
struct Count {
    word: &'static str,
    cases: usize,
}

/// The claims under one heading of the document.
#[derive(Debug, Serialize)]
struct Group<'a> {
    heading: Option<&'a str>,
    rows: Vec<Row<'a>>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    claim: &'a ClaimReport,
    cases: Vec<Cell<'a>>,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Cell<'a> {
    id: &'a str,
    verdict: Verdict,
}

impl<'a> Page<'a> {
    pub(super) fn of(report: &'a Report, style: Admitted, script: Admitted) -> Self {
        let verdicts = report.verdicts();
        let kind = match report.exit_code() {
            EXIT_CLEAN => Verdict::Pass,
            EXIT_FINDINGS => Verdict::Fail,
            _ => Verdict::Broken,
        };
        let vendors = report.vendors.iter();
        Self {
            style,
            script,
            base_url: &report.base_url,
            seed: report.seed.to_string(),
            took: took(report.duration_ms),
            outcome: Outcome {
                kind: kind.word(),
                says: report.headline(),
            },
            asked: report.cases().count(),
            compared: report.compared(),
            vendors: vendors
                .map(|vendor| Vendor::of(report, vendor, &verdicts))
                .collect(),
            failures: report.failures().map(|(_, case)| case).collect(),
            lost: lost(report),
            outdated: report.outdated(),
            left_behind: left_behind(report),
            verdicts: verdicts.into_iter().map(explained).collect(),
        }
    }
}

impl<'a> Vendor<'a> {
    fn of(report: &'a Report, vendor: &'a VendorReport, verdicts: &[Verdict]) -> Self {
        let proof = Proof::of([vendor]);
        let counts = verdicts.iter().map(|verdict| Count {
            word: verdict.word(),
            cases: vendor.count(*verdict),
        });
        let cases = vendor.cases.iter();
        let cases = cases.map(|case| Case::of(report, vendor, case));
        Self {
            vendor: &vendor.vendor,
            name: &vendor.name,
            document: &vendor.document,
            took: took(vendor.duration_ms),
            requests: vendor.requests,
            left_out: &vendor.left_out,
            claims: vendor.claims.len(),
            could: proof.could,
            did: proof.did,
            counts: counts.collect(),
            groups: groups(vendor),
            cases: cases.collect(),
        }
    }
}

/// The claims in the document's order; those that are on no page stand together at the end.
fn groups(vendor: &VendorReport) -> Vec<Group<'_>> {
    let mut cells: BTreeMap<&str, Vec<Cell<'_>>> = BTreeMap::new();
    for case in &vendor.cases {
        let cell = Cell {
            id: &case.id,
            verdict: case.verdict,
        };
        for claim in &case.claims {
            cells.entry(claim).or_default().push(cell);
        }
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    for claim in &vendor.claims {
        let heading = claim.heading.as_deref();
        let row = Row {
            claim,
            cases: cells.get(claim.id.as_str()).cloned().unwrap_or_default(),
        };
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group {
                heading,
                rows: vec![row],
            }),
        }
    }
    groups.sort_by_key(|group| group.heading.is_none());
    groups
}

fn lost(report: &Report) -> Vec<Person<'_>> {
    let vendors = report.vendors.iter();
    let lost = vendors.flat_map(|vendor| vendor.lost.iter().map(move |lost| (vendor, lost)));
    lost.map(|(vendor, lost)| Person {
        name: &vendor.name,
        user: &lost.user,
        case: lost.case.as_deref(),
    })
    .collect()
}

fn left_behind(report: &Report) -> Vec<Person<'_>> {
    let vendors = report.vendors.iter();
    let left = vendors.flat_map(|vendor| vendor.left_behind.iter().map(move |user| (vendor, user)));
    left.map(|(vendor, user)| Person {
        name: &vendor.name,
        user,
        case: None,
    })
    .collect()
}

fn explained(verdict: Verdict) -> Explained {
    let says = match verdict {
        Verdict::Pass => "The preferred answer.",
        Verdict::Fail => "An answer the document does not admit.",
        Verdict::Known => "A failure that the list of known deviations expects.",
        Verdict::Deviation => {
            "Another admissible answer, or a rule that nobody documents is not kept."
        }
        Verdict::Skipped => "Not applicable.",
        Verdict::Withheld => "Not sent, to protect the server.",
        Verdict::Blocked => "No credential, no users, or no accepted twin.",
        Verdict::Broken => "Could not be asked.",
    };
    Explained {
        word: verdict.word(),
        says,
    }
}
