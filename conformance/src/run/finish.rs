//! Finishes a run that was killed: who is left by its ledger is found, deleted, and seen to be gone.
//!
//! A ledger is a file, and files can be edited. So nothing in it is enough to
//! delete anybody: a user has to carry the mark that follows from the run's
//! seed, and the server has to show them under a name with that mark.

use std::path::Path;

use futures_util::future::join_all;

use super::made_up;
use super::options::{Options, Refused};
use super::people::User;
use super::session::Session;
use super::terms::{Terms, guard};
use crate::ask::credential::Supplied;
use crate::ask::exchange;
use crate::ask::target::Target;
use crate::judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNASKED};
use crate::ledger::{self, Remains};
use crate::report::Seal;
use crate::suite::{Suite, Vendor};

/// What finishing a run came to.
#[derive(Debug, Clone, Default)]
pub struct Finished {
    /// For each vendor: its name, how many users the ledger left open, how many were deleted.
    vendors: Vec<(String, usize, usize)>,
    /// Who stays, or is not known to be gone, with the reason.
    pub left_behind: Vec<String>,
    /// Whether any server answered.
    answered: bool,
}

/// Deletes what the run of a ledger left behind, where the ledger says or at another base URL.
///
/// # Errors
/// Refuses ledgers that cannot be read, and targets as [`run`](super::run) does.
pub async fn sweep(options: &Options, path: &Path) -> Result<Finished, Refused> {
    let suite = Suite::embedded().map_err(Refused::Unreadable)?;
    let remains = ledger::read(path)?;
    let mut open = Vec::new();
    for remains in remains.into_iter().filter(|one| !one.users.is_empty()) {
        let vendors = suite.vendors.iter();
        let mut named = vendors.filter(|vendor| vendor.profile.vendor == remains.vendor);
        let vendor = named.next().ok_or_else(|| Refused::UnknownVendor {
            name: remains.vendor.clone(),
            known: suite.vendors().join(", "),
        })?;
        let url = match options.base_url.as_str() {
            "" => remains.target.clone(),
            url => url.to_owned(),
        };
        let target = Target::parse(&url)?
            .with_patience(options.patience)
            .with_rate(options.rate);
        open.push((vendor, remains, target));
    }
    let destinations: Vec<(&Vendor, &Target)> = open
        .iter()
        .map(|(vendor, _, target)| (*vendor, target))
        .collect();
    guard(options, &suite, &destinations)?;
    let terms = Terms::of_sweep(path)?;
    let swept = open
        .iter()
        .map(|(vendor, remains, target)| finish(vendor, remains, target, options, &terms));
    let mut finished = Finished {
        answered: open.is_empty(),
        ..Finished::default()
    };
    for one in join_all(swept).await {
        let one = one?;
        finished.answered = finished.answered || one.answered;
        finished.vendors.extend(one.vendors);
        finished.left_behind.extend(one.left_behind);
    }
    Ok(finished)
}

async fn finish(
    vendor: &Vendor,
    remains: &Remains,
    target: &Target,
    options: &Options,
    terms: &Terms,
) -> Result<Finished, Refused> {
    let client = exchange::client(target).map_err(|error| Refused::Client(error.to_string()))?;
    let session = Session::new(
        vendor,
        target,
        &client,
        remains.seed,
        Supplied {
            values: &options.values,
            target: options.target.as_ref(),
        },
        terms,
    );
    // What the run drew for its cases follows from its seed.
    for filed in &vendor.cases {
        let mark = made_up::case_mark(remains.seed, &filed.case.id);
        for (_, drawn) in made_up::identifiers(&mark, "case", 0) {
            session.roll.make_up(&drawn);
        }
    }
    let mut finished = Finished::default();
    let mut looked_for = 0;
    let genuine = made_up::run_mark(remains.seed) == remains.run;
    for (seat, (account, stage, fields)) in &remains.users {
        let user = User {
            seat: seat.clone(),
            role: String::new(),
            account: account.clone(),
            fields: fields.clone(),
        };
        if genuine && session.is_invented(fields) {
            looked_for += 1;
            session.register.enter(&[user], *stage);
        } else {
            let why = "not touched, for they do not carry the run's mark";
            finished.left_behind.push(format!("{fields}: {why}"));
        }
    }
    let swept = session.sweep().await;
    // Where nobody is looked for there is nothing to be answered.
    finished.answered = looked_for == 0 || session.was_answered();
    finished.left_behind.extend(swept.left);
    let name = vendor.profile.vendor.clone();
    finished.vendors = vec![(name, remains.users.len(), swept.deleted)];
    let seal: Seal = session.seal();
    for text in &mut finished.left_behind {
        *text = seal.scrubbed(text);
    }
    Ok(finished)
}

impl Finished {
    /// What was done, for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        for (vendor, open, deleted) in &self.vendors {
            lines.push(format!(
                "{vendor:<8} {open} users were open in the ledger, {deleted} of them were found and deleted"
            ));
        }
        for user in &self.left_behind {
            lines.push(format!("  left behind: {user}"));
        }
        lines.push(match (self.answered, self.left_behind.is_empty()) {
            (false, _) => "the server did not answer, so nothing is known".to_owned(),
            (true, true) => "nobody of the run is left".to_owned(),
            (true, false) => format!("{} users may be left", self.left_behind.len()),
        });
        lines.join("\n") + "\n"
    }

    /// The process's exit code: 0 nobody is left, 1 somebody may be, 3 the server did not answer.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match (self.answered, self.left_behind.is_empty()) {
            (false, _) => EXIT_UNASKED,
            (true, true) => EXIT_CLEAN,
            (true, false) => EXIT_FINDINGS,
        }
    }
}
