//! Reading parameters: what is effective, whatever way it is written.

use serde_json::Value;

use super::reach::list;
use crate::schema::{ConjunctionId, Extra, Side, Types};

/// A parameter of an operation, or a header of a response.
#[derive(Debug, Clone)]
pub(super) struct Parameter<'d> {
    pub(super) location: &'d str,
    pub(super) name: String,
    pub(super) required: bool,
    /// The parameter object; the property, for one that is a member of an exploded object.
    pub(super) at: &'d Value,
    pub(super) schema: Option<ConjunctionId>,
    pub(super) content: Option<&'d Value>,
    pub(super) form: Form<'d>,
    /// Whether `at` is a parameter object, with words and flags of its own.
    pub(super) whole: bool,
}

/// How a value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form<'d> {
    pub(super) style: &'d str,
    pub(super) explode: bool,
    pub(super) reserved: bool,
}

impl<'d> Form<'d> {
    pub(super) fn read(value: &'d Value, location: &str) -> Self {
        let default = if matches!(location, "query" | "cookie") {
            "form"
        } else {
            "simple"
        };
        let style = value
            .get("style")
            .and_then(Value::as_str)
            .unwrap_or(default);
        let flag = |key: &str| value.get(key).and_then(Value::as_bool);
        Self {
            style,
            // Documented: the default is true for `form` and false for all others.
            explode: flag("explode").unwrap_or(style == "form"),
            reserved: flag("allowReserved").unwrap_or(false),
        }
    }

    /// What of it shows in the bytes of values of these types.
    pub(super) fn visible(self, location: &str, types: Types) -> Self {
        let (array, object) = (types.meets(Types::ARRAY), types.meets(Types::OBJECT));
        let styled = location == "path" || array || object;
        let exploding = match self.style {
            "deepObject" => false,
            "simple" => object,
            _ => array || object,
        };
        let texts = types.meets(Types::STRING) || array || object;
        Self {
            style: if styled { self.style } else { "" },
            explode: exploding && self.explode,
            reserved: location == "query" && texts && self.reserved,
        }
    }

    pub(super) fn text(self) -> String {
        let explode = if self.explode { ", exploded" } else { "" };
        let reserved = if self.reserved {
            ", reserved characters allowed"
        } else {
            ""
        };
        let style = if self.style.is_empty() {
            "plain"
        } else {
            self.style
        };
        format!("{style}{explode}{reserved}")
    }
}

impl<'d> Parameter<'d> {
    pub(super) fn read(side: &mut Side<'d>, at: &'d Value, location: &'d str, name: &str) -> Self {
        let schema = at.get("schema").map(|schema| side.schema(schema));
        Self {
            location,
            name: name.to_owned(),
            required: location == "path" || at.get("required") == Some(&Value::Bool(true)),
            at,
            schema,
            content: at.get("content"),
            form: Form::read(at, location),
            whole: true,
        }
    }

    pub(super) fn types(&self, side: &mut Side<'d>) -> Types {
        self.schema
            .map_or(Types::ANY, |schema| side.shape(schema).types)
    }

    /// In a query `?a=1&b=2` is the exploded object of `a` and `b` as much as two parameters.
    pub(super) fn members(&self, side: &mut Side<'d>) -> Option<Vec<Self>> {
        let shape = side.shape(self.schema?);
        let plain = shape.types == Types::OBJECT
            && shape.unions.is_empty()
            && matches!(shape.extra, Extra::Open);
        let exploded = self.location == "query" && self.form.style == "form" && self.form.explode;
        if !plain || !exploded || shape.properties.is_empty() {
            return None;
        }
        let member = |(name, (schema, at)): (&&str, &(ConjunctionId, &'d Value))| Self {
            location: self.location,
            name: (*name).to_owned(),
            required: self.required && shape.required.contains_key(name),
            at,
            schema: Some(*schema),
            content: None,
            form: self.form,
            whole: false,
        };
        Some(shape.properties.iter().map(member).collect())
    }
}

/// The parameters of an operation: its own, and those of the path that it does not override.
pub(super) fn effective<'d>(
    side: &mut Side<'d>,
    operation: &'d Value,
    item: &'d Value,
) -> Vec<Parameter<'d>> {
    let mut parameters: Vec<Parameter<'d>> = Vec::new();
    for written in list(operation, "parameters")
        .iter()
        .chain(list(item, "parameters"))
    {
        let at = side.follow(written);
        let text = |key: &str| at.get(key).and_then(Value::as_str);
        let (Some(name), Some(location)) = (text("name"), text("in")) else {
            continue;
        };
        let name = if location == "header" {
            name.to_lowercase()
        } else {
            name.to_owned()
        };
        let known = parameters
            .iter()
            .any(|known| known.location == location && known.name == name);
        if !known && !ignored(location, &name) {
            parameters.push(Parameter::read(side, at, location, &name));
        }
    }
    parameters
}

/// Documented: header parameters of these names are ignored.
fn ignored(location: &str, name: &str) -> bool {
    location == "header" && matches!(name, "accept" | "content-type" | "authorization")
}
