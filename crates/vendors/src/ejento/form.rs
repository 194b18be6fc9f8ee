//! Bodies read member by member, so that everything wrong with one is told at once and by name.

use std::marker::PhantomData;

use poem::{Request, RequestBody, http::header};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{complaint::Complaint, failure::Failure};
use crate::kit::{BodyFault, JsonBody, Received, body};

/// A JSON body documented as `T`; its members are read one by one, and then it is closed.
#[derive(Debug)]
pub(super) struct Form<T> {
    members: Map<String, Value>,
    faults: Vec<(&'static str, Fault)>,
    documented: PhantomData<fn() -> T>,
}

/// What is wrong with a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The member itself.
    Whole(String),
    /// Entries of the list it holds, by position counted from 0.
    Entries(Vec<(usize, &'static str)>),
}

impl Fault {
    pub(super) fn whole(told: impl Into<String>) -> Self {
        Self::Whole(told.into())
    }

    pub(super) fn null() -> Self {
        Self::whole("This field may not be null.")
    }

    pub(super) fn not_a_list(value: &Value) -> Self {
        let kind = kind(value);
        Self::Whole(format!("Expected a list of items but got type \"{kind}\"."))
    }
}

impl<T> Form<T> {
    /// A member that has to be there; where it is not, or is wrong, the result is a stand-in that
    /// [`Form::close`] keeps from being used.
    pub(super) fn required<V: Default>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Value) -> Result<V, Fault>,
    ) -> V {
        if !self.members.contains_key(name) {
            let missing = Fault::whole("This field is required.");
            self.faults.push((name, missing));
        }
        self.optional(name, read).unwrap_or_default()
    }

    /// A member that may be left out.
    pub(super) fn optional<V>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Value) -> Result<V, Fault>,
    ) -> Option<V> {
        match read(self.members.get(name)?) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.faults.push((name, fault));
                None
            }
        }
    }

    /// Gives out what was made of the members, provided that nothing was wrong with them.
    ///
    /// # Errors
    ///
    /// 400 with everything that was wrong.
    pub(super) fn close<V>(self, made: V) -> Result<V, Failure> {
        if self.faults.is_empty() {
            Ok(made)
        } else {
            Err(Failure::BadRequest(Complaint::members(&self.faults)))
        }
    }
}

// Inferred, as measured on a stock server: the words for members that are missing, null or no list, and for
// entries that are no integers. Inferred: the words for wrong text and booleans.

/// Reads text.
pub(super) fn text(value: &Value) -> Result<String, Fault> {
    match value {
        Value::String(text) if text.contains('\0') => {
            Err(Fault::whole("Null characters are not allowed."))
        }
        Value::String(text) => Ok(text.clone()),
        Value::Null => Err(Fault::null()),
        _ => Err(Fault::whole("Not a valid string.")),
    }
}

/// Reads text that is not empty.
pub(super) fn word(value: &Value) -> Result<String, Fault> {
    let text = text(value)?;
    if str::is_empty(&text) {
        return Err(Fault::whole("This field may not be blank."));
    }
    Ok(text)
}

/// Reads text that may be null.
pub(super) fn text_or_null(value: &Value) -> Result<Option<String>, Fault> {
    if value.is_null() {
        Ok(None)
    } else {
        text(value).map(Some)
    }
}

/// Reads true or false.
pub(super) fn flag(value: &Value) -> Result<bool, Fault> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        Value::Null => Err(Fault::null()),
        _ => Err(Fault::whole("Must be a valid boolean.")),
    }
}

/// What Python, in which the vendor's words name types, calls the type of a value.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for Form<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        JsonBody::<T>::request_meta()
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = request.data::<Received>().map(|received| &received.0);
        let members = match bytes {
            // Inferred: a body without a content type is read as JSON, and no body as an empty one.
            Some(bytes) if !bytes.is_empty() => {
                if request.header(header::CONTENT_TYPE).is_some() && !body::says_json(request) {
                    return Err(BodyFault::MediaType.into());
                }
                members(body::parse(bytes)?)?
            }
            _ => Map::new(),
        };
        Ok(Self {
            members,
            faults: Vec::new(),
            documented: PhantomData,
        })
    }
}

fn members(value: Value) -> Result<Map<String, Value>, Failure> {
    let told = match value {
        Value::Object(members) => return Ok(members),
        Value::Null => "No data provided".to_owned(),
        other => format!(
            "Invalid data. Expected a dictionary, but got {}.",
            kind(&other)
        ),
    };
    let whole = [("non_field_errors", Fault::Whole(told))];
    Err(Failure::BadRequest(Complaint::members(&whole)))
}
