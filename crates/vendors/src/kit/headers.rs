//! Headers that more than one dialect sends.

use poem::{
    Response,
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use sha2::{Digest, Sha256};

/// Sets a header; a value that no header can hold is left out.
pub fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Tags an answer with the first half of its body's SHA-256, weakly: `W/"…"`.
///
/// # Errors
///
/// A body that cannot be read.
pub async fn tag(mut response: Response) -> poem::Result<Response> {
    let body = response.take_body().into_bytes().await;
    let body = body.map_err(poem::error::InternalServerError)?;
    let digest = Sha256::digest(&body);
    let half: String = digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    set(
        response.headers_mut(),
        header::ETAG,
        &format!("W/\"{half}\""),
    );
    response.set_body(body);
    Ok(response)
}
