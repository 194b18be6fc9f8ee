//! An id as the caller gave it.

use std::borrow::Cow;

use poem_openapi::{
    registry::MetaSchemaRef,
    types::{ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde::Deserialize;
use serde_json::Value;

/// A value where an id should be. Every wrong one of a body is reported, so reading does not stop at the
/// first; whether it is an id is for the account's id mode to say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Given(pub(crate) Value);

impl Given {
    /// The value, where it is text.
    pub(crate) fn text(&self) -> Option<&str> {
        self.0.as_str()
    }
}

impl From<&str> for Given {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Type for Given {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        String::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        String::schema_ref()
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ToJSON for Given {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

// The derive of an object asks for it; bodies are read by serde.
impl ParseFromJSON for Given {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        Ok(Self(value.unwrap_or_default()))
    }
}
