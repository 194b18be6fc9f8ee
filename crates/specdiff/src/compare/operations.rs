//! Operations: those that came or went, and the parts of those that stayed.

use serde_json::Value;

use super::{
    delta::{Delta, Guard},
    reach::list,
    routes::{METHODS, Route, Routes, names, pair, routes},
    run::{Context, Run},
};
use crate::{
    finding::{Operation, Outcome},
    level::{Direction, Effect},
    rule::Rule,
};

/// Where a set of path items hangs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Written before the path: nothing, `webhook `, or the operation a callback belongs to.
    pub(super) prefix: &'a str,
    pub(super) flipped: bool,
}

/// The two sides of an operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'d> {
    pub(super) old: &'d Value,
    pub(super) new: &'d Value,
    pub(super) old_route: Route<'d>,
    pub(super) new_route: Route<'d>,
}

impl<'d> Run<'d> {
    pub(super) fn operations(&mut self) {
        let (old, new) = self.roots();
        let paths = Place {
            prefix: "",
            flipped: false,
        };
        self.items(paths, (old.get("paths"), new.get("paths")), (old, new));
        let webhooks = Place {
            prefix: "webhook ",
            flipped: true,
        };
        self.items(
            webhooks,
            (old.get("webhooks"), new.get("webhooks")),
            (old, new),
        );
    }

    /// Compares two maps of path items; `holders` are what a missing map would be in.
    pub(super) fn items(
        &mut self,
        place: Place<'_>,
        items: (Option<&'d Value>, Option<&'d Value>),
        holders: (&'d Value, &'d Value),
    ) {
        let base = routes(&mut self.schemas.base, items.0);
        let revision = routes(&mut self.schemas.revision, items.1);
        let holders = (items.0.unwrap_or(holders.0), items.1.unwrap_or(holders.1));
        self.ambiguous(&base, &revision, holders.0);
        for paired in pair(&base, &revision) {
            match paired {
                (Some(old), Some(new)) => self.route(place, old, new),
                (Some(old), None) => self.path_removed(place, old, holders.1),
                (None, Some(new)) => self.path_added(place, new, holders.0),
                (None, None) => {}
            }
        }
    }

    fn ambiguous(&mut self, base: &Routes<'d>, revision: &Routes<'d>, holder: &'d Value) {
        for (key, routes) in revision.iter().filter(|(_, routes)| routes.len() > 1) {
            if base.get(key).is_none_or(|known| known.len() < routes.len()) {
                let templates: Vec<&str> = routes.iter().map(|route| route.template).collect();
                let delta =
                    Delta::new(Rule::PathAmbiguous, Effect::Unknown, holder, routes[0].item);
                let delta = delta.words(None, templates.join(" and ")).added();
                self.add(Context::DOCUMENT, Direction::Request, &delta);
            }
        }
    }

    fn route(&mut self, place: Place<'_>, old: Route<'d>, new: Route<'d>) {
        self.words(Context::DOCUMENT, old.item, new.item);
        for method in METHODS {
            let operation = || operation(place, old, method);
            match (old.item.get(method), new.item.get(method)) {
                (Some(before), Some(after)) => {
                    let context = self.context(operation(), place.flipped);
                    let sides = Sides {
                        old: before,
                        new: after,
                        old_route: old,
                        new_route: new,
                    };
                    if !self.unchanged.holds(sides) {
                        self.operation(context, sides);
                        self.callbacks(&operation(), context, sides);
                    }
                }
                (Some(before), None) => {
                    let context = self.context(operation(), place.flipped);
                    self.removed(context, Rule::OperationRemoved, before, new.item);
                }
                (None, Some(after)) => {
                    let context = self.context(operation(), place.flipped);
                    self.added(context, old.item, after);
                }
                (None, None) => {}
            }
        }
    }

    fn path_removed(&mut self, place: Place<'_>, old: Route<'d>, holder: &'d Value) {
        for method in METHODS {
            if let Some(before) = old.item.get(method) {
                let context = self.context(operation(place, old, method), place.flipped);
                self.removed(context, Rule::PathRemoved, before, holder);
            }
        }
    }

    fn path_added(&mut self, place: Place<'_>, new: Route<'d>, holder: &'d Value) {
        for method in METHODS {
            if let Some(after) = new.item.get(method) {
                let context = self.context(operation(place, new, method), place.flipped);
                self.added(context, holder, after);
            }
        }
    }

    /// Who waits for a webhook loses as much as who calls an operation, so neither direction is swapped.
    fn removed(&mut self, context: Context, rule: Rule, old: &'d Value, holder: &'d Value) {
        self.report.outcome(context.operation, Outcome::OnlyBase);
        let deprecated = old.get("deprecated") == Some(&Value::Bool(true));
        let delta = Delta::new(rule, Effect::Narrows, old, holder);
        let delta = delta.guarded(Guard {
            deprecated,
            ..Guard::default()
        });
        self.add(context.plain(), Direction::Request, &delta);
    }

    fn added(&mut self, context: Context, holder: &'d Value, new: &'d Value) {
        self.report
            .outcome(context.operation, Outcome::OnlyRevision);
        let delta = Delta::new(Rule::OperationAdded, Effect::Widens, holder, new).added();
        self.add(context.plain(), Direction::Request, &delta);
    }

    fn operation(&mut self, context: Context, sides: Sides<'d>) {
        let Sides { old, new, .. } = sides;
        self.words(context, old, new);
        self.identity(context.plain(), sides);
        self.flag(
            context.plain(),
            Rule::OperationDeprecated,
            "deprecated",
            (old, new),
        );
        self.servers(context.plain(), sides);
        self.security(context, old, new);
        self.parameters(context, sides);
        self.request_body(context, old, new);
        self.responses(context, old, new);
    }

    fn identity(&mut self, context: Context, sides: Sides<'d>) {
        let Sides {
            old,
            new,
            old_route,
            new_route,
        } = sides;
        let (was, is) = (names(old_route.template), names(new_route.template));
        if was != is {
            let delta = Delta::new(Rule::PathParameterRenamed, Effect::Neutral, old, new);
            let delta = delta.words(was.join(", "), is.join(", "));
            self.add(context, Direction::Request, &delta);
        }
        let (was, is) = (old.get("operationId"), new.get("operationId"));
        if was != is {
            let effect = if was.is_some() {
                Effect::Unknown
            } else {
                Effect::Neutral
            };
            let delta = Delta::new(
                Rule::OperationIdChanged,
                effect,
                was.unwrap_or(old),
                is.unwrap_or(new),
            );
            let word = |id: Option<&Value>| id.and_then(Value::as_str).map(ToOwned::to_owned);
            self.add(
                context,
                Direction::Request,
                &delta.words(word(was), word(is)),
            );
        }
        let tags = |operation: &'d Value| {
            let mut tags: Vec<&str> = list(operation, "tags")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            tags.sort_unstable();
            tags.join(", ")
        };
        let (was, is) = (tags(old), tags(new));
        if was != is {
            let delta =
                Delta::new(Rule::OperationTagsChanged, Effect::Wording, old, new).words(was, is);
            self.add(context, Direction::None, &delta);
        }
    }

    /// A flag that is false where it is absent, and changes nothing but what readers think.
    pub(super) fn flag(
        &mut self,
        context: Context,
        rule: Rule,
        key: &str,
        (old, new): (&'d Value, &'d Value),
    ) {
        let set = |value: &'d Value| value.get(key).filter(|flag| **flag == Value::Bool(true));
        let (was, is) = (set(old), set(new));
        if was.is_some() != is.is_some() {
            let word = |flag: Option<&Value>| flag.map(|_| key.to_owned());
            let delta = Delta::new(rule, Effect::Neutral, was.unwrap_or(old), is.unwrap_or(new));
            self.add(
                context,
                Direction::Request,
                &delta.words(word(was), word(is)),
            );
        }
    }
}

fn operation(place: Place<'_>, route: Route<'_>, method: &str) -> Operation {
    Operation {
        method: method.to_uppercase(),
        path: format!("{}{}", place.prefix, route.template),
    }
}
