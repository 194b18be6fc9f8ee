//! What went wrong, in the words of both error styles. Which of them the account wants is only known at the
//! end, as refusals of the framework know no account.

use poem::{IntoResponse, Response, http::header};
use poem_openapi::{
    payload::Payload,
    registry::{MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    form::Fault,
    settings::ErrorStyle,
    wire::{ErrorBody, ErrorDetail, ErrorEnvelope, GatewayError, TokenFault},
};
use crate::kit::Nullable;

/// The content type of a complaint that is not yet in anybody's words, which leaves no further than
/// `worded`. The framework drops whatever else is attached to a failure's response.
pub(super) const UNWORDED: &str = "application/x-complaint";

/// What went wrong: a sentence for the envelope, and what a stock server says instead.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Complaint {
    message: String,
    stock: Value,
}

impl Complaint {
    /// A sentence about the request as a whole.
    pub(super) fn sentence(message: impl Into<String>) -> Self {
        let message = message.into();
        Self::detail(message, None, None)
    }

    /// An access token that is not accepted.
    ///
    /// Inferred, as measured: that there is a list of the kinds of token that were tried. Inferred: what an entry
    /// of it says.
    pub(super) fn token() -> Self {
        let tried = TokenFault {
            token_class: "AccessToken".into(),
            token_type: "access".into(),
            message: "Token is invalid".into(),
        };
        let message = "Given token not valid for any token type".into();
        Self::detail(message, Some("token_not_valid"), Some(vec![tried]))
    }

    /// A sentence with a word for programs.
    pub(super) fn coded(message: &str, code: &str) -> Self {
        Self::detail(message.to_owned(), Some(code), None)
    }

    fn detail(message: String, code: Option<&str>, messages: Option<Vec<TokenFault>>) -> Self {
        let stock = ErrorDetail {
            detail: message.clone(),
            code: code.map(str::to_owned),
            messages,
        };
        Self {
            message,
            stock: stock.to_json().unwrap_or_default(),
        }
    }

    /// What the gateway in front says of a subscription key, in its own shape.
    pub(super) fn gateway(message: &str) -> Self {
        let stock = GatewayError {
            status_code: 401,
            message: message.to_owned(),
        };
        Self {
            message: message.to_owned(),
            stock: stock.to_json().unwrap_or_default(),
        }
    }

    /// Members of the body, each with what is wrong with it.
    pub(super) fn members(faults: &[(&str, Fault)]) -> Self {
        let mut sentences = Vec::new();
        let mut stock = Map::new();
        for (name, fault) in faults {
            let told = match fault {
                Fault::Whole(told) => {
                    sentences.push(format!("{name}: {told}"));
                    json!([told])
                }
                Fault::Entries(entries) => {
                    let told = entries.iter();
                    sentences.extend(told.map(|(at, told)| format!("{name}[{at}]: {told}")));
                    let entries = entries.iter();
                    let told = entries.map(|(at, told)| (at.to_string(), json!([told])));
                    Value::Object(told.collect())
                }
            };
            stock.insert((*name).to_owned(), told);
        }
        Self {
            message: sentences.join(" "),
            stock: Value::Object(stock),
        }
    }

    /// Writes the body.
    pub(super) fn render(&self, style: ErrorStyle) -> String {
        match style {
            ErrorStyle::Envelope => {
                let envelope = ErrorEnvelope {
                    success: false,
                    message: self.message.clone(),
                    data: Nullable(None),
                };
                envelope.to_json_string()
            }
            ErrorStyle::Drf => self.stock.to_string(),
        }
    }
}

impl Payload for Complaint {
    const CONTENT_TYPE: &'static str = "application/json";

    fn schema_ref() -> MetaSchemaRef {
        ErrorBody::schema_ref()
    }

    fn register(registry: &mut Registry) {
        ErrorBody::register(registry);
    }
}

impl IntoResponse for Complaint {
    fn into_response(self) -> Response {
        let unworded = serde_json::to_vec(&self).expect("a complaint is plain data");
        Response::builder()
            .header(header::CONTENT_TYPE, UNWORDED)
            .body(unworded)
    }
}
