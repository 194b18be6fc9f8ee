//! Where two texts differ, for readers who look for one character in a line.

use serde::Serialize;

/// A piece of a text, and whether the other text has something else there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) differs: bool,
}

/// Two texts, cut where they begin and cease to differ. Words and numbers are never cut.
pub(super) fn differing<'a>(one: &'a str, other: &'a str) -> [Vec<Piece<'a>>; 2] {
    let alike = one.char_indices().zip(other.chars());
    let start = alike
        .take_while(|((_, a), b)| a == b)
        .map(|((at, c), _)| at + c.len_utf8())
        .last()
        .unwrap_or_default();
    let start = back_to_a_boundary(one, start).min(back_to_a_boundary(other, start));
    let (one_rest, other_rest) = (&one[start..], &other[start..]);
    let alike = one_rest.chars().rev().zip(other_rest.chars().rev());
    let end: usize = alike
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let end = forth_to_a_boundary(one_rest, end).min(forth_to_a_boundary(other_rest, end));
    [pieces(one, start, end), pieces(other, start, end)]
}

fn pieces(text: &str, start: usize, end: usize) -> Vec<Piece<'_>> {
    let end = text.len() - end;
    let cut = [
        (&text[..start], false),
        (&text[start..end], true),
        (&text[end..], false),
    ];
    let cut = cut.into_iter().filter(|(text, _)| !text.is_empty());
    cut.map(|(text, differs)| Piece { text, differs }).collect()
}

/// The end of the common beginning, not within a word of this text.
fn back_to_a_boundary(text: &str, start: usize) -> usize {
    let (before, after) = text.split_at(start);
    if !after.starts_with(within_a_word) {
        return start;
    }
    before.trim_end_matches(within_a_word).len()
}

/// The length of the common end, not beginning within a word of this text.
fn forth_to_a_boundary(text: &str, end: usize) -> usize {
    let (before, after) = text.split_at(text.len() - end);
    if !before.ends_with(within_a_word) {
        return end;
    }
    after.trim_start_matches(within_a_word).len()
}

fn within_a_word(c: char) -> bool {
    c.is_alphanumeric() || "._-".contains(c)
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[rstest::rstest]
    #[case::whole_words("gone", "still there", "[gone]", "[still there]")]
    #[case::numbers("400", "401", "[400]", "[401]")]
    #[case::the_middle(
        r#"{"a":12,"b":3}"#,
        r#"{"a":15,"b":3}"#,
        r#"{"a":[12],"b":3}"#,
        r#"{"a":[15],"b":3}"#
    )]
    #[case::a_tail("2 users", "2 users and more", "2 users", "2 users[ and more]")]
    #[case::a_longer_word("user", "users", "[user]", "[users]")]
    #[case::repeated_letters("a a", "a a a", "a a", "a a[ a]")]
    #[case::letters_of_two_bytes("ä é", "ä è", "ä [é]", "ä [è]")]
    #[case::nothing("", "x", "", "[x]")]
    fn texts(#[case] one: &str, #[case] other: &str, #[case] first: &str, #[case] second: &str) {
        let marked = differing(one, other).map(|pieces| {
            let pieces = pieces.into_iter();
            let marked = pieces.map(|piece| match piece.differs {
                true => format!("[{}]", piece.text),
                false => piece.text.to_owned(),
            });
            marked.collect::<String>()
        });
        assert_eq!(marked, [first.to_owned(), second.to_owned()]);
    }
}
