//! References: local JSON pointers, and nothing outside of the document.

use std::borrow::Cow;

use serde_json::Value;

/// A chain of references longer than this leads in a circle.
const CHAIN: usize = 64;

/// What a reference such as `#/components/schemas/Ticket` points at.
pub(crate) fn resolve<'d>(root: &'d Value, reference: &str) -> Option<&'d Value> {
    let pointer = reference.strip_prefix('#')?;
    if pointer.is_empty() {
        return Some(root);
    }
    let mut current = root;
    for token in pointer.strip_prefix('/')?.split('/') {
        let token = unescape(token);
        current = match current {
            Value::Object(map) => map.get(token.as_ref())?,
            Value::Array(list) => list.get(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(current)
}

/// The value behind a value that may be a reference to a reference; none where that leads nowhere.
pub(crate) fn follow<'d>(root: &'d Value, value: &'d Value) -> Option<&'d Value> {
    let mut current = value;
    for _ in 0..CHAIN {
        match current.get("$ref").and_then(Value::as_str) {
            Some(reference) => current = resolve(root, reference)?,
            None => return Some(current),
        }
    }
    None
}

/// `~1` and `~0`, and percent signs as a URI fragment may carry them.
fn unescape(token: &str) -> Cow<'_, str> {
    if !token.contains(['~', '%']) {
        return Cow::Borrowed(token);
    }
    let mut bytes = Vec::with_capacity(token.len());
    let mut rest = token.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let decoded = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match decoded.filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Cow::Owned(text.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[rstest::rstest]
    #[case::plain("#/a/b", Some(1))]
    #[case::slash("#/a/c~1d", Some(2))]
    #[case::percent("#/a/%7Bx%7D", Some(3))]
    #[case::element("#/l/1", Some(5))]
    #[case::nowhere("#/a/x", None)]
    #[case::elsewhere("other.yaml#/a", None)]
    #[case::no_pointer("#a", None)]
    fn references_lead_somewhere_or_nowhere(#[case] reference: &str, #[case] meant: Option<i64>) {
        let root = json!({"a": {"b": 1, "c/d": 2, "{x}": 3}, "l": [4, 5]});
        assert_eq!(resolve(&root, reference).and_then(Value::as_i64), meant);
    }

    #[test]
    fn a_circle_of_references_is_nowhere() {
        let root = json!({"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}});
        assert_eq!(follow(&root, &root["a"]), None);
    }
}
