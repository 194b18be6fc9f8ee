//! Where values are. Most comparisons point at a handful of places, so JSON is scanned for them only when asked.

use std::collections::HashMap;

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

/// The places of all values of a valid JSON text, parents before children, members at their key.
pub(super) fn scan(text: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = Place::START;
    let mut key = None;
    let mut in_object = Vec::new();
    let mut expect_key = false;
    let mut characters = text.chars();
    let mut current = characters.next();
    while let Some(character) = current {
        let here = at;
        let mut next = || step(&mut at, &mut characters);
        current = match character {
            '"' => {
                let after = string(&mut next);
                if expect_key {
                    key = Some(here);
                    expect_key = false;
                } else {
                    places.push(key.take().unwrap_or(here));
                }
                after
            }
            '{' | '[' => {
                places.push(key.take().unwrap_or(here));
                in_object.push(character == '{');
                expect_key = character == '{';
                next()
            }
            '}' | ']' => {
                in_object.pop();
                expect_key = false;
                next()
            }
            ',' => {
                expect_key = in_object.last() == Some(&true);
                next()
            }
            ':' | ' ' | '\t' | '\r' | '\n' => next(),
            _ => {
                places.push(key.take().unwrap_or(here));
                let mut after = next();
                while after.is_some_and(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) {
                    after = next();
                }
                after
            }
        };
        if character == '\n' {
            at = Place {
                line: here.line + 1,
                column: 1,
            };
        }
    }
    places
}

/// Takes the character `at` points at and moves on; newlines are counted by the caller, who sees them.
fn step(at: &mut Place, characters: &mut std::str::Chars<'_>) -> Option<char> {
    at.column += 1;
    characters.next()
}

/// From the opening quote to the character after the closing one.
fn string(next: &mut impl FnMut() -> Option<char>) -> Option<char> {
    loop {
        match next() {
            Some('\\') => {
                next();
            }
            Some('"') | None => return next(),
            Some(_) => {}
        }
    }
}

/// Finds a value by its address, which is fixed as long as the document is borrowed.
#[derive(Debug)]
pub(super) struct Index {
    order: HashMap<usize, usize>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    parent: usize,
    token: String,
    place: Place,
}

impl Index {
    pub(super) fn new(root: &Value, places: &[Place]) -> Self {
        let mut index = Self {
            order: HashMap::with_capacity(places.len()),
            entries: Vec::with_capacity(places.len()),
        };
        index.add(root, 0, String::new(), places);
        index
    }

    fn add(&mut self, value: &Value, parent: usize, token: String, places: &[Place]) {
        let own = self.entries.len();
        self.order.insert(address(value), own);
        self.entries.push(Entry {
            parent,
            token,
            place: places.get(own).copied().unwrap_or(Place::START),
        });
        match value {
            Value::Object(map) => {
                for (key, member) in map {
                    self.add(member, own, escape(key), places);
                }
            }
            Value::Array(list) => {
                for (number, element) in list.iter().enumerate() {
                    self.add(element, own, number.to_string(), places);
                }
            }
            _ => {}
        }
    }

    /// Pointer and place; of the whole document for a value that is not in it.
    pub(super) fn find(&self, value: &Value) -> (String, Place) {
        let Some(&found) = self.order.get(&address(value)) else {
            return (String::new(), Place::START);
        };
        let mut tokens = Vec::new();
        let mut own = found;
        while own != 0 {
            tokens.push(self.entries[own].token.as_str());
            own = self.entries[own].parent;
        }
        let mut pointer = String::new();
        for token in tokens.iter().rev() {
            pointer.push('/');
            pointer.push_str(token);
        }
        (pointer, self.entries[found].place)
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
        let index = Index::new(&root, &scan(text));
        let at = |pointer: &str| {
            let (found, place) = index.find(root.pointer(pointer).unwrap());
            assert_eq!(found, pointer);
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
