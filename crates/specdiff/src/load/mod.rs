//! Loading: text becomes a document whose every value has a place, or an error that has one.

mod check;
mod json;
mod members;
mod places;
mod resolve;
mod scalar;
mod yaml;

use std::sync::OnceLock;

use serde_json::Value;

use crate::finding::{Site, Source};
pub(crate) use places::escape;
use places::{Index, Place, Places};
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
    /// Known where reading yielded them; JSON is scanned for them when first asked.
    places: OnceLock<Places>,
    index: OnceLock<Index>,
    passed_over: Vec<LoadError>,
}

impl Document {
    /// Reads JSON or YAML; `name` is what reports and errors call it.
    ///
    /// # Errors
    ///
    /// Where the text is neither, repeats a key, is no OpenAPI 3.0 or 3.1 document, or contradicts itself such that
    /// a comparison would be a guess.
    pub fn parse(name: &str, text: &str) -> Result<Self, LoadError> {
        Self::load(name, text, false)
    }

    /// Reads a document somebody else is answerable for: keys given twice, references that lead nowhere and path
    /// parameters that are not declared are passed over, see [`Self::passed_over`]; what depends on a reference
    /// that leads nowhere is reported as not compared.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON or YAML, or is no OpenAPI 3.0 or 3.1 document.
    pub fn parse_leniently(name: &str, text: &str) -> Result<Self, LoadError> {
        Self::load(name, text, true)
    }

    /// Reads both documents of a comparison at once, by [`Self::parse`] or [`Self::parse_leniently`].
    ///
    /// # Errors
    ///
    /// Where that has one for either; the one of the base, where there are two.
    pub fn parse_both(
        parse: fn(&str, &str) -> Result<Self, LoadError>,
        base: (&str, &str),
        revision: (&str, &str),
    ) -> Result<(Self, Self), LoadError> {
        let (base, revision) = std::thread::scope(|scope| {
            let revision = scope.spawn(|| parse(revision.0, revision.1));
            (parse(base.0, base.1), revision.join())
        });
        let revision = revision.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((base?, revision?))
    }

    fn load(name: &str, text: &str, lenient: bool) -> Result<Self, LoadError> {
        let at = |(place, reason): Fault| LoadError {
            name: name.to_owned(),
            line: place.line,
            column: place.column,
            reason,
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (root, places, repeated) = read(name, text, lenient).map_err(at)?;
        let document = Self {
            name: name.to_owned(),
            text: text.to_owned(),
            root,
            places,
            index: OnceLock::new(),
            passed_over: Vec::new(),
        };
        let faults = check::check(&document.root);
        let located = |(value, reason)| at((document.place(value), reason));
        let faults = faults.map_err(located)?.into_iter().map(located);
        let mut faults = repeated.into_iter().map(at).chain(faults);
        if !lenient && let Some(fault) = faults.next() {
            return Err(fault);
        }
        let passed_over = faults.collect();
        Ok(Self {
            passed_over,
            ..document
        })
    }

    /// What is wrong with a document that was read leniently.
    #[must_use]
    pub fn passed_over(&self) -> &[LoadError] {
        &self.passed_over
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
        let number = self.index().number(value);
        let place = self.places().get(number, &self.text);
        Site {
            pointer: self.pointer(value),
            line: place.line,
            column: place.column,
        }
    }

    /// The JSON pointer to a value of this document; it has to be borrowed from [`Self::root`].
    pub(crate) fn pointer(&self, value: &Value) -> String {
        let index = self.index();
        index.pointer(&self.root, index.number(value))
    }

    fn place(&self, value: &Value) -> Place {
        self.places().get(self.index().number(value), &self.text)
    }

    fn index(&self) -> &Index {
        self.index
            .get_or_init(|| Index::new(&self.root, self.places().count()))
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::scan(&self.text))
    }
}

/// The value that a text writes, the places known already, and the keys given twice where that is let pass.
fn read(name: &str, text: &str, lenient: bool) -> Result<Read, Fault> {
    if is_json(name, text) {
        let fault = match json::read(text) {
            Ok(root) => return Ok((root, OnceLock::new(), Vec::new())),
            Err(fault) => fault,
        };
        // JSON is YAML as well, of which keys given twice can be let pass.
        let placed = lenient.then(|| yaml::read_leniently(text).ok()).flatten();
        let ((root, places), repeated) = placed.ok_or(fault)?;
        return Ok((root, OnceLock::from(Places::Known(places)), repeated));
    }
    let ((root, places), repeated) = if lenient {
        yaml::read_leniently(text)?
    } else {
        (yaml::read(text)?, Vec::new())
    };
    Ok((root, OnceLock::from(Places::Known(places)), repeated))
}

type Read = (Value, OnceLock<Places>, Vec<Fault>);

fn is_json(name: &str, text: &str) -> bool {
    let yaml = [".yaml", ".yml"].iter().any(|end| name.ends_with(end));
    !yaml && text.trim_start().starts_with(['{', '['])
}
