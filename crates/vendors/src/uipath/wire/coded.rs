//! Words that are also numbers: the published schema says words, the service was recorded to send numbers,
//! and either is understood.

use std::{borrow::Cow, marker::PhantomData};

use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// A set of words, numbered by their position.
pub(crate) trait Words: Send + Sync + 'static {
    const NAME: &'static str;
    const MEANING: &'static str;
    const WORDS: &'static [&'static str];
}

/// One of a set of words.
#[derive(Debug)]
pub(crate) struct Coded<W> {
    pub(crate) code: usize,
    /// Whether it is written as a word.
    worded: bool,
    set: PhantomData<W>,
}

/// What a user is.
pub(crate) type UserType = Coded<Types>;
/// Where a user is managed.
pub(crate) type UserCategory = Coded<Categories>;

#[derive(Debug)]
pub(crate) struct Types;
#[derive(Debug)]
pub(crate) struct Categories;

impl Words for Types {
    const NAME: &'static str = "UserType";
    const MEANING: &'static str = "What a user is: a word, or its position among the words.";
    const WORDS: &'static [&'static str] = &[
        "user",
        "robot",
        "directoryUser",
        "directoryGroup",
        "robotAccount",
        "application",
    ];
}

impl Words for Categories {
    const NAME: &'static str = "UserCategory";
    const MEANING: &'static str =
        "Where a user is managed: a word, or its position among the words.";
    const WORDS: &'static [&'static str] = &["local", "linkedLocal", "directory"];
}

impl<W: Words> Coded<W> {
    /// A word by its number, to be written as one or the other.
    pub(crate) fn new(code: usize, worded: bool) -> Self {
        Self {
            code: code.min(W::WORDS.len() - 1),
            worded,
            set: PhantomData,
        }
    }

    /// Inferred: the framework takes words in any case.
    fn read(value: &Value) -> Option<Self> {
        let code = match value {
            Value::String(word) => W::WORDS
                .iter()
                .position(|known| known.eq_ignore_ascii_case(word))?,
            number => usize::try_from(number.as_u64()?).ok()?,
        };
        (code < W::WORDS.len()).then(|| Self::new(code, value.is_string()))
    }
}

impl<'de, W: Words> Deserialize<'de> for Coded<W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::read(&value).ok_or_else(|| de::Error::custom(W::NAME))
    }
}

impl<W: Words> Type for Coded<W> {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        W::NAME.into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(W::NAME.to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(W::NAME.to_owned(), |_| {
            let numbers = MetaSchema {
                format: Some("int32"),
                enum_items: (0..W::WORDS.len()).map(Value::from).collect(),
                ..MetaSchema::new("integer")
            };
            let words = MetaSchema {
                enum_items: W::WORDS.iter().map(|word| Value::from(*word)).collect(),
                ..MetaSchema::new("string")
            };
            MetaSchema {
                description: Some(W::MEANING),
                one_of: vec![
                    MetaSchemaRef::Inline(Box::new(numbers)),
                    MetaSchemaRef::Inline(Box::new(words)),
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

impl<W: Words> ToJSON for Coded<W> {
    fn to_json(&self) -> Option<Value> {
        Some(if self.worded {
            W::WORDS[self.code].into()
        } else {
            self.code.into()
        })
    }
}

// The derive of an object asks for it; bodies are read by serde.
impl<W: Words> ParseFromJSON for Coded<W> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        let value = value.unwrap_or_default();
        Self::read(&value).ok_or_else(|| ParseError::expected_type(value))
    }
}
