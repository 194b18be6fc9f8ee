//! The gate: the last look at a request before it leaves. Every request passes it.
//!
//! A case cannot delete anybody the run does not know, whatever its author
//! wrote. Who is known depends on the conduct: on loopback the users of the
//! documents' examples too; elsewhere only users this run made, or was given,
//! and names of nobody. `roll.rs` keeps who that is, `known.rs` which requests
//! there are, `names.rs` reads whom a request names.

mod known;
mod names;
mod roll;

use std::collections::BTreeSet;

use super::conduct::Conduct;
use super::request::Outgoing;
use crate::suite::Vendor;
use crate::suite::effect::Effect;
use crate::suite::profile::Profile;
use known::Known;
pub(crate) use names::Name;
pub(crate) use roll::Roll;

/// Why a request was stopped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stopped {
    /// Somebody the run does not know is named.
    #[error("it names `{0}`, which this run did not create")]
    Stranger(String),
    /// The request goes where nothing says what is deleted.
    #[error("{0} is not a request the profile describes")]
    ElsewhereBound(String),
    /// Off loopback a deletion must name somebody.
    #[error("it names nobody, so nothing shows that it could delete nobody")]
    NamesNobody,
    /// A run that is to be safe creates and changes nothing.
    #[error("it could {0} users, and this run only reads and asks for refusals")]
    NotSafe(&'static str),
    /// What the server would make of the request cannot be told.
    #[error("{0}, so nothing shows whom it would reach")]
    Unreadable(String),
}

/// A request that was let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) effect: Effect,
    /// Whom it names.
    pub(crate) names: Vec<Name>,
}

/// The rules for one vendor.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    known: Vec<Known>,
    /// Where a deletion has something that names nobody.
    names_nobody: Vec<String>,
    conduct: Conduct,
}

impl Gate {
    pub(crate) fn new(vendor: &Vendor, conduct: Conduct) -> Self {
        let profile = &vendor.profile;
        let mut known = Known::of_profile(profile);
        known.extend(vendor.operations.iter().map(Known::of_operation));
        Self::over(known, profile, conduct)
    }

    fn over(known: Vec<Known>, profile: &Profile, conduct: Conduct) -> Self {
        Self {
            known,
            names_nobody: profile.names_nobody.clone(),
            conduct,
        }
    }

    /// Lets a request through or says why not.
    pub(crate) fn check(&self, outgoing: &Outgoing, roll: &Roll) -> Result<Passage, Stopped> {
        if self.conduct != Conduct::Free {
            straight(outgoing)?;
        }
        let reads = matches!(outgoing.method.as_str(), "GET" | "HEAD" | "OPTIONS");
        if reads {
            return Ok(Passage {
                effect: Effect::Reads,
                names: vec![],
            });
        }
        let (effect, names, bulk) = self.understand(outgoing)?;
        match self.conduct {
            Conduct::Free => {
                for name in &names {
                    roll.expect_known(name)?;
                }
            }
            _ if effect == Effect::Reads => {}
            Conduct::Safe if effect == Effect::Deletes && bulk => {
                self.only_names(outgoing, &names, roll)?;
                for name in &names {
                    roll.expect_nobody(name)?;
                }
            }
            Conduct::Safe => return Err(Stopped::NotSafe(verb(effect))),
            Conduct::Owned => {
                if effect == Effect::Deletes {
                    self.only_names(outgoing, &names, roll)?;
                }
                for name in &names {
                    roll.expect_own(name, effect)?;
                }
            }
        }
        Ok(Passage { effect, names })
    }

    /// Whom a request names.
    pub(crate) fn names(&self, outgoing: &Outgoing) -> Vec<Name> {
        let understood = self.understand(outgoing);
        understood.map(|(_, names, _)| names).unwrap_or_default()
    }

    /// What a request does, whom it names, and whether it is a deletion in bulk.
    fn understand(&self, outgoing: &Outgoing) -> Result<(Effect, Vec<Name>, bool), Stopped> {
        let fits = self.known.iter().filter_map(|known| {
            let found = known.path_names(outgoing)?;
            Some((known, found))
        });
        let fits: Vec<(&Known, Vec<String>)> = fits.collect();
        // A path without identifiers is the closer match, and one of the same method.
        let closest = |(known, found): &(&Known, Vec<String>)| {
            (found.len(), !known.is_method(&outgoing.method))
        };
        let Some(best) = fits.iter().map(closest).min() else {
            return Err(Stopped::ElsewhereBound(outgoing.path.clone()));
        };
        let (mut effect, mut bulk) = (Effect::Reads, false);
        let (mut places, mut in_path) = (BTreeSet::new(), BTreeSet::new());
        for (known, found) in fits.into_iter().filter(|fit| closest(fit) == best) {
            effect = effect.max(known.effect);
            bulk = bulk || known.bulk;
            places.extend(known.names_at.iter().cloned());
            in_path.extend(found);
        }
        let mut names: Vec<Name> = in_path.into_iter().map(Name::in_path).collect();
        for place in &places {
            names.extend(names::at(outgoing, place));
        }
        Ok((effect, names, bulk))
    }

    /// A deletion has to be readable, and to carry nothing but names and what names nobody: a
    /// server may look for names where the profile does not.
    fn only_names(&self, outgoing: &Outgoing, names: &[Name], roll: &Roll) -> Result<(), Stopped> {
        if outgoing.json.is_none() && outgoing.body.is_some() {
            return Err(Stopped::Unreadable("its body is not JSON".to_owned()));
        }
        if names.is_empty() {
            return Err(Stopped::NamesNobody);
        }
        let known: BTreeSet<&String> = names.iter().flat_map(|name| &name.leaves).collect();
        for (place, leaf) in names::everything(outgoing) {
            let about_nobody = self.names_nobody.contains(&place);
            if about_nobody || known.contains(&leaf) {
                continue;
            }
            let name = Name::leaf(&place, leaf);
            match self.conduct {
                Conduct::Safe => roll.expect_nobody(&name)?,
                Conduct::Owned | Conduct::Free => roll.expect_own(&name, Effect::Deletes)?,
            }
        }
        Ok(())
    }
}

fn verb(effect: Effect) -> &'static str {
    match effect {
        Effect::Reads => "read",
        Effect::Changes => "change",
        Effect::Creates => "create",
        Effect::Deletes => "delete",
    }
}

/// Stops what makes a server take a request for another one.
fn straight(outgoing: &Outgoing) -> Result<(), Stopped> {
    let unreadable = |what: &str| Err(Stopped::Unreadable(what.to_owned()));
    if !outgoing.path.starts_with('/') {
        return unreadable("its path does not begin with a slash");
    }
    let another = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.contains("method-override") || name == "_method"
    };
    let headers = outgoing.headers.iter().map(|(name, _)| name);
    let query = outgoing.query.iter().map(|(name, _)| name);
    if headers.clone().chain(query).any(|name| another(name)) {
        return unreadable("it asks to be taken for another method");
    }
    let misled = [
        "host",
        "x-forwarded-host",
        "x-original-url",
        "x-rewrite-url",
    ];
    let mut names = headers.map(|name| name.to_ascii_lowercase());
    if names.any(|name| misled.contains(&name.as_str())) {
        return unreadable("it names another host or path in a header");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
