//! What was seen of users, and who asked what when: the evidence beside a verdict.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CaseReport, Exchange};

/// When a door was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// As soon as the deletion was answered, before anything was waited for.
    AtOnce,
    /// When the job had ended and nothing changed any more.
    Settled,
}

/// What one door showed of one role's users at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sighting {
    /// The door's name.
    pub door: String,
    /// When it was opened.
    pub moment: Moment,
    /// The role; empty for a door that counts everybody.
    pub role: String,
    /// Whether the door shows the deleted, so that whoever is present there is gone.
    #[serde(default)]
    pub shows_deleted: bool,
    /// How many users were seen.
    pub present: usize,
    /// How many were looked for and not seen.
    pub absent: usize,
    /// Of how many the answer says nothing clear.
    pub unclear: usize,
    /// What a door that counts said.
    #[serde(default)]
    pub counted: Option<u64>,
    /// The statuses of the answers.
    pub statuses: Vec<u16>,
}

/// One request of several that were under way at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// The call's name in the case.
    pub call: String,
    /// When it began, in milliseconds after the first.
    pub began_ms: u64,
    /// When it was answered or given up.
    pub ended_ms: u64,
    /// What came of it.
    pub told: String,
    /// The deletion and its answer; nothing for other calls, which are several requests.
    #[serde(default)]
    pub exchange: Option<Exchange>,
}

impl Sighting {
    pub(crate) fn new(door: &str, moment: Moment, role: &str, shows_deleted: bool) -> Self {
        Self {
            door: door.to_owned(),
            moment,
            role: role.to_owned(),
            shows_deleted,
            present: 0,
            absent: 0,
            unclear: 0,
            counted: None,
            statuses: vec![],
        }
    }

    /// `seen`, `not`, `2 of 3`, `3`, or `unclear (500)`.
    pub(super) fn told(&self) -> String {
        let everybody = self.present + self.absent + self.unclear;
        match (self.counted, self.unclear) {
            (Some(number), _) => number.to_string(),
            (None, 0) if self.present == 0 => "not".to_owned(),
            (None, 0) if self.absent == 0 => "seen".to_owned(),
            (None, 0) => format!("{} of {everybody}", self.present),
            (None, _) => {
                let statuses: Vec<String> = self.statuses.iter().map(u16::to_string).collect();
                format!("unclear ({})", statuses.join(", "))
            }
        }
    }
}

/// The evidence in a few lines: the history, then the doors, those together that showed the same.
pub(crate) fn lines(case: &CaseReport) -> Vec<String> {
    let mut lines: Vec<String> = case
        .history
        .iter()
        .map(|event| {
            let Event { call, told, .. } = event;
            format!("{}-{} ms {call}: {told}", event.began_ms, event.ended_ms)
        })
        .collect();
    let mut alike: Vec<(String, Vec<&str>)> = Vec::new();
    for door in named(case.erasure.iter().map(|row| row.door.as_str())) {
        let shown = shown_by(case, door);
        match alike.iter_mut().find(|(known, _)| *known == shown) {
            Some((_, doors)) => doors.push(door),
            None => alike.push((shown, vec![door])),
        }
    }
    let table = alike
        .into_iter()
        .map(|(shown, doors)| format!("{shown} through {}", doors.join(", ")));
    lines.extend(table);
    lines
}

/// `target seen > not, bystander seen > seen`: at once, and when it had settled.
fn shown_by(case: &CaseReport, door: &str) -> String {
    let rows = || case.erasure.iter().filter(|row| row.door == door);
    let told = |role: &str, moment| {
        let row = rows().find(|row| row.role == role && row.moment == moment);
        row.map_or_else(|| "-".to_owned(), Sighting::told)
    };
    let roles = named(rows().map(|row| row.role.as_str()));
    let shown: Vec<String> = roles
        .into_iter()
        .map(|role| {
            let who = if role.is_empty() { "users" } else { role };
            let (early, late) = (told(role, Moment::AtOnce), told(role, Moment::Settled));
            format!("{who} {early} > {late}")
        })
        .collect();
    shown.join(", ")
}

/// Each name once, in the order in which they come.
pub(super) fn named<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut known = Vec::new();
    for name in names {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::lines;

    #[test]
    fn doors_that_showed_the_same_stand_together() {
        let row = |door: &str, moment: &str, role: &str, present: u8| {
            json!({
                "door": door, "moment": moment, "role": role,
                "present": present, "absent": 1 - present, "unclear": 0, "statuses": [200],
            })
        };
        let case = serde_json::from_value(json!({
            "id": "c", "file": "f", "says": "s", "claims": [], "verdict": "fail",
            "duration_ms": 1, "findings": [],
            "history": [
                {"call": "one", "began_ms": 0, "ended_ms": 5, "told": "200 {}"},
            ],
            "erasure": [
                row("show", "at-once", "target", 1), row("show", "settled", "target", 0),
                row("list", "at-once", "target", 1), row("list", "settled", "target", 0),
                row("search", "settled", "target", 1),
            ],
        }));
        assert_eq!(
            lines(&case.expect("a case")),
            [
                "0-5 ms one: 200 {}",
                "target seen > not through show, list",
                "target - > seen through search",
            ]
        );
    }
}
