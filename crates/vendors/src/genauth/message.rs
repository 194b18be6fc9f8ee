//! What answers say, in the languages they are said in.

use std::borrow::Cow;

use poem::http::HeaderMap;

/// The language of `message`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Chinese,
}

impl Language {
    /// Recorded: clients of both brands name a language, the Python ones with an empty text. Inferred:
    /// whatever is not Chinese is answered in English, as the document's example is.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let wanted = ["x-genauth-lang", "x-authing-lang"]
            .iter()
            .filter_map(|name| headers.get(*name)?.to_str().ok())
            .find(|word| !str::is_empty(word.trim()));
        match wanted {
            Some(word) if word.trim().to_ascii_lowercase().starts_with("zh") => Self::Chinese,
            _ => Self::English,
        }
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    english: Cow<'static, str>,
    chinese: Cow<'static, str>,
}

impl Message {
    /// A sentence that never varies.
    pub(super) const fn fixed(english: &'static str, chinese: &'static str) -> Self {
        Self {
            english: Cow::Borrowed(english),
            chinese: Cow::Borrowed(chinese),
        }
    }

    /// Recorded: some sentences are English in whatever language they are asked for.
    pub(super) fn english_only(text: impl Into<Cow<'static, str>>) -> Self {
        let english = text.into();
        Self {
            chinese: english.clone(),
            english,
        }
    }

    /// Recorded: the Chinese sentence about a parameter. Inferred: the English one.
    pub(super) fn about_parameter(names: &str) -> Self {
        Self {
            english: Cow::Owned(format!("Parameter {names} is not valid")),
            chinese: Cow::Owned(format!("参数 {names} 格式错误")),
        }
    }

    /// The sentence in one language.
    pub(super) fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::http::{HeaderMap, HeaderName, HeaderValue};

    use super::Language;

    #[rstest::rstest]
    #[case::missing(&[], Language::English)]
    #[case::empty(&[("x-genauth-lang", "")], Language::English)]
    #[case::chinese(&[("x-authing-lang", "zh-CN")], Language::Chinese)]
    #[case::traditional(&[("x-genauth-lang", "ZH-tw")], Language::Chinese)]
    #[case::english(&[("x-genauth-lang", "en-US")], Language::English)]
    #[case::japanese(&[("x-genauth-lang", "ja-JP")], Language::English)]
    #[case::empty_beside_chinese(&[("x-genauth-lang", ""), ("x-authing-lang", "zh-CN")], Language::Chinese)]
    fn the_language_is_told_by_a_header(
        #[case] headers: &[(&'static str, &'static str)],
        #[case] expected: Language,
    ) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        assert_eq!(Language::of(&headers), expected);
    }
}
