//! One property on both sides: whether it has to be there, and who may write it.

use serde_json::Value;

use super::{
    super::delta::{Delta, Guard},
    Pair, Step,
};
use crate::{level::Effect, rule::Rule, schema::Shape};

/// What one side says about a property.
#[derive(Clone, Copy)]
pub(super) struct Member<'s, 'd> {
    pub(super) name: &'d str,
    pub(super) shape: &'s Shape<'d>,
    pub(super) required: Option<&'d Value>,
    /// Where it is written.
    pub(super) at: &'d Value,
}

impl<'d> Member<'_, 'd> {
    /// Who does not send it.
    fn guard(&self) -> Guard {
        Guard {
            request: self.shape.read_only.is_some(),
            response: self.shape.write_only.is_some(),
            deprecated: false,
        }
    }
}

pub(super) fn added<'d>(old: &Shape<'d>, new: Member<'_, 'd>, pair: &mut Pair<'d>) {
    let closed = old.closed();
    let delta = if new.required.is_some() {
        let exact = if closed {
            Effect::Incomparable
        } else {
            Effect::Narrows
        };
        let mut delta = Delta::new(Rule::PropertyAddedRequired, Effect::Narrows, old.at, new.at);
        delta.exact = exact;
        delta
    } else {
        let exact = match (closed, new.shape.constrained) {
            (true, _) => Effect::Widens,
            (false, true) => Effect::Narrows,
            (false, false) => Effect::Neutral,
        };
        let response = if closed {
            Effect::Unknown
        } else {
            Effect::Neutral
        };
        let mut delta = Delta::new(Rule::PropertyAddedOptional, Effect::Neutral, old.at, new.at)
            .effects(Some(Effect::Neutral), Some(response));
        delta.exact = exact;
        delta
    };
    let delta = delta.words(None, new.name.to_owned()).added();
    pair.deltas.push(delta.guarded(new.guard()));
}

pub(super) fn removed<'d>(old: Member<'_, 'd>, new: &Shape<'d>, pair: &mut Pair<'d>) {
    let closed = new.closed();
    let request = if closed {
        Effect::Narrows
    } else {
        Effect::Unknown
    };
    let response = if old.required.is_some() {
        Effect::Widens
    } else {
        Effect::Unknown
    };
    let mut delta = Delta::new(Rule::PropertyRemoved, Effect::Unknown, old.at, new.at)
        .effects(Some(request), Some(response))
        .words(old.name.to_owned(), None);
    delta.exact = match (closed, old.required.is_some()) {
        (false, _) => Effect::Widens,
        (true, false) => Effect::Narrows,
        (true, true) => Effect::Incomparable,
    };
    let deprecated = old.shape.deprecated.is_some();
    pair.deltas.push(delta.guarded(Guard {
        deprecated,
        ..old.guard()
    }));
}

/// How the pair of its schemas is contained in the pair of the objects.
pub(super) fn step(old: Member<'_, '_>, new: Member<'_, '_>) -> Step {
    Step {
        mute_request: old.guard().request || new.guard().request,
        mute_response: old.guard().response || new.guard().response,
        ..Step::default()
    }
}

pub(super) fn kept<'d>(old: Member<'_, 'd>, new: Member<'_, 'd>, pair: &mut Pair<'d>) {
    presence(old, new, pair);
    mutability(old, new, pair);
}

fn presence<'d>(old: Member<'_, 'd>, new: Member<'_, 'd>, pair: &mut Pair<'d>) {
    let name = || Some(old.name.to_owned());
    let revision = new.required.unwrap_or(new.at);
    let became_required = || {
        Delta::new(
            Rule::PropertyBecameRequired,
            Effect::Narrows,
            old.at,
            revision,
        )
    };
    match (old.required, new.required) {
        (None, Some(_)) => {
            pair.deltas
                .push(became_required().words(None, name()).guarded(new.guard()));
        }
        (Some(_), None) => {
            let delta = Delta::new(Rule::PropertyBecameOptional, Effect::Widens, old.at, new.at);
            pair.deltas
                .push(delta.words(name(), None).guarded(old.guard()));
        }
        (Some(_), Some(_)) => {
            let (before, after) = (old.guard(), new.guard());
            let lost = |was: bool, is: bool| (was && !is).then_some(Effect::Narrows);
            let request = lost(before.request, after.request);
            let response = lost(before.response, after.response);
            if request.is_some() || response.is_some() {
                pair.deltas.push(
                    became_required()
                        .words(None, name())
                        .effects(request, response),
                );
            }
        }
        (None, None) => {}
    }
}

fn mutability<'d>(old: Member<'_, 'd>, new: Member<'_, 'd>, pair: &mut Pair<'d>) {
    let word = |at: Option<&Value>, word: &str| at.map(|_| word.to_owned());
    let mut report =
        |before: Option<&'d Value>, after: Option<&'d Value>, name: &str, request, response| {
            let mut delta = Delta::new(
                Rule::MutabilityChanged,
                Effect::Neutral,
                before.unwrap_or(old.at),
                after.unwrap_or(new.at),
            );
            delta = delta.words(word(before, name), word(after, name));
            pair.deltas
                .push(delta.effects(Some(request), Some(response)));
        };
    let (was, is) = (old.shape.read_only, new.shape.read_only);
    if was.is_some() != is.is_some() {
        let request = if is.is_some() {
            Effect::Unknown
        } else {
            Effect::Neutral
        };
        report(was, is, "readOnly", request, Effect::Neutral);
    }
    let (was, is) = (old.shape.write_only, new.shape.write_only);
    if was.is_some() != is.is_some() {
        let response = if is.is_some() {
            Effect::Unknown
        } else {
            Effect::Neutral
        };
        report(was, is, "writeOnly", Effect::Neutral, response);
    }
}
