//! Small YAML files that people write: accept-lists and policies.

use serde::de::DeserializeOwned;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{name}{place}: {reason}")]
pub struct Unusable {
    name: String,
    place: String,
    reason: String,
}

impl Unusable {
    pub(crate) fn at(name: &str, location: Option<serde_saphyr::Location>, reason: String) -> Self {
        let place = location.map(|at| format!(":{}:{}", at.line(), at.column()));
        Self {
            name: name.to_owned(),
            place: place.unwrap_or_default(),
            reason,
        }
    }
}

/// Reads a file; one that holds nothing but comments says nothing, which is the default.
pub(crate) fn read<T: Default + DeserializeOwned>(name: &str, text: &str) -> Result<T, Unusable> {
    let comment = |line: &str| matches!(line.trim().as_bytes().first(), None | Some(b'#'));
    if text.lines().all(comment) {
        return Ok(T::default());
    }
    serde_saphyr::from_str(text).map_err(|error| {
        let reason = error.without_snippet().to_string();
        Unusable::at(name, error.location(), reason)
    })
}
