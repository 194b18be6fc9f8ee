//! JSON values as serde reads them, except that an array never passes for an object.
//!
//! Derived readers take an array as a struct without names, first member first: `[["u1"]]` would be read
//! as `{"userIds": ["u1"]}` and delete somebody whom nobody named.

use serde::{
    Deserializer,
    de::{
        Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

/// A value to be read as a documented shape.
#[derive(Debug)]
pub struct Shaped(pub Value);

impl<'de> IntoDeserializer<'de, Error> for Shaped {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Shaped {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(entries) => {
                let mut entries = SeqDeserializer::new(entries.into_iter().map(Shaped));
                let value = visitor.visit_seq(&mut entries)?;
                entries.end()?;
                Ok(value)
            }
            Value::Object(members) => {
                let members = members
                    .into_iter()
                    .map(|(name, value)| (name, Shaped(value)));
                let mut members = MapDeserializer::new(members);
                let value = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(value)
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.0.is_array() {
            return Err(Error::invalid_type(Unexpected::Seq, &visitor));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
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

    use super::super::body::{self, BodyFault};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Batch {
        ids: Vec<String>,
        options: Option<Options>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Options {
        kind: Option<Kind>,
        count: Option<u8>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        ById,
    }

    fn read(value: &Value) -> Result<Batch, BodyFault> {
        body::parse(value.to_string().as_bytes())
    }

    #[test]
    fn objects_are_read_as_objects() {
        let options = Options {
            kind: Some(Kind::ById),
            count: None,
        };
        let expected = Batch {
            ids: vec!["a".into()],
            options: Some(options),
        };
        let body = json!({"options": {"kind": "by_id", "count": null}, "ids": ["a"], "more": [{}]});
        assert_eq!(read(&body).expect("read"), expected);
    }

    #[rstest::rstest]
    #[case::whole_body(json!([["a"], null]), ".", "invalid type: sequence, expected struct Batch")]
    #[case::member(
        json!({"ids": [], "options": ["by_id", 1]}),
        "options",
        "invalid type: sequence, expected struct Options"
    )]
    #[case::object_for_array(json!({"ids": {"0": "a"}}), "ids", "invalid type: map, expected a sequence")]
    #[case::number_for_text(json!({"ids": [1]}), "ids[0]", "invalid type: integer `1`, expected a string")]
    #[case::null_for_array(json!({"ids": null}), "ids", "invalid type: null, expected a sequence")]
    #[case::unknown_word(
        json!({"ids": [], "options": {"kind": "x"}}),
        "options.kind",
        "unknown variant `x`, expected `by_id`"
    )]
    #[case::out_of_range(
        json!({"ids": [], "options": {"count": 256}}),
        "options.count",
        "invalid value: integer `256`, expected u8"
    )]
    #[case::scalar_for_object(json!("a"), ".", "invalid type: string \"a\", expected struct Batch")]
    fn other_shapes_are_refused_where_they_stand(
        #[case] body: Value,
        #[case] at: &str,
        #[case] why: &str,
    ) {
        let BodyFault::Shape { path, reason } = read(&body).expect_err("refused") else {
            panic!("another fault");
        };
        assert_eq!((path.as_str(), reason.as_str()), (at, why));
    }
}
