//! The body of an operation: a command, and the text it was read from, to say where it is wrong.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;

use super::{
    failure::Failure,
    ids::Unusable,
    position::{self, Token},
};
use crate::kit::{BodyFault, Received, body};

/// What can be read from the text of a body.
pub(super) trait Parse: Sized {
    /// Reads the text.
    ///
    /// # Errors
    ///
    /// The first fault.
    fn parse(text: &[u8]) -> Result<Self, BodyFault>;
}

impl<T: DeserializeOwned> Parse for T {
    fn parse(text: &[u8]) -> Result<Self, BodyFault> {
        body::parse(text)
    }
}

/// A JSON body, with the content type that the service insists on.
#[derive(Debug)]
pub(super) struct Command<T> {
    pub(super) command: T,
    text: Bytes,
}

impl<'a, T: Parse + Type> ApiExtractor<'a> for Command<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType {
            content_type: "application/json",
            schema: T::schema_ref(),
        }];
        Some(MetaRequest {
            description: None,
            content,
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let text = Received::of(request);
        if !text.is_empty() && !body::says_json(request) {
            return Err(BodyFault::MediaType.into());
        }
        match T::parse(&text) {
            Ok(command) => Ok(Self { command, text }),
            Err(BodyFault::Shape { path, reason }) => Err(misshapen(&text, &path, &reason).into()),
            Err(fault) => Err(fault.into()),
        }
    }
}

impl<T> Command<T> {
    /// Why the ids of the body cannot be acted upon, in the service's words.
    pub(super) fn unusable(&self, unusable: Unusable) -> Failure {
        match unusable {
            Unusable::NotIds(paths) => self.not_ids(&paths),
            Unusable::ForeignPartition => Failure::foreign_partition(),
            // Inferred: the framework's words for a list of the wrong length.
            Unusable::TooFew { least } => wrong_length("minimum", least),
            Unusable::TooMany { most } => wrong_length("maximum", most),
        }
    }

    fn not_ids(&self, paths: &BTreeSet<String>) -> Failure {
        let text = String::from_utf8_lossy(&self.text);
        let tokens = position::tokens(&text);
        let told: BTreeMap<String, Vec<String>> = tokens
            .iter()
            .filter(|token| paths.contains(&token.path))
            .map(|token| {
                (
                    token.path.clone(),
                    vec![unconvertible(token, "System.Guid")],
                )
            })
            .collect();
        Failure::invalid(told)
    }
}

fn wrong_length(bound: &str, length: usize) -> Failure {
    let told = format!(
        "The field UserIds must be a string or array type with a {bound} length of '{length}'."
    );
    Failure::invalid_value("userIds", told)
}

/// Recorded on a sibling: the sentence for a value of another type. Inferred: that it is the same for ids.
fn unconvertible(token: &Token<'_>, wanted: &str) -> String {
    let Token {
        path,
        text,
        line,
        position,
    } = token;
    let place = format!("Path '{path}', line {line}, position {position}.");
    match *text {
        "{" | "[" => {
            format!("Unexpected character encountered while parsing value: {text}. {place}")
        }
        "null" => format!("Error converting value {{null}} to type '{wanted}'. {place}"),
        value => format!("Error converting value {value} to type '{wanted}'. {place}"),
    }
}

/// A value that has another type than its member.
fn misshapen(text: &[u8], path: &str, reason: &str) -> Failure {
    let text = String::from_utf8_lossy(text);
    // The reader calls the whole body a dot.
    let path = if path == "." { "" } else { path };
    let tokens = position::tokens(&text);
    match tokens.iter().find(|token| token.path == path) {
        // Inferred from the framework: null is no body.
        Some(token) if path.is_empty() && token.text == "null" => {
            Failure::invalid_value("", "A non-empty request body is required.")
        }
        Some(token) => Failure::invalid_value(path, unconvertible(token, wanted(reason))),
        None => Failure::invalid_value(path, reason),
    }
}

/// The framework's name of the type that the reader wanted.
fn wanted(reason: &str) -> &'static str {
    let names = [
        ("a sequence", "System.Collections.Generic.List`1"),
        ("a boolean", "System.Boolean"),
        ("a string", "System.String"),
        ("i64", "System.Int64"),
        ("UserType", "UserType"),
    ];
    let known = names.iter().find(|(word, _)| reason.contains(word));
    known.map_or("System.Object", |(_, name)| name)
}
