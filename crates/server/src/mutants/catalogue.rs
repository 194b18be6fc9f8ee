//! The catalogue: every vendor's mutants, as its folder lists them.

use serde::Deserialize;
use umbridge_vendors::VENDORS;

use super::fault::Fault;

/// A vendor with one thing wrong.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutant {
    /// What `serve --mutant` calls it: the vendor's name, a dot, and a few words.
    pub id: String,
    /// What it does wrong, as a sentence about it.
    pub says: String,
    /// The documented claim that forbids it.
    pub forbidden_by: String,
    /// How it goes wrong.
    pub(crate) fault: Fault,
}

impl Mutant {
    /// The vendor that is bent.
    #[must_use]
    pub fn vendor(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }
}

/// Every mutant there is, vendor by vendor.
///
/// # Errors
///
/// Says which vendor's list cannot be read.
pub fn catalogue() -> Result<Vec<Mutant>, String> {
    let mut mutants = Vec::new();
    for vendor in VENDORS {
        let unreadable = |error: &dyn std::fmt::Display| format!("{}: {error}", vendor.name);
        let listed: Vec<serde_json::Value> =
            serde_saphyr::from_str(vendor.mutants).map_err(|error| unreadable(&error))?;
        for entry in listed {
            let id = entry["id"].to_string();
            let mutant: Mutant = serde_json::from_value(entry)
                .map_err(|error| unreadable(&format!("{id}: {error}")))?;
            mutants.push(mutant);
        }
    }
    Ok(mutants)
}

/// The mutant of this name.
///
/// # Errors
///
/// Says that there is none, or that the catalogue cannot be read.
pub fn find_mutant(id: &str) -> Result<Mutant, String> {
    let mut mutants = catalogue()?.into_iter();
    mutants
        .find(|mutant| mutant.id == id)
        .ok_or_else(|| format!("there is no mutant `{id}`; `umbridge mutants` lists them"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use umbridge_vendors::VENDORS;

    use super::{Mutant, catalogue, find_mutant};

    #[test]
    fn every_vendor_has_its_mutants() {
        let mutants = catalogue().expect("a readable catalogue");
        for vendor in VENDORS {
            let own = |mutant: &Mutant| mutant.vendor() == vendor.name;
            assert!(mutants.iter().any(own), "{}", vendor.name);
        }
    }

    #[test]
    fn no_two_mutants_share_a_name_and_each_is_forbidden_by_its_own_vendor() {
        let mutants = catalogue().expect("a readable catalogue");
        let names: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.id.as_str()).collect();
        assert_eq!(names.len(), mutants.len());
        for mutant in &mutants {
            assert!(
                mutant
                    .forbidden_by
                    .starts_with(&format!("{}.", mutant.vendor())),
                "{}",
                mutant.id
            );
            assert!(mutant.says.ends_with('.'), "{}", mutant.id);
        }
    }

    #[test]
    fn a_mutant_that_is_none_is_told_so() {
        let told = find_mutant("nobody.does-nothing").expect_err("no such mutant");
        assert!(told.contains("nobody.does-nothing"), "{told}");
    }
}
