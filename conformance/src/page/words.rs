//! The words of a text, alike in every copy of a page.
//!
//! A page is copied as HTML, as Markdown or as plain text, and each copy marks
//! it up in its own way. What they share are the words. So a passage is known
//! by its words: white space, markup, and punctuation around a word do not
//! count, while everything within a word does.

/// The words of one line, table row or block of code.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().filter_map(plain).collect();
    text.split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A character without typography: nothing for what only marks up.
fn plain(sign: char) -> Option<char> {
    match sign {
        '`' | '*' | '\\' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '|' => Some(' '),
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' => Some('"'),
        '\u{2010}'..='\u{2015}' => Some('-'),
        _ => Some(sign),
    }
}

/// Drops a number at the beginning that only counts list items, as `3.` does: HTML leaves it to the reader.
pub(crate) fn without_number(line: &str) -> &str {
    line.split_once(". ")
        .filter(|(number, _)| number.len() < 3 && number.parse::<u8>().is_ok())
        .map_or(line, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::{without_number, words};

    #[rstest::rstest]
    #[case::white_space("up  to\u{a0}50\n users", "up to 50 users")]
    #[case::markdown("**Up** to `50` __users__", "Up to 50 users")]
    #[case::escapes(r"`user\_ids`", "user_ids")]
    #[case::a_row("| `ids` | Optional |", "ids Optional")]
    #[case::quotes_and_dashes("the \u{201c}user\u{2019}s\u{201d} \u{2014} id", "the user's id")]
    #[case::punctuation("(see: Job limit).", "see Job limit")]
    #[case::a_bullet("\u{2022} all", "all")]
    #[case::within_a_word("/api/v2/users 1.5 <a>:<b>", "api/v2/users 1.5 a>:<b")]
    #[case::no_words("| --- | \u{2014} |", "")]
    fn only_words_count(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(words(text).join(" "), expected);
    }

    #[rstest::rstest]
    #[case("1. Add a task.", "Add a task.")]
    #[case("2025.10 is out", "2025.10 is out")]
    #[case("204. Success", "204. Success")]
    fn only_an_item_s_number_is_dropped(#[case] line: &str, #[case] expected: &str) {
        assert_eq!(without_number(line), expected);
    }
}
