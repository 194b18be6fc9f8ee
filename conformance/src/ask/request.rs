//! A request as it will be sent: placeholders filled, the case's change made.

use serde_json::{Map, Value};

use super::template::{Scope, Unfilled, as_text};
use crate::suite::when::{Change, Request};

/// A request without its credential.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outgoing {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    /// The body before it became text.
    pub(crate) json: Option<Value>,
    pub(crate) body: Option<String>,
    /// Whether the commas of the query are encoded; most clients leave them.
    pub(crate) encoded: bool,
}

impl Outgoing {
    /// Fills a request's placeholders.
    pub(crate) fn build(request: &Request, scope: &Scope) -> Result<Self, Unfilled> {
        let mut outgoing = Self {
            method: request.method.clone(),
            path: scope.fill_text(&request.path)?,
            ..Self::default()
        };
        for (name, value) in &request.query {
            outgoing.set_query(name, &scope.fill(value)?);
        }
        for (name, value) in &request.headers {
            outgoing.set_header(name, &scope.fill_text(value)?);
        }
        if let Some(json) = &request.json {
            outgoing.set_json(scope.fill(json)?);
        }
        if let Some(form) = &request.form {
            let mut pairs = Vec::new();
            for (name, value) in form {
                pairs.push((name.clone(), scope.fill_text(value)?));
            }
            outgoing.body = Some(encode(&pairs));
            outgoing.set_header("Content-Type", "application/x-www-form-urlencoded");
        }
        Ok(outgoing)
    }

    /// Makes the one change of a case.
    pub(crate) fn change(&mut self, change: &Change, scope: &Scope) -> Result<(), Unfilled> {
        if let Some(method) = &change.method {
            self.method.clone_from(method);
        }
        for (name, value) in &change.query {
            self.query.retain(|(known, _)| known != name);
            self.set_query(name, &scope.fill(value)?);
        }
        for (name, value) in &change.headers {
            self.set_header(name, &scope.fill_text(value)?);
        }
        if let Some(suffix) = &change.suffix {
            self.path.push_str(suffix);
        }
        // A form stays as it was written.
        let rewritten = self.json.is_some() || !change.json.is_empty();
        let members = self
            .json
            .take()
            .unwrap_or_else(|| Value::Object(Map::new()));
        let mut members = match members {
            Value::Object(members) => members,
            other => Map::from_iter([(String::new(), other)]),
        };
        for (name, value) in &change.json {
            members.insert(name.clone(), scope.fill(value)?);
        }
        for name in &change.without {
            members.shift_remove(name);
            self.query.retain(|(known, _)| known != name);
            self.headers
                .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        }
        if !change.json.is_empty() && self.body.is_none() {
            self.set_header("Content-Type", "application/json");
        }
        if rewritten {
            self.body = Some(Value::Object(members.clone()).to_string());
            self.json = Some(Value::Object(members));
        }
        self.encoded = change.encoded;
        if let Some(body) = &change.body {
            let body = scope.fill_text(body)?;
            // The gate reads what is written out as well as what was built.
            self.json = serde_json::from_str(&body).ok();
            self.body = Some(body);
        }
        if change.cut {
            self.body.as_mut().map(String::pop);
        }
        if change.bare {
            self.body = None;
            self.json = None;
        }
        Ok(())
    }

    /// Adds members to the JSON body, inside its objects too.
    pub(crate) fn merge_json(&mut self, extra: &Value) {
        let mut json = self.json.take().unwrap_or(Value::Null);
        merge(&mut json, extra);
        self.set_json(json);
    }

    /// The path with its query.
    pub(crate) fn path_and_query(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let query = encode(&self.query);
        let query = if self.encoded {
            query
        } else {
            query.replace("%2C", ",")
        };
        format!("{}?{query}", self.path)
    }

    fn set_query(&mut self, name: &str, value: &Value) {
        match value {
            Value::Array(items) => self
                .query
                .extend(items.iter().map(|item| (name.to_owned(), as_text(item)))),
            other => self.query.push((name.to_owned(), as_text(other))),
        }
    }

    fn set_header(&mut self, name: &str, value: &str) {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    fn set_json(&mut self, json: Value) {
        self.body = Some(json.to_string());
        self.json = Some(json);
        self.set_header("Content-Type", "application/json");
    }
}

fn merge(into: &mut Value, extra: &Value) {
    match (into, extra) {
        (Value::Object(into), Value::Object(extra)) => {
            for (name, value) in extra {
                merge(into.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (into, extra) => *into = extra.clone(),
    }
}

/// `a=1&b=2`.
fn encode(pairs: &[(String, String)]) -> String {
    let mut url = reqwest::Url::parse("http://localhost/").ok();
    if let Some(url) = &mut url {
        url.query_pairs_mut().extend_pairs(pairs);
    }
    url.and_then(|url| url.query().map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Outgoing;
    use crate::ask::template::Scope;
    use crate::suite::when::{Change, Request};

    fn deletion() -> (Request, Scope) {
        let mut scope = Scope::default();
        scope.set("items", json!(["a", "b"]));
        let request = Request {
            method: "DELETE".into(),
            path: "/users".into(),
            json: Some(json!({"userIds": "{items}", "partition": "p"})),
            ..Request::default()
        };
        (request, scope)
    }

    fn body_after(change: &Change) -> Option<String> {
        let (request, scope) = deletion();
        let mut outgoing = Outgoing::build(&request, &scope).expect("a request");
        outgoing.change(change, &scope).expect("a change");
        outgoing.body
    }

    #[rstest::rstest]
    #[case::nothing_changed(Change::default(), Some(r#"{"userIds":["a","b"],"partition":"p"}"#))]
    #[case::a_member_set(
        Change { json: [("partition".into(), json!(null))].into(), ..Change::default() },
        Some(r#"{"userIds":["a","b"],"partition":null}"#)
    )]
    #[case::a_member_left_out(
        Change { without: vec!["partition".into()], ..Change::default() },
        Some(r#"{"userIds":["a","b"]}"#)
    )]
    #[case::the_end_cut_off(
        Change { cut: true, ..Change::default() },
        Some(r#"{"userIds":["a","b"],"partition":"p""#)
    )]
    #[case::no_body(Change { bare: true, ..Change::default() }, None)]
    fn a_change(#[case] change: Change, #[case] body: Option<&str>) {
        assert_eq!(body_after(&change).as_deref(), body);
    }

    #[test]
    fn lists_repeat_a_parameter_and_commas_stay() {
        let mut outgoing = Outgoing {
            path: "/x".into(),
            ..Outgoing::default()
        };
        outgoing.set_query("a", &json!(["1", "2"]));
        outgoing.set_query("b", &json!("1,2 3"));
        assert_eq!(outgoing.path_and_query(), "/x?a=1&a=2&b=1,2+3");
    }
}
