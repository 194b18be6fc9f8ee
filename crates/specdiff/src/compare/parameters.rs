//! Parameters: matched by place and name, in a path by position.

use serde_json::Value;

use super::{
    delta::{Delta, Guard},
    operations::Sides,
    parameter::{Parameter, effective},
    routes::names,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
};

impl<'d> Run<'d> {
    pub(super) fn parameters(&mut self, context: Context, sides: Sides<'d>) {
        let mut old = effective(&mut self.schemas.base, sides.old, sides.old_route.item);
        let mut new = effective(&mut self.schemas.revision, sides.new, sides.new_route.item);
        positions(&mut old, sides.old_route.template);
        positions(&mut new, sides.new_route.template);
        self.unfold(&mut old, &mut new);
        let mut gone: Vec<&Parameter<'d>> = Vec::new();
        for before in &old {
            match new.iter().find(|after| same(before, after)) {
                Some(after) => self.parameter(context, before, after),
                None => gone.push(before),
            }
        }
        let mut come: Vec<&Parameter<'d>> = new
            .iter()
            .filter(|after| !old.iter().any(|old| same(old, after)))
            .collect();
        gone.retain(
            |before| match come.iter().position(|after| after.name == before.name) {
                Some(index) => {
                    self.moved(context, before, come.remove(index));
                    false
                }
                None => true,
            },
        );
        for before in gone {
            self.parameter_removed(context, before, sides);
        }
        for after in come {
            self.parameter_added(context, after, sides);
        }
    }

    fn parameter_removed(&mut self, context: Context, old: &Parameter<'d>, sides: Sides<'d>) {
        let deprecated = old.at.get("deprecated").is_some_and(|flag| flag == true);
        let delta = Delta::new(
            Rule::ParameterRemoved,
            Effect::Incomparable,
            old.at,
            sides.new,
        );
        let delta = delta.words(label(old), None).guarded(Guard {
            deprecated,
            ..Guard::default()
        });
        self.add(context, Direction::Request, &delta);
    }

    fn parameter_added(&mut self, context: Context, new: &Parameter<'d>, sides: Sides<'d>) {
        let (rule, effect) = if new.required {
            (Rule::ParameterAddedRequired, Effect::Narrows)
        } else {
            (Rule::ParameterAddedOptional, Effect::Neutral)
        };
        let delta = Delta::new(rule, effect, sides.old, new.at)
            .words(None, label(new))
            .added();
        self.add(context, Direction::Request, &delta);
    }

    fn moved(&mut self, context: Context, old: &Parameter<'d>, new: &Parameter<'d>) {
        let delta = Delta::new(
            Rule::ParameterLocationChanged,
            Effect::Incomparable,
            old.at,
            new.at,
        );
        let delta = delta.words(label(old), label(new));
        self.add(context, Direction::Request, &delta);
    }

    fn parameter(&mut self, context: Context, old: &Parameter<'d>, new: &Parameter<'d>) {
        if old.required != new.required {
            let (rule, effect) = if new.required {
                (Rule::ParameterBecameRequired, Effect::Narrows)
            } else {
                (Rule::ParameterBecameOptional, Effect::Widens)
            };
            let word = |parameter: &Parameter<'_>| {
                if parameter.required {
                    "required"
                } else {
                    "optional"
                }
                .to_owned()
            };
            let delta = Delta::new(rule, effect, old.at, new.at).words(word(old), word(new));
            self.add(context, Direction::Request, &delta);
        }
        self.emptiness(context, old, new);
        if old.whole && new.whole {
            self.words(context, old.at, new.at);
            self.flag(
                context,
                Rule::ParameterDeprecated,
                "deprecated",
                (old.at, new.at),
            );
        }
        self.described(context, Direction::Request, old, new);
    }

    /// Documented: `allowEmptyValue` is valid in a query only.
    fn emptiness(&mut self, context: Context, old: &Parameter<'d>, new: &Parameter<'d>) {
        let said = |parameter: &Parameter<'d>| {
            let flag = parameter.at.get("allowEmptyValue") == Some(&Value::Bool(true));
            (flag && parameter.whole && parameter.location == "query")
                .then(|| "allowEmptyValue".to_owned())
        };
        let (rule, effect) = match (said(old), said(new)) {
            (Some(_), None) => (Rule::ConstraintTightened, Effect::Narrows),
            (None, Some(_)) => (Rule::ConstraintLoosened, Effect::Widens),
            _ => return,
        };
        let delta = Delta::new(rule, effect, old.at, new.at).words(said(old), said(new));
        self.add(context, Direction::Request, &delta);
    }
}

pub(super) fn same(one: &Parameter<'_>, two: &Parameter<'_>) -> bool {
    one.location == two.location && one.name == two.name
}

fn label(parameter: &Parameter<'_>) -> String {
    format!("{} {}", parameter.location, parameter.name)
}

/// In a path the position is what counts; the name is only ours.
fn positions(parameters: &mut [Parameter<'_>], template: &str) {
    let names = names(template);
    for parameter in parameters
        .iter_mut()
        .filter(|parameter| parameter.location == "path")
    {
        if let Some(index) = names.iter().position(|name| *name == parameter.name) {
            parameter.name = format!("#{index}");
        }
    }
}
