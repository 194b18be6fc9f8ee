//! A request and its answer as a report keeps them: whole enough to read, short enough to send on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A request and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Exchange {
    /// The request as a line for a shell, with variables in place of secrets.
    pub curl: String,
    /// What was sent.
    pub sent: Sent,
    /// What came back, if anything did.
    pub received: Option<Received>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The URL with its query.
    pub url: String,
    /// The headers, with variables in place of secrets; those that every client sends are left out.
    pub headers: Vec<Header>,
    /// The body, if there was one.
    pub body: Option<Body>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Body,
}

/// A header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A body, perhaps shortened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// The text, or its beginning.
    pub text: String,
    /// How many characters were left out at its end.
    #[serde(default)]
    pub omitted: usize,
}

impl Body {
    /// The beginning of a text, and how much of it is missing.
    #[must_use]
    pub fn cut(text: &str, longest: usize) -> Self {
        let Some((end, _)) = text.char_indices().nth(longest) else {
            return Self {
                text: text.to_owned(),
                omitted: 0,
            };
        };
        Self {
            text: text[..end].to_owned(),
            omitted: text[end..].chars().count(),
        }
    }

    /// The text with a mark that says how much is missing, no longer than this without the mark.
    #[must_use]
    pub fn shortened(&self, longest: usize) -> String {
        let shorter = Self::cut(&self.text, longest);
        match shorter.omitted + self.omitted {
            0 => shorter.text,
            omitted => format!("{}… [{omitted} more characters]", shorter.text),
        }
    }

    /// The text with its mark.
    #[must_use]
    pub fn marked(&self) -> String {
        self.shortened(usize::MAX)
    }
}

impl Header {
    pub(crate) fn new(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Body;

    #[rstest::rstest]
    #[case::as_long_as_allowed("täg", 3, "täg", 0, "täg")]
    #[case::too_long("täglich", 3, "täg", 4, "täg… [4 more characters]")]
    #[case::nothing("", 3, "", 0, "")]
    fn a_cut_body_says_so(
        #[case] whole: &str,
        #[case] longest: usize,
        #[case] text: &str,
        #[case] omitted: usize,
        #[case] marked: &str,
    ) {
        let body = Body::cut(whole, longest);
        assert_eq!((body.text.as_str(), body.omitted), (text, omitted));
        assert_eq!(body.marked(), marked);
    }

    #[test]
    fn a_cut_body_that_is_cut_again_counts_both() {
        assert_eq!(
            Body::cut("abcdefgh", 5).shortened(2),
            "ab… [6 more characters]"
        );
    }
}
