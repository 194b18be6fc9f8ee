//! Holds a target file against the suite: a misspelt name would leave out, or accept, nothing.

use super::deviation::KnownDeviation;
use super::file::{LeaveOut, TargetFile};
use crate::suite::{Suite, Unreadable, Vendor};

/// Everything that is wrong with a target file.
pub(super) fn target(file: &str, target: &TargetFile, suite: &Suite) -> Vec<Unreadable> {
    let mut messages = Vec::new();
    let settings: Vec<&String> = suite
        .vendors
        .iter()
        .flat_map(|vendor| vendor.profile.values.keys())
        .collect();
    for name in target.credentials.keys() {
        if !settings.contains(&name) {
            messages.push(format!("no profile has a setting {name}"));
        }
    }
    for (name, place) in &target.vendors {
        let Some(vendor) = find(suite, name) else {
            let known = suite.vendors().join(", ");
            messages.push(format!("there is no vendor `{name}`; known are {known}"));
            continue;
        };
        let told = left_out(vendor, &place.leave_out);
        messages.extend(told.map(|message| format!("{name}: {message}")));
    }
    let mut problems = unreadable(file, messages);
    problems.extend(deviations(file, &target.deviations, suite));
    problems
}

/// Everything that is wrong with a list of known deviations.
pub(super) fn deviations(file: &str, entries: &[KnownDeviation], suite: &Suite) -> Vec<Unreadable> {
    let exists = |entry: &KnownDeviation| {
        suite.vendors.iter().any(|vendor| {
            let claim = |id: &String| vendor.claims.iter().any(|claim| claim.id == *id);
            let case = |id: &String| vendor.cases.iter().any(|filed| filed.case.id == *id);
            entry.claim.as_ref().is_some_and(claim) || entry.case.as_ref().is_some_and(case)
        })
    };
    let messages = entries.iter().filter_map(|entry| {
        let id = entry.id();
        match entry.problem() {
            Some(problem) => Some(format!("{id}: {problem}")),
            None => (!exists(entry)).then(|| format!("there is no claim or case {id}")),
        }
    });
    unreadable(file, messages.collect())
}

fn left_out(vendor: &Vendor, left_out: &LeaveOut) -> impl Iterator<Item = String> {
    let profile = &vendor.profile;
    let mut messages = Vec::new();
    let mut unknown = |what: &str, name: &str, known: Vec<&str>| {
        if !known.contains(&name) {
            let known = known.join(", ");
            messages.push(format!("there is no {what} `{name}`; known are {known}"));
        }
    };
    for name in left_out.doors.keys() {
        let known = profile.doors.iter().map(|door| door.name.as_str());
        unknown("door", name, known.collect());
    }
    for name in left_out.kinds.keys() {
        let known = profile.kinds.iter().map(|kind| kind.name.as_str());
        unknown("kind of identifier", name, known.collect());
    }
    for name in left_out.operations.keys() {
        let known = vendor.operations.iter().map(|one| one.name.as_str());
        unknown("operation", name, known.collect());
    }
    for name in left_out.claims.keys() {
        let known = vendor.claims.iter().map(|claim| claim.id.as_str());
        unknown("claim", name, known.collect());
    }
    let mut doors = profile
        .doors
        .iter()
        .filter(|door| !door.optional && !door.shows_deleted);
    if doors.all(|door| left_out.doors.contains_key(&door.name)) {
        messages.push("without a door nobody can see whether users are gone".to_owned());
    }
    if let Some(first) = profile.kinds.first()
        && left_out.kinds.contains_key(&first.name)
    {
        let name = &first.name;
        messages.push(format!(
            "a run deletes its own users by {name}, which cannot be left out"
        ));
    }
    messages.into_iter()
}

fn find<'a>(suite: &'a Suite, name: &str) -> Option<&'a Vendor> {
    suite
        .vendors
        .iter()
        .find(|vendor| vendor.profile.vendor == name)
}

fn unreadable(file: &str, messages: Vec<String>) -> Vec<Unreadable> {
    messages
        .into_iter()
        .map(|message| Unreadable::new(file, message))
        .collect()
}
