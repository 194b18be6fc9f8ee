//! JSON becomes a typed value as literally as its schema says: an object is read from an object.
//!
//! The derived readers also take a list for an object, member by member in the order of the struct. A list of
//! ids would then be somebody's `{"ids": …}`, and delete them.

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, Error as _, Expected, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

/// A value that is not of the wanted shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeFault {
    /// Which member is wrong, such as `user_ids[0]`; `.` for the whole value.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads a value as `T`.
///
/// # Errors
///
/// The first member that is not of its type.
pub fn read<T: DeserializeOwned>(value: Value) -> Result<T, ShapeFault> {
    serde_path_to_error::deserialize(Literal(value)).map_err(|error| ShapeFault {
        path: error.path().to_string(),
        reason: error.inner().to_string(),
    })
}

struct Literal(Value);

impl<'de> IntoDeserializer<'de, Error> for Literal {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Literal {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(list) => {
                let mut entries = SeqDeserializer::new(list.into_iter().map(Literal));
                let read = visitor.visit_seq(&mut entries)?;
                entries.end().map(|()| read)
            }
            Value::Object(object) => {
                let members = object
                    .into_iter()
                    .map(|(name, value)| (name, Literal(value)));
                let mut members = MapDeserializer::new(members);
                let read = visitor.visit_map(&mut members)?;
                members.end().map(|()| read)
            }
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let unexpected = match &self.0 {
            Value::Object(_) => return self.deserialize_any(visitor),
            Value::Array(_) => Unexpected::Seq,
            Value::String(text) => Unexpected::Str(text),
            Value::Bool(is) => Unexpected::Bool(*is),
            Value::Null => Unexpected::Unit,
            Value::Number(_) => Unexpected::Other("number"),
        };
        // Where a reader says nothing better, it would name a type of ours.
        let expected = (&visitor as &dyn Expected).to_string();
        let expected = if expected.starts_with("struct ") {
            "an object"
        } else {
            expected.as_str()
        };
        Err(Error::invalid_type(unexpected, &expected))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::read;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Request {
        ids: Vec<i64>,
        #[serde(default)]
        owner: Option<Owner>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(expecting = "an owner with a name")]
    struct Owner {
        name: String,
    }

    #[rstest::rstest]
    #[case::whole(json!({"ids": [1], "owner": {"name": "a"}}), Some("a"))]
    #[case::null(json!({"ids": [1], "owner": null}), None)]
    #[case::absent(json!({"ids": [1]}), None)]
    fn an_object_is_read(#[case] value: Value, #[case] name: Option<&str>) {
        let owner = name.map(|name| Owner { name: name.into() });
        let expected = Request {
            ids: vec![1],
            owner,
        };
        assert_eq!(read::<Request>(value), Ok(expected));
    }

    #[rstest::rstest]
    #[case::list_for_an_object(json!([[1]]), ".", "invalid type: sequence, expected an object")]
    #[case::list_for_an_inner_object(json!({"ids": [], "owner": ["a"]}), "owner", "invalid type: sequence, expected an owner with a name")]
    #[case::null_for_an_object(json!(null), ".", "invalid type: null, expected an object")]
    #[case::text_for_an_object(json!("a"), ".", "invalid type: string \"a\", expected an object")]
    #[case::number_for_an_object(json!({"ids": [], "owner": 7}), "owner", "invalid type: number, expected an owner with a name")]
    #[case::object_for_a_list(json!({"ids": {}}), "ids", "invalid type: map, expected a sequence")]
    #[case::null_for_a_number(json!({"ids": [1, null]}), "ids[1]", "invalid type: null, expected i64")]
    #[case::fraction(json!({"ids": [1.5]}), "ids[0]", "invalid type: floating point `1.5`, expected i64")]
    #[case::beyond_64_bits(json!({"ids": [u64::MAX]}), "ids[0]", "invalid value: integer `18446744073709551615`, expected i64")]
    #[case::number_for_text(json!({"ids": [], "owner": {"name": 7}}), "owner.name", "invalid type: integer `7`, expected a string")]
    #[case::missing(json!({}), ".", "missing field `ids`")]
    fn anything_else_is_refused(#[case] value: Value, #[case] path: &str, #[case] reason: &str) {
        let fault = read::<Request>(value).expect_err("refused");
        assert_eq!((fault.path.as_str(), fault.reason.as_str()), (path, reason));
    }
}
