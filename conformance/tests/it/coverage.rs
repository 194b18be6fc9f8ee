//! Every operation of the emulator is asked: as it should be, with a refused
//! credential, and malformed.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use umbridge_conformance::{Asked, Shows, Suite};

const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// One line of `uncovered.txt`, or one gap.
type Gap = (String, String, String, &'static str);

#[test]
fn every_operation_is_asked_in_three_ways() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../openapi");
    if !folder.is_dir() {
        crate::skip("there are no OpenAPI documents beside the crate");
        return;
    }
    let suite = Suite::embedded().expect("readable files");
    let asked = suite.asked();
    let mut gaps = BTreeSet::new();
    for vendor in suite.vendors() {
        let path = folder.join(format!("{vendor}.json"));
        let text = std::fs::read_to_string(path).expect("the vendor's document");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        gaps.extend(uncovered(vendor, &document, &asked));
    }
    let allowed = std::fs::read_to_string(root.join("uncovered.txt")).expect("the list");
    let allowed: BTreeSet<String> = allowed
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let gaps: BTreeSet<String> = gaps
        .into_iter()
        .map(|(vendor, method, path, aspect)| format!("{vendor} {method} {path} {aspect}"))
        .collect();
    let new: Vec<&String> = gaps.difference(&allowed).collect();
    assert!(new.is_empty(), "no case asks for {new:#?}");
    let covered: Vec<&String> = allowed.difference(&gaps).collect();
    assert!(
        covered.is_empty(),
        "uncovered.txt may only shrink, and these are covered: {covered:#?}"
    );
}

fn uncovered(vendor: &str, document: &Value, asked: &[Asked]) -> Vec<Gap> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let item = item.as_object().expect("a path item");
        for method in METHODS.iter().filter(|method| item.contains_key(**method)) {
            operations.push((method.to_uppercase(), path.clone()));
        }
    }
    let mut gaps: BTreeSet<Gap> = BTreeSet::new();
    for (method, path) in &operations {
        for (_, aspect) in ASPECTS {
            gaps.insert((vendor.to_owned(), method.clone(), path.clone(), aspect));
        }
    }
    for one in asked.iter().filter(|one| one.vendor == vendor) {
        let candidates = operations
            .iter()
            .filter(|(method, _)| *method == one.method);
        // `/users/many` is not `/users/{id}`, where a document has both.
        let closest = candidates
            .filter(|(_, path)| is_of(&one.path, path))
            .min_by_key(|(_, path)| path.matches('{').count());
        let Some((method, path)) = closest else {
            continue;
        };
        let (_, aspect) = ASPECTS
            .iter()
            .find(|(shows, _)| *shows == one.shows)
            .expect("an aspect");
        gaps.remove(&(vendor.to_owned(), method.clone(), path.clone(), aspect));
    }
    gaps.into_iter().collect()
}

const ASPECTS: [(Shows, &str); 3] = [
    (Shows::Success, "success"),
    (Shows::RefusedCredential, "refused-credential"),
    (Shows::Malformed, "malformed"),
];

/// Whether a case's path, with its placeholders, is one of a document's templated paths.
fn is_of(path: &str, template: &str) -> bool {
    let path: Vec<&str> = path.split('/').collect();
    let template: Vec<&str> = template.split('/').collect();
    path.len() == template.len()
        && path
            .iter()
            .zip(template)
            .all(|(segment, wanted)| wanted.starts_with('{') || *segment == wanted)
}

#[test]
fn an_operation_nobody_asks_is_found() {
    let asked = [Asked {
        vendor: "v".into(),
        case: "c".into(),
        method: "GET".into(),
        path: "/users/{target.id}".into(),
        shows: Shows::Success,
    }];
    let document =
        serde_json::json!({"paths": {"/users/{id}": {"get": {}}, "/users/many": {"get": {}}}});
    let gaps: Vec<String> = uncovered("v", &document, &asked)
        .into_iter()
        .map(|(_, _, path, aspect)| format!("{path} {aspect}"))
        .collect();
    assert_eq!(
        gaps,
        [
            "/users/many malformed",
            "/users/many refused-credential",
            "/users/many success",
            "/users/{id} malformed",
            "/users/{id} refused-credential",
        ]
    );
}
