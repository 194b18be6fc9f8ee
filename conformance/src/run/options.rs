//! What an operator may say about a run, and why a run may not begin.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use super::made_up;
use super::progress::Listener;
use super::terms::needs_a_ledger;
use super::{adapted, begin, destinations};
use crate::ask::conduct::Manner;
use crate::ask::pace::Rate;
use crate::ask::target::BadTarget;
use crate::ledger::UnreadableLedger;
use crate::report::Report;
use crate::suite::{Suite, Unreadable};
use crate::target::{Asked, KnownDeviation, TargetFile, settle};

/// What to run, and against whom.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The server's base URL; the paths of requests are appended. Where there is a target's file
    /// as well, this takes the place of every URL in it.
    pub base_url: String,
    /// What is written down about the server.
    pub target: Option<TargetFile>,
    /// Known deviations besides those of the target's file.
    pub deviations: Option<Vec<KnownDeviation>>,
    /// Short names of vendors; all of them where empty.
    pub vendors: Vec<String>,
    /// Keeps only cases whose name, or one of whose claims, contains one of these texts, or
    /// whose file is one of them.
    pub filter: Vec<String>,
    /// Only the case, or the cases of the claim, of this very name, and what they are judged with.
    pub only: Option<String>,
    /// How long to wait for users to appear or go: ten seconds on loopback and five minutes
    /// elsewhere where nothing is said.
    pub patience: Option<Duration>,
    /// The most requests per second, for each vendor: no limit on loopback and five elsewhere
    /// where nothing is said.
    pub rate: Option<Rate>,
    /// The seed of everything made up; a random one where nothing is said.
    pub seed: Option<u64>,
    /// Credentials by the names the profiles give them, usually the process's environment.
    pub values: BTreeMap<String, String>,
    /// Asks one case after another, so that each finds what its predecessors left.
    pub one_at_a_time: bool,
    /// The longest body the report keeps, in characters; a few thousand where nothing is said.
    pub longest_body: Option<usize>,
    /// What the run may do to its target.
    pub manner: Manner,
    /// The most users whose deletion is sent; no limit where nothing is said.
    pub budget: Option<usize>,
    /// Where the run writes down what it is about to do; the file must not exist yet.
    pub ledger: Option<PathBuf>,
    /// The target's hosts, typed out by whoever owns them.
    pub i_own: Vec<String>,
    /// A file of users who may be deleted, by vendor, for servers on which none can be created.
    pub users: Option<PathBuf>,
    /// Told of every case that has ended, while others are still running.
    pub progress: Option<Listener>,
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

    /// Holds the known deviations against a report, where a list of them was given.
    pub(super) fn expect(&self, report: &mut Report) {
        let listed = self.target.iter().flat_map(|target| &target.deviations);
        let entries: Vec<KnownDeviation> = listed
            .chain(self.deviations.iter().flatten())
            .cloned()
            .collect();
        if self.target.is_none() && self.deviations.is_none() {
            return;
        }
        let asked = if self.filter.is_empty() {
            Asked::All
        } else {
            Asked::Some
        };
        settle(report, &entries, today(), asked);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "an entry expires by the calendar of whoever reads the report"
)]
fn today() -> jiff::civil::Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

impl Options {
    /// Draws a seed if there is none, and names a ledger in the current directory if the run has
    /// to have one: one that deletes users on another machine.
    ///
    /// # Errors
    /// Refuses as [`run`](super::run) does.
    pub fn settle(&mut self) -> Result<(), Refused> {
        let seed = *self.seed.get_or_insert_with(rand::random);
        let suite = Suite::embedded().map_err(Refused::Unreadable)?;
        let suite = adapted(&suite, self);
        let begun = begin(&suite, self)?;
        let elsewhere = needs_a_ledger(self, &destinations(&begun.selected, &begun.places));
        drop(begun);
        if self.ledger.is_none() && elsewhere {
            let name = format!("umbridge-{}.ledger", made_up::run_mark(seed));
            self.ledger = Some(PathBuf::from(name));
        }
        Ok(())
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
    /// The target's file does not name the vendor.
    #[error("the target does not offer `{0}`")]
    NotOffered(String),
    /// Nothing says where a vendor's API is.
    #[error("the target's file has no base_url for `{0}`")]
    NoBaseUrl(String),
    /// No case is left after filtering.
    #[error("no case matches the filter")]
    NothingSelected,
    /// The suite's own files cannot be read.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Unreadable(Vec<Unreadable>),
    /// Real users may depend on the host, and nobody typed its name.
    #[error("users are deleted on {host} only with `--i-own {host}`: {why}")]
    NotOwned {
        /// The target's host.
        host: String,
        /// Why it needs a word.
        why: String,
    },
    /// Another host was typed than the target's.
    #[error("`--i-own {typed}` is not the host of this run's target, {host}")]
    NotThisHost {
        /// What was typed.
        typed: String,
        /// The target's host.
        host: String,
    },
    /// Users of one vendor would be deleted on a host of another one.
    #[error(
        "{host} is a host of {owner}, so {other} is not asked to delete anybody there; use `--vendor {owner}`"
    )]
    AnotherVendors {
        /// The target's host.
        host: String,
        /// Whose it is.
        owner: String,
        /// Who was to be asked as well.
        other: String,
    },
    /// A run that deletes users on another machine has nowhere to write down what it is about to do.
    #[error("a run that deletes users on another machine needs a ledger")]
    NoLedger,
    /// The ledger cannot be begun.
    #[error("{0}")]
    Ledger(String),
    /// The ledger to be swept by cannot be read.
    #[error(transparent)]
    UnreadableLedger(#[from] UnreadableLedger),
    /// The file of users cannot be used.
    #[error("{0}")]
    Users(String),
    /// The HTTP client cannot be set up on this machine.
    #[error("{0}")]
    Client(String),
}
