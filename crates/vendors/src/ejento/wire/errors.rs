//! Errors, in the styles that an account may choose from.

use std::{borrow::Cow, collections::BTreeMap};

use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::Type,
};

use super::User;
use crate::kit::Nullable;

/// An error, in one of the styles that a deployment may have.
pub(in crate::ejento) struct ErrorBody;

// Only its schema is needed: the alternatives are written by themselves.
impl Type for ErrorBody {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "Error".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |registry| {
            ErrorEnvelope::register(registry);
            ErrorDetail::register(registry);
            GatewayError::register(registry);
            let sentences = <Vec<String>>::schema_ref;
            let entries = <BTreeMap<String, Vec<String>>>::schema_ref();
            let of_a_member = MetaSchema {
                one_of: vec![sentences(), entries],
                ..MetaSchema::ANY
            };
            let members = MetaSchema {
                description: Some(
                    "What is wrong with each member of the body, in the words of Django REST \
                     Framework; entries of a list are told by position.",
                ),
                additional_properties: Some(Box::new(MetaSchemaRef::Inline(Box::new(of_a_member)))),
                ..MetaSchema::new("object")
            };
            MetaSchema {
                description: Some("An error, in the style of the deployment."),
                one_of: vec![
                    ErrorEnvelope::schema_ref(),
                    ErrorDetail::schema_ref(),
                    MetaSchemaRef::Inline(Box::new(members)),
                    GatewayError::schema_ref(),
                ],
                ..MetaSchema::ANY
            }
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

/// An error in the envelope of successes.
#[derive(Debug, Object)]
pub(in crate::ejento) struct ErrorEnvelope {
    /// Whether it was done: false.
    pub(in crate::ejento) success: bool,
    /// A sentence about what went wrong.
    pub(in crate::ejento) message: String,
    /// Null, as there is nothing to tell.
    pub(in crate::ejento) data: Nullable<Vec<User>>,
}

/// An error in the words of Django REST Framework.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in crate::ejento) struct ErrorDetail {
    /// A sentence about what went wrong.
    pub(in crate::ejento) detail: String,
    /// A word for programs, where a token was refused.
    pub(in crate::ejento) code: Option<String>,
    /// What kinds of token were tried, where a token was refused.
    pub(in crate::ejento) messages: Option<Vec<TokenFault>>,
}

/// A kind of token that was tried.
#[derive(Debug, Object)]
pub(in crate::ejento) struct TokenFault {
    /// The kind, as a class.
    pub(in crate::ejento) token_class: String,
    /// The kind, as a word.
    pub(in crate::ejento) token_type: String,
    /// What was wrong with the token.
    pub(in crate::ejento) message: String,
}

/// An error of the gateway in front.
#[derive(Debug, Object)]
pub(in crate::ejento) struct GatewayError {
    /// The status of the answer.
    #[oai(rename = "statusCode")]
    pub(in crate::ejento) status_code: u16,
    /// A sentence about what went wrong.
    pub(in crate::ejento) message: String,
}
