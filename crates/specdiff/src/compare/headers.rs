//! Headers of responses: names without case.

use serde_json::{Map, Value};

use super::{
    delta::Delta,
    parameter::Parameter,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
    schema::Side,
};

impl<'d> Run<'d> {
    pub(super) fn headers(&mut self, context: Context, old: &'d Value, new: &'d Value) {
        let before = read(&mut self.schemas.base, old);
        let after = read(&mut self.schemas.revision, new);
        let holder = |value: &'d Value| value.get("headers").unwrap_or(value);
        for was in &before {
            match after.iter().find(|is| is.name == was.name) {
                Some(is) => self.header(context, was, is),
                None => {
                    let effect = if was.required {
                        Effect::Widens
                    } else {
                        Effect::Unknown
                    };
                    let delta =
                        Delta::new(Rule::ResponseHeaderRemoved, effect, was.at, holder(new));
                    self.add(
                        context,
                        Direction::Response,
                        &delta.words(was.name.clone(), None),
                    );
                }
            }
        }
        for is in after
            .iter()
            .filter(|is| !before.iter().any(|was| was.name == is.name))
        {
            let delta = Delta::new(
                Rule::ResponseHeaderAdded,
                Effect::Narrows,
                holder(old),
                is.at,
            );
            self.add(
                context,
                Direction::Response,
                &delta.words(None, is.name.clone()).added(),
            );
        }
    }

    fn header(&mut self, context: Context, old: &Parameter<'d>, new: &Parameter<'d>) {
        let (rule, effect) = match (old.required, new.required) {
            (false, true) => (Rule::ResponseHeaderBecameRequired, Effect::Narrows),
            _ => (Rule::ResponseHeaderBecameOptional, Effect::Widens),
        };
        if old.required != new.required {
            let delta = Delta::new(rule, effect, old.at, new.at);
            self.add(context, Direction::Response, &delta);
        }
        self.words(context, old.at, new.at);
        self.flag(
            context,
            Rule::ResponseHeaderDeprecated,
            "deprecated",
            (old.at, new.at),
        );
        self.described(context, Direction::Response, old, new);
    }
}

fn read<'d>(side: &mut Side<'d>, response: &'d Value) -> Vec<Parameter<'d>> {
    let members = response
        .get("headers")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter);
    let mut headers = Vec::new();
    for (name, written) in members {
        let name = name.to_lowercase();
        // Documented: a header `Content-Type` is ignored.
        if name != "content-type" {
            let at = side.follow(written);
            headers.push(Parameter::read(side, at, "header", &name));
        }
    }
    headers
}
