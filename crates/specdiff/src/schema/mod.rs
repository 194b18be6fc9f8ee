//! What schemas mean, whatever way they are written: references followed, `allOf` merged, nullability one fact.
//!
//! A schema is a *conjunction* of written values, all of which have to hold. Merging two schemas is putting their
//! values side by side, so nothing is copied and every keyword keeps its place in the document.

mod build;
mod conjunction;
mod keywords;
mod nullness;
mod number;
mod objects;
mod shape;
mod types;
mod unions;

pub(crate) use conjunction::{Conjunction, ConjunctionId, Factor, Side};
pub(crate) use keywords::same;
pub(crate) use nullness::Null;
pub(crate) use number::{Bound, Decimal};
pub(crate) use shape::{Extra, Shape};
pub(crate) use types::Types;
pub(crate) use unions::{Branch, Union};

/// Keywords that only talk to readers.
pub(crate) const WORDS: [&str; 7] = [
    "title",
    "description",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "$comment",
];

/// Whether a member leaves the set of accepted values alone.
pub(crate) fn is_words(key: &str) -> bool {
    key.starts_with("x-") || WORDS.contains(&key)
}
