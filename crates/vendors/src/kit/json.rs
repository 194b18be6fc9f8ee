//! JSON as strictly as bulk deletion deserves: an object that says the same member twice is not read.
//!
//! A parser that lets the last one win deletes one list of users while the sender's log shows another.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

/// Where and why a text is not JSON that can be acted upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxFault {
    /// Line of the fault, counted from 1.
    pub line: usize,
    /// Column of the fault, counted from 1 in bytes.
    pub column: usize,
    /// What is wrong, in the parser's words without the position.
    pub reason: String,
}

/// Reads one JSON value, keeping the order of members.
///
/// # Errors
///
/// Whatever is not JSON, is not UTF-8, repeats a member, is nested more than 127 deep, or has a number
/// outside what 64 bits hold.
pub fn read(text: &[u8]) -> Result<Value, SyntaxFault> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = Strict
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| {
        let told = error.to_string();
        let reason = told.split(" at line ").next().unwrap_or(&told).to_owned();
        SyntaxFault {
            line: error.line(),
            column: error.column(),
            reason,
        }
    })
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(Strict)? {
            list.push(entry);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(A::Error::custom(format_args!("duplicate member `{name}`")));
            }
            let value = members.next_value_seed(Strict)?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[rstest::rstest]
    #[case::empty("", "EOF while parsing a value")]
    #[case::truncated(r#"{"a":[1,2"#, "EOF while parsing a list")]
    #[case::trailing("{} {}", "trailing characters")]
    #[case::duplicate(r#"{"a":1,"b":{"c":1,"c":2}}"#, "duplicate member `c`")]
    #[case::beyond_every_number("[1e999]", "number out of range")]
    #[case::raw_nul(
        "[\"\u{0}\"]",
        "control character (\\u0000-\\u001F) found while parsing a string"
    )]
    fn what_is_not_json_is_refused(#[case] text: &str, #[case] reason: &str) {
        assert_eq!(read(text.as_bytes()).expect_err("refused").reason, reason);
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_refused() {
        assert_eq!(
            read(b"[\"\xff\"]").expect_err("refused").reason,
            "invalid unicode code point"
        );
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(read(deep(127).as_bytes()).is_ok());
        assert_eq!(
            read(deep(128).as_bytes()).expect_err("refused").reason,
            "recursion limit exceeded"
        );
    }

    #[test]
    fn members_keep_their_order_and_integers_their_digits() {
        let text = r#"{"b":9223372036854775807,"a":[1.5,null,true,"x"]}"#;
        assert_eq!(read(text.as_bytes()).expect("read").to_string(), text);
    }
}
