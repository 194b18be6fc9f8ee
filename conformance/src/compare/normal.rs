//! Names for what differs between any two servers, so that equal behaviour compares equal.
//!
//! An id that the request named is called by its place in the request, `#2`,
//! wherever the answer says it. An id that only the answer knows is `#new`, a
//! time is `#time`, the server itself `#server`. The order of lists is not
//! compared, since many are in the order of ids; and what a list shows of
//! others than the case's own users depends on who else is there, so it is
//! left out, and so are the amounts and pages beside it.

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::Value;

use super::looks::{
    LONG_NUMBER, is_id, is_of_a_word, is_opaque, is_time, looks_like_a_time, without_clocks, words,
};
use crate::ask::template::as_text;

/// The names one exchange gives to what it speaks of.
#[derive(Debug, Default)]
pub(super) struct Names {
    base_url: String,
    /// What marks everything that the case made up.
    mark: String,
    known: HashMap<String, String>,
    /// Whether a list showed somebody who is not the case's own.
    others: Cell<bool>,
}

impl Names {
    pub(super) fn new(base_url: &str, mark: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            mark: mark.to_owned(),
            ..Self::default()
        }
    }

    /// An answer without what no two servers have in common.
    pub(super) fn answer(&self, body: &Value) -> Value {
        let mut normal = self.value("", body);
        if self.others.get() {
            forget_amounts(&mut normal);
        }
        normal
    }

    /// Learns the ids in a request's path and query.
    pub(super) fn learn_url(&mut self, url: &str) {
        let rest = url.strip_prefix(&self.base_url).unwrap_or(url);
        self.learn(rest);
    }

    /// Learns the ids in a request's body.
    pub(super) fn learn_body(&mut self, body: &str) {
        self.learn(body);
    }

    fn learn(&mut self, text: &str) {
        for word in words(text) {
            if word.chars().any(|c| c.is_ascii_digit()) && !self.known.contains_key(word) {
                let name = format!("#{}", self.known.len() + 1);
                self.known.insert(word.to_owned(), name);
            }
        }
    }

    /// A value of an answer; `name` is what its member is called.
    fn value(&self, name: &str, value: &Value) -> Value {
        match value {
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| (name.clone(), self.value(name, member)))
                .collect(),
            Value::Array(items) => {
                let own = items.iter().filter(|item| !self.is_another(item));
                let mut items: Vec<Value> = own.map(|item| self.value(name, item)).collect();
                items.sort_by_cached_key(Value::to_string);
                Value::Array(items)
            }
            Value::Number(number) => self.number(name, &number.to_string(), value),
            Value::String(text) if is_id(name) => {
                let new = || (!text.is_empty()).then(|| "#new".to_owned());
                let named = self.known.get(text).cloned();
                let inside = self.text(text);
                let named = named.or_else(|| if inside == *text { new() } else { Some(inside) });
                Value::String(named.unwrap_or_default())
            }
            Value::String(text) => Value::String(self.text(text)),
            other => other.clone(),
        }
    }

    /// Whether an element of a list has an id and is nobody the case knows.
    fn is_another(&self, item: &Value) -> bool {
        let members = item.as_object().into_iter().flatten();
        let mut ids = members
            .filter(|(name, id)| is_id(name) && !id.is_null())
            .map(|(_, id)| as_text(id))
            .peekable();
        if ids.peek().is_none() {
            return false;
        }
        let known = ids.any(|id| self.known.contains_key(&id));
        let another = !known && !item.to_string().contains(&self.mark);
        self.others.set(self.others.get() || another);
        another
    }

    fn number(&self, name: &str, digits: &str, value: &Value) -> Value {
        let long = digits.len() >= LONG_NUMBER;
        let named = match self.known.get(digits) {
            Some(known) if long || is_id(name) => known.as_str(),
            _ if is_id(name) => "#new",
            _ if is_time(name) && long => "#time",
            _ if long => "#new",
            _ => return value.clone(),
        };
        // A server that prints an id as a text differs from one that does not.
        Value::String(format!("{named} as a number"))
    }

    /// A text of an answer.
    pub(super) fn text(&self, text: &str) -> String {
        if looks_like_a_time(text) {
            return "#time".to_owned();
        }
        let text = without_clocks(&text.replace(&self.base_url, "#server"));
        let mut named = String::with_capacity(text.len());
        for piece in text.split_inclusive(|c| !is_of_a_word(c)) {
            let word = piece.trim_end_matches(|c| !is_of_a_word(c));
            let known = self.known.get(word).filter(|_| word.len() >= 4);
            match known {
                Some(name) => named.push_str(name),
                None if is_opaque(word) => named.push_str("#new"),
                None => named.push_str(word),
            }
            named.push_str(&piece[word.len()..]);
        }
        named
    }
}

/// Beside a list of others, numbers and pages are about them as well.
fn forget_amounts(value: &mut Value) {
    match value {
        Value::Object(members) => members.values_mut().for_each(forget_amounts),
        Value::Array(_) => {}
        leaf => *leaf = Value::from("#something"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Names;

    /// What an answer to a deletion of these two users becomes.
    fn normal(base: &str, ids: [u64; 2], answer: &Value) -> Value {
        let mut names = Names::new(base, "um1234");
        names.learn_url(&format!("{base}/users?ids={},{}", ids[0], ids[1]));
        names.learn_body(&json!({"user_ids": ids}).to_string());
        names.answer(answer)
    }

    fn left(answer: &Value) -> Value {
        normal("http://127.0.0.1:1", [101, 102], answer)
    }

    fn right(answer: &Value) -> Value {
        normal("https://there.example", [50_001, 50_002], answer)
    }

    #[rstest::rstest]
    #[case::ids_by_reference(
        json!({"data": [{"id": 101}, {"id": 102}]}),
        json!({"data": [{"id": 50_001}, {"id": 50_002}]}),
    )]
    #[case::the_order_of_lists(
        json!({"data": [{"id": 101}, {"id": 102}]}),
        json!({"data": [{"id": 50_002}, {"id": 50_001}]}),
    )]
    #[case::new_ids(json!({"job": {"id": "8b1a"}}), json!({"job": {"id": "77fe"}}))]
    #[case::times(
        json!({"created_at": "2026-01-01T00:00:00Z", "exp": 1_767_225_600}),
        json!({"created_at": "2027-01-01T10:00:00.5Z", "exp": 1_798_761_600}),
    )]
    #[case::times_in_a_text(
        json!({"message": "Completed at 2026-11-22 23:07:34 +0000"}),
        json!({"message": "Completed at 2026-11-22 23:08:19 +0000"}),
    )]
    #[case::urls(
        json!({"url": "http://127.0.0.1:1/jobs/0123456789abcdef0"}),
        json!({"url": "https://there.example/jobs/fedcba98765432100"}),
    )]
    #[case::others_on_a_page(
        json!({"count": 3, "users": [{"id": 101}, {"id": 7}, {"id": 8}], "next": null}),
        json!({"count": 2, "users": [{"id": 50_001}, {"id": 9}], "next": "page=2"}),
    )]
    fn equal_behaviour(#[case] one: Value, #[case] other: Value) {
        assert_eq!(left(&one), right(&other));
    }

    #[rstest::rstest]
    #[case::another_user(json!({"data": [{"id": 101}]}), json!({"data": [{"id": 50_002}]}))]
    #[case::one_user_twice(
        json!({"data": [{"id": 101}, {"id": 102}]}),
        json!({"data": [{"id": 50_001}, {"id": 50_001}]}),
    )]
    #[case::an_amount(json!({"deleted": 2}), json!({"deleted": 3}))]
    #[case::missing_on_a_page(
        json!({"count": 3, "users": [{"id": 101}, {"id": 7}]}),
        json!({"count": 2, "users": [{"id": 9}]}),
    )]
    #[case::made_up_by_the_case(
        json!({"users": [{"id": 7, "email": "um1234-a@umbridge.example"}]}),
        json!({"users": [{"id": 7, "email": "um1234-b@umbridge.example"}]}),
    )]
    #[case::a_word(json!({"status": "queued"}), json!({"status": "working"}))]
    #[case::a_type(json!({"id": 101}), json!({"id": null}))]
    #[case::a_member(json!({"ok": true}), json!({}))]
    #[case::a_number_as_a_text(json!({"id": 101}), json!({"id": "50001"}))]
    #[case::no_id(json!({"id": 101}), json!({"id": ""}))]
    fn another_behaviour(#[case] one: Value, #[case] other: Value) {
        assert_ne!(left(&one), right(&other));
    }
}
