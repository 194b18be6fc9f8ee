//! Control: the suite judged by its own cases.
//!
//! What a sound server really answered is bent in one place at a time and judged again, from a tape and
//! without asking. A case is as good as the bends it notices; a case that was weakened notices fewer.

mod bend;
mod specimen;
mod weaken;

use std::sync::{Arc, Mutex, PoisonError};

use super::judging::Observed;
use super::made_up;
use super::session::{Hindrance, Session};
use super::{Options, Refused, run_suite};
use crate::ask::tape::{self, Answers};
use crate::judge::verdict::Verdict;
use crate::report::{CaseReport, Report};
use crate::suite::Suite;
use crate::suite::case::Case;
use bend::Bend;
use specimen::{Kept, Specimen};

/// How good a case is at noticing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Controlled {
    /// The case.
    pub case: String,
    /// In how many ways its observation was bent.
    pub bent: usize,
    /// How many of them changed its verdict.
    pub noticed: usize,
    /// Those that did not, in words.
    pub unnoticed: Vec<String>,
    /// Assertions without which it notices just as much.
    pub idle: Vec<String>,
}

/// Runs the suite, and judges every case that passed again and again with something bent.
///
/// `idle` also takes each assertion away, one at a time, to find those that notice nothing.
///
/// # Errors
/// As [`run_suite`].
pub async fn control(
    suite: &Suite,
    options: &Options,
    idle: bool,
) -> Result<(Report, Vec<Controlled>), Refused> {
    let kept = Arc::new(Kept::new(idle));
    let report = specimen::keeping(Arc::clone(&kept), run_suite(suite, options)).await?;
    let mut controlled = kept.controlled();
    controlled.sort_by(|one, other| one.case.cmp(&other.case));
    Ok((report, controlled))
}

/// What of a verdict counts: another one is what a bend is noticed by.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    verdict: Verdict,
    reading: Option<String>,
    clean: bool,
}

impl Session<'_> {
    /// Judges a case, and keeps what it was judged by where the suite itself is on trial.
    pub(super) async fn judge_on_record(
        &self,
        case: &Case,
        observed: Observed,
        before: Option<Answers>,
        report: &mut CaseReport,
    ) -> Result<(), Hindrance> {
        let Some(before) = before else {
            return self.judge(case, &observed, report).await;
        };
        let blank = report.clone();
        let work = async {
            self.judge(case, &observed, report).await?;
            // Another reading may look through other doors.
            self.look_everywhere(case, &observed.users).await;
            Ok(())
        };
        let (judged, after) = tape::record(work).await;
        if judged.is_ok() && report.findings.is_empty() {
            specimen::keep(Specimen {
                vendor: self.vendor.profile.vendor.clone(),
                case: case.clone(),
                mark: made_up::case_mark(self.seed, &case.id),
                blank,
                observed,
                before,
                after: Arc::new(after),
            });
        }
        judged
    }

    /// Judges this vendor's specimens, now that nothing depends on the session any more.
    pub(super) async fn examine(&self) {
        let Some(kept) = specimen::kept() else {
            return;
        };
        for specimen in kept.take(&self.vendor.profile.vendor) {
            let controlled = self.examine_one(&specimen, kept.idle).await;
            let mut all = kept
                .controlled
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            all.push(controlled);
        }
    }

    async fn examine_one(&self, specimen: &Specimen, idle: bool) -> Controlled {
        let bends = bend::all(specimen);
        let straight = self.again(specimen, &specimen.case, None).await;
        let mut noticed = Vec::new();
        let mut unnoticed = Vec::new();
        for bend in &bends {
            if self.again(specimen, &specimen.case, Some(bend)).await == straight {
                unnoticed.push(bend.says.clone());
            } else {
                noticed.push(bend);
            }
        }
        let mut without = Vec::new();
        if idle {
            for (assertion, weakened) in weaken::all(&specimen.case) {
                if self.notices_all(specimen, &weakened, &noticed).await {
                    without.push(assertion);
                }
            }
        }
        Controlled {
            case: specimen.case.id.clone(),
            bent: bends.len(),
            noticed: noticed.len(),
            unnoticed,
            idle: without,
        }
    }

    async fn notices_all(&self, specimen: &Specimen, weakened: &Case, bends: &[&Bend]) -> bool {
        let straight = self.again(specimen, weakened, None).await;
        for bend in bends {
            if self.again(specimen, weakened, Some(bend)).await == straight {
                return false;
            }
        }
        true
    }

    /// Judges a specimen once more, by this case and with this bent.
    async fn again(&self, specimen: &Specimen, case: &Case, bend: Option<&Bend>) -> Outcome {
        let mut observed = specimen.observed.clone();
        let mut told = None;
        if let Some(bend) = bend {
            bend.apply(&mut observed, &mut told);
        }
        let mut report = specimen.blank.clone();
        let work = self.judge(case, &observed, &mut report);
        let judged = tape::play(&specimen.after, told, work).await;
        Outcome {
            verdict: judged.map_or(Verdict::Broken, |()| report.verdict),
            reading: report.reading,
            clean: report.findings.is_empty(),
        }
    }
}

/// How many of a kind stand for all of them.
const FEW: usize = 3;

/// The first ones and the last.
fn few<T>(items: Vec<T>) -> Vec<T> {
    let last = items.len().saturating_sub(1);
    let chosen = |at: usize| at + 1 < FEW || at == last;
    let numbered = items.into_iter().enumerate();
    numbered
        .filter(|(at, _)| chosen(*at))
        .map(|(_, item)| item)
        .collect()
}

/// Where specimens of one run go.
type Shelf<T> = Mutex<Vec<T>>;
