//! What a run may do to its target: options of a run and of a sweep.

use std::io::{self, Write};
use std::path::PathBuf;

use umbridge_conformance::{Manner, Options};

/// What a run may do.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(next_help_heading = "Safety")]
pub(super) struct Arguments {
    /// Only read and ask for refusals, even on loopback.
    #[arg(long, conflicts_with_all = ["destructive", "users", "budget", "ledger", "i_own"])]
    safe: bool,
    /// Create users and delete them, and nobody else, wherever the server is.
    #[arg(long)]
    destructive: bool,
    /// Send the deletion of at most this many users; what does not fit is withheld.
    #[arg(long, value_name = "NUMBER")]
    budget: Option<usize>,
    /// Write down in this new file what is about to be created and deleted, for `conform sweep`.
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Delete these throw-away users instead of creating some: lists of users by vendor, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    users: Option<PathBuf>,
    #[command(flatten)]
    owner: Owner,
}

/// Whose the target is.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Owner {
    /// The server's host, typed out: this is not somebody's production.
    #[arg(long, value_name = "HOST")]
    pub(super) i_own: Vec<String>,
}

impl Arguments {
    /// What the run may do.
    pub(super) fn manner(&self) -> Manner {
        match (self.safe, self.destructive) {
            (true, _) => Manner::Safe,
            (false, true) => Manner::Destructive,
            (false, false) => Manner::Usual,
        }
    }

    /// These options and the others. Says where the ledger is, since who kills the run needs it.
    pub(super) fn apply(self, options: Options, planning: bool) -> anyhow::Result<Options> {
        let mut options = Options {
            budget: self.budget,
            ledger: self.ledger,
            users: self.users,
            i_own: self.owner.i_own,
            ..options
        };
        if !planning {
            options.settle()?;
            if let Some(ledger) = &options.ledger {
                let ledger = ledger.display();
                writeln!(
                    io::stderr(),
                    "ledger: {ledger} (if the run is killed: umbridge conform sweep {ledger})"
                )?;
            }
        }
        Ok(options)
    }
}
