//! The meaning of a schema, keyword by keyword, each with the place it comes from.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    conjunction::ConjunctionId,
    nullness::Null,
    number::{Bound, Decimal},
    types::Types,
    unions::Union,
};

/// What an object or a list may hold beyond what is named.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Extra<'d> {
    Open,
    Closed(&'d Value),
    Schema(ConjunctionId, &'d Value),
}

impl<'d> Extra<'d> {
    pub(crate) fn at(self) -> Option<&'d Value> {
        match self {
            Self::Open => None,
            Self::Closed(at) | Self::Schema(_, at) => Some(at),
        }
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Open => "anything",
            Self::Closed(_) => "nothing",
            Self::Schema(..) => "values of a schema",
        }
    }
}

/// `if`, `then` and `else`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Condition<'d> {
    pub(crate) at: &'d Value,
    pub(crate) parts: [Option<ConjunctionId>; 3],
}

/// A schema after merging.
#[derive(Debug)]
pub(crate) struct Shape<'d> {
    /// Where a finding without a better place points.
    pub(crate) at: &'d Value,
    /// The written objects it was merged from.
    pub(crate) parts: Vec<&'d Value>,
    /// Whether any keyword limits what is accepted.
    pub(crate) constrained: bool,
    /// The types that `type` allows.
    pub(crate) declared: Types,
    /// The types that are possible once enumerations are looked at.
    pub(crate) types: Types,
    pub(crate) type_at: Option<&'d Value>,
    pub(crate) null: Null,
    pub(crate) null_typed: bool,
    /// The allowed values, null aside.
    pub(crate) values: Option<(Vec<&'d Value>, &'d Value)>,
    pub(crate) extensible: bool,
    pub(crate) formats: Vec<&'d Value>,
    /// `contentEncoding` and `contentMediaType`.
    pub(crate) contents: Vec<(&'d str, &'d Value)>,
    /// What the content is.
    pub(crate) content: Option<ConjunctionId>,
    pub(crate) lower: Option<Bound<'d>>,
    pub(crate) upper: Option<Bound<'d>>,
    /// `minLength` and its like, zero left out.
    pub(crate) counts: BTreeMap<&'static str, (Decimal, &'d Value)>,
    pub(crate) multiples: Vec<(Decimal, &'d Value)>,
    pub(crate) unique: Option<&'d Value>,
    /// Without anchors and wildcards that mean nothing.
    pub(crate) patterns: Vec<(&'d str, &'d Value)>,
    pub(crate) properties: BTreeMap<&'d str, (ConjunctionId, &'d Value)>,
    pub(crate) required: BTreeMap<&'d str, &'d Value>,
    pub(crate) extra: Extra<'d>,
    pub(crate) unevaluated: Extra<'d>,
    pub(crate) by_pattern: BTreeMap<&'d str, (ConjunctionId, &'d Value)>,
    pub(crate) names: Option<(ConjunctionId, &'d Value)>,
    pub(crate) needs: BTreeMap<(&'d str, &'d str), &'d Value>,
    pub(crate) dependent: BTreeMap<&'d str, (ConjunctionId, &'d Value)>,
    pub(crate) prefix: Vec<ConjunctionId>,
    pub(crate) items: Option<ConjunctionId>,
    pub(crate) unevaluated_items: Extra<'d>,
    pub(crate) contains: Option<(ConjunctionId, &'d Value)>,
    pub(crate) refused: Vec<(ConjunctionId, &'d Value)>,
    pub(crate) conditions: Vec<Condition<'d>>,
    pub(crate) unions: Vec<Union<'d>>,
    pub(crate) discriminator: Option<&'d Value>,
    pub(crate) default: Option<&'d Value>,
    pub(crate) read_only: Option<&'d Value>,
    pub(crate) write_only: Option<&'d Value>,
    pub(crate) deprecated: Option<&'d Value>,
    /// Keywords that are not understood, and why they matter.
    pub(crate) opaque: Vec<(&'static str, &'d Value)>,
}

impl<'d> Shape<'d> {
    /// A schema that accepts everything.
    pub(super) fn anything(at: &'d Value) -> Self {
        Self {
            at,
            parts: Vec::new(),
            constrained: false,
            declared: Types::ANY,
            types: Types::ANY,
            type_at: None,
            null: Null::Yes,
            null_typed: false,
            values: None,
            extensible: false,
            formats: Vec::new(),
            contents: Vec::new(),
            content: None,
            lower: None,
            upper: None,
            counts: BTreeMap::new(),
            multiples: Vec::new(),
            unique: None,
            patterns: Vec::new(),
            properties: BTreeMap::new(),
            required: BTreeMap::new(),
            extra: Extra::Open,
            unevaluated: Extra::Open,
            by_pattern: BTreeMap::new(),
            names: None,
            needs: BTreeMap::new(),
            dependent: BTreeMap::new(),
            prefix: Vec::new(),
            items: None,
            unevaluated_items: Extra::Open,
            contains: None,
            refused: Vec::new(),
            conditions: Vec::new(),
            unions: Vec::new(),
            discriminator: None,
            default: None,
            read_only: None,
            write_only: None,
            deprecated: None,
            opaque: Vec::new(),
        }
    }

    /// Whether names that are not listed are refused.
    pub(crate) fn closed(&self) -> bool {
        matches!(self.extra, Extra::Closed(_)) || matches!(self.unevaluated, Extra::Closed(_))
    }
}
