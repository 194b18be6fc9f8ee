//! Merging: the keywords of all written values of a conjunction become one shape.

use serde_json::{Map, Value};

use super::{
    conjunction::{Conjunction, ConjunctionId, Side},
    is_words,
    keywords::set,
    nullness::{Null, forced},
    number::Decimal,
    objects,
    shape::{Condition, Shape},
    types::Types,
    unions::Simple,
};

/// A written value on its way into the shape.
struct Pending<'d> {
    value: &'d Value,
    bare: bool,
    /// Whether what it says about null counts; the remaining branch of a union does not, the union does.
    nulls: bool,
}

impl<'d> Shape<'d> {
    pub(super) fn build(side: &mut Side<'d>, conjunction: &Conjunction<'d>) -> Self {
        let at = conjunction
            .factors
            .first()
            .map_or(conjunction.at, |factor| factor.value);
        let mut builder = Builder {
            side,
            shape: Shape::anything(at),
            pending: Vec::new(),
            forced: false,
        };
        for factor in conjunction.factors.iter().rev() {
            builder.pending.push(Pending {
                value: factor.value,
                bare: factor.bare,
                nulls: true,
            });
        }
        let mut seen: Vec<(&Value, bool)> = Vec::new();
        while let Some(next) = builder.pending.pop() {
            if !seen
                .iter()
                .any(|(value, _)| std::ptr::eq(*value, next.value))
            {
                seen.push((next.value, next.bare));
                builder.value(&next);
            }
        }
        builder.finish()
    }
}

struct Builder<'s, 'd> {
    side: &'s mut Side<'d>,
    shape: Shape<'d>,
    pending: Vec<Pending<'d>>,
    forced: bool,
}

impl<'d> Builder<'_, 'd> {
    fn value(&mut self, pending: &Pending<'d>) {
        match pending.value {
            Value::Bool(true) => {}
            Value::Object(map) => self.object(pending, map),
            Value::Bool(false) => {
                self.shape.constrained = true;
                self.shape.declared = Types::NONE;
                self.shape.null = Null::No;
            }
            _ => self
                .shape
                .opaque
                .push(("a schema that is no object", pending.value)),
        }
    }

    fn object(&mut self, pending: &Pending<'d>, map: &'d Map<String, Value>) {
        self.shape.parts.push(pending.value);
        if pending.nulls && map.keys().any(|key| !is_words(key)) {
            self.forced |= forced(map);
            let null = self.side.nullness(map, pending.bare);
            self.shape.null = self.shape.null.min(null);
        }
        for (key, value) in map {
            self.keyword(pending, map, key, value);
        }
    }

    fn keyword(
        &mut self,
        pending: &Pending<'d>,
        map: &'d Map<String, Value>,
        key: &'d str,
        value: &'d Value,
    ) {
        let shape = &mut self.shape;
        match key {
            "$ref" => {
                if self.side.target(map).is_none() {
                    shape.opaque.push(("a reference that leads nowhere", value));
                }
            }
            // The parts of a bare value are beside it already.
            "allOf" | "oneOf" | "anyOf" if pending.bare => {}
            "allOf" => self.all_of(value, pending.nulls),
            "oneOf" | "anyOf" => self.union(value, key == "oneOf"),
            "type" => self.types(value),
            "enum" => shape.list(value.as_array().into_iter().flatten().collect(), value),
            "const" => shape.list(vec![value], value),
            "x-extensible-enum" => shape.extensible |= value == &Value::Bool(true),
            "format" => shape.formats.push(value),
            "contentEncoding" if value == "base64" => shape.formats.push(value),
            "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" => {
                shape.bound(map, key, value);
            }
            "multipleOf" => {
                if let Value::Number(number) = value {
                    shape.multiples.push((Decimal::of(number), value));
                }
            }
            "uniqueItems" => set(&mut shape.unique, value),
            "pattern" => shape.pattern(value),
            "default" => shape.default = shape.default.or(Some(value)),
            "readOnly" => set(&mut shape.read_only, value),
            "writeOnly" => set(&mut shape.write_only, value),
            "deprecated" => set(&mut shape.deprecated, value),
            "discriminator" => shape.discriminator = shape.discriminator.or(Some(value)),
            "not" => {
                let schema = self.side.schema(value);
                shape.refused.push((schema, value));
            }
            "if" => self.condition(map, value),
            "contains" => shape.contains = Some((self.side.schema(value), value)),
            "propertyNames" => shape.names = Some((self.side.schema(value), value)),
            "$dynamicRef" | "$recursiveRef" => shape.opaque.push(("a dynamic reference", value)),
            "contentEncoding" | "contentMediaType" => shape.contents.push((key, value)),
            "contentSchema" if shape.content.is_none() => {
                shape.content = Some(self.side.schema(value));
            }
            "contentSchema" => shape.opaque.push(("several schemas of content", value)),
            "xml" => shape.opaque.push(("the form in XML", value)),
            _ => shape.count(key, value),
        }
    }

    fn all_of(&mut self, value: &'d Value, nulls: bool) {
        let mut factors = Vec::new();
        for element in value.as_array().into_iter().flatten() {
            self.side.gather(element, &mut factors);
        }
        for factor in factors.iter().rev() {
            self.pending.push(Pending {
                value: factor.value,
                bare: false,
                nulls,
            });
        }
    }

    fn union(&mut self, at: &'d Value, exclusive: bool) {
        match self.side.union(at, exclusive) {
            Simple::Nothing => self.shape.declared = Types::NONE,
            Simple::Types(types) => self.shape.declare(types, at),
            Simple::Values(values) => self.shape.list(values, at),
            Simple::Union(union) => self.shape.unions.push(union),
            Simple::One(only) => {
                let mut factors = Vec::new();
                self.side.gather(only, &mut factors);
                for factor in factors.iter().rev() {
                    self.pending.push(Pending {
                        value: factor.value,
                        bare: false,
                        nulls: false,
                    });
                }
            }
        }
    }

    fn types(&mut self, value: &'d Value) {
        let list = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        let mut types = Types::NONE;
        for name in list {
            match name.as_str().and_then(Types::named) {
                Some(named) => types = types.or(named),
                None => {
                    self.shape.opaque.push(("an unknown type", value));
                    return;
                }
            }
            self.shape.null_typed |= name == "null";
        }
        self.shape.declare(types, value);
    }

    fn condition(&mut self, map: &'d Map<String, Value>, at: &'d Value) {
        let mut part = |key: &str| map.get(key).map(|value| self.side.schema(value));
        let parts: [Option<ConjunctionId>; 3] = [part("if"), part("then"), part("else")];
        self.shape.conditions.push(Condition { at, parts });
    }

    fn finish(mut self) -> Shape<'d> {
        if self.forced {
            self.shape.null = Null::Yes;
        }
        let parts = self.shape.parts.clone();
        let maps: Vec<_> = parts.iter().filter_map(|part| part.as_object()).collect();
        objects::merge(self.side, &mut self.shape, &maps);
        objects::merge_items(self.side, &mut self.shape, &maps);
        let limits = |key: &String| !is_words(key) && !PLAIN.contains(&key.as_str());
        self.shape.constrained |= maps.iter().any(|map| map.keys().any(limits))
            || !self.shape.unions.is_empty()
            || self.shape.values.is_some()
            || self.shape.declared != Types::ANY;
        self.shape.settle_values();
        self.shape
    }
}

/// Keywords that describe and do not limit, or whose limits are looked at by themselves.
const PLAIN: [&str; 14] = [
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "xml",
    "$id",
    "$schema",
    "$anchor",
    "$defs",
];
