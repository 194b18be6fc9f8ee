//! Schedules: several requests side by side, in place of a case's one request.
//!
//! The format of `when.at_once`. A schedule says who asks for what and in which
//! order; the delays between independent requests follow from the seed. Every
//! repetition is a case of its own with users of its own, so that one that
//! failed can be asked again alone: its name, and the printed seed, say all.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::Filed;

/// Requests that are under way at the same time.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Schedule {
    /// How often it is run, each time with delays of its own; the first time there are none.
    #[serde(default = "three")]
    pub times: u8,
    /// The longest delay before a request, in milliseconds.
    #[serde(default = "twenty")]
    pub within_ms: u64,
    /// The requests.
    pub calls: Vec<Call>,
    /// Which of the repetitions this is, from one.
    #[serde(skip)]
    #[schemars(skip)]
    pub number: u8,
}

/// One request of a schedule: a deletion, a creation, or looks at somebody.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    /// Its name in the history.
    pub call: String,
    /// Deletes the users of these roles, as the profile writes a deletion.
    #[serde(default)]
    pub delete: Option<Vec<String>>,
    /// The kind of identifier; the profile's first where nothing is said.
    #[serde(default)]
    pub by: Option<String>,
    /// Creates the users of this role, who are unknown until then.
    #[serde(default)]
    pub create: Option<String>,
    /// Looks at the users of this role several times, through the door that shows the most at once.
    #[serde(default)]
    pub look: Option<String>,
    /// Waits until that call has been answered; its job need not have ended.
    #[serde(default)]
    pub after: Option<String>,
    /// Milliseconds it waits besides the delay that is drawn.
    #[serde(default)]
    pub delay_ms: u64,
    /// Closes the connection as soon as the request is sent, so that nobody reads the answer.
    #[serde(default)]
    pub lose_answer: bool,
}

/// What an answer, or the job it names, tells of the users it deleted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tally {
    /// The claim that says so; only cases about it are reconciled.
    pub claim: String,
    /// Whether the finished job tells it.
    #[serde(default)]
    pub job: bool,
    /// A JSON pointer to a number of users, or to a list of them.
    pub at: String,
    /// The pattern of one user's element, if it is a list.
    #[serde(default)]
    pub entry: Option<Value>,
}

fn three() -> u8 {
    3
}

fn twenty() -> u64 {
    20
}

/// The cases with every repetition of a schedule as a case of its own.
pub(super) fn expand(cases: Vec<Filed>) -> Vec<Filed> {
    cases.into_iter().flat_map(repetitions).collect()
}

fn repetitions(filed: Filed) -> Vec<Filed> {
    let Some(schedule) = &filed.case.when.at_once else {
        return vec![filed];
    };
    let repeat = |number| {
        let mut one = filed.clone();
        one.case.id = format!("{}.{number}", one.case.id);
        if let Some(schedule) = &mut one.case.when.at_once {
            schedule.number = number;
        }
        one
    };
    (1..=schedule.times).map(repeat).collect()
}

impl Call {
    /// The roles it speaks of.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &String> {
        let deleted = self.delete.iter().flatten();
        deleted.chain(&self.create).chain(&self.look)
    }
}

impl Schedule {
    /// What is wrong with the calls, apart from roles that nobody has.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (at, call) in self.calls.iter().enumerate() {
            let kinds = [
                call.delete.is_some(),
                call.create.is_some(),
                call.look.is_some(),
            ];
            if kinds.iter().filter(|kind| **kind).count() != 1 {
                problems.push(format!("`{}` deletes, creates or looks", call.call));
            }
            if call.lose_answer && call.delete.is_none() {
                problems.push(format!("`{}`: only a deletion loses its answer", call.call));
            }
            let (before, name) = (&self.calls[..at], &call.call);
            if before.iter().any(|other| other.call == *name) {
                problems.push(format!("two calls are called `{name}`"));
            }
            if let Some(after) = &call.after
                && !before.iter().any(|other| other.call == *after)
            {
                problems.push(format!("no call before `{name}` is called `{after}`"));
            }
        }
        problems
    }
}
