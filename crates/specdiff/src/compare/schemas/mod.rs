//! Schemas: every pair of an old and a new one is compared once, whatever leads to it; cycles end there.

mod arrays;
mod conditions;
mod formats;
mod limits;
mod matching;
mod objects;
mod properties;
mod relation;
mod text;
mod unions;
mod values;
mod verdict;
mod witness;
mod words;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::delta::Delta;
use crate::{
    level::Effect,
    load::Document,
    rule::Rule,
    schema::{ConjunctionId, Null, Shape, Side, Types},
};

/// Names a pair of schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PairId(u32);

/// How a pair is contained in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Step {
    /// What it refuses, the whole accepts.
    pub(super) reversed: bool,
    /// What changes in it changes the whole in a way that is not decided.
    pub(super) opaque: bool,
    /// Clients do not send it.
    pub(super) mute_request: bool,
    /// Services do not send it.
    pub(super) mute_response: bool,
}

/// What differs between two schemas themselves, and the pairs within.
#[derive(Debug, Default)]
pub(super) struct Pair<'d> {
    pub(super) deltas: Vec<Delta<'d>>,
    pub(super) children: Vec<(PairId, Step)>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Waiting,
    Running,
    Done,
}

/// What a pair is of. Of branches of unions that agree on null as a whole, null is not asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    old: ConjunctionId,
    new: ConjunctionId,
    ignore_null: bool,
    /// Whether the values travel as text, as those of parameters and headers do.
    text: bool,
}

/// All pairs met so far.
pub(super) struct Schemas<'d> {
    pub(super) base: Side<'d>,
    pub(super) revision: Side<'d>,
    pairs: Vec<Pair<'d>>,
    keys: Vec<Key>,
    ids: FxHashMap<Key, PairId>,
    waiting: Vec<PairId>,
    nesting: usize,
    /// Of the pair being compared; those within it travel as it does.
    text: bool,
}

impl<'d> Schemas<'d> {
    pub(super) fn new(base: &'d Document, revision: &'d Document) -> Self {
        Self {
            base: Side::new(base),
            revision: Side::new(revision),
            pairs: Vec::new(),
            keys: Vec::new(),
            ids: FxHashMap::default(),
            waiting: Vec::new(),
            nesting: 0,
            text: false,
        }
    }

    /// A pair that an operation uses.
    pub(super) fn root(&mut self, old: ConjunctionId, new: ConjunctionId, text: bool) -> PairId {
        self.text = text;
        self.pair(old, new)
    }

    fn pair(&mut self, old: ConjunctionId, new: ConjunctionId) -> PairId {
        self.keyed(self.key(old, new, false))
    }

    /// Null is judged for a union as a whole, so that pairs of its branches ignore it.
    fn key(&self, old: ConjunctionId, new: ConjunctionId, ignore_null: bool) -> Key {
        Key {
            old,
            new,
            ignore_null,
            text: self.text,
        }
    }

    fn keyed(&mut self, key: Key) -> PairId {
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = PairId(u32::try_from(self.pairs.len()).unwrap_or(u32::MAX));
        self.ids.insert(key, id);
        self.keys.push(key);
        self.pairs.push(Pair::default());
        self.waiting.push(id);
        id
    }

    pub(super) fn get(&self, id: PairId) -> &Pair<'d> {
        &self.pairs[id.0 as usize]
    }

    /// The values of a pair, if each side is a single one.
    pub(super) fn written(&self, id: PairId) -> Option<(&'d Value, &'d Value)> {
        let key = self.keys[id.0 as usize];
        Some((self.base.only(key.old)?, self.revision.only(key.new)?))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (PairId, &Pair<'d>)> {
        (0_u32..).map(PairId).zip(&self.pairs)
    }

    /// Compares whatever waits, and what that leads to. A list of what waits keeps the stack flat.
    pub(super) fn settle(&mut self) {
        while let Some(id) = self.waiting.pop() {
            self.run(id);
        }
    }

    fn run(&mut self, id: PairId) {
        let slot = id.0 as usize;
        if self.pairs[slot].state != State::Waiting {
            return;
        }
        self.pairs[slot].state = State::Running;
        let key = self.keys[slot];
        let outer = std::mem::replace(&mut self.text, key.text);
        let mut pair = self.compare(key);
        self.text = outer;
        pair.state = State::Done;
        self.pairs[slot] = pair;
    }

    fn compare(&mut self, key: Key) -> Pair<'d> {
        let (old, new) = (self.base.shape(key.old), self.revision.shape(key.new));
        let mut pair = Pair::default();
        words::compare(&old, &new, &mut pair);
        match (old.constrained, new.constrained) {
            (false, false) => {}
            (true, true) => {
                if !self.unions(key, &old, &new, &mut pair) {
                    self.keywords(key, &old, &new, &mut pair);
                }
            }
            (true, false) if whole(&old) => {
                one_sided(Rule::TypeWidened, Effect::Widens, &old, &new, &mut pair);
            }
            (false, true) if whole(&new) => {
                one_sided(Rule::TypeNarrowed, Effect::Narrows, &old, &new, &mut pair);
            }
            _ => self.keywords(key, &old, &new, &mut pair),
        }
        pair
    }

    fn keywords(&mut self, key: Key, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        let met = values::types(old, new, key.text, pair);
        if !key.ignore_null {
            null(old, new, pair);
        }
        if !met {
            return;
        }
        values::listed(old, new, key.text, pair);
        formats::compare(old, new, pair);
        self.child(old, new, (old.content, new.content), Step::default(), pair);
        limits::compare(old, new, pair);
        self.objects(old, new, pair);
        self.arrays(old, new, pair);
        self.conditions(old, new, pair);
    }
}

/// Whether a schema says what a value is as a whole; against one that accepts anything that is one cause.
fn whole(shape: &Shape<'_>) -> bool {
    shape.declared != Types::ANY || shape.values.is_some() || !shape.unions.is_empty()
}

fn one_sided<'d>(
    rule: Rule,
    effect: Effect,
    old: &Shape<'d>,
    new: &Shape<'d>,
    pair: &mut Pair<'d>,
) {
    let text = |shape: &Shape<'_>| {
        if shape.unions.is_empty() {
            shape.types.text()
        } else {
            "one of several schemas".to_owned()
        }
    };
    let delta = Delta::new(
        rule,
        effect,
        old.type_at.unwrap_or(old.at),
        new.type_at.unwrap_or(new.at),
    );
    pair.deltas.push(delta.words(text(old), text(new)));
}

fn null<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let unclear =
        |one: &Shape<'_>, other: &Shape<'_>| one.null == Null::Unclear && other.null_typed;
    if unclear(old, new) || unclear(new, old) {
        return;
    }
    // A schema without a type accepts null as it accepts all else; that is said by the types.
    if old.types != new.types && (untyped(old) || untyped(new)) {
        return;
    }
    let (rule, effect) = match (old.null, new.null) {
        (Null::No, Null::Yes | Null::Unclear) => (Rule::NullableAdded, Effect::Widens),
        (Null::Yes | Null::Unclear, Null::No) => (Rule::NullableRemoved, Effect::Narrows),
        _ => return,
    };
    let text = |shape: &Shape<'_>| {
        if shape.null == Null::No {
            "without null"
        } else {
            "with null"
        }
    };
    let delta = Delta::new(
        rule,
        effect,
        old.type_at.unwrap_or(old.at),
        new.type_at.unwrap_or(new.at),
    );
    pair.deltas
        .push(delta.words(text(old).to_owned(), text(new).to_owned()));
}

fn untyped(shape: &Shape<'_>) -> bool {
    shape.declared == Types::ANY && shape.values.is_none() && shape.unions.is_empty()
}
