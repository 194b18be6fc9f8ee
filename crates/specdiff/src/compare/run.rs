//! One comparison under way.

use serde_json::Value;

use super::{
    delta::Delta,
    report::{Judged, Report},
    schemas::{PairId, Schemas},
    unchanged::Unchanged,
};
use crate::{
    finding::Operation, level::Direction, load::Document, policy::Policy, schema::ConjunctionId,
};

pub(super) struct Run<'d> {
    pub(super) schemas: Schemas<'d>,
    pub(super) report: Report<'d>,
    pub(super) roots: Vec<Root>,
    pub(super) unchanged: Unchanged<'d>,
}

/// A pair of schemas that an operation uses directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Root {
    pub(super) pair: PairId,
    pub(super) direction: Direction,
    pub(super) parameter: bool,
    pub(super) operation: u32,
}

/// Where in a document the comparison is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// The operation, or none for what belongs to the document as a whole.
    pub(super) operation: Option<u32>,
    /// In a webhook or callback it is the service that asks.
    pub(super) flipped: bool,
}

impl Context {
    pub(super) const DOCUMENT: Self = Self {
        operation: None,
        flipped: false,
    };

    /// The same place, for what is said of the operation and not of values that somebody sends.
    pub(super) fn plain(self) -> Self {
        Self {
            flipped: false,
            ..self
        }
    }

    pub(super) fn direction(self, direction: Direction) -> Direction {
        if self.flipped {
            direction.swapped()
        } else {
            direction
        }
    }
}

impl<'d> Run<'d> {
    pub(super) fn new(base: &'d Document, revision: &'d Document, policy: &'d Policy) -> Self {
        Self {
            schemas: Schemas::new(base, revision),
            report: Report::new(base, revision, policy),
            roots: Vec::new(),
            unchanged: Unchanged::new(base.root(), revision.root()),
        }
    }

    pub(super) fn roots(&self) -> (&'d Value, &'d Value) {
        (
            self.schemas.base.document.root(),
            self.schemas.revision.document.root(),
        )
    }

    pub(super) fn context(&mut self, operation: Operation, flipped: bool) -> Context {
        Context {
            operation: Some(self.report.operation(operation)),
            flipped,
        }
    }

    /// Reports a change whose values travel in this direction, seen from a plain operation.
    pub(super) fn add(&mut self, context: Context, direction: Direction, delta: &Delta<'d>) {
        let direction = context.direction(direction);
        let effect = match direction {
            Direction::Response => delta.response,
            _ => delta.request,
        };
        if let Some(effect) = effect {
            let judged = Judged {
                rule: delta.rule,
                direction,
                effect,
                muted: false,
            };
            self.report.add(delta, judged, context.operation.as_slice());
        }
    }

    /// Has two schemas compared that an operation uses.
    pub(super) fn root(
        &mut self,
        context: Context,
        direction: Direction,
        schemas: (ConjunctionId, ConjunctionId),
        parameter: bool,
    ) {
        let Some(operation) = context.operation else {
            return;
        };
        let pair = self.schemas.root(schemas.0, schemas.1, parameter);
        let direction = context.direction(direction);
        self.roots.push(Root {
            pair,
            direction,
            parameter,
            operation,
        });
    }
}
