//! Query parameters in every spelling that published clients send.

use std::borrow::Cow;

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    error::ParseParamError,
    registry::{MetaParamIn, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromParameter, ParseResult, Type},
};

/// A boolean, in whatever case: Python clients write `True` and `False`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flag(pub(super) bool);

impl Type for Flag {
    const IS_REQUIRED: bool = true;

    type RawValueType = bool;
    type RawElementValueType = bool;

    fn name() -> Cow<'static, str> {
        bool::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        bool::schema_ref()
    }

    fn as_raw_value(&self) -> Option<&bool> {
        Some(&self.0)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a bool> + 'a> {
        Box::new(std::iter::once(&self.0))
    }
}

impl ParseFromParameter for Flag {
    fn parse_from_parameter(value: &str) -> ParseResult<Self> {
        match value.to_ascii_lowercase().as_str() {
            "true" => Ok(Self(true)),
            "false" => Ok(Self(false)),
            _ => Err(ParseError::custom("must be true or false")),
        }
    }
}

/// A required list of texts.
#[derive(Debug)]
pub(super) struct Texts(pub(super) Vec<String>);

impl<'a> ApiExtractor<'a> for Texts {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = true;

    type ParamType = Vec<String>;
    type ParamRawType = Vec<String>;

    fn register(registry: &mut Registry) {
        Vec::<String>::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(Vec::<String>::schema_ref())
    }

    fn param_raw_type(&self) -> Option<&Vec<String>> {
        Some(&self.0)
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        options: ExtractParamOptions<Vec<String>>,
    ) -> poem::Result<Self> {
        let pairs: Vec<(String, String)> = request.params().map_err(|fault| ParseParamError {
            name: options.name,
            reason: fault.to_string(),
        })?;
        Ok(Self(list(&pairs, options.name)))
    }
}

/// Recorded: Python repeats the name, JavaScript appends `[]` to it, Go sends one value `[a b]`.
/// Inferred: commas.
fn list(pairs: &[(String, String)], name: &str) -> Vec<String> {
    let values: Vec<&str> = pairs
        .iter()
        .filter(|(key, _)| key.strip_suffix("[]").unwrap_or(key) == name)
        .map(|(_, value)| value.as_str())
        .collect();
    let entries: Vec<&str> = match values.as_slice() {
        [one] => match one
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            Some(slice) => slice.split_ascii_whitespace().collect(),
            None => one.split(',').collect(),
        },
        several => several.to_vec(),
    };
    entries.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ParseFromParameter;

    use super::{Flag, list};

    #[rstest::rstest]
    #[case::absent(&[], &[])]
    #[case::empty(&[("ids", "")], &[""])]
    #[case::repeated(&[("ids", "a"), ("other", "x"), ("ids", "b")], &["a", "b"])]
    #[case::with_brackets(&[("ids[]", "a"), ("ids[]", "b")], &["a", "b"])]
    #[case::go_slice(&[("ids", "[a b]")], &["a", "b"])]
    #[case::empty_go_slice(&[("ids", "[]")], &[])]
    #[case::commas(&[("ids", "a,b")], &["a", "b"])]
    #[case::repeated_values_keep_their_commas(&[("ids", "a,b"), ("ids", "c")], &["a,b", "c"])]
    fn a_list_is_read_in_every_spelling(#[case] pairs: &[(&str, &str)], #[case] expected: &[&str]) {
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        assert_eq!(list(&pairs, "ids"), expected);
    }

    #[rstest::rstest]
    #[case("true", Some(true))]
    #[case("True", Some(true))]
    #[case("False", Some(false))]
    #[case("FALSE", Some(false))]
    #[case("1", None)]
    #[case("", None)]
    fn booleans_have_no_case(#[case] text: &str, #[case] expected: Option<bool>) {
        let read = Flag::parse_from_parameter(text).ok().map(|flag| flag.0);
        assert_eq!(read, expected);
    }
}
