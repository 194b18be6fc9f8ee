//! Callbacks: operations that the service calls, so that request and response change sides.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    operations::{Place, Sides},
    run::{Context, Run},
};
use crate::finding::Operation;

impl<'d> Run<'d> {
    pub(super) fn callbacks(&mut self, operation: &Operation, context: Context, sides: Sides<'d>) {
        let callbacks = |value: &'d Value| value.get("callbacks").and_then(Value::as_object);
        let (old, new) = (callbacks(sides.old), callbacks(sides.new));
        let names: BTreeSet<&String> = [old, new]
            .into_iter()
            .flatten()
            .flat_map(Map::keys)
            .collect();
        for name in names {
            let before = old
                .and_then(|map| map.get(name))
                .map(|value| self.schemas.base.follow(value));
            let after = new
                .and_then(|map| map.get(name))
                .map(|value| self.schemas.revision.follow(value));
            if let (Some(before), Some(after)) = (before, after) {
                self.extensions(context, before, after);
            }
            let prefix = format!("{} callback {name} ", operation.path);
            let place = Place {
                prefix: &prefix,
                flipped: !context.flipped,
            };
            self.items(place, (before, after), (sides.old, sides.new));
        }
    }
}
