//! What the templates do with texts.

use minijinja::Value;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::report::difference::{Piece, differing};
use crate::report::exchange::Body;
use crate::report::plain::{escaped, one_line, plain};

/// The longest text in a list of failures.
const BRIEF: usize = 90;

/// A body with its JSON laid out, and with a mark where it was cut.
pub(super) fn pretty(body: Value) -> String {
    let Ok(body) = Body::deserialize(body) else {
        return String::new();
    };
    let json = serde_json::from_str::<Json>(&body.text).ok();
    match json.filter(|_| body.omitted == 0) {
        Some(json) => plain(&format!("{json:#}")),
        None => plain(&body.marked()),
    }
}

/// Expected and actual in pieces.
#[derive(Debug, Serialize)]
struct Pair<'a> {
    expected: Vec<Piece<'a>>,
    actual: Vec<Piece<'a>>,
}

#[expect(clippy::needless_pass_by_value, reason = "the form of a filter")]
pub(super) fn pair(finding: Value) -> Value {
    let text = |name: &str| {
        let text = finding.get_attr(name).unwrap_or_default();
        plain(text.as_str().unwrap_or_default())
    };
    let (expected, actual) = (text("expected"), text("actual"));
    let [expected, actual] = differing(&expected, &actual);
    Value::from(Serde(Pair { expected, actual }))
}

/// The beginning of a text on one line.
pub(super) fn brief(text: &str) -> String {
    let text = one_line(text);
    let cut = Body::cut(&text, BRIEF);
    if cut.omitted == 0 {
        text
    } else {
        format!("{}…", cut.text)
    }
}

/// Our own words, where backticks set off what belongs to a protocol.
pub(super) fn prose(text: &str) -> Value {
    let mut html = String::new();
    for (at, part) in escaped(text).split('`').enumerate() {
        if at > 0 {
            html.push_str(if at % 2 == 1 { "<code>" } else { "</code>" });
        }
        html.push_str(part);
    }
    if text.matches('`').count() % 2 == 1 {
        html.push_str("</code>");
    }
    Value::from_safe_string(html)
}
