//! `cargo xtask new-vendor NAME`: a vendor that compiles, answers and is tested, to be filled with facts.
//!
//! It touches what a sixth vendor is allowed to touch: its own folder, and two lines of the vendors' table.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};

use crate::{Findings, shell};

/// The files of a vendor's folder, as they are for a vendor called Acme.
const TEMPLATES: &[(&str, &str)] = &[
    ("api.rs", include_str!("../templates/vendor/api.rs")),
    ("auth.rs", include_str!("../templates/vendor/auth.rs")),
    (
        "declined.rs",
        include_str!("../templates/vendor/declined.rs"),
    ),
    ("failure.rs", include_str!("../templates/vendor/failure.rs")),
    ("ids.rs", include_str!("../templates/vendor/ids.rs")),
    ("mod.rs", include_str!("../templates/vendor/mod.rs")),
    (
        "mutants.yaml",
        include_str!("../templates/vendor/mutants.yaml"),
    ),
    ("policy.rs", include_str!("../templates/vendor/policy.rs")),
    ("seed.rs", include_str!("../templates/vendor/seed.rs")),
    ("tests.rs", include_str!("../templates/vendor/tests.rs")),
    ("wire.rs", include_str!("../templates/vendor/wire.rs")),
];

pub(crate) fn run(name: &str) -> Result<Findings> {
    at(&shell::root(), name)?;
    crate::print(&format!(
        "crates/vendors/src/{name} answers and is tested. Next: its facts, conformance/{{claims,vendors}}/{name}.yaml\n\
         and conformance/cases/{name}/ after the pattern of another vendor, then cargo xtask generate.\n"
    ));
    Ok(Findings::new())
}

fn at(root: &Path, name: &str) -> Result<()> {
    let plain = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
    ensure!(
        plain,
        "a vendor is called by one lower-case word, not {name:?}"
    );
    let vendors = root.join("crates/vendors/src");
    let folder = vendors.join(name);
    if folder.exists() {
        bail!("{} is already there", folder.display());
    }
    let table = vendors.join("lib.rs");
    let registered = registered(&fs::read_to_string(&table)?, name)
        .context("the vendors' table is not as expected")?;
    fs::create_dir_all(&folder)?;
    for (file, template) in TEMPLATES {
        fs::write(folder.join(file), named(template, name))?;
    }
    fs::write(table, registered)?;
    Ok(())
}

/// A template for a vendor of this name.
fn named(template: &str, name: &str) -> String {
    let title = name[..1].to_uppercase() + &name[1..];
    template
        .replace("ACME", &name.to_uppercase())
        .replace("Acme", &title)
        .replace("acme", name)
}

/// The vendors' table with one more vendor: a module and an entry.
fn registered(table: &str, name: &str) -> Option<String> {
    let (modules, entries) = table.split_once("mod vendor;\n")?;
    let (before, after) = entries.rsplit_once("];")?;
    let comma = if before.trim_end().ends_with([',', '[']) {
        ""
    } else {
        ","
    };
    Some(format!(
        "{modules}mod {name};\nmod vendor;\n{}{comma}\n    {name}::VENDOR,\n];{after}",
        before.trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATES, at, named, registered};

    #[test]
    fn a_vendor_is_registered_with_two_lines() {
        let table =
            "mod kit;\nmod vendor;\n\npub const VENDORS: &[Vendor] = &[\n    a::VENDOR,\n];\n";
        let expected = "mod kit;\nmod globex;\nmod vendor;\n\npub const VENDORS: &[Vendor] = &[\n    a::VENDOR,\n    \
                        globex::VENDOR,\n];\n";
        assert_eq!(registered(table, "globex").as_deref(), Some(expected));
    }

    #[test]
    fn nothing_of_the_template_s_name_remains() {
        for (file, template) in TEMPLATES {
            assert!(
                !named(template, "globex").to_lowercase().contains("acme"),
                "{file}"
            );
        }
    }

    #[rstest::rstest]
    #[case::capitals("Globex")]
    #[case::path("../globex")]
    #[case::empty("")]
    #[case::digit_first("1globex")]
    fn a_name_that_is_no_word_makes_nothing(#[case] name: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(at(folder.path(), name).is_err());
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("readable").count(),
            0
        );
    }
}
