//! Signed requests: an access key's id and a signature instead of a token.
//!
//! Two published clients sign every request and never fetch a token. What is signed is in [`text`].

mod replay;
mod text;

use std::{sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use poem::{Request, http::HeaderMap};
use sha1::Sha1;
use umbridge_directory::{Credential, Directory, Timestamp};

pub(super) use self::replay::Replays;
use super::{REALM, auth::ACCESS_KEY, code::ApiCode, failure::Failure, settings::Settings};

/// Recorded: each brand's clients write their own word into `Authorization` and their own header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brand {
    Authing,
    Genauth,
}

impl Brand {
    /// The brand whose scheme word this is, whatever its case.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "authing" => Some(Self::Authing),
            "genauth" => Some(Self::Genauth),
            _ => None,
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Authing => "x-authing-",
            Self::Genauth => "x-genauth-",
        }
    }

    fn header<'h>(self, headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
        let value = headers.get(format!("{}{name}", self.prefix()))?;
        value.to_str().ok()
    }
}

/// What a signed request shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signed<'r> {
    pub(super) brand: Brand,
    pub(super) key_id: &'r str,
    pub(super) signature: &'r str,
}

impl Signed<'_> {
    /// Finds the access key, whose signature is yet to be checked.
    pub(super) async fn key(self, directory: &Directory) -> Result<Option<Credential>, Failure> {
        Ok(directory
            .find_credential(REALM, ACCESS_KEY, self.key_id)
            .await?)
    }

    /// Checks everything about the signature of a request.
    ///
    /// # Errors
    ///
    /// 401, with a number for the first thing that is wrong.
    pub(super) fn verify(
        self,
        request: &Request,
        body: &[u8],
        key: &Credential,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let headers = request.headers();
        let settings = Settings::of(&key.account)?;
        self.check_kind(headers)?;
        let last_chance = self.check_time(headers, &settings, now)?;
        let text = text::to_sign(self.brand, request, body);
        let secret = key.secret.as_deref().unwrap_or_default();
        let mut mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).expect("a key of any length");
        mac.update(text.as_bytes());
        let shown = STANDARD.decode(self.signature).unwrap_or_default();
        mac.verify_slice(&shown)
            .map_err(|_| ApiCode::BadSignature)?;
        // Only what is signed is remembered, so that nobody else can use a number up.
        let nonce = self.brand.header(headers, "signature-nonce");
        let fresh = request.data::<Arc<Replays>>().is_none_or(|replays| {
            let once = nonce.unwrap_or(self.signature);
            replays.first(key.account.id, once, now, last_chance)
        });
        if fresh {
            Ok(())
        } else {
            Err(ApiCode::Replayed.into())
        }
    }

    /// Recorded: the one method and the one version there are. Inferred: they may be left unsaid.
    fn check_kind(self, headers: &HeaderMap) -> Result<(), Failure> {
        let says = |name, expected: &str| {
            self.brand
                .header(headers, name)
                .is_none_or(|said| said.trim().eq_ignore_ascii_case(expected))
        };
        if !says("signature-method", "HMAC-SHA1") {
            return Err(ApiCode::UnknownMethod.into());
        }
        if !says("signature-version", "1.0") {
            return Err(ApiCode::UnknownVersion.into());
        }
        Ok(())
    }

    /// Recorded: one client sends `date`, another a header of the brand.
    ///
    /// Returns until when the time of the request is good.
    fn check_time(
        self,
        headers: &HeaderMap,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<Timestamp, Failure> {
        let date = headers.get("date").and_then(|value| value.to_str().ok());
        let shown = self.brand.header(headers, "date").or(date);
        let shown = shown.ok_or(ApiCode::NoDate)?;
        let moment = parse_date(shown.trim()).ok_or(ApiCode::BadDate)?;
        let skew = Duration::from_secs(settings.signature_skew.into());
        if u128::from(now.0.abs_diff(moment.0)) > skew.as_micros() {
            return Err(ApiCode::Skewed.into());
        }
        Ok(moment + skew)
    }
}

/// Recorded: the error page asks for milliseconds since the epoch, and one client sends the date of HTTP.
fn parse_date(text: &str) -> Option<Timestamp> {
    if let Ok(milliseconds) = text.parse::<i64>() {
        return milliseconds.checked_mul(1000).map(Timestamp);
    }
    let moment = jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text)
        .ok()?;
    Some(Timestamp(moment.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use umbridge_directory::Timestamp;

    use super::parse_date;

    #[rstest::rstest]
    #[case::of_http("Mon, 04 May 2026 09:30:11 GMT", Some("2026-05-04T09:30:11Z"))]
    #[case::milliseconds("1777887011250", Some("2026-05-04T09:30:11.250Z"))]
    #[case::iso("2026-05-04T09:30:11Z", None)]
    #[case::word("now", None)]
    #[case::empty("", None)]
    #[case::beyond_64_bits("9223372036854775807", None)]
    fn dates_come_in_two_forms(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(parse_date(text), expected.and_then(Timestamp::parse));
    }
}
