//! Bodies: media types, compared without parameters and without case, and their schemas.

use serde_json::{Map, Value};

use super::{
    delta::Delta,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
};

/// A media type: its plain name, and what is said about it.
struct Media<'d> {
    name: String,
    at: &'d Value,
}

impl<'d> Run<'d> {
    pub(super) fn request_body(&mut self, context: Context, old: &'d Value, new: &'d Value) {
        let written = |operation: &'d Value| operation.get("requestBody");
        let before = written(old).map(|body| self.schemas.base.follow(body));
        let after = written(new).map(|body| self.schemas.revision.follow(body));
        let required = |body: &Value| body.get("required") == Some(&Value::Bool(true));
        let (rule, effect, places) = match (before, after) {
            (None, None) => return,
            (Some(before), Some(after)) => {
                self.kept_body(
                    context,
                    (before, after),
                    (required(before), required(after)),
                );
                return;
            }
            (Some(before), None) => (
                Rule::RequestBodyRemoved,
                Effect::Incomparable,
                (before, new),
            ),
            (None, Some(after)) if required(after) => (
                Rule::RequestBodyAddedRequired,
                Effect::Narrows,
                (old, after),
            ),
            (None, Some(after)) => (Rule::RequestBodyAddedOptional, Effect::Widens, (old, after)),
        };
        let mut delta = Delta::new(rule, effect, places.0, places.1);
        delta.added = before.is_none();
        self.add(context, Direction::Request, &delta);
    }

    fn kept_body(
        &mut self,
        context: Context,
        (old, new): (&'d Value, &'d Value),
        required: (bool, bool),
    ) {
        self.words(context, old, new);
        if required.0 != required.1 {
            let (rule, effect) = if required.1 {
                (Rule::RequestBodyBecameRequired, Effect::Narrows)
            } else {
                (Rule::RequestBodyBecameOptional, Effect::Widens)
            };
            self.add(
                context,
                Direction::Request,
                &Delta::new(rule, effect, old, new),
            );
        }
        let content = (old.get("content"), new.get("content"));
        self.content(context, Direction::Request, content, (old, new));
    }

    /// The media types of a body; `holders` are what a missing map would be in.
    pub(super) fn content(
        &mut self,
        context: Context,
        direction: Direction,
        content: (Option<&'d Value>, Option<&'d Value>),
        holders: (&'d Value, &'d Value),
    ) {
        let (old, new) = (media(content.0), media(content.1));
        // A range takes every type in it, and promises none of them.
        let promised = direction == Direction::Response && !context.flipped;
        let kept = |name: &str| match promised {
            true => new.iter().find(|after| after.name == name),
            false => find(&new, name),
        };
        for before in &old {
            match kept(&before.name) {
                Some(after) => self.media(context, direction, (before.at, after.at), &before.name),
                None => {
                    let rule = match direction {
                        Direction::Response => Rule::ResponseMediaTypeRemoved,
                        _ => Rule::RequestMediaTypeRemoved,
                    };
                    let delta = Delta::new(
                        rule,
                        Effect::Narrows,
                        before.at,
                        content.1.unwrap_or(holders.1),
                    );
                    // A client names the types it takes, so that those of a response are asked for as well.
                    self.add(
                        context,
                        Direction::Request,
                        &delta.words(before.name.clone(), None),
                    );
                }
            }
        }
        for after in new.iter().filter(|after| find(&old, &after.name).is_none()) {
            let rule = match direction {
                Direction::Response => Rule::ResponseMediaTypeAdded,
                _ => Rule::RequestMediaTypeAdded,
            };
            let delta = Delta::new(
                rule,
                Effect::Widens,
                content.0.unwrap_or(holders.0),
                after.at,
            );
            self.add(
                context,
                Direction::Request,
                &delta.words(None, after.name.clone()).added(),
            );
        }
    }

    fn media(
        &mut self,
        context: Context,
        direction: Direction,
        (old, new): (&'d Value, &'d Value),
        name: &str,
    ) {
        self.words(context, old, new);
        if name.starts_with("multipart/") || name == "application/x-www-form-urlencoded" {
            self.encoding(context, direction, old, new);
        }
        let before = old
            .get("schema")
            .map(|schema| self.schemas.base.schema(schema));
        let after = new
            .get("schema")
            .map(|schema| self.schemas.revision.schema(schema));
        let (rule, effect) = match (before, after) {
            (None, None) => return,
            (Some(before), Some(after)) => {
                return self.root(context, direction, (before, after), false);
            }
            (Some(before), None) if self.schemas.base.shape(before).constrained => {
                (Rule::MediaTypeSchemaRemoved, Effect::Widens)
            }
            (None, Some(after)) if self.schemas.revision.shape(after).constrained => {
                (Rule::MediaTypeSchemaAdded, Effect::Narrows)
            }
            _ => return,
        };
        self.add(context, direction, &Delta::new(rule, effect, old, new));
    }
}

fn media(content: Option<&Value>) -> Vec<Media<'_>> {
    let members = content
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter);
    let mut media: Vec<Media<'_>> = Vec::new();
    for (written, at) in members {
        let name = written
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_lowercase();
        if !media.iter().any(|known| known.name == name) {
            media.push(Media { name, at });
        }
    }
    media
}

/// The entry for a media type: of the same name, or a range that covers it.
fn find<'m, 'd>(media: &'m [Media<'d>], name: &str) -> Option<&'m Media<'d>> {
    let family = name.split('/').next().map(|family| format!("{family}/*"));
    let by = |wanted: &str| media.iter().find(|media| media.name == wanted);
    by(name)
        .or_else(|| family.as_deref().and_then(by))
        .or_else(|| by("*/*"))
}
