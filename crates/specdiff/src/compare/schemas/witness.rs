//! Witnesses: a value that one side of a pair accepts and the other refuses, where it is cheap to find.
//!
//! Candidates are guessed from what changed and then checked against both sides, so that a guess can miss and not
//! mislead. What the check does not understand yields no witness.

use serde_json::{Value, json};

use super::{super::delta::Delta, PairId, Schemas, text::readings, verdict::check};
use crate::{
    level::Direction,
    rule::Rule,
    schema::{ConjunctionId, Decimal, Shape, Side, Types},
};

/// A sample of more values than this is no example for people, or has no end.
const LARGEST: usize = 48;

/// Longer texts and lists are no examples for people.
const LONGEST: i128 = 64;

impl<'d> Schemas<'d> {
    /// A value that whoever sends it may send, and whoever gets it does not take.
    pub(in super::super) fn witness(
        &mut self,
        pair: PairId,
        direction: Direction,
        delta: &Delta<'d>,
    ) -> Option<Value> {
        let key = self.keys[pair.0 as usize];
        let (sender, from, receiver, to, at) = match direction {
            Direction::Request => (
                &mut self.base,
                key.old,
                &mut self.revision,
                key.new,
                delta.revision,
            ),
            Direction::Response => (
                &mut self.revision,
                key.new,
                &mut self.base,
                key.old,
                delta.base,
            ),
            Direction::None => return None,
        };
        let (source, target) = (sender.shape(from), receiver.shape(to));
        let candidates = match delta.rule {
            Rule::NullableAdded | Rule::NullableRemoved if !key.ignore_null => vec![Value::Null],
            Rule::TypeChanged | Rule::TypeWidened | Rule::TypeNarrowed => kinds(sender, from),
            Rule::EnumValueAdded | Rule::EnumValueRemoved | Rule::ConstChanged => {
                listed(sender, from, &source)
            }
            Rule::ConstraintTightened | Rule::ConstraintLoosened => {
                let mut values = measured(sender, &source, &target);
                values.retain(|value| {
                    let verdict = check(receiver, to, value);
                    at.is_some_and(|at| {
                        verdict
                            .refused
                            .iter()
                            .any(|refused| std::ptr::eq(*refused, at))
                    })
                });
                values
            }
            Rule::PropertyAddedRequired
            | Rule::PropertyBecameRequired
            | Rule::PropertyBecameOptional => sample(sender, from).into_iter().collect(),
            _ => return None,
        };
        candidates.into_iter().find(|value| {
            let sent = check(sender, from, value);
            let taken = check(receiver, to, value);
            let mut refuses = |other: &Value| !check(receiver, to, other).refused.is_empty();
            !sent.unsure
                && sent.refused.is_empty()
                && taken.refused.len() == 1
                && (!key.text || readings(value).iter().all(&mut refuses))
        })
    }
}

/// One value of each type.
fn kinds(side: &mut Side<'_>, id: ConjunctionId) -> Vec<Value> {
    let mut values: Vec<Value> = sample(side, id).into_iter().collect();
    values.extend([
        json!("a"),
        json!(1),
        json!(0.5),
        json!(true),
        json!([]),
        json!({}),
    ]);
    values
}

fn listed(side: &mut Side<'_>, id: ConjunctionId, shape: &Shape<'_>) -> Vec<Value> {
    match &shape.values {
        Some((values, _)) => values.iter().map(|value| (*value).clone()).collect(),
        None => kinds(side, id),
    }
}

/// Values just below, at and above every limit of either side.
fn measured<'d>(side: &mut Side<'d>, source: &Shape<'d>, target: &Shape<'d>) -> Vec<Value> {
    let item = source
        .items
        .map_or(Some(json!(1)), |items| sample(side, items));
    let mut values = vec![json!(1), json!("a"), json!("")];
    for shape in [source, target] {
        let bounds = [shape.lower, shape.upper].into_iter().flatten();
        let limits = bounds.map(|bound| bound.limit);
        for limit in limits.chain(shape.multiples.iter().map(|(divisor, _)| *divisor)) {
            values.extend(around(limit).into_iter().map(number));
        }
        for (limit, _) in shape.counts.values() {
            for count in around(*limit) {
                let Decimal::Whole(count @ 0..=LONGEST) = count else {
                    continue;
                };
                let count = usize::try_from(count).unwrap_or_default();
                values.push(json!("a".repeat(count)));
                values.extend(item.as_ref().map(|item| json!(vec![item; count])));
                values.push(json!((0..count).collect::<Vec<_>>()));
                let names = (0..count).map(|index| (format!("p{index}"), json!(1)));
                values.push(Value::Object(names.collect()));
            }
        }
    }
    values.extend(item.map(|item| json!([item, item])));
    values
}

fn around(limit: Decimal) -> Vec<Decimal> {
    match limit {
        Decimal::Whole(whole) => [0, -1, 1]
            .map(|step| Decimal::Whole(whole.saturating_add(step)))
            .to_vec(),
        Decimal::Fraction(fraction) => [0.0, -1.0, 1.0]
            .map(|step| Decimal::Fraction(fraction + step))
            .to_vec(),
    }
}

fn number(value: Decimal) -> Value {
    match value {
        Decimal::Whole(whole) => i64::try_from(whole).map_or(Value::Null, Value::from),
        Decimal::Fraction(fraction) => Value::from(fraction),
    }
}

/// The smallest value that a schema is likely to accept.
fn sample(side: &mut Side<'_>, id: ConjunctionId) -> Option<Value> {
    grown(side, id, &mut LARGEST.clone())
}

fn grown(side: &mut Side<'_>, id: ConjunctionId, budget: &mut usize) -> Option<Value> {
    *budget = budget.checked_sub(1)?;
    let shape = side.shape(id);
    if let Some((values, _)) = &shape.values {
        return values.first().map(|value| (*value).clone());
    }
    let least = |keyword: &str| match shape.counts.get(keyword) {
        Some((Decimal::Whole(count @ 0..=LONGEST), _)) => usize::try_from(*count).ok(),
        Some(_) => None,
        None => Some(0),
    };
    if shape.types.meets(Types::OBJECT)
        && (shape.types != Types::ANY || !shape.properties.is_empty())
    {
        let mut members = serde_json::Map::new();
        for name in shape.required.keys() {
            let value = match shape.properties.get(name) {
                Some((schema, _)) => grown(side, *schema, budget)?,
                None => json!(1),
            };
            members.insert((*name).to_owned(), value);
        }
        return Some(Value::Object(members));
    }
    if shape.types.meets(Types::STRING) {
        return Some(json!("a".repeat(least("minLength")?)));
    }
    if shape.types.meets(Types::NUMBER) {
        let limit = shape.lower.or(shape.upper).map(|bound| bound.limit);
        return Some(limit.map_or(json!(0), number));
    }
    if shape.types.meets(Types::ARRAY) {
        let item = match shape.items {
            Some(items) => grown(side, items, budget)?,
            None => json!(1),
        };
        return Some(json!(vec![item; least("minItems")?]));
    }
    shape.types.meets(Types::BOOLEAN).then(|| json!(true))
}
