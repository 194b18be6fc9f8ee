//! Edits: how a message is bent. A closed set; whatever a catalogue needs is said with these.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    message::Message,
    place::{Place, holder, pointers},
};

/// One change to a message.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Edit {
    /// Gives a place this value; a member of the body is added where its object is there.
    Set(BTreeMap<Place, Value>),
    /// Takes these away.
    Without(Vec<Place>),
    /// Leaves only some elements of a list.
    Keep(BTreeMap<Place, Which>),
    /// Puts an element at the end of a list.
    Push(BTreeMap<Place, Value>),
    /// Adds to a number.
    Add(BTreeMap<Place, i64>),
    /// Turns a value into its text.
    Text(Vec<Place>),
    /// Moves a value to another place.
    Move(BTreeMap<Place, Place>),
    /// Replaces the whole body.
    Body(String),
    /// Closes what the body leaves open.
    Close,
    /// Another status.
    Status(u16),
}

/// Elements of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Which {
    First,
    Last,
    AllButTheLast,
    None,
}

impl Edit {
    pub(super) fn bend(&self, message: &mut Message) {
        match self {
            Self::Set(values) => {
                for (place, value) in values {
                    put(message, place, value);
                }
            }
            Self::Without(places) => {
                for place in places {
                    take(message, place);
                }
            }
            Self::Keep(lists) => {
                for (place, which) in lists {
                    change(message, place, |value| keep(value, *which));
                }
            }
            Self::Push(lists) => {
                for (place, element) in lists {
                    change(message, place, |value| push(value, element));
                }
            }
            Self::Add(numbers) => {
                for (place, more) in numbers {
                    change(message, place, |value| add(value, *more));
                }
            }
            Self::Text(places) => {
                for place in places {
                    change(message, place, as_text);
                }
            }
            Self::Move(moves) => {
                for (from, to) in moves {
                    if let Some(value) = message.values(from).into_iter().next() {
                        take(message, from);
                        put(message, to, &value);
                    }
                }
            }
            Self::Body(text) => message.body = text.clone().into_bytes(),
            Self::Close => close(&mut message.body),
            Self::Status(code) => {
                message.status = StatusCode::from_u16(*code).unwrap_or(message.status);
            }
        }
    }
}

fn put(message: &mut Message, place: &Place, value: &Value) {
    let text = || {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    match place {
        Place::Header(name) => message.set_header(name, &text()),
        Place::Query(name) => {
            message.query.retain(|(known, _)| known != name);
            message.query.push((name.clone(), text()));
        }
        Place::Body(pattern) => in_body(message, pattern, |body, pointer| {
            match holder(body, pointer) {
                Some((Value::Object(members), name)) => {
                    members.insert(name, value.clone());
                }
                Some((Value::Array(items), at)) => {
                    let found = at.parse::<usize>().ok().and_then(|at| items.get_mut(at));
                    if let Some(item) = found {
                        *item = value.clone();
                    }
                }
                _ => {}
            }
        }),
    }
}

fn take(message: &mut Message, place: &Place) {
    match place {
        Place::Header(name) => {
            message.headers.remove(name);
        }
        Place::Query(name) => message.query.retain(|(known, _)| known != name),
        Place::Body(pattern) => in_body(message, pattern, |body, pointer| {
            if let Some((Value::Object(members), name)) = holder(body, pointer) {
                members.shift_remove(&name);
            }
        }),
    }
}

fn change(message: &mut Message, place: &Place, bend: impl Fn(&mut Value)) {
    match place {
        Place::Header(_) => {}
        Place::Query(name) => {
            for (_, text) in message.query.iter_mut().filter(|(known, _)| known == name) {
                let mut list: Value = text.split(',').map(Value::from).collect();
                bend(&mut list);
                let texts: Vec<&str> = list
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                *text = texts.join(",");
            }
        }
        Place::Body(pattern) => in_body(message, pattern, |body, pointer| {
            if let Some(value) = body.pointer_mut(pointer) {
                bend(value);
            }
        }),
    }
}

fn in_body(message: &mut Message, pattern: &str, mut bend: impl FnMut(&mut Value, &str)) {
    let Some(mut body) = message.json() else {
        return;
    };
    for pointer in pointers(&body, pattern) {
        bend(&mut body, &pointer);
    }
    message.set_json(&body);
}

fn keep(value: &mut Value, which: Which) {
    let Value::Array(items) = value else { return };
    match which {
        Which::First => items.truncate(1),
        Which::Last => {
            items.drain(..items.len().saturating_sub(1));
        }
        Which::AllButTheLast => {
            items.pop();
        }
        Which::None => items.clear(),
    }
}

fn push(value: &mut Value, element: &Value) {
    if let Value::Array(items) = value {
        items.push(element.clone());
    }
}

fn add(value: &mut Value, more: i64) {
    if let Some(number) = value.as_i64() {
        *value = json!(number + more);
    }
}

fn as_text(value: &mut Value) {
    if !value.is_string() {
        *value = Value::String(value.to_string());
    }
}

/// What a lenient parser does with a body that was cut short.
fn close(body: &mut Vec<u8>) {
    let mut open = Vec::new();
    let mut within_text = false;
    let mut escaped = false;
    for byte in body.iter() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if within_text => escaped = true,
            b'"' => within_text = !within_text,
            b'{' if !within_text => open.push(b'}'),
            b'[' if !within_text => open.push(b']'),
            b'}' | b']' if !within_text => {
                open.pop();
            }
            _ => {}
        }
    }
    if within_text {
        body.push(b'"');
    }
    body.extend(open.iter().rev());
}

#[cfg(test)]
mod tests {
    use poem::Request;
    use serde_json::{Value, json};

    use super::{Edit, Message};

    async fn bent(uri: &str, body: &str, edits: Value) -> Message {
        let uri = uri.parse().expect("a target");
        let request = Request::builder().uri(uri).body(body.to_owned());
        let mut message = Message::of_request(request).await.expect("a message");
        let edits: Vec<Edit> = serde_json::from_value(edits).expect("edits");
        for edit in &edits {
            edit.bend(&mut message);
        }
        message
    }

    #[rstest::rstest]
    #[case::set(json!([{"set": {"/b": 2}}]), json!({"a": [1, 2, 3], "b": 2}))]
    #[case::set_each(json!([{"set": {"/a/*": 0}}]), json!({"a": [0, 0, 0]}))]
    #[case::without(json!([{"without": ["/a"]}]), json!({}))]
    #[case::first(json!([{"keep": {"/a": "first"}}]), json!({"a": [1]}))]
    #[case::last(json!([{"keep": {"/a": "last"}}]), json!({"a": [3]}))]
    #[case::all_but_the_last(json!([{"keep": {"/a": "all-but-the-last"}}]), json!({"a": [1, 2]}))]
    #[case::none(json!([{"keep": {"/a": "none"}}]), json!({"a": []}))]
    #[case::push(json!([{"push": {"/a": 4}}]), json!({"a": [1, 2, 3, 4]}))]
    #[case::add(json!([{"add": {"/a/0": -1}}]), json!({"a": [0, 2, 3]}))]
    #[case::text(json!([{"text": ["/a/1"]}]), json!({"a": [1, "2", 3]}))]
    #[case::moved(json!([{"move": {"/a": "/z"}}]), json!({"z": [1, 2, 3]}))]
    #[tokio::test]
    async fn a_body_is_bent(#[case] edits: Value, #[case] expected: Value) {
        let message = bent("/", r#"{"a": [1, 2, 3]}"#, edits).await;
        assert_eq!(message.json(), Some(expected));
    }

    #[tokio::test]
    async fn a_list_in_the_query_is_a_text_with_commas() {
        let edits = json!([{"keep": {"query.ids": "all-but-the-last"}}, {"set": {"query.b": "0"}}]);
        let message = bent("/?ids=1,2,3", "", edits).await;
        let target = message.request().uri().to_string();
        assert_eq!(target, "/?ids=1,2&b=0");
    }

    #[rstest::rstest]
    #[case::an_object(r#"{"a": [1, 2"#, json!({"a": [1, 2]}))]
    #[case::a_text(r#"{"a": "x{"#, json!({"a": "x{"}))]
    #[tokio::test]
    async fn what_is_open_is_closed(#[case] body: &str, #[case] expected: Value) {
        let message = bent("/", body, json!(["close"])).await;
        assert_eq!(message.json(), Some(expected));
    }

    #[rstest::rstest]
    #[case::no_place(json!({"set": {"nowhere": 1}}))]
    #[case::no_edit(json!({"scratch": "/a"}))]
    fn what_makes_no_sense_is_not_read(#[case] edit: Value) {
        assert!(serde_json::from_value::<Edit>(edit).is_err());
    }
}
