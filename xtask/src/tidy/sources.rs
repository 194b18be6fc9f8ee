//! Rust sources as words: identifiers and strings, without comments.

use std::{
    fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use anyhow::{Context, Result, anyhow, ensure};
use proc_macro2::{TokenStream, TokenTree};

use crate::shell;

/// A word of a source file and the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) line: usize,
    /// Whether it is the text of a string, and not an identifier.
    pub(crate) literal: bool,
}

/// The files with this ending under a folder of the repository, sorted.
///
/// Fewer than `least` means that the rule looks at the wrong place, which must not pass for tidiness.
pub(crate) fn files(folder: &str, ending: &str, least: usize) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![shell::root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    ensure!(
        found.len() >= least,
        "{folder} has {} {ending} files, fewer than the {least} expected",
        found.len()
    );
    found.sort();
    Ok(found)
}

/// The words of a Rust file; comments, doc comments included, are none.
pub(crate) fn words(path: &Path) -> Result<Vec<Word>> {
    let text = fs::read_to_string(path)?;
    let stream =
        TokenStream::from_str(&text).map_err(|error| anyhow!("{}: {error}", path.display()))?;
    let mut words = Vec::new();
    collect(stream, &mut words);
    Ok(words)
}

fn collect(stream: TokenStream, words: &mut Vec<Word>) {
    for token in stream {
        let line = token.span().start().line;
        match token {
            TokenTree::Ident(name) => words.push(Word {
                text: name.to_string(),
                line,
                literal: false,
            }),
            TokenTree::Literal(literal) => words.push(Word {
                text: literal.to_string(),
                line,
                literal: true,
            }),
            TokenTree::Group(group) if is_doc(&group.stream()) => {}
            TokenTree::Group(group) => collect(group.stream(), words),
            TokenTree::Punct(_) => {}
        }
    }
}

/// Doc comments reach the tokens as `[doc = "…"]`.
fn is_doc(stream: &TokenStream) -> bool {
    matches!(stream.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

/// A path as the reader of a finding wants it.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(shell::root())
        .unwrap_or(path)
        .display()
        .to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_are_no_words() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let text = "//! doc\n// comment\n/// more\nfn name() {\n    let _ = \"text\";\n}\n";
        std::fs::write(file.path(), text).expect("written");
        let words = super::words(file.path()).expect("read");
        let texts: Vec<_> = words
            .iter()
            .map(|word| (word.text.as_str(), word.line))
            .collect();
        assert_eq!(
            texts,
            [
                ("fn", 4),
                ("name", 4),
                ("let", 5),
                ("_", 5),
                ("\"text\"", 5)
            ]
        );
    }
}
