//! A member whose shape is documented, but judged by the operation and not with the whole body.

use std::{borrow::Cow, marker::PhantomData};

use poem_openapi::{
    registry::{MetaSchemaRef, Registry},
    types::{ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

use crate::kit::{BodyFault, shape};

/// Any JSON, documented as a `T`.
#[derive(Debug, Clone)]
pub(crate) struct Loose<T>(pub(crate) Value, PhantomData<T>);

impl<T> Default for Loose<T> {
    fn default() -> Self {
        Self(Value::Null, PhantomData)
    }
}

impl<T: ToJSON> From<T> for Loose<T> {
    fn from(value: T) -> Self {
        Self(value.to_json().unwrap_or_default(), PhantomData)
    }
}

impl<T: DeserializeOwned> Loose<T> {
    /// Reads what stands in this member of a request as what it is documented to be.
    ///
    /// # Errors
    ///
    /// What is wrong, and in which member.
    pub(crate) fn read(&self, member: &str) -> Result<T, BodyFault> {
        shape::read(self.0.clone()).map_err(|fault| {
            let path = match fault.path.as_str() {
                "." => member.to_owned(),
                inner if inner.starts_with('[') => format!("{member}{inner}"),
                inner => format!("{member}.{inner}"),
            };
            BodyFault::Shape {
                path,
                reason: fault.reason,
            }
        })
    }
}

impl<'de, T> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(value, PhantomData))
    }
}

impl<T: Type> Type for Loose<T> {
    const IS_REQUIRED: bool = true;

    type RawValueType = T::RawValueType;
    type RawElementValueType = T::RawElementValueType;

    fn name() -> Cow<'static, str> {
        T::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        None
    }

    fn raw_element_iter<'a>(
        &'a self,
    ) -> Box<dyn Iterator<Item = &'a Self::RawElementValueType> + 'a> {
        Box::new(std::iter::empty())
    }
}

impl<T: Type> ToJSON for Loose<T> {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

// The derive of an object asks for it; bodies are read by serde.
impl<T: Type> ParseFromJSON for Loose<T> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        Ok(Self(value.unwrap_or_default(), PhantomData))
    }
}
