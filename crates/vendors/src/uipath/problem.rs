//! Problems in the framework's form (RFC 9110 links, W3C trace ids).

use std::collections::BTreeMap;

use poem::http::StatusCode;
use uuid::Uuid;

use super::{
    policy::MAX_FAULTS,
    wire::{Problem, ProblemBody},
};

/// A kind of problem: a status, its title, and the section of RFC 9110 that explains it.
pub(super) struct Kind {
    pub(super) status: StatusCode,
    title: &'static str,
    link: &'static str,
}

macro_rules! kinds {
    ($($name:ident: $status:ident, $title:literal, $link:literal;)*) => {
        $(pub(super) const $name: Kind = Kind {
            status: StatusCode::$status,
            title: $title,
            link: concat!("https://tools.ietf.org/html/", $link),
        };)*
    };
}

// Recorded: the link of the first, from a newer server. Inferred: the others follow it.
kinds! {
    VALIDATION: BAD_REQUEST, "One or more validation errors occurred.", "rfc9110#section-15.5.1";
    NOT_FOUND: NOT_FOUND, "Not Found", "rfc9110#section-15.5.5";
    WRONG_METHOD: METHOD_NOT_ALLOWED, "Method Not Allowed", "rfc9110#section-15.5.6";
    TOO_LARGE: PAYLOAD_TOO_LARGE, "Payload Too Large", "rfc9110#section-15.5.14";
    MEDIA_TYPE: UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type", "rfc9110#section-15.5.16";
    TOO_MANY: TOO_MANY_REQUESTS, "Too Many Requests", "rfc6585#section-4";
    INTERNAL: INTERNAL_SERVER_ERROR, "An error occurred while processing your request.", "rfc9110#section-15.6.1";
    UNAVAILABLE: SERVICE_UNAVAILABLE, "Service Unavailable", "rfc9110#section-15.6.4";
}

impl Kind {
    /// The body of such a problem.
    pub(super) fn told(&self) -> ProblemBody {
        self.about(None)
    }

    fn about(&self, errors: Option<BTreeMap<String, Vec<String>>>) -> ProblemBody {
        ProblemBody(Box::new(Problem {
            errors,
            r#type: self.link.to_owned(),
            title: self.title.to_owned(),
            status: self.status.as_u16().into(),
            trace_id: trace_id(),
        }))
    }
}

/// Values that are refused, by path.
pub(super) fn validation(mut errors: BTreeMap<String, Vec<String>>) -> ProblemBody {
    if errors.len() > MAX_FAULTS {
        // Inferred from the framework: the last place is for saying that there were more.
        let kept = errors.into_iter().take(MAX_FAULTS - 1);
        errors = kept.collect();
        let told = "The maximum number of allowed model errors has been reached.";
        errors
            .entry(String::new())
            .or_default()
            .push(told.to_owned());
    }
    VALIDATION.about(Some(errors))
}

/// Recorded: W3C trace context, not sampled.
fn trace_id() -> String {
    let trace = Uuid::new_v4().simple().to_string();
    let span = Uuid::new_v4().simple().to_string();
    format!("00-{trace}-{}-00", &span[..16])
}
