//! Bodies, member by member in the order recordings show.

use std::borrow::Cow;

use poem_openapi::{
    Enum, Object,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde_json::Value;
use umbridge_directory::{Fate, Job, JobState, Record};

use super::policy::JOB_TYPE;
use crate::kit::Nullable;

/// A queued, running or finished background job.
#[derive(Debug, Object)]
pub(super) struct JobStatusResponse {
    /// The job.
    pub(super) job_status: JobStatus,
}

/// What is known of a background job.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct JobStatus {
    /// The id of the job.
    pub(super) id: String,
    /// What kind of job it is.
    pub(super) job_type: String,
    /// Where the job can be polled.
    pub(super) url: String,
    /// How many items the job has.
    pub(super) total: Nullable<i64>,
    /// How many items are done; null until the job starts.
    pub(super) progress: Nullable<i64>,
    /// How far the job is.
    pub(super) status: JobProgress,
    /// A remark on how far the job is; null until it starts.
    pub(super) message: Nullable<String>,
    /// What became of each item; null until the job is done.
    pub(super) results: Nullable<Vec<JobResult>>,
}

/// How far a job is.
#[derive(Debug, Enum)]
#[oai(rename_all = "lowercase")]
pub(super) enum JobProgress {
    /// Not begun.
    Queued,
    /// Begun.
    Working,
    /// Ended without success.
    Failed,
    /// Ended.
    Completed,
}

/// What became of one item of a job.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct JobResult {
    /// The id of the user; absent where an external id named nobody.
    pub(super) id: Option<i64>,
    /// The external id, where it named nobody.
    pub(super) external_id: Option<String>,
    /// What was to be done.
    pub(super) action: String,
    /// What was done; absent on failure.
    pub(super) status: Option<String>,
    /// Whether it was done.
    pub(super) success: bool,
    /// A word for why it was not done.
    pub(super) error: Option<String>,
    /// A sentence about why it was not done.
    pub(super) details: Option<String>,
}

impl JobStatus {
    /// A job as its account reads it at `origin`.
    pub(super) fn of(job: Job, origin: &str) -> Self {
        let total = i64::try_from(job.total).unwrap_or(i64::MAX);
        let (status, progress, message, results) = match job.state {
            // Recorded: everything but the total is null at first.
            JobState::Queued => (JobProgress::Queued, None, None, None),
            JobState::Finished { at, records } => (
                JobProgress::Completed,
                Some(total),
                Some(at.render("Completed at %Y-%m-%d %H:%M:%S +0000")),
                Some(records.into_iter().map(JobResult::of_deletion).collect()),
            ),
        };
        Self {
            url: format!("{origin}/api/v2/job_statuses/{}.json", job.id),
            id: job.id.0,
            job_type: JOB_TYPE.to_owned(),
            total: Some(total).into(),
            progress: progress.into(),
            status,
            message: message.into(),
            results: results.into(),
        }
    }
}

impl JobResult {
    fn of_deletion(record: Record) -> Self {
        let numeric = |text: &str| text.parse::<i64>().ok();
        let asked = record.identifier;
        let by_id = asked.scheme == super::ids::ID;
        let id = if by_id { numeric(&asked.value) } else { None };
        let action = "delete".to_owned();
        match record.fate {
            Fate::Deleted(kept) => Self {
                id: kept.as_deref().and_then(numeric).or(id),
                external_id: None,
                action,
                status: Some("Deleted".to_owned()),
                success: true,
                error: None,
                details: None,
            },
            // Inferred: unknown users and those who may not be deleted fail item by item, not the request.
            Fate::Unknown => Self::failed(id, asked.value, action, "RecordNotFound", "Not found"),
            Fate::Protected => Self::failed(
                id,
                asked.value,
                action,
                "RecordInvalid",
                "User cannot be deleted",
            ),
        }
    }

    fn failed(id: Option<i64>, asked: String, action: String, error: &str, details: &str) -> Self {
        Self {
            external_id: id.is_none().then_some(asked),
            id,
            action,
            status: None,
            success: false,
            error: Some(error.to_owned()),
            details: Some(details.to_owned()),
        }
    }
}

/// An error.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ErrorBody {
    /// The kind of error.
    pub(super) error: ErrorWord,
    /// A sentence about it.
    pub(super) description: Option<String>,
    /// A sentence about an access token that was refused.
    pub(super) error_description: Option<String>,
    /// How many values are allowed, where there were too many.
    pub(super) max_count: Option<u32>,
    /// The jobs that are queued or running, where there are too many.
    pub(super) current_job_ids: Option<Vec<String>>,
}

/// A word for a kind of error, or a title with a message.
#[derive(Debug)]
pub(super) enum ErrorWord {
    /// A word such as `RecordNotFound`, or a whole sentence.
    Word(String),
    /// A title with a message.
    Titled(TitledError),
}

/// A title with a message.
#[derive(Debug, Object)]
pub(super) struct TitledError {
    /// The kind of error.
    pub(super) title: String,
    /// A sentence about it.
    pub(super) message: String,
}

// The framework's union would document a string as an object.
impl Type for ErrorWord {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "ErrorWord".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |registry| {
            TitledError::register(registry);
            MetaSchema {
                description: Some("A word for the kind of error, or a title with a message."),
                one_of: vec![String::schema_ref(), TitledError::schema_ref()],
                ..MetaSchema::ANY
            }
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ToJSON for ErrorWord {
    fn to_json(&self) -> Option<Value> {
        match self {
            Self::Word(word) => word.to_json(),
            Self::Titled(titled) => titled.to_json(),
        }
    }
}

impl ParseFromJSON for ErrorWord {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(word)) => Ok(Self::Word(word)),
            other => TitledError::parse_from_json(other)
                .map(Self::Titled)
                .map_err(ParseError::propagate),
        }
    }
}
