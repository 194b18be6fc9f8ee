//! Runs cases and collects their verdicts.
//!
//! A run never fails because of its target: whatever a server does becomes a
//! verdict. Vendors run side by side, and each vendor's cases a few at a time.

mod conduct;
mod doors;
mod made_up;
mod people;
#[cfg(test)]
mod rehearsal;
mod session;
mod sweep;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;

use crate::ask::exchange;
use crate::ask::target::{BadTarget, Target};
use crate::judge::verdict::Verdict;
use crate::report::{CaseReport, ClaimReport, Report, Seal, VendorReport};
use crate::suite::{Filed, Suite, Unreadable, Vendor};
use session::Session;

/// What to run, and against whom.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The server's base URL; the paths of requests are appended.
    pub base_url: String,
    /// Short names of vendors; all of them where empty.
    pub vendors: Vec<String>,
    /// Keeps only cases whose name, or one of whose claims, contains one of these texts, or
    /// whose file is one of them.
    pub filter: Vec<String>,
    /// How long to wait for users to appear or go: three seconds on loopback and five minutes
    /// elsewhere where nothing is said.
    pub patience: Option<Duration>,
    /// The seed of everything made up; a random one where nothing is said.
    pub seed: Option<u64>,
    /// Credentials by the names the profiles give them, usually the process's environment.
    pub values: BTreeMap<String, String>,
}

impl Options {
    /// Everything against this server, with credentials from the environment.
    #[must_use]
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            values: std::env::vars_os()
                .filter_map(|(name, value)| {
                    Some((name.into_string().ok()?, value.into_string().ok()?))
                })
                .collect(),
            ..Self::default()
        }
    }
}

/// Why a run did not begin. All of these are exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The base URL cannot be used.
    #[error(transparent)]
    BadTarget(#[from] BadTarget),
    /// A vendor's name is not known.
    #[error("there is no vendor `{name}`; known are {known}")]
    UnknownVendor {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// No case is left after filtering.
    #[error("no case matches the filter")]
    NothingSelected,
    /// The suite's own files cannot be read.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Unreadable(Vec<Unreadable>),
    /// The HTTP client cannot be set up on this machine.
    #[error("{0}")]
    Client(String),
}

/// A case as `list` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The vendor.
    pub vendor: String,
    /// The case's name.
    pub id: String,
    /// The file it stands in.
    pub file: String,
    /// What it asks.
    pub says: String,
    /// The claims it observes.
    pub claims: Vec<String>,
}

/// The cases a run would ask. The base URL is not looked at.
///
/// # Errors
/// Refuses unknown vendors, filters that match nothing, and unreadable files.
pub fn list(options: &Options) -> Result<Vec<Listed>, Refused> {
    let suite = Suite::embedded().map_err(Refused::Unreadable)?;
    let selected = select(&suite, options)?;
    let mut listed = Vec::new();
    for (vendor, cases) in selected {
        listed.extend(cases.iter().map(|filed| Listed {
            vendor: vendor.profile.vendor.clone(),
            id: filed.case.id.clone(),
            file: filed.file.clone(),
            says: filed.case.says.clone(),
            claims: filed.case.claims.clone(),
        }));
    }
    Ok(listed)
}

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
    let target = Target::parse(&options.base_url)?.with_patience(options.patience);
    let selected = select(suite, options)?;
    let client = exchange::client(&target).map_err(|error| Refused::Client(error.to_string()))?;
    let seed = options.seed.unwrap_or_else(rand::random);
    let mut sessions = Vec::new();
    for (vendor, cases) in selected {
        let session = Session::new(vendor, &target, &client, seed, &options.values);
        sessions.push((session, cases));
    }
    let vendors = join_all(
        sessions
            .iter()
            .map(|(session, cases)| run_vendor(session, cases)),
    )
    .await;
    let mut seal = Seal::default();
    for (session, _) in &sessions {
        for secret in session.secrets() {
            seal.hide(&secret);
        }
    }
    Ok(seal.apply(Report {
        base_url: target.base().to_owned(),
        seed,
        duration_ms: elapsed(started),
        vendors,
    }))
}

type Selection<'a> = Vec<(&'a Vendor, Vec<&'a Filed>)>;

fn select<'a>(suite: &'a Suite, options: &Options) -> Result<Selection<'a>, Refused> {
    let known = suite.vendors();
    if let Some(name) = options
        .vendors
        .iter()
        .find(|name| !known.contains(&name.as_str()))
    {
        return Err(Refused::UnknownVendor {
            name: name.clone(),
            known: known.join(", "),
        });
    }
    let wanted = |filed: &Filed| {
        options.filter.is_empty()
            || options.filter.iter().any(|text| {
                filed.file == *text
                    || filed.case.id.contains(text)
                    || filed.case.claims.iter().any(|id| id.contains(text))
            })
    };
    let mut selected = Vec::new();
    for vendor in &suite.vendors {
        let named = options.vendors.is_empty() || options.vendors.contains(&vendor.profile.vendor);
        let cases: Vec<&Filed> = vendor.cases.iter().filter(|filed| wanted(filed)).collect();
        if named && !cases.is_empty() {
            selected.push((vendor, cases));
        }
    }
    if selected.is_empty() {
        return Err(Refused::NothingSelected);
    }
    Ok(selected)
}

async fn run_vendor(session: &Session<'_>, cases: &[&Filed]) -> VendorReport {
    let started = Instant::now();
    let mut results: Vec<CaseReport> = stream::iter(cases)
        .map(|filed| session.conduct(filed))
        .buffered(session.target.concurrency())
        .collect()
        .await;
    let left_behind = session.sweep().await;
    block_refusals_without_a_twin(&mut results, cases);
    let vendor = session.vendor;
    VendorReport {
        vendor: vendor.profile.vendor.clone(),
        name: vendor.profile.name.clone(),
        document: vendor.document.clone(),
        duration_ms: elapsed(started),
        claims: claim_reports(vendor, &results),
        cases: results,
        left_behind,
    }
}

/// A server that refuses everything passes every refusal, so a refusal only
/// counts where the same request without its one fault was accepted.
fn block_refusals_without_a_twin(results: &mut [CaseReport], cases: &[&Filed]) {
    let verdicts: BTreeMap<String, Verdict> = results
        .iter()
        .map(|result| (result.id.clone(), result.verdict))
        .collect();
    for (result, filed) in results.iter_mut().zip(cases) {
        let Some(twin) = &filed.case.twin else {
            continue;
        };
        let twin_verdict = verdicts.get(twin).copied();
        let refused_everything = matches!(
            twin_verdict,
            Some(Verdict::Fail | Verdict::Broken | Verdict::Blocked)
        );
        if matches!(result.verdict, Verdict::Pass | Verdict::Deviation) && refused_everything {
            result.verdict = Verdict::Blocked;
            result.reason = Some(format!("its accepted twin {twin} was not accepted"));
        }
    }
}

fn claim_reports(vendor: &Vendor, results: &[CaseReport]) -> Vec<ClaimReport> {
    vendor
        .claims
        .iter()
        .map(|claim| ClaimReport {
            id: claim.id.clone(),
            heading: claim.heading.clone(),
            level: claim.level,
            provenance: claim.provenance,
            says: claim.says.clone(),
            verdict: results
                .iter()
                .filter(|result| result.claims.contains(&claim.id))
                .map(|result| result.verdict)
                .max(),
            unobservable: claim.unobservable.clone(),
        })
        .collect()
}

fn elapsed(started: Instant) -> u64 {
    started.elapsed().as_millis().try_into().unwrap_or(u64::MAX)
}
