//! Which cases a run asks.

use super::options::{Options, Refused};
use crate::suite::{Filed, Suite, Vendor};

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

pub(super) type Selection<'a> = Vec<(&'a Vendor, Vec<&'a Filed>)>;

pub(super) fn select<'a>(suite: &'a Suite, options: &Options) -> Result<Selection<'a>, Refused> {
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
    let offered = |vendor: &str| options.target.as_ref().is_none_or(|one| one.offers(vendor));
    if let Some(name) = options.vendors.iter().find(|name| !offered(name)) {
        return Err(Refused::NotOffered(name.clone()));
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
        let name = &vendor.profile.vendor;
        let named = match options.vendors.as_slice() {
            [] => offered(name),
            vendors => vendors.contains(name),
        };
        let only = options.only.as_deref().map(|id| with_twins(vendor, id));
        let only = |filed: &Filed| {
            only.as_ref()
                .is_none_or(|only| only.contains(&&*filed.case.id))
        };
        let cases = vendor.cases.iter();
        let cases: Vec<&Filed> = cases.filter(|filed| wanted(filed) && only(filed)).collect();
        if named && !cases.is_empty() {
            selected.push((vendor, cases));
        }
    }
    if selected.is_empty() {
        return Err(Refused::NothingSelected);
    }
    Ok(selected)
}

/// The case of this name or the cases of the claim of this name, with their accepted twins:
/// without it, a refusal would look better than it is.
fn with_twins<'a>(vendor: &'a Vendor, id: &str) -> Vec<&'a str> {
    let named =
        |filed: &&Filed| filed.case.id == id || filed.case.claims.iter().any(|one| one == id);
    let named = vendor.cases.iter().filter(named);
    let both = named.flat_map(|filed| [Some(&filed.case.id), filed.case.twin.as_ref()]);
    both.flatten().map(String::as_str).collect()
}
