//! Texts of a server, made harmless for readers that obey control characters.

/// Characters that turn the direction of what follows, so that a text reads as something it is
/// not, and two that XML cannot hold.
const HARMFUL: [char; 11] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}', '\u{fffe}', '\u{ffff}',
];

/// The text without characters that move a cursor, colour a terminal, or turn the reading direction.
pub(super) fn plain(text: &str) -> String {
    let harmful = |c: char| (c.is_control() && !"\n\t".contains(c)) || HARMFUL.contains(&c);
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|c| if harmful(c) { '\u{fffd}' } else { c })
        .collect()
}

/// The same on one line.
pub(super) fn one_line(text: &str) -> String {
    plain(text).replace('\n', " ")
}

/// `&`, `<`, `>` and quotes, for HTML and XML.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escaped, plain};

    #[rstest::rstest]
    #[case::a_colour("\u{1b}[31mred", "\u{fffd}[31mred")]
    #[case::a_line_written_over("pass\rfail", "pass\u{fffd}fail")]
    #[case::turned_letters("a\u{202e}b", "a\u{fffd}b")]
    #[case::lines_and_tabs("a\r\nb\tc", "a\nb\tc")]
    fn a_text(#[case] text: &str, #[case] harmless: &str) {
        assert_eq!(plain(text), harmless);
    }

    #[test]
    fn markup_is_text() {
        assert_eq!(escaped("a<b>&\"\u{1}"), "a&lt;b&gt;&amp;&quot;\u{fffd}");
    }
}
