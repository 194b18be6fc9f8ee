//! Placeholders: `{target.email}` in a text becomes the user's address.
//!
//! There is no expression language: a placeholder is a path into the scope.
//! A text that is nothing but one placeholder keeps the value's JSON type, so
//! numeric ids stay numbers. Braces around anything else are left alone,
//! which is why JSON can stand in a template.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

/// The values placeholders stand for. Clones share what was settled, since every user of a batch gets one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    settled: Arc<BTreeMap<String, Arc<Value>>>,
    /// What was added or replaced since.
    names: Vec<(String, Arc<Value>)>,
    /// Names of what is not known yet.
    open: Vec<String>,
}

/// A placeholder that stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{{{0}}}` stands for nothing here")]
pub(crate) struct Unfilled(pub(crate) String);

impl Scope {
    /// This scope with one more name.
    pub(crate) fn with(&self, name: &str, value: Value) -> Self {
        let mut scope = self.clone();
        scope.set(name, value);
        scope
    }

    /// Adds or replaces a name.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        self.names.retain(|(other, _)| other != name);
        self.names.push((name.to_owned(), Arc::new(value)));
    }

    /// The same, cheap to clone.
    pub(crate) fn settle(mut self) -> Self {
        Arc::make_mut(&mut self.settled).extend(self.names.drain(..));
        self
    }

    fn root(&self, name: &str) -> Option<&Value> {
        let newer = self.names.iter().find(|(other, _)| other == name);
        let value = newer.map(|(_, value)| value);
        value.or_else(|| self.settled.get(name)).map(Arc::as_ref)
    }

    /// Lets a name stand for something that only the server can tell: `<answer.id>`.
    pub(crate) fn leave_open(&mut self, name: &str) {
        self.open.push(name.to_owned());
    }

    /// The value at a path. A list answers for its first element, and `*` for each of them.
    fn find(&self, path: &str) -> Option<Value> {
        let mut segments = path.split('.');
        let first = segments.next()?;
        if self.open.iter().any(|name| name == first) {
            return Some(Value::String(format!("<{path}>")));
        }
        let root = self.root(first)?;
        walk(root, &segments.collect::<Vec<_>>())
    }

    /// Fills every placeholder of a JSON value, keys excepted.
    pub(crate) fn fill(&self, value: &Value) -> Result<Value, Unfilled> {
        Ok(match value {
            Value::String(text) => self.fill_value(text)?,
            Value::Array(items) => items
                .iter()
                .map(|item| self.fill(item))
                .collect::<Result<_, _>>()?,
            Value::Object(members) => {
                let mut filled = serde_json::Map::new();
                for (key, member) in members {
                    filled.insert(key.clone(), self.fill(member)?);
                }
                Value::Object(filled)
            }
            other => other.clone(),
        })
    }

    /// Fills what can be filled, and leaves out members that cannot: little is known of the
    /// users of a document's examples.
    pub(crate) fn fill_known(&self, value: &Value) -> Result<Value, Unfilled> {
        let Value::Object(members) = value else {
            return self.fill(value);
        };
        let mut filled = serde_json::Map::new();
        for (key, member) in members {
            if let Ok(member) = self.fill_known(member) {
                filled.insert(key.clone(), member);
            }
        }
        Ok(Value::Object(filled))
    }

    /// Fills a text that stays a text.
    pub(crate) fn fill_text(&self, text: &str) -> Result<String, Unfilled> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, path, after)) = next_placeholder(rest) {
            let value = self.find(path).ok_or_else(|| Unfilled(path.to_owned()))?;
            filled.push_str(before);
            filled.push_str(&as_text(&value));
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn fill_value(&self, text: &str) -> Result<Value, Unfilled> {
        if let Some(("", path, "")) = next_placeholder(text) {
            return self.find(path).ok_or_else(|| Unfilled(path.to_owned()));
        }
        self.fill_text(text).map(Value::String)
    }
}

fn walk(value: &Value, path: &[&str]) -> Option<Value> {
    let Some((first, rest)) = path.split_first() else {
        return Some(value.clone());
    };
    match value {
        Value::Array(items) if *first == "*" => items.iter().map(|item| walk(item, rest)).collect(),
        Value::Array(items) => match first.parse::<usize>() {
            Ok(index) => walk(items.get(index)?, rest),
            Err(_) => walk(items.first()?, path),
        },
        Value::Object(members) => walk(members.get(*first)?, rest),
        _ => None,
    }
}

/// The first placeholder of a text, with what stands before and after it.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| at + from) {
        let close = text[open..].find('}')? + open;
        let path = &text[open + 1..close];
        let is_path = path.starts_with(|c: char| c.is_ascii_alphabetic())
            && path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '*'));
        if is_path {
            return Some((&text[..open], path, &text[close + 1..]));
        }
        from = open + 1;
    }
    None
}

/// A value as it is written in a text: without quotes.
pub(crate) fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Scope, Unfilled};

    fn scope() -> Scope {
        let mut scope = Scope::default();
        scope.set("mark", json!("m1"));
        scope.set("target", json!([{"id": 7}, {"id": 8}]));
        scope
    }

    #[rstest::rstest]
    #[case::a_lone_placeholder_keeps_its_type(json!("{target.id}"), json!(7))]
    #[case::within_a_text_it_becomes_text(json!("a-{target.id}"), json!("a-7"))]
    #[case::an_index_picks_one(json!("{target.1.id}"), json!(8))]
    #[case::a_star_picks_all(json!("{target.*.id}"), json!([7, 8]))]
    #[case::other_braces_are_left_alone(json!("{\"a\": {mark}"), json!("{\"a\": m1"))]
    #[case::lists_and_objects_are_filled(json!([{"x": "{mark}"}]), json!([{"x": "m1"}]))]
    fn placeholders(#[case] template: Value, #[case] filled: Value) {
        assert_eq!(scope().fill(&template), Ok(filled));
    }

    #[test]
    fn an_unknown_placeholder_is_an_error() {
        assert_eq!(
            scope().fill(&json!("{nobody.id}")),
            Err(Unfilled("nobody.id".into()))
        );
    }
}
