//! Responses: a status is covered by its range and by `default` before it counts as gone or new.

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

/// A status, a range such as `2XX`, or `default`.
struct Response<'d> {
    status: String,
    at: &'d Value,
}

impl Response<'_> {
    fn is_default(&self) -> bool {
        self.status == "default"
    }

    fn is_success(&self) -> bool {
        self.status.starts_with('2')
    }
}

impl<'d> Run<'d> {
    pub(super) fn responses(&mut self, context: Context, old: &'d Value, new: &'d Value) {
        let before = read(&mut self.schemas.base, old);
        let after = read(&mut self.schemas.revision, new);
        let holder = |operation: &'d Value| operation.get("responses").unwrap_or(operation);
        self.extensions(context, holder(old), holder(new));
        for was in &before {
            match find(&after, &was.status) {
                Some(is) => self.response(context, was.at, is.at),
                None => {
                    let (rule, effect) = match (was.is_default(), was.is_success()) {
                        (true, _) => (Rule::ResponseDefaultChanged, Effect::Neutral),
                        (_, true) => (Rule::ResponseSuccessRemoved, Effect::Incomparable),
                        _ => (Rule::ResponseErrorRemoved, Effect::Narrows),
                    };
                    let delta = Delta::new(rule, effect, was.at, holder(new));
                    self.add(
                        context,
                        Direction::Response,
                        &delta.words(was.status.clone(), None),
                    );
                }
            }
        }
        for is in after
            .iter()
            .filter(|is| !before.iter().any(|was| was.status == is.status))
        {
            match find(&before, &is.status) {
                // What was promised for the range is promised for its members.
                Some(was) => self.response(context, was.at, is.at),
                None => self.response_added(context, is, holder(old)),
            }
        }
    }

    fn response_added(&mut self, context: Context, new: &Response<'d>, holder: &'d Value) {
        let (rule, effect) = match (new.is_default(), new.is_success()) {
            (true, _) => (Rule::ResponseDefaultChanged, Effect::Neutral),
            (_, true) => (Rule::ResponseSuccessAdded, Effect::Unknown),
            _ => (Rule::ResponseErrorAdded, Effect::Neutral),
        };
        let delta = Delta::new(rule, effect, holder, new.at)
            .words(None, new.status.clone())
            .added();
        self.add(context, Direction::Response, &delta);
    }

    fn response(&mut self, context: Context, old: &'d Value, new: &'d Value) {
        self.words(context, old, new);
        self.headers(context, old, new);
        let content = (old.get("content"), new.get("content"));
        self.content(context, Direction::Response, content, (old, new));
        let (was, is) = (old.get("links"), new.get("links"));
        if was != is {
            let delta = Delta::new(
                Rule::LinksChanged,
                Effect::Wording,
                was.unwrap_or(old),
                is.unwrap_or(new),
            );
            self.add(context, Direction::None, &delta);
        }
    }
}

fn read<'d>(side: &mut Side<'d>, operation: &'d Value) -> Vec<Response<'d>> {
    let members = operation
        .get("responses")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter);
    members
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, written)| Response {
            status: if status == "default" {
                status.clone()
            } else {
                status.to_uppercase()
            },
            at: side.follow(written),
        })
        .collect()
}

/// The response for a status: its own, that of its range, or the default one.
fn find<'r, 'd>(responses: &'r [Response<'d>], status: &str) -> Option<&'r Response<'d>> {
    let by = |wanted: &str| responses.iter().find(|response| response.status == wanted);
    let range = status.get(..1).map(|class| format!("{class}XX"));
    by(status)
        .or_else(|| range.as_deref().and_then(by))
        .or_else(|| by("default").filter(|_| !status.starts_with('2')))
}
