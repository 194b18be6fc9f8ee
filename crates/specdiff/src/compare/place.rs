//! Names of places: short for people, and a key without anything that another edit would move.

use serde_json::Value;

use crate::{load::Document, template::erased};

/// A place by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// Such as `Ticket.status`.
    pub(super) subject: String,
    /// The same for the fingerprint: names of path parameters erased, positions left out.
    pub(super) key: String,
    /// In a component, which many operations can share.
    pub(super) shared: bool,
}

pub(super) fn name(document: &Document, pointer: &str) -> Named {
    let tokens: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect();
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let root = document.root();
    match words.as_slice() {
        ["components", section, name, rest @ ..] => {
            let value = root
                .get("components")
                .and_then(|value| value.get(section)?.get(name));
            let mut named = Named {
                subject: (*name).to_owned(),
                key: format!("{section}/{name}"),
                shared: true,
            };
            named.follow(value, rest);
            named
        }
        [top @ ("paths" | "webhooks"), path, rest @ ..] => {
            let value = root.get(top).and_then(|value| value.get(path));
            let label = if *top == "webhooks" {
                format!("webhook {path}")
            } else {
                (*path).to_owned()
            };
            let mut named = Named {
                subject: label.clone(),
                key: erased(&label),
                shared: false,
            };
            named.operation(value, rest);
            named
        }
        [first, ..] => Named {
            subject: (*first).to_owned(),
            key: words.join("/"),
            shared: false,
        },
        [] => Named::default(),
    }
}

impl Named {
    /// Below a path: the method first, where there is one.
    fn operation(&mut self, item: Option<&Value>, rest: &[&str]) {
        match rest {
            [method, rest @ ..] if super::routes::METHODS.contains(method) => {
                self.subject = format!("{} {}", method.to_uppercase(), self.subject);
                self.key = format!("{} {}", method.to_uppercase(), self.key);
                self.follow(item.and_then(|item| item.get(method)), rest);
            }
            _ => self.follow(item, rest),
        }
    }

    fn follow(&mut self, mut value: Option<&Value>, mut rest: &[&str]) {
        while let Some((token, after)) = rest.split_first() {
            let inner = value.and_then(|value| value.get(token));
            let (next, used) = match (*token, after) {
                ("properties", [name, ..]) => {
                    self.push(&format!(".{name}"));
                    (inner.and_then(|inner| inner.get(name)), 2)
                }
                ("patternProperties" | "dependentSchemas" | "$defs", [name, ..]) => {
                    self.push(&format!(".<{name}>"));
                    (inner.and_then(|inner| inner.get(name)), 2)
                }
                ("allOf" | "oneOf" | "anyOf" | "prefixItems", [index, ..]) => {
                    let element = at(inner, index);
                    if *token == "prefixItems" {
                        self.push(&format!("[{index}]"));
                    }
                    (element, 2)
                }
                ("parameters", [index, ..]) => {
                    let element = at(inner, index);
                    let word = |key: &str| {
                        element
                            .and_then(|value| value.get(key)?.as_str())
                            .unwrap_or("?")
                    };
                    self.push(&format!(" {}.{}", word("in"), word("name")));
                    (element, 2)
                }
                ("content", [media, ..]) => {
                    let plain = media.split(';').next().unwrap_or_default().trim();
                    let quiet = plain.eq_ignore_ascii_case("application/json");
                    self.key.push_str(&format!(" ({})", plain.to_lowercase()));
                    if !quiet {
                        self.subject.push_str(&format!(" ({plain})"));
                    }
                    (inner.and_then(|inner| inner.get(media)), 2)
                }
                ("responses", [name, ..]) => {
                    self.push(&format!(" {name}"));
                    (inner.and_then(|inner| inner.get(name)), 2)
                }
                ("headers", [name, ..]) => {
                    self.push(&format!(" header {}", name.to_lowercase()));
                    (inner.and_then(|inner| inner.get(name)), 2)
                }
                ("callbacks", [name, expression, more @ ..]) => {
                    self.push(&format!(" callback {name}"));
                    let item = inner.and_then(|inner| inner.get(name)?.get(expression));
                    self.operation(item, more);
                    return;
                }
                ("requestBody", _) => {
                    self.push(" body");
                    (inner, 1)
                }
                ("items" | "unevaluatedItems" | "contains", _) => {
                    self.push("[]");
                    (inner, 1)
                }
                ("additionalProperties" | "unevaluatedProperties", [_, ..]) => {
                    self.push(".*");
                    (inner, 1)
                }
                ("schema" | "not" | "if" | "then" | "else" | "propertyNames", [_, ..]) => {
                    if *token != "schema" {
                        self.push(&format!(" {token}"));
                    }
                    (inner, 1)
                }
                // A keyword: the change says which.
                _ => return,
            };
            value = next;
            rest = &rest[used..];
        }
    }

    fn push(&mut self, text: &str) {
        self.subject.push_str(text);
        self.key.push_str(text);
    }
}

fn at<'v>(list: Option<&'v Value>, index: &str) -> Option<&'v Value> {
    list?.get(index.parse::<usize>().ok()?)
}
