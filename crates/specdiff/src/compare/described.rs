//! What a parameter or a header holds, and how that is written: several spellings are the same bytes.

use super::{
    delta::Delta,
    parameter::Parameter,
    parameters::same,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
    schema::{Decimal, Shape, Types},
};

impl<'d> Run<'d> {
    /// An exploded object on one side only is taken apart, so that it can be what was several parameters.
    pub(super) fn unfold(&mut self, old: &mut Vec<Parameter<'d>>, new: &mut Vec<Parameter<'d>>) {
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
        let list = |parameter: &Parameter<'_>, shape: &Shape<'_>| {
            let least = shape.counts.get("minItems").map(|(limit, _)| *limit);
            let single = least.is_none_or(|least| least == Decimal::Whole(1));
            shape.types == Types::ARRAY && exploded(parameter) && shape.prefix.is_empty() && single
        };
        let scalar = |shape: &Shape<'_>| !shape.types.meets(Types::ARRAY.or(Types::OBJECT));
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
        let word = |shape: &Shape<'_>| {
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
