//! From the operations to the schemas: which change affects whom, and in which direction.

use rustc_hash::{FxHashMap, FxHashSet};
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

/// The pairs that differ or lead to one that does, as they are reached.
#[derive(Default)]
struct Web {
    nodes: Vec<(PairId, Way)>,
    numbers: FxHashMap<(PairId, Way), usize>,
    /// The nodes that contain one directly.
    parents: Vec<Vec<usize>>,
    /// The operations that use one directly.
    uses: Vec<Vec<u32>>,
}

impl Web {
    fn node(&mut self, node: (PairId, Way)) -> usize {
        let next = self.nodes.len();
        let number = *self.numbers.entry(node).or_insert(next);
        if number == next {
            self.nodes.push(node);
            self.parents.push(Vec::new());
            self.uses.push(Vec::new());
        }
        number
    }

    /// The operations that lead to a node, sorted.
    fn operations(&self, node: usize) -> Vec<u32> {
        let mut seen = vec![false; self.nodes.len()];
        seen[node] = true;
        let mut stack = vec![node];
        let mut operations = Vec::new();
        while let Some(node) = stack.pop() {
            operations.extend(&self.uses[node]);
            for parent in &self.parents[node] {
                if !std::mem::replace(&mut seen[*parent], true) {
                    stack.push(*parent);
                }
            }
        }
        operations.sort_unstable();
        operations.dedup();
        operations
    }
}

impl<'d> Run<'d> {
    pub(super) fn reach(&mut self) {
        let web = self.web();
        let mut order: Vec<usize> = (0..web.nodes.len()).collect();
        order.retain(|node| !self.schemas.get(web.nodes[*node].0).deltas.is_empty());
        order.sort_unstable_by_key(|node| web.nodes[*node]);
        for node in order {
            let (pair, way) = web.nodes[node];
            let operations = web.operations(node);
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

    /// From what operations use to all that differs.
    fn web(&self) -> Web {
        let dirty = self.dirty();
        let mut web = Web::default();
        for root in self.roots.iter().filter(|root| dirty.contains(&root.pair)) {
            let way = Way {
                direction: root.direction,
                parameter: root.parameter,
                reversed: false,
                opaque: false,
                muted: false,
            };
            let node = web.node((root.pair, way));
            web.uses[node].push(root.operation);
        }
        let mut next = 0;
        while let Some((pair, way)) = web.nodes.get(next).copied() {
            for (child, step) in &self.schemas.get(pair).children {
                if dirty.contains(child) {
                    let child = web.node((*child, way.through(*step)));
                    web.parents[child].push(next);
                }
            }
            next += 1;
        }
        web
    }

    /// The pairs that differ or contain one that does.
    fn dirty(&self) -> FxHashSet<PairId> {
        let mut parents: FxHashMap<PairId, Vec<PairId>> = FxHashMap::default();
        let mut stack = Vec::new();
        for (id, pair) in self.schemas.all() {
            for (child, _) in &pair.children {
                parents.entry(*child).or_default().push(id);
            }
            if !pair.deltas.is_empty() {
                stack.push(id);
            }
        }
        let mut dirty: FxHashSet<PairId> = stack.iter().copied().collect();
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
        let mut seen: FxHashSet<PairId> = stack.iter().copied().collect();
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
