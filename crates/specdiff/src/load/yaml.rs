//! YAML 1.2 in its core schema, with the places of all values.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::{Map, Value};

use super::{
    Fault,
    members::{Placed, forget, merge},
    places::Place,
    scalar::scalar,
};

/// As deep as JSON may nest.
const DEPTH: usize = 128;
/// Aliases multiply: a document of a few lines can mean more values than memory holds.
const NODES: usize = 1_000_000;

/// Reads a text in which no key is given twice.
pub(super) fn read(text: &str) -> Result<Placed, Fault> {
    let (placed, repeated) = read_leniently(text)?;
    match repeated.into_iter().next() {
        Some(fault) => Err(fault),
        None => Ok(placed),
    }
}

/// Reads a text that may repeat keys: the last one counts, as in most programs, and the repetitions are told.
pub(super) fn read_leniently(text: &str) -> Result<(Placed, Vec<Fault>), Fault> {
    let mut options = granit_parser::Options::default();
    options.emit_comments = false;
    let mut reader = Reader {
        events: Parser::new_from_str_with_options(text, options),
        anchors: HashMap::new(),
        nodes: 0,
        repeated: Vec::new(),
    };
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd | Event::DocumentEnd => {
                return Err((place(span), "the document is empty".to_owned()));
            }
            first => {
                let root = reader.node(&first, span, 0)?;
                reader.end()?;
                return Ok((root, reader.repeated));
            }
        }
    }
}

struct Reader<'t> {
    events: Parser<'t, granit_parser::StrInput<'t>>,
    anchors: HashMap<usize, Placed>,
    nodes: usize,
    /// The keys given twice.
    repeated: Vec<Fault>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), Fault> {
        match self.events.next_event() {
            Some(Ok(found)) => Ok(found),
            Some(Err(error)) => Err((
                marker(error.marker()),
                format!("not readable as YAML: {}", error.info()),
            )),
            None => Err((Place::START, "the YAML ends too early".to_owned())),
        }
    }

    /// One file is one document.
    fn end(&mut self) -> Result<(), Fault> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd => {}
                _ => {
                    return Err((
                        place(span),
                        "a second YAML document in the same file".to_owned(),
                    ));
                }
            }
        }
    }

    fn node(&mut self, event: &Event<'t>, span: Span, depth: usize) -> Result<Placed, Fault> {
        let here = place(span);
        self.count(1, here)?;
        if depth > DEPTH {
            return Err((here, "nested too deeply".to_owned()));
        }
        let anchor = event.anchor_id().filter(|id| *id != 0);
        let node = match event {
            Event::Scalar(text, style, ..) => {
                let text_tag = event
                    .tag()
                    .is_some_and(|tag| tag.core_suffix() == Some("str"));
                let plain = matches!(style, ScalarStyle::Plain) && !text_tag;
                (
                    if plain {
                        scalar(text)
                    } else {
                        Value::String(text.to_string())
                    },
                    vec![here],
                )
            }
            Event::Alias(id) => {
                let known = self.anchors.get(id).cloned();
                let (value, places) =
                    known.ok_or_else(|| (here, "an alias without its anchor".to_owned()))?;
                self.count(places.len(), here)?;
                (value, places)
            }
            Event::SequenceStart(..) => self.list(here, depth)?,
            Event::MappingStart(..) => self.map(here, depth)?,
            _ => return Err((here, "not readable as YAML: a value is missing".to_owned())),
        };
        if let Some(id) = anchor {
            self.anchors.insert(id, node.clone());
        }
        Ok(node)
    }

    fn list(&mut self, here: Place, depth: usize) -> Result<Placed, Fault> {
        let (mut list, mut places) = (Vec::new(), vec![here]);
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok((Value::Array(list), places)),
                (event, span) => {
                    let (value, inner) = self.node(&event, span, depth + 1)?;
                    list.push(value);
                    places.extend(inner);
                }
            }
        }
    }

    fn map(&mut self, here: Place, depth: usize) -> Result<Placed, Fault> {
        let (mut map, mut places) = (Map::new(), vec![here]);
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let (key, at) = match event {
                Event::MappingEnd => break,
                Event::Scalar(text, ..) => (text.to_string(), place(span)),
                _ => return Err((place(span), "a key that is not a scalar".to_owned())),
            };
            let (event, span) = self.next()?;
            let (value, mut inner) = self.node(&event, span, depth + 1)?;
            if key == "<<" {
                merged.push((value, inner, at));
                continue;
            }
            if map.contains_key(&key) {
                forget(&mut map, &mut places, &key);
                self.repeated
                    .push((at, format!("the key `{key}` is given twice")));
            }
            inner[0] = at;
            map.insert(key, value);
            places.extend(inner);
        }
        for (value, inner, at) in merged {
            merge(&mut map, &mut places, (value, inner), at)?;
        }
        Ok((Value::Object(map), places))
    }

    fn count(&mut self, more: usize, here: Place) -> Result<(), Fault> {
        self.nodes += more;
        if self.nodes > NODES {
            return Err((
                here,
                "its aliases multiply to more values than are compared".to_owned(),
            ));
        }
        Ok(())
    }
}

fn place(span: Span) -> Place {
    marker(&span.start)
}

fn marker(marker: &granit_parser::Marker) -> Place {
    Place {
        line: u32::try_from(marker.line()).unwrap_or(u32::MAX).max(1),
        column: u32::try_from(marker.col()).unwrap_or(u32::MAX - 1) + 1,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::members::size, *};

    #[rstest::rstest]
    #[case::scalars("a: [1, -2, 0x1f, 1.5, 1e3, ~, yes, true, 2020-01-01, '7', 1.2.3]",
        json!({"a": [1, -2, 31, 1.5, 1000.0, null, "yes", true, "2020-01-01", "7", "1.2.3"]}))]
    #[case::status("200:\n  x: |\n    line\n", json!({"200": {"x": "line\n"}}))]
    #[case::aliases("a: &x {b: 1}\nc: *x\n", json!({"a": {"b": 1}, "c": {"b": 1}}))]
    #[case::merge("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n", json!({"a": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}}))]
    #[case::json("{\"a\": [{\"b\": null}]}", json!({"a": [{"b": null}]}))]
    fn it_means_what_json_means(#[case] text: &str, #[case] meant: Value) {
        let (value, places) = read(text).unwrap();
        assert_eq!(value, meant);
        assert_eq!(places.len(), size(&value));
    }

    #[rstest::rstest]
    #[case::twice("a: 1\nb: 2\na: 3\n", 3, "`a` is given twice")]
    #[case::deep(&"[".repeat(100_000), 1, "")]
    #[case::bomb(
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f]\n",
        6,
        "multiply"
    )]
    #[case::two("a: 1\n---\nb: 1\n", 2, "second")]
    #[case::tabs("a:\n\t- b\n", 2, "")]
    #[case::empty("# nothing\n", 2, "")]
    fn bad_text_is_refused_with_its_line(
        #[case] text: &str,
        #[case] line: u32,
        #[case] part: &str,
    ) {
        let (place, reason) = read(text).unwrap_err();
        assert!(reason.contains(part), "{reason}");
        assert_eq!(place.line, line, "{reason}");
    }

    #[test]
    fn of_a_key_given_twice_the_last_one_counts_if_that_is_let_pass() {
        let text = "{\"a\": {\"x\": [1]}, \"b\": 2,\n\"a\": [3]}";
        let ((value, places), repeated) = read_leniently(text).unwrap();
        assert_eq!(value, json!({"b": 2, "a": [3]}));
        let at: Vec<_> = places
            .iter()
            .map(|place| (place.line, place.column))
            .collect();
        assert_eq!(at, [(1, 1), (1, 19), (2, 1), (2, 7)]);
        assert_eq!(repeated.len(), 1);
    }

    #[test]
    fn members_are_at_their_key() {
        let (_, places) = read("a: 1\nb:\n  - c: x\n").unwrap();
        let at: Vec<_> = places
            .iter()
            .map(|place| (place.line, place.column))
            .collect();
        assert_eq!(at, [(1, 1), (1, 1), (2, 1), (3, 5), (3, 5)]);
    }
}
