//! Judges changes and groups them: one finding per root cause, with everything it affects.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    delta::Delta,
    place::{Named, name},
};
use crate::{
    finding::{Compared, Comparison, Finding, Operation, Outcome},
    level::{Direction, Effect, Level},
    load::Document,
    policy::Policy,
    rule::Rule,
};

pub(super) struct Report<'d> {
    base: &'d Document,
    revision: &'d Document,
    policy: &'d Policy,
    entries: HashMap<Cause, Entry<'d>>,
    operations: Vec<Operation>,
    numbers: HashMap<Operation, u32>,
    outcomes: Vec<Outcome>,
}

/// A change seen from one direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) rule: Rule,
    pub(super) direction: Direction,
    pub(super) effect: Effect,
    /// At most info, for whoever sends this direction does not send this value.
    pub(super) muted: bool,
}

/// What makes two changes the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Cause {
    rule: Rule,
    place: String,
    old: Option<String>,
    new: Option<String>,
}

struct Entry<'d> {
    subject: String,
    level: Level,
    direction: Direction,
    effect: Effect,
    base: Option<&'d Value>,
    revision: Option<&'d Value>,
    operations: BTreeSet<u32>,
    witness: Option<Value>,
}

impl<'d> Report<'d> {
    pub(super) fn new(base: &'d Document, revision: &'d Document, policy: &'d Policy) -> Self {
        Self {
            base,
            revision,
            policy,
            entries: HashMap::new(),
            operations: Vec::new(),
            numbers: HashMap::new(),
            outcomes: Vec::new(),
        }
    }

    /// The number of an operation.
    pub(super) fn operation(&mut self, operation: Operation) -> u32 {
        if let Some(number) = self.numbers.get(&operation) {
            return *number;
        }
        let number = u32::try_from(self.operations.len()).unwrap_or(u32::MAX);
        self.numbers.insert(operation.clone(), number);
        self.operations.push(operation);
        self.outcomes.push(Outcome::Same);
        number
    }

    pub(super) fn outcome(&mut self, operation: Option<u32>, outcome: Outcome) {
        if let Some(slot) = operation.and_then(|number| self.outcomes.get_mut(number as usize)) {
            *slot = outcome;
        }
    }

    pub(super) fn add(&mut self, delta: &Delta<'d>, judged: Judged, operations: &[u32]) {
        let level = self.level(delta, judged);
        let named = self.named(delta);
        let cause = Cause {
            rule: judged.rule,
            place: named.key,
            old: delta.old.clone(),
            new: delta.new.clone(),
        };
        let entry = self.entries.entry(cause).or_insert_with(|| Entry {
            subject: named.subject,
            level,
            direction: judged.direction,
            effect: judged.effect,
            base: delta.base,
            revision: delta.revision,
            operations: BTreeSet::new(),
            witness: None,
        });
        if (level, Reverse(judged.direction)) > (entry.level, Reverse(entry.direction)) {
            (entry.level, entry.direction, entry.effect) = (level, judged.direction, judged.effect);
            entry.witness = None;
        }
        if (level, judged.direction) == (entry.level, entry.direction) && entry.witness.is_none() {
            entry.witness.clone_from(&delta.witness);
        }
        entry.operations.extend(operations);
        for number in operations {
            let slot = &mut self.outcomes[*number as usize];
            *slot = match (*slot, judged.rule, level) {
                (Outcome::OnlyBase | Outcome::OnlyRevision | Outcome::NotCompared, ..)
                | (_, _, Level::Docs) => *slot,
                (_, Rule::SchemaNotComparable, _) => Outcome::NotCompared,
                _ => Outcome::Differs,
            };
        }
    }

    /// The law, then the guards, then the policy.
    fn level(&self, delta: &Delta<'_>, judged: Judged) -> Level {
        let law = judged.effect.level(judged.direction);
        let guarded = match judged.direction {
            Direction::Request => delta.guard.request,
            Direction::Response => delta.guard.response,
            Direction::None => false,
        };
        let mut level = law;
        if guarded || judged.muted {
            level = level.min(Level::Info);
        }
        if delta.guard.deprecated && self.policy.forgive_deprecated {
            level = level.min(Level::Warning);
        }
        match self.policy.levels.get(&judged.rule) {
            Some(chosen) if level > Level::Docs => *chosen,
            _ => level,
        }
    }

    /// The place of a change: in a component if either side has it in one, for that is what operations share.
    fn named(&self, delta: &Delta<'_>) -> Named {
        let base = delta.base.map(|value| (self.base, value));
        let revision = delta.revision.map(|value| (self.revision, value));
        let (first, second) = if delta.added {
            (revision, base)
        } else {
            (base, revision)
        };
        let name = |found: (&Document, &Value)| name(found.0, &found.0.pointer(found.1));
        let first = first.map(name);
        if let Some(named) = first.as_ref().filter(|named| named.shared || delta.added) {
            return named.clone();
        }
        let second = second
            .map(name)
            .filter(|named| first.is_none() || named.shared);
        second.or(first).unwrap_or_default()
    }

    pub(super) fn finish(mut self) -> Comparison {
        self.version();
        let mut findings: Vec<Finding> = self
            .entries
            .iter()
            .map(|(cause, entry)| self.finding(cause, entry))
            .collect();
        findings.sort_by(|one, two| {
            let key = |finding: &Finding| {
                (
                    Reverse(finding.level),
                    finding.rule,
                    Reverse(finding.operations.len()),
                )
            };
            key(one).cmp(&key(two)).then_with(|| {
                (&one.subject, &one.fingerprint).cmp(&(&two.subject, &two.fingerprint))
            })
        });
        let outcomes = self.operations.iter().zip(&self.outcomes);
        let mut operations: Vec<Compared> = outcomes
            .map(|(operation, outcome)| Compared {
                operation: operation.clone(),
                outcome: *outcome,
            })
            .collect();
        operations.sort_unstable();
        Comparison {
            base: self.base.source(),
            revision: self.revision.source(),
            findings,
            operations,
        }
    }

    fn finding(&self, cause: &Cause, entry: &Entry<'d>) -> Finding {
        let mut operations: Vec<Operation> = entry
            .operations
            .iter()
            .map(|number| self.operations[*number as usize].clone())
            .collect();
        operations.sort_unstable();
        Finding {
            rule: cause.rule,
            level: entry.level,
            category: cause.rule.category(),
            direction: entry.direction,
            effect: entry.effect,
            subject: entry.subject.clone(),
            message: message(cause, &entry.subject),
            base: entry.base.map(|value| self.base.site(value)),
            revision: entry.revision.map(|value| self.revision.site(value)),
            old: cause.old.clone(),
            new: cause.new.clone(),
            operations,
            fingerprint: fingerprint(cause, entry.direction),
            witness: entry.witness.clone(),
        }
    }

    /// The policy's own rule: what breaks clients takes a new major version.
    fn version(&mut self) {
        let worst = self.entries.values().map(|entry| entry.level).max();
        if !self.policy.require_version_bump || worst != Some(Level::Breaking) {
            return;
        }
        let version = |document: &'d Document| document.root().get("info")?.get("version");
        let (Some(base), Some(revision)) = (version(self.base), version(self.revision)) else {
            return;
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let major = |text: &str| {
            text.trim_start_matches('v')
                .split('.')
                .next()
                .map(ToOwned::to_owned)
        };
        let (old, new) = (text(base), text(revision));
        if major(&old) == major(&new) {
            let delta =
                Delta::new(Rule::VersionNotBumped, Effect::Unknown, base, revision).words(old, new);
            let judged = Judged {
                rule: Rule::VersionNotBumped,
                direction: Direction::Request,
                effect: Effect::Unknown,
                muted: false,
            };
            self.add(&delta, judged, &[]);
        }
    }
}

fn message(cause: &Cause, subject: &str) -> String {
    let title = cause.rule.title();
    let change = match (&cause.old, &cause.new) {
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        (Some(only), None) | (None, Some(only)) => format!(": {only}"),
        (None, None) => String::new(),
    };
    if subject.is_empty() {
        format!("{title}{change}")
    } else {
        format!("{subject}: {title}{change}")
    }
}

/// Of what the change is, not of how it is told or where in the file it stands.
fn fingerprint(cause: &Cause, direction: Direction) -> String {
    let mut hash = Sha256::new();
    for part in [
        cause.rule.id(),
        direction.id(),
        &cause.place,
        cause.old.as_deref().unwrap_or_default(),
        cause.new.as_deref().unwrap_or_default(),
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
