//! Loading: text becomes a document whose every value has a place, or an error that has one.

mod check;
mod json;
mod places;
mod resolve;
mod scalar;
mod yaml;

use std::sync::OnceLock;

use serde_json::Value;

use crate::finding::{Site, Source};
pub(crate) use places::escape;
use places::{Index, Place};
pub(crate) use resolve::{follow, resolve};

/// A text that cannot be compared, and where that shows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}:{line}:{column}: {reason}")]
pub struct LoadError {
    /// The name of the document.
    pub name: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong, as a sentence without a full stop.
    pub reason: String,
}

/// A fault before the document's name is known to it.
pub(crate) type Fault = (Place, String);

/// An OpenAPI document of version 3.0 or 3.1.
#[derive(Debug)]
pub struct Document {
    name: String,
    text: String,
    root: Value,
    /// The places of all values in document order where reading yielded them; JSON finds them when first asked.
    places: Option<Vec<Place>>,
    index: OnceLock<Index>,
}

impl Document {
    /// Reads JSON or YAML; `name` is what reports and errors call it.
    ///
    /// # Errors
    ///
    /// Where the text is neither, repeats a key, is no OpenAPI 3.0 or 3.1 document, or contradicts itself such that
    /// a comparison would be a guess.
    pub fn parse(name: &str, text: &str) -> Result<Self, LoadError> {
        Self::load(name, text, check::Strictness::Ours)
    }

    /// Reads a document somebody else is answerable for: references that lead nowhere and path parameters that are
    /// not declared are let pass, and what depends on them is reported as not compared.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON or YAML, repeats a key, or is no OpenAPI 3.0 or 3.1 document.
    pub fn parse_leniently(name: &str, text: &str) -> Result<Self, LoadError> {
        Self::load(name, text, check::Strictness::Theirs)
    }

    fn load(name: &str, text: &str, strictness: check::Strictness) -> Result<Self, LoadError> {
        let at = |(place, reason): Fault| LoadError {
            name: name.to_owned(),
            line: place.line,
            column: place.column,
            reason,
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (root, places) = if is_json(name, text) {
            (json::read(text).map_err(at)?, None)
        } else {
            let (root, places) = yaml::read(text).map_err(at)?;
            (root, Some(places))
        };
        let document = Self {
            name: name.to_owned(),
            text: text.to_owned(),
            root,
            places,
            index: OnceLock::new(),
        };
        match check::check(&document.root, strictness) {
            Ok(()) => Ok(document),
            Err((value, reason)) => Err(at((document.place(value), reason))),
        }
    }

    /// The name it was loaded under.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole of it.
    #[must_use]
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// What reports say about it.
    #[must_use]
    pub fn source(&self) -> Source {
        let info = |key: &str| {
            let value = self.root.get("info")?.get(key)?;
            value.as_str().map(ToOwned::to_owned)
        };
        Source {
            name: self.name.clone(),
            title: info("title"),
            version: info("version"),
        }
    }

    /// Where a value of this document is; it has to be borrowed from [`Self::root`].
    pub(crate) fn site(&self, value: &Value) -> Site {
        let (pointer, place) = self.index().find(value);
        Site {
            pointer,
            line: place.line,
            column: place.column,
        }
    }

    fn place(&self, value: &Value) -> Place {
        self.index().find(value).1
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| match &self.places {
            Some(places) => Index::new(&self.root, places),
            None => Index::new(&self.root, &places::scan(&self.text)),
        })
    }
}

fn is_json(name: &str, text: &str) -> bool {
    let yaml = [".yaml", ".yml"].iter().any(|end| name.ends_with(end));
    !yaml && text.trim_start().starts_with(['{', '['])
}
