//! Takes out of a suite what a target does not offer.
//!
//! What is left out is skipped with its reason and never silently: a refusal
//! whose accepted twin is left out goes with it, since it would prove nothing.

use super::file::{LeaveOut, Place};
use crate::suite::when::Request;
use crate::suite::{Filed, Vendor};

impl Vendor {
    /// The vendor as this place offers it.
    pub(super) fn adapted(&self, place: &Place) -> Self {
        let mut vendor = self.clone();
        let left_out = &place.leave_out;
        let unasked = unasked(self, left_out);
        vendor.profile.find.retain(|finder| {
            let request = &finder.ask.request;
            !unasked.iter().any(|other| same(request, other))
        });
        vendor
            .profile
            .doors
            .retain(|door| !left_out.doors.contains_key(&door.name));
        for claim in &mut vendor.claims {
            if let Some(reason) = left_out.claims.get(&claim.id) {
                claim.unobservable = Some(left("claim", &claim.id, reason));
            }
        }
        let reasons: Vec<Option<String>> = vendor
            .cases
            .iter()
            .map(|filed| reason(&vendor, filed, left_out))
            .collect();
        for (filed, reason) in vendor.cases.iter_mut().zip(reasons) {
            filed.skip = filed.skip.take().or(reason);
            filed
                .case
                .claims
                .retain(|id| !left_out.claims.contains_key(id));
        }
        skip_with_twins(self, &mut vendor.cases);
        vendor
    }
}

/// The requests that are left out by the name of a door or of an operation.
fn unasked<'v>(vendor: &'v Vendor, left_out: &LeaveOut) -> Vec<&'v Request> {
    let doors = vendor.profile.doors.iter();
    let doors = doors.filter(|door| left_out.doors.contains_key(&door.name));
    let operations = vendor.operations.iter();
    let operations = operations.filter(|one| left_out.operations.contains_key(&one.name));
    let doors = doors.map(|door| &door.request);
    doors.chain(operations.map(|one| &one.request)).collect()
}

fn same(one: &Request, other: &Request) -> bool {
    one.method == other.method && one.path == other.path
}

fn left(what: &str, name: &str, reason: &str) -> String {
    format!("the target leaves out the {what} `{name}`: {reason}")
}

/// Why a case cannot be asked here.
fn reason(vendor: &Vendor, filed: &Filed, left_out: &LeaveOut) -> Option<String> {
    let case = &filed.case;
    let door = case.doors.iter().find_map(|name| {
        let reason = left_out.doors.get(name)?;
        Some(left("door", name, reason))
    });
    let kind = case.when.by.as_ref().and_then(|name| {
        let reason = left_out.kinds.get(name)?;
        Some(left("kind of identifier", name, reason))
    });
    let operation = left_out.operations.iter().find_map(|(name, reason)| {
        let operation = vendor.operations.iter().find(|one| one.name == *name)?;
        let same = |request: &Request| same(request, &operation.request);
        let own = case
            .id
            .starts_with(&format!("{}.{name}.", vendor.profile.vendor));
        let asked = case.when.request.as_ref().is_some_and(same);
        let before = case.before.iter().any(|step| same(&step.request));
        (own || asked || before).then(|| left("operation", name, reason))
    });
    let claims: Vec<String> = case
        .claims
        .iter()
        .filter_map(|id| Some(left("claim", id, left_out.claims.get(id)?)))
        .collect();
    // A case that observes other claims as well is asked for their sake.
    let every = claims.len() == case.claims.len();
    let claim = claims.into_iter().next().filter(|_| every);
    door.or(kind).or(operation).or(claim)
}

/// Skips refusals whose accepted twin was asked before the target left it out.
fn skip_with_twins(before: &Vendor, cases: &mut [Filed]) {
    let asked_before = |id: &str| {
        let mut cases = before.cases.iter();
        cases.any(|filed| filed.case.id == id && filed.skip.is_none())
    };
    loop {
        let skipped: Vec<String> = cases
            .iter()
            .filter(|filed| filed.skip.is_some() && asked_before(&filed.case.id))
            .map(|filed| filed.case.id.clone())
            .collect();
        let mut changed = false;
        for filed in cases.iter_mut().filter(|filed| filed.skip.is_none()) {
            let twin = filed.case.twin.as_ref();
            if let Some(twin) = twin.filter(|twin| skipped.contains(twin)) {
                filed.skip = Some(format!("its accepted twin {twin} is left out"));
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::suite::{Suite, parse};
    use crate::target::TargetFile;

    /// The embedded suite with this left out, and what is skipped in it that was not before.
    fn newly_skipped(left_out: &str) -> Vec<(String, String)> {
        let text = format!("{{name: t, vendors: {{ejento: {{leave_out: {left_out}}}}}}}");
        let target: TargetFile = parse("t.yaml", &text).expect("a target");
        let suite = Suite::embedded().expect("readable files");
        let adapted = target.adapt(&suite);
        let before = suite.vendors.iter().flat_map(|vendor| &vendor.cases);
        let after = adapted.vendors.iter().flat_map(|vendor| &vendor.cases);
        before
            .zip(after)
            .filter(|(before, _)| before.skip.is_none())
            .filter_map(|(_, after)| Some((after.case.id.clone(), after.skip.clone()?)))
            .collect()
    }

    #[test]
    fn nothing_is_skipped_without_a_word_of_it() {
        assert_eq!(newly_skipped("{}"), []);
    }

    #[test]
    fn refusals_go_with_their_accepted_twin() {
        let suite = Suite::embedded().expect("readable files");
        let mut cases = suite.vendors.iter().flat_map(|vendor| &vendor.cases);
        let accepted = "ejento.universal.exactly-the-named";
        let twin = cases.find(|filed| filed.case.id == accepted);
        let claims = &twin.expect("the case").case.claims;
        let claims: Vec<String> = claims.iter().map(|id| format!("{id}: r")).collect();
        let skipped = newly_skipped(&format!("{{claims: {{{}}}}}", claims.join(", ")));
        let reason = |case: &str| {
            let found = skipped.iter().find(|(id, _)| id == case);
            found.map(|(_, reason)| reason.as_str()).unwrap_or_default()
        };
        assert!(reason(accepted).contains("leaves out the claim"));
        let with_it = format!("its accepted twin {accepted} is left out");
        assert_eq!(reason("ejento.universal.malformed-body"), with_it);
    }

    #[test]
    fn an_operation_goes_with_every_case_that_uses_it() {
        let skipped = newly_skipped("{operations: {permission-create: r}}");
        let gone = |prefix: &str| skipped.iter().any(|(id, _)| id.starts_with(prefix));
        assert!(gone("ejento.permission-create."));
        // Their cases create the permission they are about.
        assert!(gone("ejento.permission-get."));
        assert!(!gone("ejento.universal."));
    }
}
