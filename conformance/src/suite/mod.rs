//! The data of the suite: claims, cases and vendor profiles.
//!
//! Everything is embedded in the binary and read once. A file that cannot be
//! read, or that contradicts another, makes the suite unreadable as a whole:
//! a run with half of its cases would look better than it is.

pub(crate) mod case;
mod catalogue;
pub(crate) mod claim;
pub(crate) mod consistency;
mod coverage;
pub(crate) mod creation;
pub(crate) mod door;
pub(crate) mod effect;
mod ids;
pub(crate) mod operation;
pub(crate) mod pin;
pub(crate) mod profile;
pub(crate) mod schedule;
mod triage;
mod universal;
mod verify;
pub(crate) mod waiver;
pub(crate) mod when;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use case::Case;
pub use catalogue::Listing;
use claim::{Claim, Claims};
pub use coverage::{Asked, Shows};
use operation::{Operation, Operations};
use profile::Profile;
pub use triage::{Fate, Triage, Triaged};
pub use verify::{LostPin, Verified};
use waiver::{Waiver, Waivers};

static CLAIMS: Dir = include_dir!("$CARGO_MANIFEST_DIR/claims");
static CASES: Dir = include_dir!("$CARGO_MANIFEST_DIR/cases");
static OPERATIONS: Dir = include_dir!("$CARGO_MANIFEST_DIR/operations");
static VENDORS: Dir = include_dir!("$CARGO_MANIFEST_DIR/vendors");

/// A file of the suite that cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{file}{}: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct Unreadable {
    /// The file, below the suite's folder.
    pub file: String,
    /// The line, where the mistake has one.
    pub line: Option<u64>,
    /// What is wrong.
    pub message: String,
}

impl Unreadable {
    pub(crate) fn new(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            message: message.into(),
        }
    }
}

/// A case together with the file it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Filed {
    pub(crate) file: String,
    pub(crate) case: Case,
    /// Why the case does not apply to this vendor.
    pub(crate) skip: Option<String>,
}

/// Everything known about one vendor.
#[derive(Debug, Clone)]
pub(crate) struct Vendor {
    pub(crate) profile: Profile,
    pub(crate) document: String,
    pub(crate) claims: Vec<Claim>,
    /// Passages of the document that state no rule.
    pub(crate) waivers: Vec<Waiver>,
    /// What can be asked besides deletions in bulk.
    pub(crate) operations: Vec<Operation>,
    pub(crate) cases: Vec<Filed>,
}

/// The claims, cases and profiles of all vendors.
#[derive(Debug, Clone)]
pub struct Suite {
    pub(crate) vendors: Vec<Vendor>,
}

impl Suite {
    /// Reads the suite that is part of the program.
    ///
    /// # Errors
    /// Returns everything that is wrong with the files, not only the first mistake.
    pub fn embedded() -> Result<Self, Vec<Unreadable>> {
        let mut files = Vec::new();
        for (folder, dir) in [
            ("claims", &CLAIMS),
            ("cases", &CASES),
            ("operations", &OPERATIONS),
            ("vendors", &VENDORS),
        ] {
            collect(folder, dir, &mut files);
        }
        Self::read(&files)
    }

    /// Reads a suite from files named as in the suite's folder.
    ///
    /// # Errors
    /// Returns everything that is wrong with the files.
    pub fn read(files: &[(String, String)]) -> Result<Self, Vec<Unreadable>> {
        let mut problems = Vec::new();
        let mut vendors = Vec::new();
        let universal: Vec<Filed> = read_cases(files, "cases/universal/", &mut problems);
        for (file, text) in in_folder(files, "vendors/") {
            let Some(profile) = keep(parse::<Profile>(file, text), &mut problems) else {
                continue;
            };
            let claims_file = format!("claims/{}.yaml", profile.vendor);
            let Some((_, text)) = files.iter().find(|(name, _)| *name == claims_file) else {
                problems.push(Unreadable::new(claims_file, "the vendor has no claims"));
                continue;
            };
            let Some(claims) = keep(parse::<Claims>(&claims_file, text), &mut problems) else {
                continue;
            };
            if claims.vendor != profile.vendor {
                problems.push(Unreadable::new(
                    claims_file,
                    "the file names another vendor",
                ));
            }
            let folder = format!("cases/{}/", profile.vendor);
            let mut cases = read_cases(files, &folder, &mut problems);
            cases.extend(universal::apply(&universal, &profile));
            let waivers = read_waivers(files, &profile, &mut problems);
            let operations = read_operations(files, &profile, &mut problems);
            if let Some((file, operations)) = &operations {
                cases.extend(operation::apply(file, operations));
            }
            let cases = schedule::expand(cases);
            let operations = operations
                .into_iter()
                .flat_map(|(_, operations)| operations.operations);
            vendors.push(Vendor {
                profile,
                document: claims.document,
                claims: claims.claims,
                waivers,
                operations: operations.collect(),
                cases,
            });
        }
        if problems.is_empty() {
            for vendor in &vendors {
                problems.extend(consistency::problems(vendor, &universal));
            }
        }
        if problems.is_empty() {
            Ok(Self { vendors })
        } else {
            Err(problems)
        }
    }

    /// The names of the documents that claims cite.
    #[must_use]
    pub fn documents(&self) -> Vec<&str> {
        self.vendors
            .iter()
            .map(|vendor| vendor.document.as_str())
            .collect()
    }

    /// The short names of the vendors.
    #[must_use]
    pub fn vendors(&self) -> Vec<&str> {
        self.vendors
            .iter()
            .map(|vendor| vendor.profile.vendor.as_str())
            .collect()
    }
}

fn collect(folder: &str, dir: &Dir, files: &mut Vec<(String, String)>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            files.push((
                format!("{folder}/{}", file.path().display()),
                text.to_owned(),
            ));
        }
    }
    for inner in dir.dirs() {
        collect(folder, inner, files);
    }
    files.sort();
}

fn in_folder<'a>(
    files: &'a [(String, String)],
    folder: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    files
        .iter()
        .filter(move |(name, _)| name.starts_with(folder))
        .map(|(name, text)| (name.as_str(), text.as_str()))
}

fn read_cases(
    files: &[(String, String)],
    folder: &str,
    problems: &mut Vec<Unreadable>,
) -> Vec<Filed> {
    in_folder(files, folder)
        .filter_map(|(file, text)| {
            keep(parse::<Case>(file, text), problems).map(|case| Filed {
                file: file.to_owned(),
                case,
                skip: None,
            })
        })
        .collect()
}

/// The operations of a vendor, which it need not have.
fn read_operations(
    files: &[(String, String)],
    profile: &Profile,
    problems: &mut Vec<Unreadable>,
) -> Option<(String, Operations)> {
    let name = format!("operations/{}.yaml", profile.vendor);
    let operations: Operations = read_if_there(files, &name, problems)?;
    if operations.vendor != profile.vendor {
        problems.push(Unreadable::new(&*name, "the file names another vendor"));
    }
    Some((name, operations))
}

/// What of a vendor's document states no rule.
fn read_waivers(
    files: &[(String, String)],
    profile: &Profile,
    problems: &mut Vec<Unreadable>,
) -> Vec<Waiver> {
    let name = format!("claims/waived/{}.yaml", profile.vendor);
    let Some(waivers) = read_if_there::<Waivers>(files, &name, problems) else {
        return vec![];
    };
    if waivers.vendor != profile.vendor {
        problems.push(Unreadable::new(&*name, "the file names another vendor"));
    }
    waivers.waived
}

fn read_if_there<T: DeserializeOwned>(
    files: &[(String, String)],
    name: &str,
    problems: &mut Vec<Unreadable>,
) -> Option<T> {
    let (file, text) = files.iter().find(|(file, _)| file == name)?;
    keep(parse(file, text), problems)
}

fn keep<T>(parsed: Result<T, Unreadable>, problems: &mut Vec<Unreadable>) -> Option<T> {
    parsed.map_err(|problem| problems.push(problem)).ok()
}

/// Reads one YAML file.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Unreadable> {
    serde_saphyr::from_str(text).map_err(|error| Unreadable {
        file: file.to_owned(),
        line: error.location().map(|location| location.line()),
        message: error.without_snippet().to_string(),
    })
}
