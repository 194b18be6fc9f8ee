//! Whether a schema accepts a value, as far as the simple keywords go; of the others it says that it is unsure.

use std::cmp::Ordering;

use serde_json::Value;

use crate::schema::{ConjunctionId, Decimal, Extra, Null, Shape, Side, Types, same};

/// Values within values are checked so deep.
const DEPTH: usize = 32;

/// What one side says of a value.
#[derive(Default)]
pub(super) struct Verdict<'d> {
    /// The keywords that refuse it.
    pub(super) refused: Vec<&'d Value>,
    /// Whether a keyword could not be checked.
    pub(super) unsure: bool,
}

/// Whether a schema accepts a value.
pub(super) fn check<'d>(side: &mut Side<'d>, id: ConjunctionId, value: &Value) -> Verdict<'d> {
    deep(side, id, value, DEPTH)
}

fn deep<'d>(side: &mut Side<'d>, id: ConjunctionId, value: &Value, depth: usize) -> Verdict<'d> {
    let shape = side.shape(id);
    let mut verdict = Verdict {
        refused: Vec::new(),
        unsure: depth == 0 || beyond(&shape),
    };
    let Some(depth) = depth.checked_sub(1) else {
        return verdict;
    };
    let of_type = shape.type_at.unwrap_or(shape.at);
    if value.is_null() {
        match shape.null {
            Null::Yes => {}
            Null::Unclear => verdict.unsure = true,
            Null::No => verdict.refused.push(of_type),
        }
        return verdict;
    }
    if !shape.declared.holds(Types::of(value)) {
        verdict.refused.push(of_type);
        return verdict;
    }
    if let Some((values, at)) = &shape.values
        && !values.iter().any(|listed| same(listed, value))
    {
        verdict.refused.push(at);
    }
    match value {
        Value::Number(number) => range(&shape, Decimal::of(number), &mut verdict),
        Value::String(text) => count(&shape, "Length", text.chars().count(), &mut verdict),
        Value::Array(list) => {
            count(&shape, "Items", list.len(), &mut verdict);
            let twice =
                |(index, one): (usize, &Value)| list[..index].iter().any(|two| same(one, two));
            if let Some(at) = shape.unique.filter(|_| list.iter().enumerate().any(twice)) {
                verdict.refused.push(at);
            }
            for item in shape
                .items
                .iter()
                .flat_map(|items| list.iter().map(|item| (*items, item)))
            {
                verdict.within(deep(side, item.0, item.1, depth));
            }
        }
        Value::Object(members) => {
            count(&shape, "Properties", members.len(), &mut verdict);
            let lacking = shape
                .required
                .iter()
                .filter(|(name, _)| !members.contains_key(**name));
            verdict.refused.extend(lacking.map(|(_, at)| *at));
            for (name, member) in members {
                let listed = shape
                    .properties
                    .get(name.as_str())
                    .map(|(schema, _)| *schema);
                match (listed, shape.extra) {
                    (Some(schema), _) | (None, Extra::Schema(schema, _)) => {
                        verdict.within(deep(side, schema, member, depth));
                    }
                    (None, Extra::Closed(at)) => verdict.refused.push(at),
                    (None, Extra::Open) => {}
                }
            }
        }
        _ => {}
    }
    verdict
}

impl<'d> Verdict<'d> {
    fn within(&mut self, inner: Self) {
        self.refused.extend(inner.refused);
        self.unsure |= inner.unsure;
    }
}

fn range<'d>(shape: &Shape<'d>, number: Decimal, verdict: &mut Verdict<'d>) {
    for (bound, wrong) in [
        (shape.lower, Ordering::Less),
        (shape.upper, Ordering::Greater),
    ] {
        let Some(bound) = bound else { continue };
        let order = number.compare(bound.limit);
        if order == wrong || order.is_eq() && bound.exclusive {
            verdict.refused.push(bound.at);
        }
    }
    for (divisor, at) in &shape.multiples {
        if !number.is_multiple_of(*divisor) {
            verdict.refused.push(at);
        }
    }
}

fn count<'d>(shape: &Shape<'d>, of: &str, count: usize, verdict: &mut Verdict<'d>) {
    let count = Decimal::Whole(i128::try_from(count).unwrap_or(i128::MAX));
    for (keyword, (limit, at)) in shape
        .counts
        .iter()
        .filter(|(keyword, _)| keyword.ends_with(of))
    {
        let order = count.compare(*limit);
        if order.is_lt() && keyword.starts_with("min")
            || order.is_gt() && keyword.starts_with("max")
        {
            verdict.refused.push(at);
        }
    }
}

/// Whether a schema says what is not checked here.
fn beyond(shape: &Shape<'_>) -> bool {
    let open = |extra: Extra<'_>| matches!(extra, Extra::Open);
    !(shape.formats.is_empty()
        && shape.contents.is_empty()
        && shape.content.is_none()
        && shape.patterns.is_empty()
        && shape.unions.is_empty()
        && shape.refused.is_empty()
        && shape.conditions.is_empty()
        && shape.opaque.is_empty()
        && shape.by_pattern.is_empty()
        && shape.names.is_none()
        && shape.needs.is_empty()
        && shape.dependent.is_empty()
        && shape.prefix.is_empty()
        && shape.contains.is_none()
        && open(shape.unevaluated)
        && open(shape.unevaluated_items))
}
