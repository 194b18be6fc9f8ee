//! Operations besides deletion in bulk, and the cases that follow from each of them.
//!
//! The format of `operations/<vendor>.yaml`. Every operation is asked once as
//! it should be, without a credential, with a wrong one, and once for every
//! way in which its request can be malformed. What does not fit this pattern
//! is a case of its own.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Filed;
use super::case::{Case, Given, Reading, State};
use super::creation::Step;
use super::effect::Effect;
use super::when::{Change, Items, Request, When};

/// The file `operations/<vendor>.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operations {
    /// The vendor's short name, equal to the file's.
    pub vendor: String,
    /// The claims that every refusal of a credential observes.
    #[serde(default)]
    pub credential_claims: Vec<String>,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    /// Its name in the names of cases.
    pub name: String,
    /// What the accepted case asks, as a sentence.
    pub says: String,
    /// The claims the accepted case observes.
    pub claims: Vec<String>,
    /// Where the request names users besides its path; nobody else's identifiers leave.
    #[serde(default)]
    pub names_at: Vec<String>,
    /// What it does to users, where its method and what it creates do not show it.
    #[serde(default)]
    pub effect: Option<Effect>,
    /// Why it is sent to no server that is not the operator's own.
    #[serde(default)]
    pub loopback_only: Option<String>,
    /// The users the cases start with, by role.
    #[serde(default)]
    pub given: BTreeMap<String, Given>,
    /// Requests made before.
    #[serde(default)]
    pub before: Vec<Step>,
    /// The request.
    pub request: Request,
    /// The credential; the owner's where nothing is said.
    #[serde(default, rename = "as")]
    pub credential: Option<String>,
    /// What `{items}` stands for in the request.
    #[serde(default)]
    pub items: Option<Items>,
    /// Roles of unknown users whom the request creates.
    #[serde(default)]
    pub creates: BTreeMap<String, BTreeMap<String, String>>,
    /// The admissible answers, the preferred one first.
    pub readings: Vec<Reading>,
    /// Why no credential is asked for.
    #[serde(default)]
    pub open: Option<String>,
    /// The ways in which the request can be malformed.
    #[serde(default)]
    pub malformed: Vec<Malformed>,
}

/// One way in which a request can be malformed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Malformed {
    /// Its name in the case's name.
    pub name: String,
    /// What the case asks, as a sentence.
    pub says: String,
    /// The claims it observes; those of the operation where nothing is said.
    #[serde(default)]
    pub claims: Vec<String>,
    /// The one change to the request.
    #[serde(default)]
    pub change: Change,
    /// Another path, where the path itself is malformed.
    #[serde(default)]
    pub path: Option<String>,
    /// Says that the request carries the credential that is refused.
    #[serde(default)]
    pub bad_credential: bool,
    /// The admissible answers; the profile's `refused` where nothing is said.
    #[serde(default)]
    pub readings: Vec<Reading>,
}

/// The cases of every operation.
pub(super) fn apply(file: &str, operations: &Operations) -> Vec<Filed> {
    let mut cases = Vec::new();
    for operation in &operations.operations {
        let prefix = format!("{}.{}", operations.vendor, operation.name);
        let accepted = format!("{prefix}.accepted");
        let filed = |case: Case, skip: Option<String>| Filed {
            file: file.to_owned(),
            case,
            skip,
        };
        let mut plain = operation.plain();
        plain.id.clone_from(&accepted);
        plain.readings.clone_from(&operation.readings);
        cases.push(filed(plain, None));
        let credentials = [
            (
                "no-credential",
                "nobody",
                "Without a credential it is refused",
            ),
            (
                "wrong-credential",
                "wrong",
                "With a credential that does not exist it is refused",
            ),
        ];
        for (name, credential, says) in credentials {
            let mut case = operation.plain();
            case.id = format!("{prefix}.{name}");
            case.says = format!("{says}: {}", lower(&operation.says));
            case.claims.clone_from(&operations.credential_claims);
            case.when.credential = Some(credential.to_owned());
            case.readings = vec![operation.refusal("unauthenticated")];
            case.twin = Some(accepted.clone());
            cases.push(filed(case, operation.open.clone()));
        }
        for malformed in &operation.malformed {
            let mut case = operation.plain();
            case.id = format!("{prefix}.{}", malformed.name);
            case.says.clone_from(&malformed.says);
            if !malformed.claims.is_empty() {
                case.claims.clone_from(&malformed.claims);
            }
            case.when.change = malformed.change.clone();
            if let (Some(request), Some(path)) = (&mut case.when.request, &malformed.path) {
                request.path.clone_from(path);
            }
            case.bad_credential = malformed.bad_credential;
            case.readings.clone_from(&malformed.readings);
            if case.readings.is_empty() {
                case.readings.push(operation.refusal("refused"));
            }
            for reading in &mut case.readings {
                operation.leave_as_they_were(reading);
            }
            case.twin = Some(accepted.clone());
            cases.push(filed(case, None));
        }
    }
    cases
}

impl Operation {
    /// The operation's request as it should be, without an answer yet.
    fn plain(&self) -> Case {
        Case {
            says: self.says.clone(),
            claims: self.claims.clone(),
            given: self.given.clone(),
            before: self.before.clone(),
            loopback_only: self.loopback_only.clone(),
            when: When {
                request: Some(self.request.clone()),
                credential: self.credential.clone(),
                items: self.items.clone(),
                creates: self.creates.clone(),
                ..When::default()
            },
            ..Case::default()
        }
    }

    fn refusal(&self, answer: &str) -> Reading {
        let mut reading = Reading {
            answer: Some(answer.to_owned()),
            ..Reading::default()
        };
        self.leave_as_they_were(&mut reading);
        reading
    }

    /// Whoever did not exist does not exist after a refusal either, and what was begun before the
    /// request is not undone by it.
    fn leave_as_they_were(&self, reading: &mut Reading) {
        let open = self.readings.first().map(|accepted| &accepted.either);
        for (role, given) in &self.given {
            let named = reading.gone.contains(role) || reading.either.contains(role);
            let begun = !self.before.is_empty() && open.is_some_and(|open| open.contains(role));
            if begun && !named {
                reading.either.push(role.clone());
            } else if given.state != State::Present && !named {
                reading.gone.push(role.clone());
            }
        }
    }
}

fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}
