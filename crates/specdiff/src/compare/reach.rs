//! From the operations to the schemas: which change affects whom, and in which direction.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{
    delta::Delta,
    report::Judged,
    run::Run,
    schemas::{PairId, Step},
};
use crate::{
    level::{Direction, Effect, Level},
    rule::Rule,
};

/// How a pair is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Way {
    direction: Direction,
    parameter: bool,
    reversed: bool,
    opaque: bool,
    muted: bool,
}

impl Way {
    fn through(self, step: Step) -> Self {
        let mute = match self.direction {
            Direction::Request => step.mute_request,
            Direction::Response => step.mute_response,
            Direction::None => false,
        };
        Self {
            reversed: self.reversed ^ step.reversed,
            opaque: self.opaque | step.opaque,
            muted: self.muted | mute,
            ..self
        }
    }

    /// Whether a value of the place itself can show that something breaks.
    fn breaks(self, judged: Judged) -> bool {
        let plain = !(self.reversed || self.opaque || self.muted);
        plain && judged.effect.level(self.direction) == Level::Breaking
    }

    fn judge(self, delta: &Delta<'_>) -> Option<Judged> {
        let plain = match self.direction {
            Direction::Response => delta.response,
            _ => delta.request,
        };
        let effect = match plain? {
            Effect::Wording => Effect::Wording,
            _ if self.opaque && delta.exact != Effect::Neutral => Effect::Unknown,
            _ if self.reversed => delta.exact.reversed(),
            plain => plain,
        };
        let rule = match delta.rule {
            Rule::BodyDefaultChanged if self.parameter => Rule::ParameterDefaultChanged,
            rule => rule,
        };
        // Words are sent by nobody.
        let direction = match effect {
            Effect::Wording => Direction::None,
            _ => self.direction,
        };
        Some(Judged {
            rule,
            direction,
            effect,
            muted: self.muted,
        })
    }
}

impl<'d> Run<'d> {
    pub(super) fn reach(&mut self) {
        let dirty = self.dirty();
        let mut starts: BTreeMap<(PairId, Way), Vec<u32>> = BTreeMap::new();
        for root in &self.roots {
            let way = Way {
                direction: root.direction,
                parameter: root.parameter,
                reversed: false,
                opaque: false,
                muted: false,
            };
            starts
                .entry((root.pair, way))
                .or_default()
                .push(root.operation);
        }
        let mut reached: BTreeMap<(PairId, Way), Vec<u32>> = BTreeMap::new();
        for (start, operations) in starts {
            let mut seen = HashSet::from([start]);
            let mut stack = vec![start];
            while let Some((pair, way)) = stack.pop() {
                if !dirty.contains(&pair) {
                    continue;
                }
                reached.entry((pair, way)).or_default().extend(&operations);
                for (child, step) in &self.schemas.get(pair).children {
                    let next = (*child, way.through(*step));
                    if seen.insert(next) {
                        stack.push(next);
                    }
                }
            }
        }
        for ((pair, way), mut operations) in reached {
            operations.sort_unstable();
            operations.dedup();
            for mut delta in self.schemas.get(pair).deltas.clone() {
                if let Some(judged) = way.judge(&delta) {
                    if way.breaks(judged) {
                        delta.witness = self.schemas.witness(pair, way.direction, &delta);
                    }
                    self.report.add(&delta, judged, &operations);
                }
            }
        }
    }

    /// The pairs that differ or contain one that does.
    fn dirty(&self) -> HashSet<PairId> {
        let mut parents: HashMap<PairId, Vec<PairId>> = HashMap::new();
        let mut stack = Vec::new();
        for (id, pair) in self.schemas.all() {
            for (child, _) in &pair.children {
                parents.entry(*child).or_default().push(id);
            }
            if !pair.deltas.is_empty() {
                stack.push(id);
            }
        }
        let mut dirty: HashSet<PairId> = stack.iter().copied().collect();
        while let Some(id) = stack.pop() {
            for parent in parents.get(&id).into_iter().flatten() {
                if dirty.insert(*parent) {
                    stack.push(*parent);
                }
            }
        }
        dirty
    }

    /// Every pair that an operation reaches.
    pub(super) fn reached_pairs(&self) -> Vec<PairId> {
        let mut stack: Vec<PairId> = self.roots.iter().map(|root| root.pair).collect();
        let mut seen: HashSet<PairId> = stack.iter().copied().collect();
        let mut order = Vec::new();
        while let Some(id) = stack.pop() {
            order.push(id);
            for (child, _) in &self.schemas.get(id).children {
                if seen.insert(*child) {
                    stack.push(*child);
                }
            }
        }
        order
    }
}

/// A list in an object, or nothing.
pub(super) fn list<'d>(value: &'d Value, key: &str) -> &'d [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}
