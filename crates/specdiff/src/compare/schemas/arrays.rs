//! Lists: what stands where, and what has to be among it.

use std::cmp::Ordering;

use super::{Pair, Schemas, Step, limits};
use crate::schema::{ConjunctionId, Shape};

impl<'d> Schemas<'d> {
    pub(super) fn arrays(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        let longest = old.prefix.len().max(new.prefix.len());
        for index in 0..longest {
            let before = old.prefix.get(index).copied().or(old.items);
            let after = new.prefix.get(index).copied().or(new.items);
            self.child(old, new, (before, after), Step::default(), pair);
        }
        self.child(old, new, (old.items, new.items), Step::default(), pair);
        self.extra(
            old,
            new,
            (old.unevaluated_items, new.unevaluated_items),
            "unevaluated items: ",
            pair,
        );
        self.contained(old, new, pair);
    }

    /// A pair within, where the side that says nothing accepts everything.
    pub(super) fn child(
        &mut self,
        old: &Shape<'d>,
        new: &Shape<'d>,
        schemas: (Option<ConjunctionId>, Option<ConjunctionId>),
        step: Step,
        pair: &mut Pair<'d>,
    ) {
        if schemas == (None, None) {
            return;
        }
        let before = schemas.0.unwrap_or_else(|| self.base.anything(old.at));
        let after = schemas.1.unwrap_or_else(|| self.revision.anything(new.at));
        let child = self.pair(before, after);
        pair.children.push((child, step));
    }

    fn contained(&mut self, old: &Shape<'d>, new: &Shape<'d>, pair: &mut Pair<'d>) {
        if let (Some((before, _)), Some((after, _))) = (old.contains, new.contains) {
            // With an upper count, more values that match are fewer lists that are accepted.
            let counted = [old, new]
                .iter()
                .any(|shape| shape.counts.contains_key("maxContains"));
            let child = self.pair(before, after);
            pair.children.push((
                child,
                Step {
                    opaque: counted,
                    ..Step::default()
                },
            ));
            return;
        }
        let said = |shape: &Shape<'d>| shape.contains.map(|(_, at)| ("contains".to_owned(), at));
        let order = match (&old.contains, &new.contains) {
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            _ => return,
        };
        limits::report((old, new), (said(old), said(new)), order, pair);
    }
}
