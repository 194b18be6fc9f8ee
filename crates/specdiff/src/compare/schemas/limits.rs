//! Constraints that can be ordered: ranges, counts, divisors, patterns.
//!
//! They are compared as they are written even where the type does not listen to them: such a document is mistaken,
//! and validators differ in how they take it.

use std::{cmp::Ordering, collections::BTreeSet};

use serde_json::Value;

use super::{super::delta::Delta, Pair};
use crate::{
    level::Effect,
    rule::Rule,
    schema::{Bound, Decimal, Shape, Types},
};

/// A constraint on one side: its text and its place.
type Said<'d> = (String, &'d Value);

pub(super) fn compare<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let integers = Types::INTEGER.holds(old.types.or(new.types).and(Types::NUMBER));
    let lower = |old: &Bound<'d>, new: &Bound<'d>| new.compare_lower(old, integers);
    let upper = |old: &Bound<'d>, new: &Bound<'d>| old.compare_upper(new, integers);
    range(old, new, (old.lower, new.lower), '>', lower, pair);
    range(old, new, (old.upper, new.upper), '<', upper, pair);
    counts(old, new, pair);
    divisors(old, new, pair);
    unique(old, new, pair);
    patterns(old, new, pair);
}

/// Reports a constraint that got stricter (`Greater`) or looser (`Less`).
pub(super) fn report<'d>(
    shapes: (&Shape<'d>, &Shape<'d>),
    said: (Option<Said<'d>>, Option<Said<'d>>),
    order: Ordering,
    pair: &mut Pair<'d>,
) {
    let (rule, effect) = match order {
        Ordering::Greater => (Rule::ConstraintTightened, Effect::Narrows),
        Ordering::Less => (Rule::ConstraintLoosened, Effect::Widens),
        Ordering::Equal => return,
    };
    let base = said.0.as_ref().map_or(shapes.0.at, |(_, at)| *at);
    let revision = said.1.as_ref().map_or(shapes.1.at, |(_, at)| *at);
    let text = |said: Option<Said<'_>>| said.map(|(text, _)| text);
    let delta = Delta::new(rule, effect, base, revision);
    pair.deltas.push(delta.words(text(said.0), text(said.1)));
}

fn range<'d>(
    old: &Shape<'d>,
    new: &Shape<'d>,
    bounds: (Option<Bound<'d>>, Option<Bound<'d>>),
    sign: char,
    stricter: impl Fn(&Bound<'d>, &Bound<'d>) -> Ordering,
    pair: &mut Pair<'d>,
) {
    let order = match (&bounds.0, &bounds.1) {
        (Some(old), Some(new)) => stricter(old, new),
        (one, two) => two.is_some().cmp(&one.is_some()),
    };
    let said = |bound: Option<Bound<'d>>| bound.map(|bound| (bound.text(sign), bound.at));
    report((old, new), (said(bounds.0), said(bounds.1)), order, pair);
}

fn counts<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let keywords: BTreeSet<&str> = old
        .counts
        .keys()
        .chain(new.counts.keys())
        .copied()
        .collect();
    let contained = old.contains.is_some() && new.contains.is_some();
    for keyword in keywords
        .into_iter()
        .filter(|keyword| contained || !keyword.ends_with("Contains"))
    {
        let (one, two) = (old.counts.get(keyword), new.counts.get(keyword));
        // Documented: an absent `minContains` is 1.
        let default = (keyword == "minContains").then_some(Decimal::Whole(1));
        let limit = |count: Option<&(Decimal, &Value)>| count.map(|(limit, _)| *limit).or(default);
        let order = match (limit(one), limit(two)) {
            (Some(old), Some(new)) if keyword.starts_with("min") => new.compare(old),
            (Some(old), Some(new)) => old.compare(new),
            (one, two) => two.is_some().cmp(&one.is_some()),
        };
        let said = |count: Option<&(Decimal, &'d Value)>| {
            count.map(|(limit, at)| (format!("{keyword} {limit}"), *at))
        };
        report((old, new), (said(one), said(two)), order, pair);
    }
}

fn divisors<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let said = |shape: &Shape<'d>| {
        let (divisor, at) = shape.multiples.first()?;
        Some((format!("multipleOf {divisor}"), *at))
    };
    let implied = |some: &Shape<'_>, others: &Shape<'_>| {
        let by = |divisor: Decimal| {
            others
                .multiples
                .iter()
                .any(|(other, _)| other.is_multiple_of(divisor))
        };
        some.multiples.iter().all(|(divisor, _)| by(*divisor))
    };
    match (implied(old, new), implied(new, old)) {
        (true, true) => {}
        (true, false) => report((old, new), (said(old), said(new)), Ordering::Greater, pair),
        (false, true) => report((old, new), (said(old), said(new)), Ordering::Less, pair),
        (false, false) => {
            let at = |shape: &Shape<'d>| shape.multiples.first().map_or(shape.at, |(_, at)| *at);
            let delta = Delta::new(
                Rule::ConstraintTightened,
                Effect::Incomparable,
                at(old),
                at(new),
            );
            let text = |shape| said(shape).map(|(text, _)| text);
            pair.deltas.push(delta.words(text(old), text(new)));
        }
    }
}

fn unique<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let said = |at: Option<&'d Value>| at.map(|at| ("uniqueItems".to_owned(), at));
    let order = new.unique.is_some().cmp(&old.unique.is_some());
    report(
        (old, new),
        (said(old.unique), said(new.unique)),
        order,
        pair,
    );
}

fn patterns<'d>(old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    type Patterns<'a, 'd> = Vec<&'a (&'d str, &'d Value)>;
    let missing =
        |some: &[(&str, &Value)], pattern: &str| !some.iter().any(|(other, _)| *other == pattern);
    let lost: Patterns<'_, 'd> = old
        .patterns
        .iter()
        .filter(|(text, _)| missing(&new.patterns, text))
        .collect();
    let won: Patterns<'_, 'd> = new
        .patterns
        .iter()
        .filter(|(text, _)| missing(&old.patterns, text))
        .collect();
    let said = |(_, at): &(&'d str, &'d Value)| {
        (format!("pattern {}", at.as_str().unwrap_or_default()), *at)
    };
    match (lost.first(), won.first()) {
        (Some(old), Some(new)) => {
            let ((before, was), (after, is)) = (said(old), said(new));
            let delta = Delta::new(Rule::PatternChanged, Effect::Unknown, was, is);
            pair.deltas.push(delta.words(before, after));
        }
        (Some(one), None) => report((old, new), (Some(said(one)), None), Ordering::Less, pair),
        (None, Some(one)) => report((old, new), (None, Some(said(one))), Ordering::Greater, pair),
        (None, None) => {}
    }
}
