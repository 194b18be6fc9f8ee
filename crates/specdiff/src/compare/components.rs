//! Components: renamed ones that operations use, and those that no operation reaches.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    delta::Delta,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
    schema::Side,
};

/// A section of the components, by name.
type Parts<'d> = Option<&'d Map<String, Value>>;

impl<'d> Run<'d> {
    pub(super) fn components(&mut self) {
        let (old, new) = self.roots();
        let sections = |root: &'d Value| root.get("components").and_then(Value::as_object);
        let names: BTreeSet<&String> = [sections(old), sections(new)]
            .into_iter()
            .flatten()
            .flat_map(Map::keys)
            .collect();
        if let (Some(before), Some(after)) = (old.get("components"), new.get("components")) {
            self.extensions(Context::DOCUMENT, before, after);
        }
        for section in names
            .into_iter()
            .filter(|section| !section.starts_with("x-"))
        {
            let parts = |root: &'d Value| {
                sections(root).and_then(|sections| sections.get(section)?.as_object())
            };
            self.section((parts(old), parts(new)), (old, new));
        }
        self.renamed();
    }

    fn section(&mut self, parts: (Parts<'d>, Parts<'d>), roots: (&'d Value, &'d Value)) {
        let names: BTreeSet<&String> = [parts.0, parts.1]
            .into_iter()
            .flatten()
            .flat_map(Map::keys)
            .collect();
        for name in names {
            let old = parts.0.and_then(|map| map.get(name));
            let new = parts.1.and_then(|map| map.get(name));
            let used = |side: &Side<'d>, value: Option<&'d Value>| {
                value.is_some_and(|value| side.is_reached(value))
            };
            if old == new || used(&self.schemas.base, old) || used(&self.schemas.revision, new) {
                continue;
            }
            let mut delta = Delta::new(
                Rule::ComponentChanged,
                Effect::Wording,
                old.unwrap_or(roots.0),
                new.unwrap_or(roots.1),
            );
            delta.added = old.is_none();
            let word = |value: Option<&Value>| value.map(|_| name.clone());
            let delta = if old.is_some() && new.is_some() {
                delta
            } else {
                delta.words(word(old), word(new))
            };
            self.add(Context::DOCUMENT, Direction::None, &delta);
        }
    }

    /// A name that is gone, where the schema is reached under a name that is new.
    fn renamed(&mut self) {
        let names = |root: &'d Value| {
            root.get("components")
                .and_then(|value| value.get("schemas")?.as_object())
        };
        let (old, new) = self.roots();
        let (Some(before), Some(after)) = (names(old), names(new)) else {
            return;
        };
        let gone: Vec<(&String, &Value)> = before
            .iter()
            .filter(|(name, _)| !after.contains_key(*name))
            .collect();
        let come: Vec<(&String, &Value)> = after
            .iter()
            .filter(|(name, _)| !before.contains_key(*name))
            .collect();
        if gone.is_empty() || come.is_empty() {
            return;
        }
        let same = |one: &Value, two: &Value| std::ptr::eq(one, two);
        let mut deltas = Vec::new();
        for pair in self.reached_pairs() {
            let Some((was, is)) = self.schemas.written(pair) else {
                continue;
            };
            let from = gone.iter().find(|(_, value)| same(value, was));
            let to = come.iter().find(|(_, value)| same(value, is));
            if let (Some((from, _)), Some((to, _))) = (from, to) {
                let delta = Delta::new(Rule::ComponentRenamed, Effect::Wording, was, is);
                deltas.push(delta.words((*from).clone(), (*to).clone()));
            }
        }
        for delta in deltas {
            self.add(Context::DOCUMENT, Direction::None, &delta);
        }
    }
}
