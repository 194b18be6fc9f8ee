//! What a run may do, agreed upon before its first request.

use std::path::Path;

use super::budget::Budget;
use super::options::{Options, Refused};
use super::trace::Trace;
use super::volunteers::Volunteers;
use crate::ask::conduct::Manner;
use crate::ask::host;
use crate::ask::target::Target;
use crate::ledger::Ledger;
use crate::suite::{Suite, Vendor};

/// What all vendors of a run share.
#[derive(Debug)]
pub(crate) struct Terms {
    pub(crate) manner: Manner,
    pub(crate) budget: Budget,
    pub(crate) ledger: Option<Ledger>,
    pub(crate) volunteers: Volunteers,
    /// Where requests are written instead of being sent.
    pub(crate) plan: Option<Trace>,
}

impl Terms {
    /// The terms of a run that asks these vendors there.
    pub(crate) fn of(
        options: &Options,
        suite: &Suite,
        destinations: &[(&Vendor, &Target)],
    ) -> Result<Self, Refused> {
        let mut terms = Self::without_a_ledger(options, suite, destinations)?;
        if let Some(path) = &options.ledger {
            let ledger = Ledger::create(path).map_err(|error| cannot(path, &error))?;
            terms.ledger = Some(ledger);
        } else if needs_a_ledger(options, destinations) {
            return Err(Refused::NoLedger);
        }
        Ok(terms)
    }

    /// The terms of a run that only says what it would do.
    pub(crate) fn of_plan(
        options: &Options,
        suite: &Suite,
        destinations: &[(&Vendor, &Target)],
    ) -> Result<Self, Refused> {
        Ok(Self {
            plan: Some(Trace::default()),
            ..Self::without_a_ledger(options, suite, destinations)?
        })
    }

    fn without_a_ledger(
        options: &Options,
        suite: &Suite,
        destinations: &[(&Vendor, &Target)],
    ) -> Result<Self, Refused> {
        if options.manner == Manner::Destructive {
            guard(options, suite, destinations)?;
        }
        let volunteers = match &options.users {
            Some(path) => Volunteers::read(path, suite)?,
            None => Volunteers::default(),
        };
        Ok(Self {
            manner: options.manner,
            budget: Budget::new(options.budget),
            ledger: None,
            volunteers,
            plan: None,
        })
    }

    /// The terms of finishing a run that was killed.
    pub(crate) fn of_sweep(path: &Path) -> Result<Self, Refused> {
        let ledger = Ledger::reopen(path).map_err(|error| cannot(path, &error))?;
        Ok(Self {
            manner: Manner::Destructive,
            budget: Budget::default(),
            ledger: Some(ledger),
            volunteers: Volunteers::default(),
            plan: None,
        })
    }
}

fn cannot(path: &Path, error: &std::io::Error) -> Refused {
    let path = path.display();
    Refused::Ledger(match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!(
            "{path} is there already; `umbridge conform sweep {path}` finishes its run, or name another file"
        ),
        _ => format!("the ledger {path} cannot be written: {error}"),
    })
}

/// Nobody is deleted on a host that may be somebody's business unless the operator typed its name.
pub(crate) fn guard(
    options: &Options,
    suite: &Suite,
    destinations: &[(&Vendor, &Target)],
) -> Result<(), Refused> {
    for (vendor, target) in destinations {
        permit(options, suite, vendor, target)?;
    }
    let hosts: Vec<&str> = destinations
        .iter()
        .map(|(_, target)| target.host())
        .collect();
    let mut typed = options.i_own.iter();
    match typed.find(|typed| !hosts.contains(&typed.as_str())) {
        Some(typed) => Err(Refused::NotThisHost {
            typed: typed.clone(),
            host: hosts.join(", "),
        }),
        None => Ok(()),
    }
}

fn permit(
    options: &Options,
    suite: &Suite,
    vendor: &Vendor,
    target: &Target,
) -> Result<(), Refused> {
    let host = target.host().to_owned();
    let owner = host::vendor_of(&host, &suite.vendors);
    if let Some(owner) = owner
        && owner.profile.vendor != vendor.profile.vendor
    {
        return Err(Refused::AnotherVendors {
            host,
            owner: owner.profile.vendor.clone(),
            other: vendor.profile.vendor.clone(),
        });
    }
    let why = match owner {
        Some(owner) => format!("it is {}'s own", owner.profile.name),
        None if host::looks_like_production(&host) => {
            "nothing in its name says that it is for tests".to_owned()
        }
        None => return Ok(()),
    };
    if options.i_own.contains(&host) {
        Ok(())
    } else {
        Err(Refused::NotOwned { host, why })
    }
}

/// Whoever deletes users on another machine has to be able to finish it, whatever happens.
pub(crate) fn needs_a_ledger(options: &Options, destinations: &[(&Vendor, &Target)]) -> bool {
    let mut targets = destinations.iter().map(|(_, target)| target);
    options.manner == Manner::Destructive && targets.any(|target| !target.is_loopback())
}
