//! JSON values as serde reads them, but objects from objects only.
//!
//! A derived reader also takes the members of a struct from an array by position, so that `[[1, 2]]` would
//! pass for `{"ids": [1, 2]}`: a deletion that no document describes.

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

/// Why a value is not what was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeFault {
    /// Which member is wrong, such as `ids[0]`; `.` for the whole value.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads a value as a `T`.
///
/// # Errors
///
/// The first member that does not fit.
pub fn read<T: DeserializeOwned>(value: Value) -> Result<T, ShapeFault> {
    serde_path_to_error::deserialize(Shaped(value)).map_err(|error| ShapeFault {
        path: error.path().to_string(),
        reason: error.inner().to_string(),
    })
}

struct Shaped(Value);

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
                let read = visitor.visit_seq(&mut entries)?;
                entries.end()?;
                Ok(read)
            }
            Value::Object(members) => {
                let members = members
                    .into_iter()
                    .map(|(name, value)| (name, Shaped(value)));
                let mut members = MapDeserializer::new(members);
                let read = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(read)
            }
            scalar => scalar.deserialize_any(visitor),
        }
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

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _members: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(_) => Err(Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
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
    use serde_json::json;

    use super::read;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(expecting = "an object")]
    struct Batch {
        #[serde(default)]
        ids: Option<Vec<i64>>,
        #[serde(default)]
        inner: Vec<Inner>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(expecting = "a pair")]
    struct Inner {
        left: String,
        right: Kind,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        One,
    }

    #[test]
    fn objects_are_read() {
        let value = json!({"ids": [1, 2], "inner": [{"left": "a", "right": "one"}], "other": [{}]});
        let expected = Batch {
            ids: Some(vec![1, 2]),
            inner: vec![Inner {
                left: "a".into(),
                right: Kind::One,
            }],
        };
        assert_eq!(read::<Batch>(value).expect("read"), expected);
        let nothing = Batch {
            ids: None,
            inner: Vec::new(),
        };
        assert_eq!(read::<Batch>(json!({"ids": null})).expect("read"), nothing);
    }

    #[rstest::rstest]
    #[case::array_for_the_whole(json!([[1, 2]]), ".", "invalid type: sequence, expected an object")]
    #[case::array_for_a_member(json!({"inner": [["a", "one"]]}), "inner[0]", "invalid type: sequence, expected a pair")]
    #[case::text_for_a_number(json!({"ids": [1, "2"]}), "ids[1]", "invalid type: string \"2\", expected i64")]
    #[case::fraction(json!({"ids": [1.0]}), "ids[0]", "invalid type: floating point `1.0`, expected i64")]
    #[case::unknown_word(json!({"inner": [{"left": "a", "right": "two"}]}), "inner[0].right", "unknown variant `two`, expected `one`")]
    #[case::missing_member(json!({"inner": [{"left": "a"}]}), "inner[0]", "missing field `right`")]
    fn what_does_not_fit_is_pointed_at(
        #[case] value: serde_json::Value,
        #[case] path: &str,
        #[case] reason: &str,
    ) {
        let fault = read::<Batch>(value).expect_err("refused");
        assert_eq!((fault.path.as_str(), fault.reason.as_str()), (path, reason));
    }
}
