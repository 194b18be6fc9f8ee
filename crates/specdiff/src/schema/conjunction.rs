//! Conjunctions: the written values that together are one schema, and the side of the comparison they belong to.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

use super::{is_words, shape::Shape};
use crate::load::{Document, resolve};

/// A chain of references longer than this leads in a circle.
const CHAIN: usize = 64;

/// One written value that has to hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Factor<'d> {
    pub(crate) value: &'d Value,
    /// Its `oneOf` and `anyOf` are left out, for one branch stands beside it.
    pub(crate) bare: bool,
}

/// Values that all have to hold; none at all is a schema that accepts everything.
#[derive(Debug, Clone)]
pub(crate) struct Conjunction<'d> {
    pub(crate) factors: Vec<Factor<'d>>,
    /// Where a finding about the whole of it points.
    pub(crate) at: &'d Value,
}

/// Names a conjunction of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ConjunctionId(u32);

type Key = (Vec<(usize, bool)>, Option<usize>);

/// One of the two documents, with the schemas met in it.
pub(crate) struct Side<'d> {
    pub(crate) document: &'d Document,
    conjunctions: Vec<Conjunction<'d>>,
    ids: FxHashMap<Key, ConjunctionId>,
    shapes: Vec<Option<Rc<Shape<'d>>>>,
    /// The addresses of all values that a reference was followed to.
    reached: FxHashSet<usize>,
    siblings: bool,
    /// How many branches of branches are being looked into.
    pub(super) nesting: usize,
}

impl<'d> Side<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        let version = document.root().get("openapi").map(ToString::to_string);
        Self {
            document,
            conjunctions: Vec::new(),
            ids: FxHashMap::default(),
            shapes: Vec::new(),
            reached: FxHashSet::default(),
            // Documented: in 3.0 the members beside `$ref` are ignored.
            siblings: version.is_some_and(|version| version.contains("3.1")),
            nesting: 0,
        }
    }

    /// The schema that a value writes.
    pub(crate) fn schema(&mut self, value: &'d Value) -> ConjunctionId {
        let mut factors = Vec::new();
        self.gather(value, &mut factors);
        self.intern(Conjunction { factors, at: value })
    }

    /// The schema that accepts everything, said by omission at a place.
    pub(crate) fn anything(&mut self, at: &'d Value) -> ConjunctionId {
        self.intern(Conjunction {
            factors: Vec::new(),
            at,
        })
    }

    pub(crate) fn intern(&mut self, conjunction: Conjunction<'d>) -> ConjunctionId {
        let factors: Vec<_> = conjunction
            .factors
            .iter()
            .map(|factor| (address(factor.value), factor.bare))
            .collect();
        let place = factors.is_empty().then(|| address(conjunction.at));
        let next = ConjunctionId(u32::try_from(self.conjunctions.len()).unwrap_or(u32::MAX));
        let id = *self.ids.entry((factors, place)).or_insert(next);
        if id == next {
            self.conjunctions.push(conjunction);
            self.shapes.push(None);
        }
        id
    }

    fn conjunction(&self, id: ConjunctionId) -> &Conjunction<'d> {
        &self.conjunctions[id.0 as usize]
    }

    /// The one value of a schema that is written as one.
    pub(crate) fn only(&self, id: ConjunctionId) -> Option<&'d Value> {
        match self.conjunction(id).factors.as_slice() {
            [only] => Some(only.value),
            _ => None,
        }
    }

    /// Notes that something in use leads to a value.
    pub(crate) fn mark(&mut self, value: &'d Value) {
        self.reached.insert(address(value));
    }

    /// Whether a reference was followed to a value.
    pub(crate) fn is_reached(&self, value: &Value) -> bool {
        self.reached.contains(&address(value))
    }

    /// What a schema means.
    pub(crate) fn shape(&mut self, id: ConjunctionId) -> Rc<Shape<'d>> {
        if let Some(shape) = &self.shapes[id.0 as usize] {
            return Rc::clone(shape);
        }
        let conjunction = self.conjunction(id).clone();
        let shape = Rc::new(Shape::build(self, &conjunction));
        self.shapes[id.0 as usize] = Some(Rc::clone(&shape));
        shape
    }

    /// The values behind a value: references followed, wrappers that only add words taken off.
    pub(crate) fn gather(&mut self, value: &'d Value, factors: &mut Vec<Factor<'d>>) {
        let mut current = value;
        for _ in 0..CHAIN {
            let Some(map) = current.as_object() else {
                break;
            };
            if let Some(target) = self.target(map) {
                if self.siblings && map.keys().any(|key| key != "$ref" && !is_words(key)) {
                    push(factors, current);
                }
                current = target;
                continue;
            }
            match map
                .get("allOf")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
            {
                Some([only]) if map.keys().all(|key| key == "allOf" || is_words(key)) => {
                    current = only;
                }
                _ => break,
            }
        }
        push(factors, current);
    }

    /// Where the reference in an object leads, if it holds one that leads anywhere.
    pub(crate) fn target(&mut self, map: &'d Map<String, Value>) -> Option<&'d Value> {
        let reference = map.get("$ref")?.as_str()?;
        let target = resolve(self.document.root(), reference)?;
        self.reached.insert(address(target));
        Some(target)
    }

    /// What a value that is no schema says, its references followed.
    pub(crate) fn follow(&mut self, value: &'d Value) -> &'d Value {
        let mut current = value;
        for _ in 0..CHAIN {
            match current.as_object().and_then(|map| self.target(map)) {
                Some(target) => current = target,
                None => break,
            }
        }
        current
    }
}

fn push<'d>(factors: &mut Vec<Factor<'d>>, value: &'d Value) {
    if !factors
        .iter()
        .any(|factor| std::ptr::eq(factor.value, value))
    {
        factors.push(Factor { value, bare: false });
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}
