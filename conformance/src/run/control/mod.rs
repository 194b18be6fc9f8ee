//! Control: the suite judged by its own cases.
//!
//! What a sound server really answered is bent in one place at a time and judged again, from a tape and
//! without asking. A case is as good as the bends it notices; a case that was weakened notices fewer.

mod bend;
mod change;
mod specimen;
pub(super) mod stage;
mod weaken;

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::judging::Observed;
use super::made_up;
use super::session::{Hindrance, Session};
use super::{Options, Refused, run_suite};
use crate::ask::tape::{self, Answers};
use crate::report::{CaseReport, Report};
use crate::suite::Suite;
use crate::suite::case::{Case, Reading};
use bend::Bend;
use specimen::{Kept, Specimen};
use stage::Stage;

/// How good a case is at noticing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Controlled {
    /// The case.
    pub case: String,
    /// In how many ways its observation was bent.
    pub bent: usize,
    /// How many of them changed its verdict.
    pub noticed: usize,
    /// How far they led from its preferred answer: for each bend the place of the reading that took it, the
    /// preferred one's being 0, or the number of readings where none did. Whatever is weakened, this falls.
    pub weight: usize,
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
                patterns: self.patterns(case, &observed),
                observed,
                before,
                after: Arc::new(after),
            });
        }
        judged
    }

    fn patterns(&self, case: &Case, observed: &Observed) -> Vec<Value> {
        let readings = case.readings().into_iter();
        let named = |reading: &Reading| self.named(reading)?.body.clone();
        let patterns =
            readings.flat_map(|reading| named(reading).into_iter().chain(reading.body.clone()));
        patterns
            .filter_map(|pattern| observed.scope.fill(&pattern).ok())
            .collect()
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
        let case = &specimen.case;
        let straight = self.place(specimen, case, None).await;
        let mut bends = bend::all(specimen);
        for (at, reading) in case.readings().into_iter().enumerate() {
            match Stage::of(reading, self.named(reading), specimen) {
                Some(stage) if at == straight => bends.extend(bend::of_fates(&stage)),
                Some(stage) => bends.extend(bend::all_staged(&stage)),
                None => {}
            }
        }
        let mut places = Vec::new();
        for bend in &bends {
            places.push(self.place(specimen, case, Some(bend)).await);
        }
        let mut without = Vec::new();
        for (assertion, weakened) in weaken::all(case) {
            if idle && !self.differs(specimen, &weakened, &bends, &places).await {
                without.push(assertion);
            }
        }
        let each = || bends.iter().zip(&places);
        let unnoticed = each().filter(|(_, place)| **place == straight);
        let unnoticed: Vec<String> = unnoticed.map(|(bend, _)| bend.says.clone()).collect();
        Controlled {
            case: case.id.clone(),
            bent: bends.len(),
            noticed: bends.len() - unnoticed.len(),
            weight: places.iter().sum(),
            unnoticed,
            idle: without,
        }
    }

    /// Whether a weakened case takes any bend otherwise.
    async fn differs(
        &self,
        specimen: &Specimen,
        weakened: &Case,
        bends: &[Bend],
        places: &[usize],
    ) -> bool {
        for (bend, place) in bends.iter().zip(places) {
            if self.place(specimen, weakened, Some(bend)).await != *place {
                return true;
            }
        }
        false
    }

    /// Judges a specimen once more, by this case and with this bent: the place of the reading that takes it.
    async fn place(&self, specimen: &Specimen, case: &Case, bend: Option<&Bend>) -> usize {
        let mut observed = specimen.observed.clone();
        if let Some(bend) = bend {
            bend.apply(&mut observed);
        }
        let mut report = specimen.blank.clone();
        let work = self.judge(case, &observed, &mut report);
        let played = tape::play(&specimen.after, bend.and_then(Bend::told), work);
        let judged = stage::on(bend.and_then(Bend::stage), played).await;
        let readings = case.readings();
        if judged.is_err() || !report.findings.is_empty() {
            return readings.len();
        }
        let named = readings.iter().position(|one| one.name == report.reading);
        named.unwrap_or_default()
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
