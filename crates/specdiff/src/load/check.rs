//! Whether a document is one that can be compared.

use serde_json::Value;

/// The value at fault, and what is wrong with it.
type Refusal<'d> = (&'d Value, String);

pub(super) fn check(root: &Value) -> Result<(), Refusal<'_>> {
    if !root.is_object() {
        return Err((root, "an OpenAPI document is an object".to_owned()));
    }
    if let Some(version) = root.get("swagger") {
        return Err((
            version,
            "Swagger 2.0 is not compared; convert it to OpenAPI 3 first".to_owned(),
        ));
    }
    let version = root.get("openapi").ok_or_else(|| {
        (
            root,
            "`openapi` is missing: this is no OpenAPI document".to_owned(),
        )
    })?;
    let known = version
        .as_str()
        .is_some_and(|version| version.starts_with("3.0") || version.starts_with("3.1"));
    if !known {
        return Err((
            version,
            format!("OpenAPI {version} is not compared; 3.0 and 3.1 are"),
        ));
    }
    match root.get("paths") {
        Some(paths) if !paths.is_object() => Err((paths, "`paths` is not an object".to_owned())),
        _ => Ok(()),
    }
}
