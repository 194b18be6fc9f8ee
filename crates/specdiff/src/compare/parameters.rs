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
    schema::{Decimal, Types},
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

    /// An exploded object on one side only is taken apart, so that it can be what was several parameters.
    fn unfold(&mut self, old: &mut Vec<Parameter<'d>>, new: &mut Vec<Parameter<'d>>) {
        let lacks = |others: &[Parameter<'d>], one: &Parameter<'d>| {
            !others.iter().any(|other| same(other, one))
        };
        let (before, after) = (old.clone(), new.clone());
        for (own, others, base) in [(old, &after, true), (new, &before, false)] {
            let side = if base {
                &mut self.schemas.base
            } else {
                &mut self.schemas.revision
            };
            let mut unfolded = Vec::new();
            for parameter in own.drain(..) {
                let members = if lacks(others, &parameter) {
                    parameter.members(side)
                } else {
                    None
                };
                match members {
                    Some(members) if members.iter().any(|member| !lacks(others, member)) => {
                        unfolded.extend(members);
                    }
                    _ => unfolded.push(parameter),
                }
            }
            *own = unfolded;
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

    /// What a parameter or header holds, and how it is written.
    pub(super) fn described(
        &mut self,
        context: Context,
        direction: Direction,
        old: &Parameter<'d>,
        new: &Parameter<'d>,
    ) {
        match (old.content, new.content) {
            (None, None) => {}
            (Some(before), Some(after)) => {
                self.content(
                    context,
                    direction,
                    (Some(before), Some(after)),
                    (old.at, new.at),
                );
                return;
            }
            (before, after) => {
                let delta = Delta::new(
                    Rule::ParameterContentFormChanged,
                    Effect::Unknown,
                    old.at,
                    new.at,
                );
                let word = |content: bool| if content { "content" } else { "schema" }.to_owned();
                let delta = delta.words(word(before.is_some()), word(after.is_some()));
                self.add(context, direction, &delta);
                return;
            }
        }
        if self.repeated(context, direction, old, new) {
            return;
        }
        let types = old
            .types(&mut self.schemas.base)
            .or(new.types(&mut self.schemas.revision));
        let (was, is) = (
            old.form.visible(old.location, types),
            new.form.visible(new.location, types),
        );
        if was != is {
            let delta = Delta::new(
                Rule::ParameterSerializationChanged,
                Effect::Incomparable,
                old.at,
                new.at,
            );
            self.add(context, direction, &delta.words(was.text(), is.text()));
        }
        if old.schema.is_some() || new.schema.is_some() {
            let before = old
                .schema
                .unwrap_or_else(|| self.schemas.base.anything(old.at));
            let after = new
                .schema
                .unwrap_or_else(|| self.schemas.revision.anything(new.at));
            self.root(context, direction, (before, after), true);
        }
    }

    /// `?a=1` is one value as much as an exploded list of one.
    fn repeated(
        &mut self,
        context: Context,
        direction: Direction,
        old: &Parameter<'d>,
        new: &Parameter<'d>,
    ) -> bool {
        let (Some(before), Some(after)) = (old.schema, new.schema) else {
            return false;
        };
        let (was, is) = (
            self.schemas.base.shape(before),
            self.schemas.revision.shape(after),
        );
        let exploded =
            |parameter: &Parameter<'_>| parameter.form.style == "form" && parameter.form.explode;
        let list = |parameter: &Parameter<'_>, shape: &crate::schema::Shape<'_>| {
            let least = shape.counts.get("minItems").map(|(limit, _)| *limit);
            let single = least.is_none_or(|least| least == Decimal::Whole(1));
            shape.types == Types::ARRAY && exploded(parameter) && shape.prefix.is_empty() && single
        };
        let scalar =
            |shape: &crate::schema::Shape<'_>| !shape.types.meets(Types::ARRAY.or(Types::OBJECT));
        let (rule, effect, pair) = if list(new, &is) && scalar(&was) {
            let items = is
                .items
                .unwrap_or_else(|| self.schemas.revision.anything(new.at));
            (Rule::TypeWidened, Effect::Widens, (before, items))
        } else if list(old, &was) && scalar(&is) {
            let items = was
                .items
                .unwrap_or_else(|| self.schemas.base.anything(old.at));
            (Rule::TypeNarrowed, Effect::Narrows, (items, after))
        } else {
            return false;
        };
        let word = |shape: &crate::schema::Shape<'_>| {
            if shape.types == Types::ARRAY {
                "one or several"
            } else {
                "one"
            }
            .to_owned()
        };
        let delta = Delta::new(rule, effect, old.at, new.at).words(word(&was), word(&is));
        self.add(context, direction, &delta);
        self.root(context, direction, pair, true);
        true
    }
}

fn same(one: &Parameter<'_>, two: &Parameter<'_>) -> bool {
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
