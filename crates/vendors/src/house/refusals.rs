//! Whatever a client can send is answered in the vendor's shape and deletes nobody.

use std::time::Duration;

use serde_json::Value;

use super::{command::Command, documented, live};
use crate::{
    VENDORS, Vendor,
    kit::bench::{BODY_LIMIT, Bench, Told},
};

/// Deletes nobody, and is in the shape that the document gives for the status.
async fn refused(bench: &Bench, vendor: &Vendor, before: &[String], told: Told, what: &str) {
    let place = format!("{vendor:?}, {what}: {told:?}");
    bench
        .directory
        .let_pass(Duration::from_secs(600))
        .await
        .expect("time passes");
    assert_eq!(
        live(bench, vendor).await,
        before,
        "somebody is gone: {place}"
    );
    let spec: Value = serde_json::from_str(&(vendor.spec)()).expect("JSON");
    let schema = documented(&spec, vendor, told.status.as_u16());
    if told.body.is_null() {
        assert!(
            schema.is_none_or(|schema| schema.is_null()),
            "the document promises a body: {place}"
        );
        return;
    }
    let content_type = told.header("content-type").unwrap_or_default();
    assert!(content_type.contains("json"), "not JSON: {place}");
    let members = told
        .body
        .as_object()
        .unwrap_or_else(|| panic!("not an object: {place}"));
    let any = documented(&spec, vendor, 400).or_else(|| documented(&spec, vendor, 200));
    let schema = schema
        .filter(|schema| !schema.is_null())
        .or(any)
        .expect("some failure is documented");
    let alternatives: Vec<&Value> = match schema["oneOf"].as_array().or(schema["anyOf"].as_array())
    {
        Some(alternatives) => alternatives
            .iter()
            .map(|one| super::resolved(&spec, one))
            .collect(),
        None => vec![&schema],
    };
    let fits = |schema: &&Value| {
        let known = schema["properties"].as_object();
        let required = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        known.is_some_and(|known| members.keys().all(|member| known.contains_key(member)))
            && required
                .into_iter()
                .all(|member| members.contains_key(member))
    };
    assert!(
        alternatives.iter().any(fits),
        "not the shape of {schema}: {place}"
    );
}

/// Bodies that no vendor can mean anything by, made from one that works.
fn broken(body: &str) -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let value: Value = serde_json::from_str(body).expect("JSON");
    let (list, entries) = value
        .as_object()
        .expect("an object")
        .iter()
        .find(|(_, value)| value.is_array())
        .map(|(name, entries)| (name.clone(), entries.clone()))
        .expect("a list of users");
    let with = |replaced: Value| {
        let mut value = value.clone();
        value[&list] = replaced;
        value.to_string().into_bytes()
    };
    let repeated = body.replacen('{', &format!("{{\"{list}\":{entries},"), 1);
    vec![
        ("empty", Vec::new()),
        ("truncated", body.as_bytes()[..body.len() - 2].to_vec()),
        ("not JSON", text("ids=1,2")),
        ("null", text("null")),
        ("a list", entries.to_string().into_bytes()),
        ("a string", text("\"x\"")),
        ("a repeated member", repeated.into_bytes()),
        (
            "deep nesting",
            with(serde_json::from_str(&("[".repeat(100) + &"]".repeat(100))).expect("JSON")),
        ),
        (
            "too deep nesting",
            text(&format!(
                "{{\"{list}\":{}{}}}",
                "[".repeat(100_000),
                "]".repeat(100_000)
            )),
        ),
        ("a string for a list", with(entries[0].to_string().into())),
        (
            "an object for a list",
            with(serde_json::json!({"0": entries[0]})),
        ),
        (
            "objects that are no users",
            with(serde_json::json!([{"x": 1}])),
        ),
        (
            "a null among the users",
            with(serde_json::json!([entries[0], null])),
        ),
        (
            "a boolean among the users",
            with(serde_json::json!([entries[0], true])),
        ),
        (
            "a list among the users",
            with(serde_json::json!([[entries[0]]])),
        ),
        (
            "a number beyond 64 bits",
            text(&format!("{{\"{list}\":[99999999999999999999999]}}")),
        ),
        (
            "a number beyond every number",
            text(&format!("{{\"{list}\":[1e999]}}")),
        ),
        ("a raw NUL", text(&format!("{{\"{list}\":[\"\u{0}\"]}}"))),
        (
            "bytes that are not UTF-8",
            [b"{\"", list.as_bytes(), b"\":[\"\xff\xfe\"]}"].concat(),
        ),
        ("a byte order mark alone", b"\xef\xbb\xbf".to_vec()),
        ("more than the limit", vec![b' '; BODY_LIMIT + 1]),
    ]
}

#[tokio::test]
async fn a_broken_body_deletes_nobody() {
    for vendor in VENDORS {
        let command = Command::of(vendor);
        let Some(body) = &command.body else { continue };
        let bench = Bench::new(vendor).await;
        let before = live(&bench, vendor).await;
        for (what, body) in broken(body) {
            let told = command.ask(&bench).body(body).await;
            refused(&bench, vendor, &before, told, what).await;
        }
    }
}

#[rstest::rstest]
#[case::separators_only("?ids=,,,")]
#[case::not_utf_8("?ids=%FF%FE")]
#[case::nul("?ids=%00")]
#[case::beyond_64_bits("?ids=99999999999999999999")]
#[case::nothing("")]
#[tokio::test]
async fn a_broken_query_deletes_nobody(#[case] query: &str) {
    for vendor in VENDORS {
        let mut command = Command::of(vendor);
        if command.body.is_some() {
            continue;
        }
        command.target = format!("{}{query}", vendor.operation.path);
        let bench = Bench::new(vendor).await;
        let before = live(&bench, vendor).await;
        refused(&bench, vendor, &before, command.send(&bench).await, query).await;
    }
}

#[tokio::test]
async fn without_a_credential_nobody_is_deleted() {
    for vendor in VENDORS {
        let spec: Value = serde_json::from_str(&(vendor.spec)()).expect("JSON");
        let security = &spec["paths"][vendor.operation.path]
            [vendor.operation.method.to_lowercase()]["security"];
        // An empty alternative says that no credential is needed.
        if security
            .as_array()
            .is_some_and(|all| all.contains(&serde_json::json!({})))
        {
            continue;
        }
        let bench = Bench::new(vendor).await;
        let before = live(&bench, vendor).await;
        let told = Command::of(vendor).without_credential().send(&bench).await;
        refused(&bench, vendor, &before, told, "no credential").await;
    }
}

#[tokio::test]
async fn other_paths_and_methods_are_refused_in_the_vendors_shape() {
    for vendor in VENDORS {
        let bench = Bench::new(vendor).await;
        let before = live(&bench, vendor).await;
        let mut elsewhere = Command::of(vendor);
        elsewhere.target = format!("{}/no/such/place", vendor.operation.path);
        refused(
            &bench,
            vendor,
            &before,
            elsewhere.send(&bench).await,
            "an unknown path",
        )
        .await;
        for method in ["PATCH", "OPTIONS", "TRACE", "BREW"] {
            let command = Command {
                method: method.into(),
                ..Command::of(vendor)
            };
            refused(&bench, vendor, &before, command.send(&bench).await, method).await;
        }
    }
}
