//! The universal contract: cases written once and asked of every vendor.
//!
//! A profile binds each universal case to claims of its own, says why it does
//! not apply, or replaces the request's change or the admissible answers.

use super::Filed;
use super::profile::{Binding, Profile};

/// The universal cases as this vendor is asked them.
pub(super) fn apply(universal: &[Filed], profile: &Profile) -> Vec<Filed> {
    let mut cases = Vec::new();
    for filed in universal {
        let Some(binding) = profile.universal.get(local_name(&filed.case.id)) else {
            continue;
        };
        if filed.case.each_kind {
            for kind in profile.kinds.iter().filter(|kind| !kind.later) {
                let mut bound = bind(filed, profile, binding);
                bound.case.id = format!("{}.{}", bound.case.id, kind.name);
                bound.case.claims.extend(kind.claims.iter().cloned());
                bound.case.when.by = Some(kind.name.clone());
                bound.skip = bound.skip.or_else(|| kind.example_only.clone());
                cases.push(bound);
            }
        } else {
            cases.push(bind(filed, profile, binding));
        }
    }
    cases
}

/// A universal case's name without its prefix.
pub(super) fn local_name(id: &str) -> &str {
    id.strip_prefix("universal.").unwrap_or(id)
}

fn bind(filed: &Filed, profile: &Profile, binding: &Binding) -> Filed {
    let mut bound = filed.clone();
    let case = &mut bound.case;
    case.id = format!("{}.{}", profile.vendor, case.id);
    case.twin = case
        .twin
        .as_ref()
        .map(|twin| format!("{}.{twin}", profile.vendor));
    case.claims.clone_from(&binding.claims);
    if let Some(change) = &binding.change {
        case.when.change = change.clone();
    }
    case.doors.extend(binding.doors.iter().cloned());
    if !binding.readings.is_empty() {
        case.then = None;
        case.readings.clone_from(&binding.readings);
    }
    bound.skip.clone_from(&binding.skip);
    bound
}
