//! What a run came to, in a sentence, and how much of the documents it proved.

use super::{CaseReport, ClaimReport, ListedDeviation, Report, VendorReport};
use crate::judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, Verdict};
use crate::target::KnownDeviation;

/// How many rules a run could prove, and how many it did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Proof {
    /// Rules whose breach fails a server and that a case can observe.
    pub(super) could: usize,
    /// Those of them that every case of theirs found kept.
    pub(super) did: usize,
    /// Those of them that a case found broken.
    pub(super) broken: usize,
}

impl Proof {
    /// The sum over vendors.
    pub(super) fn of<'a>(vendors: impl IntoIterator<Item = &'a VendorReport>) -> Self {
        let mut proof = Self::default();
        let claims = vendors.into_iter().flat_map(|vendor| &vendor.claims);
        for claim in claims.filter(|claim| claim.provable()) {
            proof.could += 1;
            match claim.verdict {
                Some(Verdict::Pass | Verdict::Deviation) => proof.did += 1,
                Some(Verdict::Fail | Verdict::Known) => proof.broken += 1,
                _ => {}
            }
        }
        proof
    }
}

impl ClaimReport {
    /// Whether a run can show that a server keeps or breaks this rule.
    fn provable(&self) -> bool {
        self.level.binds() && self.provenance.stated() && self.unobservable.is_none()
    }
}

impl Report {
    /// Every case with its vendor.
    pub(super) fn cases(&self) -> impl Iterator<Item = (&VendorReport, &CaseReport)> {
        let vendors = self.vendors.iter();
        vendors.flat_map(|vendor| vendor.cases.iter().map(move |case| (vendor, case)))
    }

    /// The cases that make a run fail, or that could not be asked.
    pub(super) fn failures(&self) -> impl Iterator<Item = (&VendorReport, &CaseReport)> {
        self.cases()
            .filter(|(_, case)| matches!(case.verdict, Verdict::Fail | Verdict::Broken))
    }

    /// The vendor of which a case or a claim has this name.
    #[must_use]
    pub fn vendor_of(&self, id: &str) -> Option<&VendorReport> {
        self.vendors.iter().find(|vendor| {
            vendor.claim(id).is_some() || vendor.cases.iter().any(|case| case.id == id)
        })
    }

    /// How many cases were compared.
    pub(super) fn compared(&self) -> usize {
        self.cases()
            .filter(|(_, case)| case.verdict.compared())
            .count()
    }

    /// How many cases got this verdict.
    pub(super) fn count(&self, verdict: Verdict) -> usize {
        self.vendors
            .iter()
            .map(|vendor| vendor.count(verdict))
            .sum()
    }

    /// The verdicts a table has columns for: those that occur, and the two that everybody looks for.
    pub(super) fn verdicts(&self) -> Vec<Verdict> {
        let always = [Verdict::Pass, Verdict::Fail];
        let wanted = |verdict: &Verdict| always.contains(verdict) || self.count(*verdict) > 0;
        Verdict::ALL.into_iter().filter(wanted).collect()
    }

    /// The run in a sentence.
    pub(super) fn headline(&self) -> String {
        let failed = self.count(Verdict::Fail);
        let lost: usize = self.vendors.iter().map(|vendor| vendor.lost.len()).sum();
        let left: usize = self
            .vendors
            .iter()
            .map(|vendor| vendor.left_behind.len())
            .sum();
        match self.exit_code() {
            EXIT_CLEAN => "Nothing failed".to_owned(),
            EXIT_FINDINGS if failed > 0 => format!("{} failed", counted(failed, "case")),
            EXIT_FINDINGS if lost > 0 => format!("{} lost", counted(lost, "user")),
            EXIT_FINDINGS if left > 0 => format!("{} left behind", counted(left, "user")),
            EXIT_FINDINGS => {
                let outdated = counted(self.outdated().len(), "known deviation");
                format!("{outdated} out of date")
            }
            _ if self.compared() == 0 => "Nothing was compared, so this is not a pass".to_owned(),
            _ => "Too little could be asked to call this a pass".to_owned(),
        }
    }

    /// The command that asks a case or the cases of a claim again, with the same users.
    pub(super) fn replay(&self, vendor: &VendorReport, id: &str) -> String {
        let url = match vendor.base_url.as_str() {
            "" => self.base_url.as_str(),
            own => own,
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || ":/.-_[]".contains(c);
        let url = if url.chars().all(plain) {
            url.to_owned()
        } else {
            format!("'{}'", url.replace('\'', r"'\''"))
        };
        format!("umbridge conform replay {id} {url} --seed {}", self.seed)
    }

    /// The entry that accepts a failure for a while, with gaps for a person to fill.
    pub(super) fn entry(&self, case: &CaseReport) -> Option<String> {
        let entries = &self.expectations.as_ref()?.to_paste;
        let speaks_of_it = |entry: &&KnownDeviation| match &entry.claim {
            Some(claim) => case.claims.contains(claim),
            None => entry.case.as_ref() == Some(&case.id),
        };
        entries.iter().find(speaks_of_it).map(KnownDeviation::yaml)
    }

    /// What the list of known deviations says that is not so any more.
    pub(super) fn outdated(&self) -> Vec<String> {
        let listed = self
            .expectations
            .iter()
            .flat_map(|expectations| &expectations.listed);
        listed.filter_map(ListedDeviation::complaint).collect()
    }
}

impl VendorReport {
    /// The claims a case observes.
    pub(super) fn cited(&self, case: &CaseReport) -> Vec<&ClaimReport> {
        case.claims.iter().filter_map(|id| self.claim(id)).collect()
    }

    /// Why cases got this verdict and how many did, the most frequent reason first.
    pub(super) fn reasons(&self, verdict: Verdict) -> Vec<(String, usize)> {
        let mut counted: Vec<(String, usize)> = Vec::new();
        for case in self.cases.iter().filter(|case| case.verdict == verdict) {
            let reason = case.reason.clone().unwrap_or_default();
            match counted.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => counted.push((reason, 1)),
            }
        }
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counted
    }
}

/// `1 case`, `2 cases`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// `850 ms`, `4.1 s`.
pub(super) fn took(milliseconds: u64) -> String {
    if milliseconds < 1000 {
        format!("{milliseconds} ms")
    } else {
        format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100)
    }
}
