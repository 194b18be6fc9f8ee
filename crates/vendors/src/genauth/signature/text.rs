//! The text that is signed: method, headers of the brand, path and parameters.
//!
//! Recorded: read from a published client and recomputed against it. The order of members within a
//! parameter is the sender's, so that bodies must be read with their order kept.

use poem::{Request, http::Method};
use serde_json::Value;

use super::Brand;
use crate::kit::json;

/// The text that the sender of this request has signed.
pub(super) fn to_sign(brand: Brand, request: &Request, body: &[u8]) -> String {
    let mut text = format!("{}\n", request.method());
    let mut headers: Vec<(&str, String)> = request
        .headers()
        .iter()
        .filter(|(name, _)| name.as_str().starts_with(brand.prefix()) || *name == "date")
        .map(|(name, value)| (name.as_str(), folded(value.as_bytes())))
        .collect();
    headers.sort();
    for (name, value) in headers {
        text.push_str(&format!("{name}:{value}\n"));
    }
    text.push_str(request.uri().path());
    let parameters = if request.method() == Method::GET {
        of_query(request)
    } else {
        of_body(body)
    };
    if !parameters.is_empty() {
        text.push('?');
        text.push_str(&joined(parameters));
    }
    text
}

/// White space within a value counts as blanks, and not at all around it.
fn folded(value: &[u8]) -> String {
    String::from_utf8_lossy(value)
        .replace(['\t', '\n', '\r', '\x0c'], " ")
        .trim()
        .to_owned()
}

/// The members of a body, in the compact form in which their sender writes them.
fn of_body(body: &[u8]) -> Vec<(String, String)> {
    let Ok(Value::Object(members)) = json::read(body) else {
        return Vec::new();
    };
    let written = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    members
        .into_iter()
        .map(|(name, value)| (name, written(value)))
        .collect()
}

/// The parameters of a query. Whoever sends a list under `name[]`, or a name repeatedly, has signed the
/// list under its name, as JSON.
fn of_query(request: &Request) -> Vec<(String, String)> {
    let pairs: Vec<(String, String)> = request.params().unwrap_or_default();
    let mut lists: Vec<(String, bool, Vec<String>)> = Vec::new();
    for (key, value) in pairs {
        let (name, bracketed) = match key.strip_suffix("[]") {
            Some(name) => (name.to_owned(), true),
            None => (key, false),
        };
        match lists.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, list, values)) => {
                *list = true;
                values.push(value);
            }
            None => lists.push((name, bracketed, vec![value])),
        }
    }
    let written = |list: bool, mut values: Vec<String>| {
        if list {
            Value::from(values).to_string()
        } else {
            values.remove(0)
        }
    };
    lists
        .into_iter()
        .map(|(name, list, values)| (name, written(list, values)))
        .collect()
}

/// Names sorted as the language of the client that set the rule sorts them, by 16-bit units; nothing escaped.
fn joined(mut parameters: Vec<(String, String)>) -> String {
    parameters.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
    let parameters: Vec<String> = parameters
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    parameters.join("&")
}

#[cfg(test)]
mod tests {
    use poem::{Request, http::Method};

    use super::{super::Brand, to_sign};

    fn signed(brand: Brand, method: Method, target: &str, body: &str) -> String {
        let request = Request::builder()
            .method(method)
            .uri_str(target)
            .header("x-authing-lang", " zh-CN ")
            .header("X-Authing-Signature-Nonce", "a\tb")
            .header("x-genauth-lang", "")
            .header("date", "Mon, 04 May 2026 09:30:11 GMT")
            .header("content-type", "application/json")
            .finish();
        to_sign(brand, &request, body.as_bytes())
    }

    #[test]
    fn members_are_sorted_and_what_is_in_them_is_not() {
        let body = r#"{ "userIds" : ["u1", "\u5f20三"], "options" : {"z": 1, "a": null}, "text" : "x y", "n": 1.5 }"#;
        let expected = "POST\n\
            date:Mon, 04 May 2026 09:30:11 GMT\n\
            x-authing-lang:zh-CN\n\
            x-authing-signature-nonce:a b\n\
            /api/v3/x?n=1.5&options={\"z\":1,\"a\":null}&text=x y&userIds=[\"u1\",\"张三\"]";
        let text = signed(Brand::Authing, Method::POST, "/api/v3/x?ignored=1", body);
        assert_eq!(text, expected);
    }

    #[test]
    fn each_brand_signs_its_own_headers() {
        let text = signed(Brand::Genauth, Method::POST, "/api/v3/x", "{}");
        let expected = "POST\ndate:Mon, 04 May 2026 09:30:11 GMT\nx-genauth-lang:\n/api/v3/x";
        assert_eq!(text, expected);
    }

    #[rstest::rstest]
    #[case::scalars("userId=%E5%BC%A0&a=1", "?a=1&userId=张")]
    #[case::list_of_one("userIds%5B%5D=a", "?userIds=[\"a\"]")]
    #[case::list("userIds[]=b&x=true&userIds[]=a", "?userIds=[\"b\",\"a\"]&x=true")]
    #[case::repeated("userIds=b&userIds=a", "?userIds=[\"b\",\"a\"]")]
    #[case::none("", "")]
    fn a_query_is_signed_as_its_sender_had_it(#[case] query: &str, #[case] expected: &str) {
        let text = signed(
            Brand::Genauth,
            Method::GET,
            &format!("/api/v3/x?{query}"),
            "",
        );
        let resource = text.rsplit('\n').next().expect("a line");
        assert_eq!(resource, format!("/api/v3/x{expected}"));
    }
}
