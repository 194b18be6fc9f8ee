//! What answers carry besides their bodies.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{VENDOR, ask, bench};

#[tokio::test]
async fn the_tag_is_the_first_half_of_the_bodys_digest() {
    let bench = bench().await;
    let told = ask(&bench, "/users/delete")
        .json(&json!({"external_ids": [400, 401, 402]}))
        .await;
    // Recorded in 2020: this body, byte for byte.
    let body = br#"{"deleted":3,"message":"success"}"#;
    assert_eq!(told.body.to_string().as_bytes(), body);
    let digest: String = Sha256::digest(body)[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        told.header("etag"),
        Some(format!("W/\"{digest}\"").as_str())
    );
}

#[tokio::test]
async fn the_document_has_the_headers_of_each_answer() {
    let spec: serde_json::Value = serde_json::from_str(&(VENDOR.spec)()).expect("JSON");
    let answers = &spec["paths"]["/users/delete"]["post"]["responses"];
    for (status, header, type_of) in [
        ("201", "X-RateLimit-Reset", "integer"),
        ("201", "ETag", "string"),
        ("401", "X-RateLimit-Reset", "string"),
        ("429", "X-RateLimit-Remaining", "integer"),
        ("404", "X-Request-Id", "string"),
    ] {
        assert_eq!(
            answers[status]["headers"][header]["schema"]["type"], type_of,
            "{status} {header}"
        );
    }
    assert!(answers["404"]["headers"]["X-RateLimit-Limit"].is_null());
    assert!(answers["400"]["headers"]["ETag"].is_null());
}
