//! Security: which credentials are accepted. Schemes are compared by what they are, never by their keys.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    delta::Delta,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
    schema::{Side, is_words},
};

/// One way in: schemes that have to be satisfied together, each with its scopes. None at all is anonymous.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Way<'d> {
    schemes: BTreeMap<String, BTreeSet<&'d str>>,
    /// The keys of the schemes, to tell one that changed from one that was swapped.
    keys: BTreeSet<&'d str>,
}

impl Way<'_> {
    /// Whether who satisfies `other` satisfies this.
    fn is_within(&self, other: &Self) -> bool {
        self.schemes.iter().all(|(scheme, scopes)| {
            other
                .schemes
                .get(scheme)
                .is_some_and(|known| known.is_superset(scopes))
        })
    }

    fn same_schemes(&self, other: &Self) -> bool {
        self.schemes.keys().eq(other.schemes.keys())
    }

    fn text(&self) -> String {
        if self.keys.is_empty() {
            return "anonymous".to_owned();
        }
        let scopes: BTreeSet<&str> = self.schemes.values().flatten().copied().collect();
        let names = self.keys.iter().copied().collect::<Vec<_>>().join(" and ");
        if scopes.is_empty() {
            names
        } else {
            format!(
                "{names} ({})",
                scopes.into_iter().collect::<Vec<_>>().join(", ")
            )
        }
    }
}

impl<'d> Run<'d> {
    pub(super) fn security(&mut self, context: Context, old: &'d Value, new: &'d Value) {
        let (base, revision) = self.roots();
        let (at_old, before) = ways(&mut self.schemas.base, old, base);
        let (at_new, after) = ways(&mut self.schemas.revision, new, revision);
        let places = (at_old.unwrap_or(old), at_new.unwrap_or(new));
        for was in &before {
            if after.iter().any(|is| is.is_within(was)) {
                continue;
            }
            let (rule, effect, is) = match after.iter().find(|is| is.same_schemes(was)) {
                Some(is) => (Rule::SecurityScopeAdded, Effect::Narrows, Some(is)),
                // The change of the scheme itself is reported where it is defined.
                None if after
                    .iter()
                    .any(|is| is.keys == was.keys && !was.keys.is_empty()) =>
                {
                    continue;
                }
                None => (Rule::SecurityTightened, Effect::Narrows, None),
            };
            let new_text = is.map_or_else(|| text(&after), Way::text);
            let delta = Delta::new(rule, effect, places.0, places.1).words(was.text(), new_text);
            self.add(context, Direction::Request, &delta);
        }
        for is in &after {
            if before.iter().any(|was| was.is_within(is)) {
                continue;
            }
            let (rule, was) = match before.iter().find(|was| was.same_schemes(is)) {
                Some(was) if is.is_within(was) => (Rule::SecurityScopeRemoved, was.text()),
                Some(_) => continue,
                None if before
                    .iter()
                    .any(|was| is.keys == was.keys && !is.keys.is_empty()) =>
                {
                    continue;
                }
                None => (Rule::SecurityLoosened, text(&before)),
            };
            let delta = Delta::new(rule, Effect::Widens, places.0, places.1).words(was, is.text());
            self.add(context, Direction::Request, &delta);
        }
        self.schemes(context, &before, &after);
    }

    /// The definitions behind keys that are used on both sides.
    fn schemes(&mut self, context: Context, old: &[Way<'d>], new: &[Way<'d>]) {
        let keys = |ways: &[Way<'d>]| -> BTreeSet<&'d str> {
            ways.iter()
                .flat_map(|way| way.keys.iter().copied())
                .collect()
        };
        for key in keys(old).intersection(&keys(new)) {
            let before = defined(&mut self.schemas.base, key);
            let after = defined(&mut self.schemas.revision, key);
            let (Some(before), Some(after)) = (before, after) else {
                continue;
            };
            let (was, is) = (identity(before), identity(after));
            if was != is {
                let delta = Delta::new(
                    Rule::SecuritySchemeChanged,
                    Effect::Incomparable,
                    before,
                    after,
                );
                self.add(context, Direction::Request, &delta.words(was, is));
            }
            let (was, is) = (discovery(before), discovery(after));
            if was != is {
                let delta = Delta::new(
                    Rule::SecurityOauthUrlChanged,
                    Effect::Unknown,
                    before,
                    after,
                );
                self.add(context, Direction::Request, &delta.words(was, is));
            }
            // Documented: the format of a bearer token is a hint.
            let hint = |key: &str| key == "bearerFormat" || is_words(key);
            self.members(Context::DOCUMENT, before, after, hint);
            self.offered(before, after);
        }
    }
}

impl<'d> Run<'d> {
    /// The scopes a flow offers: which of them an operation needs is compared there.
    fn offered(&mut self, old: &'d Value, new: &'d Value) {
        let flows = |scheme: &'d Value| scheme.get("flows").and_then(Value::as_object);
        for (name, before) in flows(old).into_iter().flat_map(Map::iter) {
            if let Some(after) = flows(new).and_then(|flows| flows.get(name)) {
                let told = |key: &str| key == "scopes" || is_words(key);
                self.members(Context::DOCUMENT, before, after, told);
            }
        }
    }
}

fn text(ways: &[Way<'_>]) -> String {
    ways.iter().map(Way::text).collect::<Vec<_>>().join(" or ")
}

/// The effective requirement: the operation's own, else the document's; none, or an empty one, is anonymous.
fn ways<'d>(
    side: &mut Side<'d>,
    operation: &'d Value,
    root: &'d Value,
) -> (Option<&'d Value>, Vec<Way<'d>>) {
    let at = operation.get("security").or_else(|| root.get("security"));
    let mut ways = Vec::new();
    for requirement in at.and_then(Value::as_array).into_iter().flatten() {
        let mut way = Way {
            schemes: BTreeMap::new(),
            keys: BTreeSet::new(),
        };
        for (key, scopes) in requirement.as_object().into_iter().flat_map(Map::iter) {
            let identity = defined(side, key).map_or_else(|| format!("? {key}"), identity);
            let scopes = scopes
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            way.schemes.insert(identity, scopes);
            way.keys.insert(key);
        }
        ways.push(way);
    }
    if ways.is_empty() {
        ways.push(Way {
            schemes: BTreeMap::new(),
            keys: BTreeSet::new(),
        });
    }
    (at, ways)
}

fn defined<'d>(side: &mut Side<'d>, key: &str) -> Option<&'d Value> {
    let written = side
        .document
        .root()
        .get("components")?
        .get("securitySchemes")?
        .get(key)?;
    side.mark(written);
    Some(side.follow(written))
}

/// What a credential looks like on the wire.
fn identity(scheme: &Value) -> String {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "apiKey" => {
            let name = text("name");
            let name = if text("in") == "header" {
                name.to_lowercase()
            } else {
                name.to_owned()
            };
            format!("apiKey in {} {name}", text("in"))
        }
        "http" => format!("http {}", text("scheme").to_lowercase()),
        other => other.to_owned(),
    }
}

/// How a token is found.
fn discovery(scheme: &Value) -> String {
    let mut words = Vec::new();
    if let Some(url) = scheme.get("openIdConnectUrl").and_then(Value::as_str) {
        words.push(url.to_owned());
    }
    for (flow, details) in scheme
        .get("flows")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
    {
        let url = |key: &str| details.get(key).and_then(Value::as_str).unwrap_or("-");
        words.push(format!(
            "{flow} {} {} {}",
            url("authorizationUrl"),
            url("tokenUrl"),
            url("refreshUrl")
        ));
    }
    words.sort_unstable();
    words.join(", ")
}
