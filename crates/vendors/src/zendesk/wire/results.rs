//! What became of each item of a job.

use std::borrow::Cow;

use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde_json::Value;
use umbridge_directory::{Fate, Record};

use super::super::{
    ids,
    items::{By, Item},
    settings::{ResultId, Settings},
    writing::Invalid,
};

/// What became of one item of a job.
#[derive(Debug, Default, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct JobResult {
    /// The place of the item in the request, from 0; where no user could be created.
    index: Option<u64>,
    /// The id of the user; text where the account's deletions by external id are told by external id.
    /// Absent where there is no user.
    id: Option<AnyId>,
    /// What was to be done.
    action: Option<String>,
    /// What was done; absent on failure.
    status: Option<String>,
    /// Whether it was done. Absent where a user was created.
    success: Option<bool>,
    /// The primary e-mail address of a user who was created.
    email: Option<String>,
    /// The external id of a user who was created, or by which nobody was found.
    external_id: Option<String>,
    /// A word for why it was not done.
    error: Option<String>,
    /// A sentence about why it was not done.
    details: Option<String>,
}

/// The id of a user, or text that names it.
#[derive(Debug)]
pub(in super::super) enum AnyId {
    Number(i64),
    Text(String),
}

impl JobResult {
    /// The records of a finished job.
    pub(super) fn list(records: Vec<Record>, settings: &Settings) -> Vec<Self> {
        let named = settings.external_ids_result_id;
        records
            .into_iter()
            .map(|record| Self::of(record, named))
            .collect()
    }

    fn of(record: Record, named: ResultId) -> Self {
        let item = Item::of(&record.identifier);
        match record.fate {
            Fate::Deleted(kept) => {
                let id = kept.and_then(|id| id.parse().ok());
                Self::done(item, "Deleted", id, named)
            }
            Fate::Updated(names) => Self::done(item, "Updated", ids::among(&names), named),
            Fate::Created(names) => Self::done(item, "Created", ids::among(&names), named),
            // Inferred: unknown users and those who may not be deleted fail item by item, not the request.
            Fate::Unknown => Self::failed(item, "RecordNotFound", "Not found".to_owned(), named),
            Fate::Protected => Self::failed(
                item,
                "RecordInvalid",
                Invalid::not_deletable().description,
                named,
            ),
            Fate::Taken(name) => Self::failed(
                item,
                "RecordInvalid",
                Invalid::taken(&name).description,
                named,
            ),
            Fate::Refused(reason) => Self::failed(item, "RecordInvalid", reason, named),
        }
    }

    fn done(item: Item, status: &str, id: Option<i64>, named: ResultId) -> Self {
        let id = id.map(AnyId::Number);
        let status = Some(status.to_owned());
        match item {
            Item::Named { action, by } => Self {
                id: match (by, named) {
                    (By::ExternalId(text), ResultId::External) => Some(AnyId::Text(text)),
                    _ => id,
                },
                action: Some(action.to_owned()),
                status,
                success: Some(true),
                ..Self::default()
            },
            // Recorded: a user who was created comes with its names, and without a word of success.
            Item::Placed(sent) => Self {
                id,
                status,
                email: sent.email,
                external_id: sent.external_id,
                ..Self::default()
            },
        }
    }

    fn failed(item: Item, error: &str, details: String, named: ResultId) -> Self {
        let mut failed = Self {
            success: Some(false),
            error: Some(error.to_owned()),
            details: Some(details),
            ..Self::default()
        };
        match item {
            Item::Named { action, by } => {
                failed.action = Some(action.to_owned());
                match (by, named) {
                    (By::Id(id), _) => failed.id = Some(AnyId::Number(id)),
                    (By::ExternalId(text), ResultId::External) => {
                        failed.id = Some(AnyId::Text(text));
                    }
                    (By::ExternalId(text), ResultId::Numeric) => failed.external_id = Some(text),
                }
            }
            // Documented: the place of the item in the request.
            Item::Placed(sent) => failed.index = Some(sent.index),
        }
        failed
    }
}

// The framework's union would document a number as an object.
impl Type for AnyId {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "AnyId".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |_| MetaSchema {
            description: Some("The id of a user, or text that names it."),
            one_of: vec![i64::schema_ref(), String::schema_ref()],
            ..MetaSchema::ANY
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ToJSON for AnyId {
    fn to_json(&self) -> Option<Value> {
        match self {
            Self::Number(number) => number.to_json(),
            Self::Text(text) => text.to_json(),
        }
    }
}

impl ParseFromJSON for AnyId {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(text)) => Ok(Self::Text(text)),
            other => i64::parse_from_json(other)
                .map(Self::Number)
                .map_err(ParseError::propagate),
        }
    }
}
