//! Where values are. Most comparisons point at a handful of places, so JSON is scanned for them only when asked.

use memchr::{memchr_iter, memchr2};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde_json::Value;

/// Line and column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Place {
    pub(crate) const START: Self = Self { line: 1, column: 1 };
}

/// Where in a text the values of a document are, in document order: parents before children, members at their key.
#[derive(Debug)]
pub(super) enum Places {
    /// As reading yielded them.
    Known(Vec<Place>),
    /// By offset; what lines and columns those are is found out for the few that are asked for.
    Offsets {
        values: Vec<usize>,
        lines: Vec<usize>,
    },
}

impl Places {
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Known(places) => places.len(),
            Self::Offsets { values, .. } => values.len(),
        }
    }

    /// The places of all values of a valid JSON text.
    pub(super) fn scan(text: &str) -> Self {
        let newlines = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self::Offsets {
            values: offsets(text.as_bytes()),
            lines: std::iter::once(0).chain(newlines).collect(),
        }
    }

    /// The place of the value of a number, in the text these places are of.
    pub(super) fn get(&self, number: usize, text: &str) -> Place {
        let found = match self {
            Self::Known(places) => places.get(number).copied(),
            Self::Offsets { values, lines } => values.get(number).map(|at| {
                let line = lines.partition_point(|begin| begin <= at);
                let begin = line.checked_sub(1).and_then(|line| lines.get(line));
                let before = begin.and_then(|begin| text.get(*begin..*at));
                let column = before.unwrap_or_default().chars().count() + 1;
                let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
                Place {
                    line: number(line),
                    column: number(column),
                }
            }),
        };
        found.unwrap_or(Place::START)
    }
}

/// Where the values of a valid JSON text begin, those in objects at their key.
fn offsets(text: &[u8]) -> Vec<usize> {
    let mut offsets = Vec::with_capacity(text.len() / 32);
    let mut in_object = Vec::new();
    let mut key = None;
    let mut expect_key = false;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let here = at;
        at += 1;
        match byte {
            b'"' => {
                at = string(text, at);
                if expect_key {
                    key = Some(here);
                    expect_key = false;
                } else {
                    offsets.push(key.take().unwrap_or(here));
                }
            }
            b'{' | b'[' => {
                offsets.push(key.take().unwrap_or(here));
                in_object.push(*byte == b'{');
                expect_key = *byte == b'{';
            }
            b'}' | b']' => {
                in_object.pop();
                expect_key = false;
            }
            b',' => expect_key = in_object.last() == Some(&true),
            // Half of a document that people read is indentation.
            b'\n' => at += text[at..].iter().take_while(|byte| **byte == b' ').count(),
            b':' | b' ' | b'\t' | b'\r' => {}
            _ => {
                offsets.push(key.take().unwrap_or(here));
                let word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                at += text[at..].iter().take_while(|byte| word(byte)).count();
            }
        }
    }
    offsets
}

/// From behind the opening quote to behind the closing one.
fn string(text: &[u8], mut at: usize) -> usize {
    while let Some(found) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found + 1;
        if text[at - 1] == b'"' {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// Finds a value by its address, which is fixed as long as the document is borrowed.
#[derive(Debug)]
pub(super) struct Index {
    order: FxHashMap<usize, u32>,
    entries: Vec<Entry>,
}

/// What a value is in, and as which of its members.
#[derive(Debug)]
struct Entry {
    parent: u32,
    member: u32,
}

impl Index {
    /// Of a document with so many values.
    pub(super) fn new(root: &Value, count: usize) -> Self {
        let mut index = Self {
            order: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
            entries: Vec::with_capacity(count),
        };
        index.add(
            root,
            Entry {
                parent: 0,
                member: 0,
            },
        );
        index
    }

    fn add(&mut self, value: &Value, entry: Entry) {
        // No text of four gigabytes is read.
        let own = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.order.insert(address(value), own);
        self.entries.push(entry);
        let mut all = |members: &mut dyn Iterator<Item = &Value>| {
            for (member, value) in (0..).zip(members) {
                self.add(
                    value,
                    Entry {
                        parent: own,
                        member,
                    },
                );
            }
        };
        match value {
            Value::Object(map) => all(&mut map.values()),
            Value::Array(list) => all(&mut list.iter()),
            _ => {}
        }
    }

    /// Its number in document order; of the whole document for a value that is not in it.
    pub(super) fn number(&self, value: &Value) -> usize {
        let found = self.order.get(&address(value)).copied();
        found.unwrap_or_default() as usize
    }

    /// The pointer to the value of a number.
    pub(super) fn pointer(&self, root: &Value, number: usize) -> String {
        let mut members = Vec::new();
        let mut own = number;
        while own != 0 {
            let entry = &self.entries[own];
            members.push(entry.member as usize);
            own = entry.parent as usize;
        }
        let mut pointer = String::new();
        let mut current = root;
        for member in members.iter().rev() {
            pointer.push('/');
            let inner = match current {
                Value::Object(map) => map.iter().nth(*member).map(|(key, inner)| {
                    pointer.push_str(&escape(key));
                    inner
                }),
                Value::Array(list) => {
                    pointer.push_str(&member.to_string());
                    list.get(*member)
                }
                _ => None,
            };
            current = inner.unwrap_or(current);
        }
        pointer
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_at_their_key_and_elements_at_themselves() {
        let text = "{\n  \"é\\\"\": [1, {\"b/c\": -2.5e3}],\n\t\"d\": {}, \"e\": null }";
        let root = super::super::json::read(text).unwrap();
        let places = Places::scan(text);
        let index = Index::new(&root, places.count());
        let at = |pointer: &str| {
            let number = index.number(root.pointer(pointer).unwrap());
            assert_eq!(index.pointer(&root, number), pointer);
            let place = places.get(number, text);
            (place.line, place.column)
        };
        assert_eq!(at(""), (1, 1));
        assert_eq!(at("/é\""), (2, 3));
        assert_eq!(at("/é\"/0"), (2, 11));
        assert_eq!(at("/é\"/1"), (2, 14));
        assert_eq!(at("/é\"/1/b~1c"), (2, 15));
        assert_eq!(at("/d"), (3, 2));
        assert_eq!(at("/e"), (3, 11));
    }
}
