//! Several deletions at once: from who asked what when to who should be gone.
//!
//! No order is assumed that the answers do not prove. Whoever an accepted
//! deletion names is gone, and whoever is named by refused ones only stays. An
//! answer that nobody read leaves both open, until the same is asked again.

use serde_json::Value;

use super::answer::differences;
use super::pattern;
use super::sight::{Fate, Sight};
use crate::ask::exchange::Answer;
use crate::ask::template::{Scope, Unfilled};
use crate::report::Finding;
use crate::suite::case::Reading;
use crate::suite::schedule::Tally;

/// One request of a history. Users are places in the list of everybody.
#[derive(Debug)]
pub(crate) struct Deed {
    pub(crate) call: String,
    pub(crate) names: Vec<usize>,
    pub(crate) began: u64,
    pub(crate) ended: u64,
    pub(crate) outcome: Outcome,
}

/// What came of a request.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A deletion was answered, and its job, if it named one, was read.
    Answered(Answer, Option<Value>),
    /// The connection was closed before a deletion's answer could be read.
    Lost,
    /// A deletion got no answer.
    Silent(String),
    /// Somebody was created, or why not.
    Created(Result<(), String>),
    /// What a door showed of those named, several times.
    Seen(Vec<Vec<Sight>>),
}

/// What a reading admits.
pub(crate) struct Rules<'a> {
    /// The answers any deletion may get, the preferred one first.
    pub(crate) admissible: Vec<&'a Reading>,
    pub(crate) steady: bool,
    pub(crate) tally: Option<&'a Tally>,
    pub(crate) scope: &'a Scope,
    /// The fields of everybody.
    pub(crate) users: Vec<Value>,
}

/// How a deletion ended, by a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Accepted,
    Refused,
    Lost,
}

impl Rules<'_> {
    /// What differs between the history and the reading, the users' fates aside.
    pub(crate) fn findings(&self, deeds: &[Deed]) -> Result<Vec<Finding>, Unfilled> {
        let mut findings = Vec::new();
        let mut accepted = false;
        for deed in deeds {
            match &deed.outcome {
                Outcome::Answered(answer, _) => match self.ending(deed)? {
                    Some(ending) => accepted = accepted || ending == Ending::Accepted,
                    None => findings.extend(self.inadmissible(deed, answer)?),
                },
                Outcome::Silent(why) => findings.push(of(deed, "an answer", why)),
                Outcome::Created(Err(why)) => findings.push(of(deed, "a new user", why)),
                Outcome::Lost | Outcome::Created(Ok(())) | Outcome::Seen(_) => {}
            }
        }
        if !accepted && findings.is_empty() {
            findings.push(Finding::new("the deletions", "one accepted", "none"));
        }
        let fates = self.fates(deeds)?;
        for deed in deeds {
            if let Outcome::Seen(looks) = &deed.outcome {
                findings.extend(self.seen(deed, looks, &fates));
            }
        }
        findings.extend(self.reconcile(deeds)?);
        Ok(findings)
    }

    /// Who should be gone.
    pub(crate) fn fates(&self, deeds: &[Deed]) -> Result<Vec<Fate>, Unfilled> {
        let mut endings = Vec::new();
        for deed in deeds {
            endings.extend(self.ending(deed)?.map(|ending| (deed, ending)));
        }
        let fate = |at: usize| {
            let named = || endings.iter().filter(|(deed, _)| deed.names.contains(&at));
            let lost = named().filter(|(_, ending)| *ending == Ending::Lost);
            let asked_again = |lost: &Deed| {
                named().any(|(deed, ending)| *ending != Ending::Lost && deed.began >= lost.ended)
            };
            let mut lost = lost.peekable();
            if named().any(|(_, ending)| *ending == Ending::Accepted) {
                Fate::Gone
            } else if lost.peek().is_none() {
                Fate::Kept
            } else if lost.any(|(deed, _)| asked_again(deed)) {
                Fate::Gone
            } else {
                Fate::Either
            }
        };
        Ok((0..self.users.len()).map(fate).collect())
    }

    /// How a deletion ended; nothing where its answer is not admissible, or it is none.
    fn ending(&self, deed: &Deed) -> Result<Option<Ending>, Unfilled> {
        let answer = match &deed.outcome {
            Outcome::Lost => return Ok(Some(Ending::Lost)),
            Outcome::Answered(answer, _) => answer,
            _ => return Ok(None),
        };
        for reading in &self.admissible {
            if differences(reading, None, answer, self.scope)?.is_empty() {
                return Ok(Some(if reading.refusing() {
                    Ending::Refused
                } else {
                    Ending::Accepted
                }));
            }
        }
        Ok(None)
    }

    fn inadmissible(&self, deed: &Deed, answer: &Answer) -> Result<Vec<Finding>, Unfilled> {
        let Some(preferred) = self.admissible.first() else {
            return Ok(vec![]);
        };
        let mut findings = differences(preferred, None, answer, self.scope)?;
        for finding in &mut findings {
            finding.place = format!("{}: {}", deed.call, finding.place);
        }
        Ok(findings)
    }

    /// Nobody vanishes who is named by nobody, and nobody who is gone is seen again.
    fn seen(&self, deed: &Deed, looks: &[Vec<Sight>], fates: &[Fate]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (place, at) in deed.names.iter().enumerate() {
            let sights: Vec<&Sight> = looks.iter().filter_map(|look| look.get(place)).collect();
            let gone = sights.iter().position(|sight| **sight == Sight::Absent);
            let Some(gone) = gone else {
                continue;
            };
            if fates[*at] == Fate::Kept {
                findings.push(of(deed, "somebody nobody deletes", "not seen"));
            }
            if self.steady && sights[gone..].contains(&&Sight::Present) {
                findings.push(of(deed, "gone for good", "seen again"));
            }
        }
        findings
    }

    /// Holds what the accepted answers tell against whom they name.
    fn reconcile(&self, deeds: &[Deed]) -> Result<Vec<Finding>, Unfilled> {
        let Some(tally) = self.tally else {
            return Ok(vec![]);
        };
        let mut accepted: Vec<(&Deed, Option<&Value>)> = Vec::new();
        let mut owed: Vec<usize> = Vec::new();
        let bodies: Vec<Option<Value>> = deeds.iter().map(body).collect();
        for (deed, body) in deeds.iter().zip(&bodies) {
            let Outcome::Answered(_, job) = &deed.outcome else {
                continue;
            };
            if self.ending(deed)? == Some(Ending::Accepted) {
                let from = if tally.job {
                    job.as_ref()
                } else {
                    body.as_ref()
                };
                accepted.push((deed, from.and_then(|from| from.pointer(&tally.at))));
                owed.extend(&deed.names);
            }
        }
        let named = owed.len() as u64;
        owed.sort_unstable();
        owed.dedup();
        // Whoever an answer named that nobody read may have been told there.
        owed.retain(|at| {
            let mut lost = deeds
                .iter()
                .filter(|deed| matches!(deed.outcome, Outcome::Lost));
            !lost.any(|deed| deed.names.contains(at))
        });
        match &tally.entry {
            None => Ok(add_up(&accepted, owed.len() as u64, named, &tally.at)),
            Some(entry) => self.listed(&accepted, &owed, entry),
        }
    }

    /// Each accepted answer lists nobody it was not asked about, and together they list everybody.
    fn listed(
        &self,
        accepted: &[(&Deed, Option<&Value>)],
        owed: &[usize],
        entry: &Value,
    ) -> Result<Vec<Finding>, Unfilled> {
        let mut findings = Vec::new();
        let mut told: Vec<usize> = Vec::new();
        for (deed, list) in accepted {
            let list = list
                .and_then(Value::as_array)
                .map_or(&[][..], Vec::as_slice);
            for (at, fields) in self.users.iter().enumerate() {
                let entry = self.scope.with("user", fields.clone()).fill_known(entry)?;
                let listed = list.iter().any(|item| pattern::matches(&entry, Some(item)));
                if listed && !deed.names.contains(&at) {
                    let who = fields.to_string();
                    findings.push(of(deed, "only those it names", &who));
                }
                if listed {
                    told.push(at);
                }
            }
        }
        for at in owed.iter().filter(|at| !told.contains(at)) {
            let who = self.users[*at].to_string();
            findings.push(Finding::new("the answers together", &who, "not told of"));
        }
        Ok(findings)
    }
}

fn body(deed: &Deed) -> Option<Value> {
    match &deed.outcome {
        Outcome::Answered(answer, _) => answer.json(),
        _ => None,
    }
}

/// The numbers of all answers, against how many users were named and how often.
fn add_up(accepted: &[(&Deed, Option<&Value>)], least: u64, most: u64, at: &str) -> Vec<Finding> {
    let numbers = accepted
        .iter()
        .filter_map(|(_, value)| value.and_then(Value::as_u64));
    let sum: u64 = numbers.sum();
    if (least..=most).contains(&sum) {
        return vec![];
    }
    let place = format!("the sum of {at}");
    vec![Finding::new(
        &place,
        &format!("{least} to {most}"),
        &sum.to_string(),
    )]
}

fn of(deed: &Deed, expected: &str, actual: &str) -> Finding {
    Finding::new(&deed.call, expected, actual)
}

#[cfg(test)]
mod tests;
