//! Paths of two authors, brought to one spelling: the base path of `servers` is said, `.json` is not, and a prefix
//! that only one of them writes is found by trying.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Unpaired;
use crate::{
    finding::{Operation, Site},
    load::{Document, LoadError, escape},
    template::erased,
};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation with both spellings of its path.
#[derive(Debug, Clone)]
pub(super) struct Spelt {
    method: &'static str,
    /// As its author writes it.
    written: String,
    /// As both are compared.
    path: String,
    id: Option<String>,
}

/// Which operations belong together, and which have no counterpart.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    pub(super) theirs: Vec<Spelt>,
    pub(super) ours: Vec<Spelt>,
    pub(super) only_theirs: Vec<Operation>,
    pub(super) only_ours: Vec<Operation>,
}

/// A document cut down to some operations, with their paths as they are compared.
pub(super) struct Mapped<'d> {
    pub(super) original: &'d Document,
    pub(super) document: Document,
    /// The written paths by the compared ones, both as they stand in pointers.
    written: BTreeMap<String, String>,
}

pub(super) fn pair(
    theirs: &Document,
    ours: &Document,
    wanted: &[String],
) -> Result<Pairing, Unpaired> {
    let our_operations = operations(ours.root());
    let mut their_operations = operations(theirs.root());
    let known: BTreeSet<(&str, String)> = our_operations.iter().map(Spelt::key).collect();
    Prefix::between(&their_operations, &our_operations, &known).apply(&mut their_operations);
    for operation in wanted {
        if !their_operations.iter().any(|spelt| spelt.is(operation)) {
            return Err(Unpaired::NoSuchOperation {
                document: theirs.name().to_owned(),
                operation: operation.clone(),
            });
        }
    }
    their_operations
        .retain(|spelt| wanted.is_empty() || wanted.iter().any(|operation| spelt.is(operation)));
    let mut pairing = Pairing::default();
    let mut taken = BTreeSet::new();
    for spelt in their_operations {
        if known.contains(&spelt.key()) {
            // `/users` and `/users.json` are one operation; the first to come stands for both.
            if taken.insert((spelt.method, erased(&spelt.path))) {
                pairing.theirs.push(spelt);
            }
        } else {
            pairing.only_theirs.push(spelt.operation());
        }
    }
    for spelt in our_operations {
        if taken.contains(&(spelt.method, erased(&spelt.path))) {
            pairing.ours.push(spelt);
        } else if wanted.is_empty() {
            pairing.only_ours.push(spelt.operation());
        }
    }
    if pairing.theirs.is_empty() {
        let (theirs, ours) = (theirs.name().to_owned(), ours.name().to_owned());
        return Err(Unpaired::Nothing { theirs, ours });
    }
    Ok(pairing)
}

impl Spelt {
    fn key(&self) -> (&str, String) {
        (self.method, erased(&self.path))
    }

    fn operation(&self) -> Operation {
        Operation {
            method: self.method.to_uppercase(),
            path: self.path.clone(),
        }
    }

    /// Whether somebody means this operation by its id, or by method and either spelling of the path.
    fn is(&self, wanted: &str) -> bool {
        if self.id.as_deref() == Some(wanted) {
            return true;
        }
        let Some((method, path)) = wanted.trim().split_once(' ') else {
            return false;
        };
        let path = erased(path.trim());
        method.eq_ignore_ascii_case(self.method)
            && (path == erased(&self.written) || path == erased(&self.path))
    }
}

/// All operations, their paths with the base path of the server in front and without `.json`.
fn operations(root: &Value) -> Vec<Spelt> {
    let mut found = Vec::new();
    for (written, item) in root["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method).filter(|operation| operation.is_object()) else {
                continue;
            };
            let servers = [operation, item, root]
                .into_iter()
                .find_map(|holder| holder.get("servers"));
            let path = written.strip_suffix(".json").unwrap_or(written);
            found.push(Spelt {
                method,
                written: written.clone(),
                path: format!("{}{path}", servers.map(base_path).unwrap_or_default()),
                id: operation["operationId"].as_str().map(ToOwned::to_owned),
            });
        }
    }
    found
}

/// The path of the first server, with its variables at their defaults.
fn base_path(servers: &Value) -> String {
    let server = &servers[0];
    let mut url = server["url"].as_str().unwrap_or_default().to_owned();
    for (name, variable) in server["variables"].as_object().into_iter().flatten() {
        if let Some(default) = variable["default"].as_str() {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    let after_host = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => &url,
    };
    after_host.trim_end_matches('/').to_owned()
}

/// What one author writes in front of every path and the other does not.
enum Prefix {
    Add(String),
    Strip(String),
}

impl Prefix {
    /// The prefix under which most operations meet; none, if that serves as well.
    fn between(theirs: &[Spelt], ours: &[Spelt], known: &BTreeSet<(&str, String)>) -> Self {
        let mut candidates: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for their in theirs {
            for our in ours.iter().filter(|our| our.method == their.method) {
                let (short, long) = (erased(&their.path), erased(&our.path));
                let add = long
                    .strip_suffix(&short)
                    .map(|prefix| (true, prefix.to_owned()));
                let strip = short
                    .strip_suffix(&long)
                    .map(|prefix| (false, prefix.to_owned()));
                for candidate in add.into_iter().chain(strip) {
                    *candidates.entry(candidate).or_default() += 1;
                }
            }
        }
        let plain = theirs
            .iter()
            .filter(|their| known.contains(&their.key()))
            .count();
        let best = candidates.into_iter().max_by_key(|(_, count)| *count);
        match best {
            Some(((add, prefix), count)) if count > plain => {
                if add {
                    Self::Add(prefix)
                } else {
                    Self::Strip(prefix)
                }
            }
            _ => Self::Add(String::new()),
        }
    }

    fn apply(&self, operations: &mut [Spelt]) {
        for operation in operations {
            match self {
                Self::Add(prefix) => operation.path.insert_str(0, prefix),
                Self::Strip(prefix) => {
                    if let Some(rest) = operation.path.strip_prefix(prefix.as_str()) {
                        operation.path = rest.to_owned();
                    }
                }
            }
        }
    }
}

impl<'d> Mapped<'d> {
    pub(super) fn new(original: &'d Document, operations: &[Spelt]) -> Result<Self, LoadError> {
        let mut paths = Map::new();
        let mut written = BTreeMap::new();
        for spelt in operations {
            let item = &original.root()["paths"][&spelt.written];
            let kept = paths.entry(&spelt.path).or_insert_with(|| shared(item));
            kept[spelt.method] = item[spelt.method].clone();
            written.insert(escape(&spelt.path), escape(&spelt.written));
        }
        // Titles, servers and tags of two authors differ by nature.
        let mut root =
            json!({"openapi": original.root()["openapi"], "info": {"title": "", "version": ""}});
        for member in ["components", "security", "jsonSchemaDialect"] {
            if let Some(value) = original.root().get(member) {
                root[member] = value.clone();
            }
        }
        root["paths"] = Value::Object(paths);
        let name = format!("{}, paths mapped", original.name());
        let document = Document::parse_leniently(&name, &root.to_string())?;
        Ok(Self {
            original,
            document,
            written,
        })
    }

    /// Where something of the mapped document stands in the original.
    pub(super) fn original_site(&self, site: &Site) -> Site {
        let renamed = self.written.iter().find_map(|(path, written)| {
            let rest = site
                .pointer
                .strip_prefix("/paths/")?
                .strip_prefix(path.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("/paths/{written}{rest}"))
        });
        let pointer = renamed.as_ref().unwrap_or(&site.pointer);
        // A place that the original does not have can only be the parent of something.
        let value = self
            .original
            .root()
            .pointer(pointer)
            .unwrap_or(self.original.root());
        self.original.site(value)
    }
}

/// What a path says for all of its operations.
fn shared(item: &Value) -> Value {
    let members = item.as_object().into_iter().flatten();
    let shared =
        members.filter(|(name, _)| !METHODS.contains(&name.as_str()) && *name != "servers");
    Value::Object(
        shared
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}
