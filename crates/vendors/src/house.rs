//! What holds for every vendor alike: one table over [`VENDORS`].

mod command;
mod documents;
mod refusals;

use serde_json::Value;
use umbridge_directory::{Listing, Matching, Window};

use crate::{VENDORS, Vendor, kit::bench::Bench};

/// The live users of all accounts of a vendor, by name.
async fn live(bench: &Bench, vendor: &Vendor) -> Vec<String> {
    let mut names = Vec::new();
    for seed in (vendor.seed)() {
        let account = bench
            .directory
            .find_account(&seed.realm, &seed.name)
            .await
            .expect("readable")
            .expect("seeded");
        let listing = Listing {
            matching: Matching::default(),
            window: Window::Offset {
                skip: 0,
                limit: 10_000,
            },
        };
        let page = bench
            .directory
            .list_users(account.id, &listing)
            .await
            .expect("a page");
        names.extend(
            page.users
                .iter()
                .map(|user| format!("{}/{}", seed.name, user.identifiers[0])),
        );
    }
    names
}

/// The schema of a vendor's answer with this status to its bulk deletion, references resolved; of whichever
/// media type it has, where there are several.
fn documented(spec: &Value, vendor: &Vendor, status: u16) -> Option<Value> {
    let path = vendor.operation.path;
    let operation = &spec["paths"][path][vendor.operation.method.to_lowercase()];
    let response = operation["responses"].get(status.to_string())?;
    let bodies = response["content"].as_object().into_iter().flatten();
    let schemas: Vec<&Value> = bodies.map(|(_, body)| &body["schema"]).collect();
    Some(match *schemas {
        [] => Value::Null,
        [schema] => resolved(spec, schema).clone(),
        _ => serde_json::json!({"oneOf": schemas}),
    })
}

fn resolved<'s>(spec: &'s Value, schema: &'s Value) -> &'s Value {
    match schema["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'))
    {
        Some(pointer) => spec
            .pointer(pointer)
            .expect("a reference that leads somewhere"),
        None => schema,
    }
}

#[test]
fn names_and_paths_are_unique() {
    for (at, vendor) in VENDORS.iter().enumerate() {
        for other in &VENDORS[at + 1..] {
            assert_ne!(vendor.name, other.name);
            assert!(
                !(vendor.claims)(other.operation.path),
                "{vendor:?} takes what is {other:?}'s"
            );
            assert!(
                !(other.claims)(vendor.operation.path),
                "{other:?} takes what is {vendor:?}'s"
            );
        }
        assert!((vendor.claims)(vendor.operation.path));
        assert!(
            !(vendor.claims)("/")
                && !(vendor.claims)("/docs")
                && !(vendor.claims)("/_umbridge/clock")
        );
    }
}
