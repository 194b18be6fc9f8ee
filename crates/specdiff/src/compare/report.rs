//! Collects what is found and judges it.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    finding::{Compared, Comparison, Finding, Operation, Outcome},
    level::{Direction, Effect, Level},
    load::Document,
    policy::Policy,
    rule::Rule,
};

pub(super) struct Report<'d> {
    pub(super) base: &'d Document,
    pub(super) revision: &'d Document,
    policy: &'d Policy,
    findings: Vec<Finding>,
    outcomes: BTreeMap<Operation, Outcome>,
}

/// A change as the comparing code sees it.
pub(super) struct Change<'d> {
    pub(super) rule: Rule,
    pub(super) direction: Direction,
    pub(super) effect: Effect,
    /// The place without names that a reader chooses: what the fingerprint is made of.
    pub(super) path: String,
    pub(super) subject: String,
    pub(super) message: String,
    pub(super) base: Option<&'d Value>,
    pub(super) revision: Option<&'d Value>,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) operation: Operation,
}

impl<'d> Report<'d> {
    pub(super) fn new(base: &'d Document, revision: &'d Document, policy: &'d Policy) -> Self {
        Self {
            base,
            revision,
            policy,
            findings: Vec::new(),
            outcomes: BTreeMap::new(),
        }
    }

    pub(super) fn outcome(&mut self, operation: Operation, outcome: Outcome) {
        self.outcomes.insert(operation, outcome);
    }

    pub(super) fn add(&mut self, change: Change<'_>) {
        let law = change.effect.level(change.direction);
        let chosen = self.policy.levels.get(&change.rule);
        let level = chosen.copied().filter(|_| law > Level::Docs).unwrap_or(law);
        self.findings.push(Finding {
            rule: change.rule,
            level,
            category: change.rule.category(),
            direction: change.direction,
            effect: change.effect,
            fingerprint: fingerprint(&change),
            subject: change.subject,
            message: change.message,
            base: change.base.map(|value| self.base.site(value)),
            revision: change.revision.map(|value| self.revision.site(value)),
            old: change.old,
            new: change.new,
            operations: vec![change.operation],
            witness: None,
        });
    }

    pub(super) fn finish(mut self) -> Comparison {
        self.findings.sort_by(|one, two| {
            let key = |finding: &Finding| {
                (
                    std::cmp::Reverse(finding.level),
                    finding.operations.clone(),
                    finding.rule,
                )
            };
            key(one)
                .cmp(&key(two))
                .then_with(|| one.fingerprint.cmp(&two.fingerprint))
        });
        let outcomes = self.outcomes.into_iter();
        Comparison {
            base: self.base.source(),
            revision: self.revision.source(),
            findings: self.findings,
            operations: outcomes
                .map(|(operation, outcome)| Compared { operation, outcome })
                .collect(),
        }
    }
}

fn fingerprint(change: &Change<'_>) -> String {
    let mut hash = Sha256::new();
    let parts = [
        change.rule.id(),
        change.direction.id(),
        &change.path,
        change.old.as_deref().unwrap_or_default(),
        change.new.as_deref().unwrap_or_default(),
    ];
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
