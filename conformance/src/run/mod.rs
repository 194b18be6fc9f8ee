//! Runs cases and collects their verdicts.
//!
//! A run never fails because of its target: whatever a server does becomes a
//! verdict. Vendors run side by side, and each vendor's cases a few at a time.

mod asking;
mod budget;
mod concurrent;
mod control;
mod crowd;
mod doors;
mod finish;
mod given;
mod histories;
mod job;
mod judging;
mod leave;
mod locate;
pub(crate) mod made_up;
mod newcomers;
mod nobody;
mod options;
mod oracle;
mod people;
mod places;
mod plan;
mod progress;
mod record;
mod register;
#[cfg(test)]
mod rehearsal;
mod removal;
mod selection;
mod sending;
mod session;
mod survey;
mod sweep;
mod terms;
mod trace;
mod volunteers;
mod withholding;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use reqwest::Client;

use crate::ask::credential::Supplied;
use crate::ask::tape;
use crate::ask::target::Target;
use crate::judge::verdict::Verdict;
use crate::report::{CaseReport, ClaimReport, Lost, Report, SCHEMA_VERSION, Seal, VendorReport};
use crate::suite::{Filed, Suite, Vendor};
pub use control::{Controlled, control};
pub use finish::{Finished, sweep};
pub use options::{Options, Refused};
pub(crate) use people::User;
use places::{places, told};
pub use plan::{Plan, plan};
pub use progress::{Listener, Progress};
pub use selection::{Listed, list};
use selection::{Selection, select};
use session::Session;
use terms::Terms;

/// Runs the embedded suite.
///
/// # Errors
/// Refuses to begin when the options or the suite make no sense; a target's behaviour is never an error.
pub async fn run(options: &Options) -> Result<Report, Refused> {
    let suite = Suite::embedded().map_err(Refused::Unreadable)?;
    run_suite(&suite, options).await
}

/// Runs a suite that was read already.
///
/// # Errors
/// As [`run`].
pub async fn run_suite(suite: &Suite, options: &Options) -> Result<Report, Refused> {
    let started = Instant::now();
    let suite = adapted(suite, options);
    let Begun {
        selected,
        places,
        seed,
    } = begin(&suite, options)?;
    let terms = Terms::of(options, &suite, &destinations(&selected, &places))?;
    let supplied = Supplied {
        values: &options.values,
        target: options.target.as_ref(),
    };
    let mut sessions = Vec::new();
    for ((vendor, cases), (target, client)) in selected.into_iter().zip(&places) {
        let mut session = Session::new(vendor, target, client, seed, supplied, &terms);
        session.longest_body = options.longest_body.unwrap_or(session.longest_body);
        sessions.push((session, cases));
    }
    let watch = Watch {
        listener: options.progress.as_ref(),
        started,
        sessions: &sessions,
        done: AtomicUsize::default(),
        of: sessions.iter().map(|(_, cases)| cases.len()).sum(),
    };
    let vendors = join_all(
        sessions
            .iter()
            .map(|(session, cases)| run_vendor(session, cases, &watch)),
    )
    .await;
    let secrets = sessions.iter().flat_map(|(session, _)| session.secrets());
    let seal = Seal::of(secrets);
    let mut report = Report {
        schema_version: SCHEMA_VERSION,
        base_url: told(&places),
        target: options.target.as_ref().map(|target| target.name.clone()),
        seed,
        duration_ms: elapsed(started),
        vendors,
        expectations: None,
    };
    options.expect(&mut report);
    Ok(seal.apply(report))
}

/// What a run begins with.
struct Begun<'a> {
    selected: Selection<'a>,
    /// The target of each of them, and the client that asks it.
    places: Vec<(Target, Client)>,
    seed: u64,
}

/// The suite as the target is to be asked it.
fn adapted<'a>(suite: &'a Suite, options: &Options) -> Cow<'a, Suite> {
    match &options.target {
        Some(target) => Cow::Owned(target.adapt(suite)),
        None => Cow::Borrowed(suite),
    }
}

fn begin<'a>(suite: &'a Suite, options: &Options) -> Result<Begun<'a>, Refused> {
    let selected = select(suite, options)?;
    let names = selected
        .iter()
        .map(|(vendor, _)| vendor.profile.vendor.as_str());
    let places = places(options, names)?;
    Ok(Begun {
        selected,
        places,
        seed: options.seed.unwrap_or_else(rand::random),
    })
}

/// Which vendor is asked where.
fn destinations<'a>(
    selected: &[(&'a Vendor, Vec<&'a Filed>)],
    places: &'a [(Target, Client)],
) -> Vec<(&'a Vendor, &'a Target)> {
    let vendors = selected.iter().map(|(vendor, _)| *vendor);
    vendors
        .zip(places.iter().map(|(target, _)| target))
        .collect()
}

/// Counts what all vendors have done.
struct Watch<'a> {
    listener: Option<&'a Listener>,
    started: Instant,
    sessions: &'a [(Session<'a>, Vec<&'a Filed>)],
    done: AtomicUsize,
    of: usize,
}

impl Watch<'_> {
    fn note(&self, vendor: &str, result: &CaseReport) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(listener) = self.listener {
            listener.tell(&Progress {
                vendor: vendor.to_owned(),
                case: result.id.clone(),
                verdict: result.verdict,
                done,
                of: self.of,
                elapsed: self.started.elapsed(),
                requests: self.sessions.iter().map(|(one, _)| one.requests()).sum(),
            });
        }
    }
}

async fn run_vendor(session: &Session<'_>, cases: &[&Filed], watch: &Watch<'_>) -> VendorReport {
    let started = Instant::now();
    let vendor = session.vendor;
    session.create_crowd(cases).await;
    let mut results: Vec<CaseReport> = stream::iter(cases)
        .map(|filed| async {
            let result = session.conduct(filed).await;
            watch.note(&vendor.profile.vendor, &result);
            result
        })
        .buffered(session.at_a_time())
        .collect()
        .await;
    let swept = session.clean_up().await;
    session.examine().await;
    block_refusals_without_a_twin(&mut results, cases);
    let mut lost = Vec::new();
    for result in &results {
        lost.extend(result.lost.iter().map(|user| Lost {
            user: user.clone(),
            case: Some(result.id.clone()),
            claims: result.claims.clone(),
        }));
    }
    lost.extend(swept.vanished);
    let mut report = VendorReport {
        vendor: vendor.profile.vendor.clone(),
        name: vendor.profile.name.clone(),
        document: vendor.document.clone(),
        base_url: session.target.base().to_owned(),
        left_out: session.left_out(),
        duration_ms: elapsed(started),
        requests: session.requests(),
        claims: claim_reports(vendor),
        cases: results,
        lost,
        left_behind: swept.left,
    };
    report.weigh_claims();
    report
}

/// A server that refuses everything passes every refusal, so a refusal only
/// counts where the same request without its one fault was accepted.
fn block_refusals_without_a_twin(results: &mut [CaseReport], cases: &[&Filed]) {
    let unaccepted: BTreeMap<String, bool> = results
        .iter()
        .map(|result| {
            let hindered = matches!(result.verdict, Verdict::Broken | Verdict::Blocked);
            (result.id.clone(), hindered || !result.findings.is_empty())
        })
        .collect();
    for (result, filed) in results.iter_mut().zip(cases) {
        let Some(twin) = &filed.case.twin else {
            continue;
        };
        let refused_everything = unaccepted.get(twin) == Some(&true);
        if matches!(result.verdict, Verdict::Pass | Verdict::Deviation) && refused_everything {
            result.verdict = Verdict::Blocked;
            result.reason = Some(format!("its accepted twin {twin} was not accepted"));
        }
    }
}

/// The claims before any case is weighed.
fn claim_reports(vendor: &Vendor) -> Vec<ClaimReport> {
    vendor
        .claims
        .iter()
        .map(|claim| ClaimReport {
            id: claim.id.clone(),
            heading: claim.heading.clone(),
            level: claim.level,
            provenance: claim.provenance,
            source: claim.source.clone(),
            says: claim.says.clone(),
            verdict: None,
            unobservable: claim.unobservable.clone(),
        })
        .collect()
}

fn elapsed(started: Instant) -> u64 {
    started.elapsed().as_millis().try_into().unwrap_or(u64::MAX)
}

/// Waits before a server is asked again.
#[expect(
    clippy::disallowed_methods,
    reason = "a server elsewhere has a clock of its own, so there is nothing to wait for but time"
)]
async fn pause(time: Duration) {
    if tape::is_playing() {
        return;
    }
    tokio::time::sleep(time).await;
}
