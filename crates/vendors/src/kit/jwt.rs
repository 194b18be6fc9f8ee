//! Access tokens in the form clients insist on. Whether one is valid is looked up, not computed: the
//! directory knows every token that was issued.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// Writes a JSON Web Token signed with HMAC-SHA256; claims keep their order.
pub fn write(claims: &Value, key: &[u8]) -> String {
    let header = URL_SAFE_NO_PAD.encode(json!({"alg": "HS256", "typ": "JWT"}).to_string());
    let payload = URL_SAFE_NO_PAD.encode(claims.to_string());
    let signed = format!("{header}.{payload}");
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(signed.as_bytes());
    format!(
        "{signed}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_token_is_signed_as_the_standard_says() {
        // The third part was computed with openssl.
        let token = write(&serde_json::json!({"sub": "1"}), b"key");
        let parts: Vec<&str> = token.split('.').collect();
        assert_eq!(parts[0], "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9");
        assert_eq!(parts[1], "eyJzdWIiOiIxIn0");
        assert_eq!(parts[2], "pHaus62nD9DrNbTCRTVOOhnRbbXZnL031tfLEk_qP5s");
    }
}
