//! Places in a message: a header, a query parameter, or a JSON pointer into the body.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

/// `header.name`, `query.name`, or `/a/pointer`, in which `*` stands for every element of a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Header(String),
    Query(String),
    Body(String),
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.starts_with('/') {
            return Ok(Self::Body(text));
        }
        match text.split_once('.') {
            Some(("header", name)) => Ok(Self::Header(name.to_owned())),
            Some(("query", name)) => Ok(Self::Query(name.to_owned())),
            _ => Err(D::Error::custom(format!(
                "`{text}` is no place in a message"
            ))),
        }
    }
}

/// The pointers that a pointer with `*` in it stands for in this body; whatever stands behind the last `*`
/// need not be there.
pub(super) fn pointers(body: &Value, pattern: &str) -> Vec<String> {
    let Some((before, after)) = pattern.split_once("/*") else {
        return vec![pattern.to_owned()];
    };
    let length = match body.pointer(before) {
        Some(Value::Array(items)) => items.len(),
        _ => 0,
    };
    (0..length)
        .flat_map(|at| pointers(body, &format!("{before}/{at}{after}")))
        .collect()
}

/// The member or element that a pointer ends in, with what holds it.
pub(super) fn holder<'b>(body: &'b mut Value, pointer: &str) -> Option<(&'b mut Value, String)> {
    let (before, last) = pointer.rsplit_once('/')?;
    Some((body.pointer_mut(before)?, last.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::pointers;

    #[rstest::rstest]
    #[case::plain("/a/b", &["/a/b"])]
    #[case::each("/list/*/id", &["/list/0/id", "/list/1/id"])]
    #[case::each_itself("/list/*", &["/list/0", "/list/1"])]
    #[case::no_list("/a/*/id", &[])]
    fn a_star_stands_for_every_element(#[case] pattern: &str, #[case] expected: &[&str]) {
        let body = json!({"a": {"b": 1}, "list": [{"id": 1}, {}]});
        assert_eq!(pointers(&body, pattern), expected);
    }
}
