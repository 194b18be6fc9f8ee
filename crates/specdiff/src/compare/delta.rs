//! A change as the comparing code sees it: not judged yet, and without the operations it reaches.

use serde_json::Value;

use crate::{level::Effect, rule::Rule};

/// One change between two places.
#[derive(Debug, Clone)]
pub(super) struct Delta<'d> {
    pub(super) rule: Rule,
    /// What it does where clients send the value; none where it says nothing there.
    pub(super) request: Option<Effect>,
    /// What it does where the service sends the value.
    pub(super) response: Option<Effect>,
    /// What it does to the set of values by the letter, conventions aside.
    pub(super) exact: Effect,
    pub(super) base: Option<&'d Value>,
    pub(super) revision: Option<&'d Value>,
    /// Whether the finding is named after its place in the revision, because the base does not have it.
    pub(super) added: bool,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) guard: Guard,
    /// A value that whoever sends it may send and whoever gets it refuses.
    pub(super) witness: Option<Value>,
}

/// What makes a finding milder than the law.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Guard {
    /// At most info in a request: clients do not send it.
    pub(super) request: bool,
    /// At most info in a response: services do not send it.
    pub(super) response: bool,
    /// The base deprecates what is gone.
    pub(super) deprecated: bool,
}

impl<'d> Delta<'d> {
    /// A change with the same effect whoever sends the value.
    pub(super) fn new(rule: Rule, effect: Effect, base: &'d Value, revision: &'d Value) -> Self {
        Self {
            rule,
            request: Some(effect),
            response: Some(effect),
            exact: effect,
            base: Some(base),
            revision: Some(revision),
            added: false,
            old: None,
            new: None,
            guard: Guard::default(),
            witness: None,
        }
    }

    pub(super) fn words(
        mut self,
        old: impl Into<Option<String>>,
        new: impl Into<Option<String>>,
    ) -> Self {
        (self.old, self.new) = (old.into(), new.into());
        self
    }

    /// Found at a place that only the revision has.
    pub(super) fn added(mut self) -> Self {
        self.added = true;
        self
    }

    pub(super) fn effects(mut self, request: Option<Effect>, response: Option<Effect>) -> Self {
        (self.request, self.response) = (request, response);
        self
    }

    pub(super) fn guarded(mut self, guard: Guard) -> Self {
        self.guard = guard;
        self
    }
}

/// A value as short text for a report.
pub(super) fn short(value: &Value) -> String {
    const LONGEST: usize = 120;
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
