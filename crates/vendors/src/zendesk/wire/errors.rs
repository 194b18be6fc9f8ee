//! Errors, whose word is sometimes a sentence and sometimes a title with a message.

use std::{borrow::Cow, collections::BTreeMap};

use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde_json::Value;

/// An error.
#[derive(Debug, Default, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct ErrorBody {
    /// The kind of error; absent where there is a list of errors.
    pub(in super::super) error: Option<ErrorWord>,
    /// A sentence about it.
    pub(in super::super) description: Option<String>,
    /// A sentence about an access token that was refused.
    pub(in super::super) error_description: Option<String>,
    /// How many values are allowed, where there were too many.
    pub(in super::super) max_count: Option<u32>,
    /// The jobs that are queued or running, where there are too many.
    pub(in super::super) current_job_ids: Option<Vec<String>>,
    /// What is wrong with the record, by member; `base` where it is no single member.
    pub(in super::super) details: Option<BTreeMap<String, Vec<Detail>>>,
    /// What is wrong with the paging of a list.
    pub(in super::super) errors: Option<Vec<PagingError>>,
}

/// What is wrong with the paging of a list.
#[derive(Debug, Object)]
pub(in super::super) struct PagingError {
    /// A word for it.
    pub(in super::super) code: String,
    /// A few words about it.
    pub(in super::super) title: String,
    /// A sentence about it.
    pub(in super::super) detail: String,
}

/// What is wrong with a member of a record.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct Detail {
    /// A sentence about it.
    pub(in super::super) description: String,
    /// A word for it.
    pub(in super::super) error: Option<String>,
}

/// A word for a kind of error, or a title with a message.
#[derive(Debug)]
pub(in super::super) enum ErrorWord {
    /// A word such as `RecordNotFound`, or a whole sentence.
    Word(String),
    /// A title with a message.
    Titled(TitledError),
}

/// A title with a message.
#[derive(Debug, Object)]
pub(in super::super) struct TitledError {
    /// The kind of error.
    pub(in super::super) title: String,
    /// A sentence about it.
    pub(in super::super) message: String,
}

// The framework's union would document a string as an object.
impl Type for ErrorWord {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "ErrorWord".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |registry| {
            TitledError::register(registry);
            MetaSchema {
                description: Some("A word for the kind of error, or a title with a message."),
                one_of: vec![String::schema_ref(), TitledError::schema_ref()],
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

impl ToJSON for ErrorWord {
    fn to_json(&self) -> Option<Value> {
        match self {
            Self::Word(word) => word.to_json(),
            Self::Titled(titled) => titled.to_json(),
        }
    }
}

impl ParseFromJSON for ErrorWord {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(word)) => Ok(Self::Word(word)),
            other => TitledError::parse_from_json(other)
                .map(Self::Titled)
                .map_err(ParseError::propagate),
        }
    }
}
