//! The OpenAPI documents: valid JSON without repeated members, the same every time, and worth reading.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{VENDORS, kit::json};

fn spec(render: fn() -> String) -> Value {
    json::read(render().as_bytes()).expect("JSON without repeated members")
}

#[test]
fn a_document_is_the_same_every_time() {
    for vendor in VENDORS {
        assert_eq!((vendor.spec)(), (vendor.spec)(), "{vendor:?}");
    }
}

#[test]
fn every_operation_says_what_it_is() {
    for vendor in VENDORS {
        let spec = spec(vendor.spec);
        assert_eq!(spec["openapi"], "3.0.3");
        let mut ids = BTreeSet::new();
        for (path, item) in spec["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("operations") {
                let place = format!("{vendor:?} {method} {path}");
                let id = operation["operationId"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{place} has no operationId"));
                assert!(ids.insert(id.to_owned()), "{place} repeats {id}");
                for text in ["summary", "description"] {
                    assert!(
                        operation[text].as_str().is_some_and(|text| text.len() > 4),
                        "{place} has no {text}"
                    );
                }
                for (status, response) in operation["responses"].as_object().expect("responses") {
                    let told = response["description"].as_str().unwrap_or_default();
                    assert!(!str::is_empty(told), "{place} does not describe {status}");
                }
                for parameter in operation["parameters"].as_array().into_iter().flatten() {
                    let told = parameter["description"].as_str().unwrap_or_default();
                    assert!(
                        !str::is_empty(told),
                        "{place} does not describe {}",
                        parameter["name"]
                    );
                }
            }
        }
    }
}

#[test]
fn every_field_is_described() {
    for vendor in VENDORS {
        let spec = spec(vendor.spec);
        for (name, schema) in spec["components"]["schemas"]
            .as_object()
            .into_iter()
            .flatten()
        {
            for (field, property) in schema["properties"].as_object().into_iter().flatten() {
                let referred = |key: &str| {
                    property[key]
                        .as_array()
                        .and_then(|all| all.first())
                        .is_some()
                };
                let told = property["description"].is_string()
                    || property["$ref"].is_string()
                    || property["items"]["$ref"].is_string()
                    || referred("allOf");
                assert!(told, "{vendor:?} does not describe {name}.{field}");
            }
        }
    }
}

#[test]
fn the_documented_operation_is_in_its_document() {
    for vendor in VENDORS {
        let spec = spec(vendor.spec);
        let operation =
            &spec["paths"][vendor.operation.path][vendor.operation.method.to_lowercase()];
        assert!(operation.is_object(), "{vendor:?}");
    }
}

#[test]
fn every_place_in_a_path_is_a_parameter_of_that_name() {
    for vendor in VENDORS {
        let spec = spec(vendor.spec);
        for (path, item) in spec["paths"].as_object().expect("paths") {
            let places: BTreeSet<&str> = path
                .split('/')
                .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            for (method, operation) in item.as_object().expect("operations") {
                let parameters = operation["parameters"].as_array().into_iter().flatten();
                let named: BTreeSet<&str> = parameters
                    .filter(|parameter| parameter["in"] == "path")
                    .filter_map(|parameter| parameter["name"].as_str())
                    .collect();
                assert_eq!(named, places, "{vendor:?} {method} {path}");
            }
        }
    }
}
