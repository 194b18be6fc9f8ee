//! How requests name users.

use std::{borrow::Cow, fmt};

use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};
use serde_json::Value;

/// Text that names something, and so is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Name(pub(crate) String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        name(String::deserialize(deserializer)?).map(Self)
    }
}

/// Inferred: an empty name is refused. So is one with a NUL, which not every store keeps whole.
fn name<E: de::Error>(text: String) -> Result<String, E> {
    if text.is_empty() {
        return Err(E::custom("must not be empty"));
    }
    if text.contains('\0') {
        return Err(E::custom("must not contain NUL"));
    }
    Ok(text)
}

/// An external id; recorded calls send integers too, which stand for their digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ExternalId {
    /// The id.
    pub(crate) text: String,
    /// Whether it was sent as an integer.
    pub(crate) integer: bool,
}

impl From<&str> for ExternalId {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            integer: false,
        }
    }
}

struct ExternalIdVisitor;

impl Visitor<'_> for ExternalIdVisitor {
    type Value = ExternalId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<ExternalId, E> {
        Ok(name::<E>(text.to_owned())?.as_str().into())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<ExternalId, E> {
        let text = number.to_string();
        let integer = true;
        Ok(ExternalId { text, integer })
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<ExternalId, E> {
        let number = i64::try_from(number).map_err(|_| E::custom("integer out of range"))?;
        self.visit_i64(number)
    }
}

impl<'de> Deserialize<'de> for ExternalId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExternalIdVisitor)
    }
}

impl Type for Name {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "string".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            min_length: Some(1),
            ..MetaSchema::new("string")
        }))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ToJSON for Name {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.clone().into())
    }
}

// The derive of an object asks for it; bodies are read by serde.
impl ParseFromJSON for Name {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        Self::deserialize(value.unwrap_or_default()).map_err(ParseError::custom)
    }
}

// The framework's union would document a string as an object.
impl Type for ExternalId {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "ExternalId".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |_| MetaSchema {
            description: Some("An external id. An integer stands for its digits."),
            one_of: vec![Name::schema_ref(), i64::schema_ref()],
            ..MetaSchema::ANY
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ToJSON for ExternalId {
    fn to_json(&self) -> Option<Value> {
        let number = || serde_json::from_str(&self.text).ok();
        let integer = if self.integer { number() } else { None };
        Some(integer.unwrap_or_else(|| self.text.clone().into()))
    }
}

// The derive of an object asks for it; bodies are read by serde.
impl ParseFromJSON for ExternalId {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        Self::deserialize(value.unwrap_or_default()).map_err(ParseError::custom)
    }
}

/// A name of a user in the system of names that the label stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Object)]
#[serde(expecting = "a user alias object")]
pub(crate) struct UserAlias {
    /// The name.
    pub(crate) alias_name: Name,
    /// The label that says what kind of name it is.
    pub(crate) alias_label: Name,
}
