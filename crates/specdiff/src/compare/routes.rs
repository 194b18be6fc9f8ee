//! Which operation of one document is which of the other: by method and by the template without parameter names.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{schema::Side, template::erased};

pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A path as it is written, and the item behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Route<'d> {
    pub(super) template: &'d str,
    pub(super) item: &'d Value,
}

/// The routes of a map of path items; those that differ only in parameter names stand together.
pub(super) type Routes<'d> = BTreeMap<String, Vec<Route<'d>>>;

pub(super) fn routes<'d>(side: &mut Side<'d>, items: Option<&'d Value>) -> Routes<'d> {
    let mut routes = Routes::new();
    for (template, item) in items
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
    {
        let item = side.follow(item);
        if !template.starts_with("x-") && item.is_object() {
            routes
                .entry(erased(template))
                .or_default()
                .push(Route { template, item });
        }
    }
    routes
}

/// Both sides of a route, where there are two.
pub(super) type Paired<'d> = (Option<Route<'d>>, Option<Route<'d>>);

pub(super) fn pair<'d>(base: &Routes<'d>, revision: &Routes<'d>) -> Vec<Paired<'d>> {
    let mut pairs = Vec::new();
    for (key, olds) in base {
        let mut news = revision.get(key).cloned().unwrap_or_default();
        let mut rest = Vec::new();
        for old in olds {
            match news.iter().position(|new| new.template == old.template) {
                Some(index) => pairs.push((Some(*old), Some(news.remove(index)))),
                None => rest.push(*old),
            }
        }
        for old in rest {
            let new = (!news.is_empty()).then(|| news.remove(0));
            pairs.push((Some(old), new));
        }
        pairs.extend(news.into_iter().map(|new| (None, Some(new))));
    }
    for (_, news) in revision.iter().filter(|(key, _)| !base.contains_key(*key)) {
        pairs.extend(news.iter().map(|new| (None, Some(*new))));
    }
    pairs
}

/// The parameter names of a template, in order.
pub(super) fn names(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect()
}
