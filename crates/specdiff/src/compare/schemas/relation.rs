//! How two schemas relate, without reporting it: to tell which variants belong together or are covered.

use rustc_hash::FxHashSet;

use super::{PairId, Schemas, State};
use crate::{level::Effect, rule::Rule, schema::ConjunctionId};

/// Unions within unions are looked into so far.
const NESTING: usize = 8;
/// Pairs looked at for one answer.
const REACH: usize = 3_000;

/// What happens to the set of values from one schema to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) narrows: bool,
    pub(super) widens: bool,
    pub(super) unknown: bool,
    /// They have no type in common.
    pub(super) foreign: bool,
    /// How many differences there are.
    pub(super) weight: usize,
}

impl Relation {
    pub(super) fn is_equal(self) -> bool {
        self.weight == 0 && !self.unknown
    }

    /// All old values are accepted by the new schema.
    pub(super) fn old_in_new(self) -> bool {
        !self.narrows && !self.unknown
    }

    /// All new values are accepted by the old schema.
    pub(super) fn new_in_old(self) -> bool {
        !self.widens && !self.unknown
    }

    fn add(&mut self, effect: Effect, root: bool, rule: Rule) {
        self.weight += usize::from(effect != Effect::Wording);
        self.narrows |= matches!(effect, Effect::Narrows | Effect::Incomparable);
        self.widens |= matches!(effect, Effect::Widens | Effect::Incomparable);
        self.unknown |= effect == Effect::Unknown;
        self.foreign |= root && rule == Rule::TypeChanged;
    }
}

impl<'d> Schemas<'d> {
    pub(super) fn relation(&mut self, old: ConjunctionId, new: ConjunctionId) -> Relation {
        if self.nesting >= NESTING {
            return Relation {
                unknown: true,
                ..Relation::default()
            };
        }
        self.nesting += 1;
        let relation = self.look(old, new);
        self.nesting -= 1;
        relation
    }

    /// A pair that is being compared further up adds nothing: what holds of it is assumed to hold within itself.
    fn look(&mut self, old: ConjunctionId, new: ConjunctionId) -> Relation {
        let mut relation = Relation::default();
        let root = self.keyed(self.key(old, new, true));
        let mut stack: Vec<(PairId, bool, bool)> = vec![(root, false, false)];
        let mut seen: FxHashSet<(PairId, bool, bool)> = stack.iter().copied().collect();
        while let Some((id, reversed, opaque)) = stack.pop() {
            if seen.len() > REACH {
                relation.unknown = true;
                break;
            }
            self.run(id);
            let pair = self.get(id);
            if pair.state != State::Done {
                continue;
            }
            for delta in &pair.deltas {
                let effect = match delta.exact {
                    Effect::Wording | Effect::Neutral => Effect::Wording,
                    _ if opaque => Effect::Unknown,
                    exact if reversed => exact.reversed(),
                    exact => exact,
                };
                relation.add(effect, id == root, delta.rule);
            }
            for (child, step) in &pair.children {
                let next = (*child, reversed ^ step.reversed, opaque | step.opaque);
                if seen.insert(next) {
                    stack.push(next);
                }
            }
        }
        relation
    }
}
