//! One mutant before the suite: a server of its own, only its vendor's cases, and what they say.

use std::{collections::BTreeSet, time::Duration};

use futures_util::{StreamExt, stream};
use umbridge_conformance::{
    ClaimReport, Level, Options, Provenance, Report, Suite, Verdict, run_suite,
};
use umbridge_server::{Emulator, Mutant};

use super::floor::Floor;

/// The seed of every run, so that two runs make the same users.
const SEED: u64 = 2908;

/// What all trials have in common.
pub(super) struct Terms<'t> {
    pub(super) suite: &'t Suite,
    pub(super) patience: Duration,
    pub(super) asks: Asks<'t>,
}

/// Which cases a mutant is judged by.
#[derive(Clone, Copy)]
pub(super) enum Asks<'t> {
    /// All of its vendor.
    All,
    /// Those of the floor.
    Known(&'t Floor),
    /// A few of those.
    Some(&'t Floor),
}

/// What became of a mutant.
pub(super) struct Trial {
    pub(super) mutant: Mutant,
    pub(super) verdict: Bite,
}

/// Whether the suite noticed.
pub(super) enum Bite {
    /// Cases that failed by a rule that can fail, with those rules.
    Bit(Vec<Killer>),
    /// The fault showed and no case failed, or none by the rule that forbids it.
    Survived(String),
    /// Nothing was learned: it did not start, did not answer, or its fault never showed.
    Void(String),
}

/// A case that caught a mutant.
pub(super) struct Killer {
    pub(super) case: String,
    pub(super) claims: Vec<String>,
}

impl Trial {
    pub(super) fn bit(&self) -> bool {
        matches!(self.verdict, Bite::Bit(_))
    }

    /// The cases that caught it.
    pub(super) fn killers(&self) -> &[Killer] {
        match &self.verdict {
            Bite::Bit(killers) => killers,
            _ => &[],
        }
    }
}

/// What is wrong with the suite, or with a mutant.
pub(super) fn findings(trials: &[Trial]) -> Vec<String> {
    let told = trials.iter().filter_map(|trial| match &trial.verdict {
        Bite::Bit(_) => None,
        Bite::Survived(why) => Some(format!("survived: {}: {why}", trial.mutant.id)),
        Bite::Void(why) => Some(format!("void: {}: {why}", trial.mutant.id)),
    });
    told.collect()
}

impl Terms<'_> {
    /// The emulator with nothing wrong, by the same terms.
    pub(super) async fn judge_clean(&self, mutants: &[Mutant]) -> anyhow::Result<Report> {
        let vendors: BTreeSet<&str> = mutants.iter().map(Mutant::vendor).collect();
        let vendors = vendors.into_iter().map(str::to_owned).collect();
        // Nobody stays by mistake here, so nothing is gained by hurrying.
        let options = Options {
            vendors,
            seed: Some(SEED),
            ..Options::default()
        };
        let (report, _) = self.ask(None, options).await?;
        Ok(report)
    }

    /// All of them, a few at a time.
    pub(super) async fn judge_all(&self, mutants: Vec<Mutant>, beside: usize) -> Vec<Trial> {
        stream::iter(mutants)
            .map(|mutant| async {
                let verdict = self.try_one(&mutant).await;
                Trial { mutant, verdict }
            })
            .buffered(beside)
            .collect()
            .await
    }

    async fn try_one(&self, mutant: &Mutant) -> Bite {
        let filter = match self.asks {
            Asks::All => vec![],
            Asks::Known(floor) => floor.cases(&mutant.id),
            Asks::Some(floor) => floor.some_cases(&mutant.id),
        };
        // Of whom nothing is known yet, the cases about the rule they break are asked.
        let filter = match self.asks {
            Asks::Known(_) | Asks::Some(_) if filter.is_empty() => {
                vec![mutant.forbidden_by.clone()]
            }
            _ => filter,
        };
        let verdict = self.try_with(mutant, filter).await;
        match (&verdict, self.asks) {
            (Bite::Survived(_) | Bite::Void(_), Asks::All) => {
                // Some faults drown the rest of the suite, a queue that never empties for one.
                self.try_with(mutant, vec![mutant.forbidden_by.clone()])
                    .await
            }
            _ => verdict,
        }
    }

    async fn try_with(&self, mutant: &Mutant, filter: Vec<String>) -> Bite {
        let all = filter.is_empty();
        let options = Options {
            vendors: vec![mutant.vendor().to_owned()],
            filter,
            patience: Some(self.patience),
            seed: Some(SEED),
            ..Options::default()
        };
        match self.ask(Some(mutant.clone()), options).await {
            Err(error) => Bite::Void(format!("{error:#}")),
            Ok((report, shown)) => weigh(mutant, &report, shown, all),
        }
    }

    async fn ask(
        &self,
        mutant: Option<Mutant>,
        options: Options,
    ) -> anyhow::Result<(Report, usize)> {
        let emulator = Emulator::start(umbridge_server::Options {
            mutant,
            ..umbridge_server::Options::default()
        })
        .await?;
        let options = Options {
            base_url: emulator.base_url(),
            ..options
        };
        let report = run_suite(self.suite, &options).await;
        let shown = emulator.faults_shown();
        emulator.stop().await?;
        Ok((report?, shown))
    }
}

/// What the cases make of a mutant.
fn weigh(mutant: &Mutant, report: &Report, shown: usize, all: bool) -> Bite {
    if shown == 0 {
        return Bite::Void("its fault never showed".to_owned());
    }
    let cases = || report.vendors.iter().flat_map(|vendor| &vendor.cases);
    if all && !cases().any(|case| case.verdict == Verdict::Pass) {
        return Bite::Void("nothing works any more".to_owned());
    }
    let killers: Vec<Killer> = cases()
        .filter(|case| case.verdict == Verdict::Fail)
        .map(|case| Killer {
            case: case.id.clone(),
            claims: binding(report, &case.claims),
        })
        .collect();
    let unasked = |verdict| matches!(verdict, Verdict::Broken | Verdict::Blocked);
    if killers.is_empty()
        && let Some(hindered) = cases().find(|case| unasked(case.verdict))
    {
        let why = hindered.reason.clone().unwrap_or_default();
        return Bite::Void(format!("{} could not be asked: {why}", hindered.id));
    }
    if killers.is_empty() {
        return Bite::Survived("no case failed".to_owned());
    }
    let forbidden = |killer: &Killer| killer.claims.contains(&mutant.forbidden_by);
    if !killers.iter().any(forbidden) {
        let others: BTreeSet<&str> = killers
            .iter()
            .flat_map(|killer| killer.claims.iter().map(String::as_str))
            .collect();
        let others: Vec<&str> = others.into_iter().collect();
        return Bite::Survived(format!(
            "no case of {} failed, only those of {}",
            mutant.forbidden_by,
            others.join(", ")
        ));
    }
    Bite::Bit(killers)
}

/// Those of the claims that can fail a server.
fn binding(report: &Report, claims: &[String]) -> Vec<String> {
    let binding = |claim: &ClaimReport| {
        matches!(claim.level, Level::Must | Level::Should)
            && matches!(
                claim.provenance,
                Provenance::Documented | Provenance::Example
            )
    };
    let all = report.vendors.iter().flat_map(|vendor| &vendor.claims);
    all.filter(|claim| claims.contains(&claim.id) && binding(claim))
        .map(|claim| claim.id.clone())
        .collect()
}
