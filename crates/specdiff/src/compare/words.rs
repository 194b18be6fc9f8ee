//! What is there for readers: titles, descriptions, examples, extensions.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    delta::{Delta, short},
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
    schema::is_words,
};

impl<'d> Run<'d> {
    /// What belongs to the document as a whole.
    pub(super) fn document(&mut self) {
        let (old, new) = self.roots();
        self.words(Context::DOCUMENT, old, new);
        for key in ["info", "tags"] {
            let (was, is) = (old.get(key), new.get(key));
            if let (Some(was @ Value::Object(_)), Some(is @ Value::Object(_))) = (was, is) {
                self.members(Context::DOCUMENT, was, is, |_| true);
            } else if was != is {
                let values = (was.unwrap_or(old), is.unwrap_or(new));
                let delta = Delta::new(Rule::DocsChanged, Effect::Wording, values.0, values.1);
                self.add(
                    Context::DOCUMENT,
                    Direction::None,
                    &delta.words(None, key.to_owned()),
                );
            }
        }
        let (was, is) = (old.get("jsonSchemaDialect"), new.get("jsonSchemaDialect"));
        if was != is {
            // Which keywords there are, and what they mean, is up to the dialect.
            let values = (was.unwrap_or(old), is.unwrap_or(new));
            let delta = Delta::new(
                Rule::SchemaNotComparable,
                Effect::Unknown,
                values.0,
                values.1,
            );
            let text = |dialect: Option<&Value>| {
                dialect.map(|dialect| format!("the dialect {}", short(dialect)))
            };
            self.add(
                Context::DOCUMENT,
                Direction::Request,
                &delta.words(text(was), text(is)),
            );
        }
        self.root_servers(old, new);
    }

    /// The members of an object that only readers notice.
    pub(super) fn words(&mut self, context: Context, old: &'d Value, new: &'d Value) {
        self.members(context, old, new, is_words);
    }

    /// The extensions of a map whose other members are no words.
    pub(super) fn extensions(&mut self, context: Context, old: &'d Value, new: &'d Value) {
        self.members(context, old, new, |key| key.starts_with("x-"));
    }

    pub(super) fn members(
        &mut self,
        context: Context,
        old: &'d Value,
        new: &'d Value,
        wanted: fn(&str) -> bool,
    ) {
        let keys = |value: &'d Value| value.as_object().into_iter().flat_map(Map::keys);
        let all: BTreeSet<&String> = keys(old)
            .chain(keys(new))
            .filter(|key| wanted(key))
            .collect();
        for key in all {
            let (was, is) = (old.get(key), new.get(key));
            if was != is {
                let rule = if key.starts_with("x-") {
                    Rule::ExtensionChanged
                } else {
                    Rule::DocsChanged
                };
                let text =
                    |value: Option<&Value>| value.map(|value| format!("{key}: {}", short(value)));
                let delta =
                    Delta::new(rule, Effect::Wording, was.unwrap_or(old), is.unwrap_or(new));
                self.add(context, Direction::None, &delta.words(text(was), text(is)));
            }
        }
    }
}
