//! Encodings: how the parts of a form are written.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    delta::{Delta, short},
    parameter::Form,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
};

impl<'d> Run<'d> {
    pub(super) fn encoding(
        &mut self,
        context: Context,
        direction: Direction,
        old: &'d Value,
        new: &'d Value,
    ) {
        let parts = |media: &'d Value| media.get("encoding").and_then(Value::as_object);
        let names: BTreeSet<&String> = [parts(old), parts(new)]
            .into_iter()
            .flatten()
            .flat_map(Map::keys)
            .collect();
        for name in names {
            // The encoding of a part that only one side has is part of its coming or going.
            let known = [
                property(&mut self.schemas.base, old, name),
                property(&mut self.schemas.revision, new, name),
            ];
            let before = parts(old).and_then(|parts| parts.get(name));
            let after = parts(new).and_then(|parts| parts.get(name));
            if let (Some(before), Some(after)) = (before, after) {
                self.words(context, before, after);
            }
            let (was, is) = (effective(before), effective(after));
            if was != is && known == [true, true] {
                let delta = Delta::new(
                    Rule::RequestEncodingChanged,
                    Effect::Incomparable,
                    before.unwrap_or(old),
                    after.unwrap_or(new),
                );
                let text = |values: &[(&str, String)]| {
                    let words: Vec<String> = values
                        .iter()
                        .map(|(key, value)| format!("{key} {value}"))
                        .collect();
                    format!("{name}: {}", words.join(", "))
                };
                self.add(context, direction, &delta.words(text(&was), text(&is)));
            }
        }
    }
}

fn property<'d>(side: &mut crate::schema::Side<'d>, media: &'d Value, name: &str) -> bool {
    let Some(schema) = media.get("schema") else {
        return true;
    };
    let id = side.schema(schema);
    let shape = side.shape(id);
    shape.properties.is_empty() || shape.properties.contains_key(name)
}

/// What an encoding says beyond its defaults.
fn effective(written: Option<&Value>) -> Vec<(&'static str, String)> {
    let Some(written) = written else {
        return Vec::new();
    };
    let mut values = Vec::new();
    if let Some(content) = written.get("contentType").and_then(Value::as_str) {
        let mut types: Vec<String> = content
            .split(',')
            .map(|name| name.trim().to_lowercase())
            .collect();
        types.sort_unstable();
        values.push(("contentType", types.join(" or ")));
    }
    if let Some(headers) = written
        .get("headers")
        .and_then(Value::as_object)
        .filter(|map| !map.is_empty())
    {
        let mut headers: Vec<String> = headers
            .iter()
            .map(|(name, header)| format!("{} {}", name.to_lowercase(), short(header)))
            .collect();
        headers.sort_unstable();
        values.push(("headers", headers.join(", ")));
    }
    let form = Form::read(written, "query");
    if form != Form::read(&Value::Null, "query") {
        values.push(("style", form.text()));
    }
    values
}
