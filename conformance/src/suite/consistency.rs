//! What must hold between the files of the suite.
//!
//! Serde has already refused unknown members. Here names are followed: claims
//! a case observes, twins, roles, credentials, answers, patterns.

use std::collections::HashSet;

use super::case::{Case, Reading};
use super::schedule::{Call, Schedule};
use super::waiver::Reason;
use super::{Filed, Unreadable, Vendor, universal};
use crate::judge::pattern;

/// Everything that contradicts itself in one vendor's files.
pub(super) fn problems(vendor: &Vendor, universal: &[Filed]) -> Vec<Unreadable> {
    let mut found = Vec::new();
    let profile = &vendor.profile;
    let profile_file = format!("vendors/{}.yaml", profile.vendor);
    let claims_file = format!("claims/{}.yaml", profile.vendor);

    for filed in universal {
        let name = universal::local_name(&filed.case.id);
        match profile.universal.get(name) {
            None => found.push(Unreadable::new(
                &profile_file,
                format!("the universal case `{name}` is not bound"),
            )),
            Some(binding) if binding.claims.is_empty() == binding.skip.is_none() => {
                found.push(Unreadable::new(
                    &profile_file,
                    format!("`{name}` names its claims or says why it is skipped, not both"),
                ));
            }
            Some(_) => {}
        }
    }
    for name in profile.universal.keys() {
        if !universal
            .iter()
            .any(|filed| universal::local_name(&filed.case.id) == name)
        {
            found.push(Unreadable::new(
                &profile_file,
                format!("there is no universal case `{name}`"),
            ));
        }
    }

    let mut seen = HashSet::new();
    for claim in &vendor.claims {
        if !seen.insert(claim.id.as_str()) {
            found.push(Unreadable::new(
                &claims_file,
                format!("two claims are called {}", claim.id),
            ));
        }
        if !claim.id.starts_with(&format!("{}.", profile.vendor)) {
            found.push(Unreadable::new(
                &claims_file,
                format!("{} does not start with the vendor's name", claim.id),
            ));
        }
        let stated = matches!(
            claim.provenance,
            super::claim::Provenance::Documented | super::claim::Provenance::Example
        );
        if stated != (claim.pin.is_some() && claim.heading.is_some())
            || stated == claim.source.is_some()
        {
            found.push(Unreadable::new(
                &claims_file,
                format!(
                    "{}: documented and example claims have a heading and a pin, others a source",
                    claim.id
                ),
            ));
        }
        let observed = vendor
            .cases
            .iter()
            .any(|filed| filed.skip.is_none() && filed.case.claims.contains(&claim.id));
        if observed == claim.unobservable.is_some() {
            found.push(Unreadable::new(
                &claims_file,
                format!(
                    "{} needs a case, or a reason why it has none, not both",
                    claim.id
                ),
            ));
        }
    }

    let job = profile.wait.job.as_ref();
    let pointed = [
        profile.wait.at_once.as_ref(),
        job.and_then(|job| job.means_gone.as_ref()),
        profile.tally.as_ref().map(|tally| &tally.claim),
    ];
    for claim in pointed.into_iter().flatten() {
        if !seen.contains(claim.as_str()) {
            found.push(Unreadable::new(
                &profile_file,
                format!("there is no claim {claim}"),
            ));
        }
    }

    found.extend(waiver_problems(vendor));
    let mut ids = HashSet::new();
    for filed in &vendor.cases {
        if !ids.insert(filed.case.id.as_str()) {
            found.push(Unreadable::new(
                &filed.file,
                format!("two cases are called {}", filed.case.id),
            ));
        }
        found.extend(case_problems(vendor, filed));
    }
    found
}

fn waiver_problems(vendor: &Vendor) -> Vec<Unreadable> {
    let file = format!("claims/waived/{}.yaml", vendor.profile.vendor);
    let mut found = Vec::new();
    for waiver in &vendor.waivers {
        if (waiver.reason == Reason::Repeats) != waiver.repeats.is_some() {
            let message = "a waiver names a claim where it repeats one, and only there";
            found.push(Unreadable::new(&*file, message));
        }
        if let Some(id) = &waiver.repeats
            && !vendor.claims.iter().any(|claim| claim.id == *id)
        {
            found.push(Unreadable::new(&*file, format!("there is no claim {id}")));
        }
    }
    found
}

fn case_problems(vendor: &Vendor, filed: &Filed) -> Vec<Unreadable> {
    let case = &filed.case;
    let mut messages = Vec::new();
    if filed.skip.is_some() {
        return vec![];
    }
    if case.claims.is_empty() {
        messages.push("the case observes no claim".to_owned());
    }
    for claim in &case.claims {
        if !vendor.claims.iter().any(|known| known.id == *claim) {
            messages.push(format!("there is no claim {claim}"));
        }
    }
    if case.then.is_some() != case.readings.is_empty() {
        messages.push("a case has either `then` or `readings`".to_owned());
    }
    if case.readings.len() > 1 && case.readings.iter().any(|reading| reading.name.is_none()) {
        messages.push("every one of several readings has a name".to_owned());
    }
    let ways = [
        case.when.delete.is_some(),
        case.when.request.is_some(),
        case.when.at_once.is_some(),
    ];
    if ways.iter().filter(|way| **way).count() != 1 {
        messages.push("`when` is a deletion, a request written out, or several at once".to_owned());
    }
    let calls = case.when.at_once.iter().flat_map(|at_once| &at_once.calls);
    messages.extend(case.when.at_once.iter().flat_map(Schedule::problems));
    if let Some(kind) = &case.when.by
        && !vendor.profile.kinds.iter().any(|known| known.name == *kind)
    {
        messages.push(format!("there is no kind of identifier `{kind}`"));
    }
    for credential in case
        .when
        .credential
        .iter()
        .chain(case.given.values().filter_map(|role| role.account.as_ref()))
    {
        if credential != "nobody" && !vendor.profile.credentials.contains_key(credential) {
            messages.push(format!("there is no credential `{credential}`"));
        }
    }
    for name in &case.example {
        if !vendor.profile.example.contains_key(name) {
            messages.push(format!("there is no example user `{name}`"));
        }
    }
    for name in &case.doors {
        if !vendor.profile.doors.iter().any(|door| door.name == *name) {
            messages.push(format!("there is no door `{name}`"));
        }
    }
    if let Some(twin) = &case.twin
        && !vendor.cases.iter().any(|other| other.case.id == *twin)
    {
        messages.push(format!("there is no twin {twin}"));
    }
    let roles: HashSet<&String> = case.given.keys().chain(&case.example).collect();
    let listed = case.when.items.iter().flat_map(|items| &items.of);
    let created = case.when.creates.keys();
    let named = case.when.delete.iter().flatten();
    let side_by_side = calls.flat_map(Call::roles);
    for role in named.chain(listed).chain(created).chain(side_by_side) {
        if !roles.contains(role) {
            messages.push(format!("nobody has the role `{role}`"));
        }
    }
    if is_refusal(case, vendor) && case.twin.is_none() {
        messages.push("a refusal names the accepted case it is one change away from".to_owned());
    }
    for reading in case.readings() {
        for role in reading
            .gone
            .iter()
            .chain(&reading.kept)
            .chain(&reading.either)
        {
            if !roles.contains(role) {
                messages.push(format!("nobody has the role `{role}`"));
            }
        }
        for answer in reading.answer.iter().chain(&reading.each) {
            if !vendor.profile.answers.contains_key(answer) {
                messages.push(format!("the profile has no answer `{answer}`"));
            }
        }
        if reading.each.is_empty() == case.when.at_once.is_some() {
            messages
                .push("`each` says what the deletions of a schedule may be answered".to_owned());
        }
        let later = reading
            .afterwards
            .iter()
            .filter_map(|look| look.body.as_ref());
        let patterns = reading
            .headers
            .values()
            .chain(&reading.body)
            .chain(&reading.job)
            .chain(later);
        for value in patterns {
            if let Err(message) = pattern::validate(value) {
                messages.push(message);
            }
        }
    }
    messages
        .into_iter()
        .map(|message| Unreadable::new(&filed.file, format!("{}: {message}", case.id)))
        .collect()
}

/// Whether every admissible answer refuses the request.
pub(crate) fn is_refusal(case: &Case, vendor: &Vendor) -> bool {
    case.readings()
        .into_iter()
        .all(|reading| refuses(reading, vendor))
}

/// Whether the preferred answer refuses the request.
pub(super) fn prefers_refusal(case: &Case, vendor: &Vendor) -> bool {
    case.readings()
        .first()
        .is_some_and(|reading| refuses(reading, vendor))
}

fn refuses(reading: &Reading, vendor: &Vendor) -> bool {
    let named = reading
        .answer
        .as_ref()
        .and_then(|name| vendor.profile.answers.get(name));
    reading.refusing() || (reading.status.is_empty() && named.is_some_and(Reading::refusing))
}
