//! The blocks of a page that was copied as plain text or as Markdown.
//!
//! Every line is a block of its own: plain text does not say which lines
//! belong together, and a passage that runs over several is found all the same.

use super::words::without_number;
use super::{Block, Kind};

/// The blocks of a copy, in its order.
pub(super) fn blocks(copy: &str) -> Vec<Block> {
    let copy = copy.replace("<br/>", "\n").replace("<br>", "\n");
    let mut found = Vec::new();
    let mut lines = copy.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.starts_with("```"))
                .collect();
            found.push(Block::new(Kind::Code, code.join("\n")));
        } else if opens_code(line) {
            let mut code = vec![line];
            let mut depth = nesting(line);
            while let Some(next) =
                lines.next_if(|next| !next.is_empty() && (depth > 0 || next.starts_with("--")))
            {
                depth += nesting(next);
                code.push(next);
            }
            found.push(Block::new(Kind::Code, code.join("\n")));
        } else {
            found.push(block(line));
        }
    }
    found
}

/// The block that a line outside of code is.
fn block(line: &str) -> Block {
    let line = without_links(&without_tags(line));
    let line = line.trim();
    if let Some(title) = line.strip_prefix('\u{b6}') {
        return Block::new(Kind::Heading, title);
    }
    let title = line.trim_start_matches('#');
    if title != line && title.starts_with(' ') {
        return Block::new(Kind::Heading, title);
    }
    if line.starts_with('|') || line.ends_with('|') {
        return Block::new(Kind::Row, line);
    }
    let bare = without_number(line);
    let bullet = ["- ", "* ", "+ ", "\u{2022} "];
    let item = bullet.iter().find_map(|bullet| line.strip_prefix(bullet));
    match item {
        Some(item) => Block::new(Kind::Item, item),
        None if bare != line => Block::new(Kind::Item, bare),
        None => Block::new(Kind::Sentence, line),
    }
}

/// Whether a line that no fence announces begins a block of code.
fn opens_code(line: &str) -> bool {
    let option = line
        .strip_prefix("--")
        .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_alphabetic()));
    option || line.starts_with("curl ") || line == "{" || line == "["
}

/// How many more brackets a line opens than it closes.
fn nesting(line: &str) -> isize {
    line.chars()
        .map(|sign| match sign {
            '{' | '[' => 1,
            '}' | ']' => -1,
            _ => 0,
        })
        .sum()
}

/// A line without what a template engine takes out of it: `{% … %}` and `{: … }`.
fn without_tags(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once("{%") {
        kept.push_str(before);
        rest = tag.split_once("%}").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    if kept.trim_start().starts_with("{:") {
        kept.clear();
    }
    kept
}

/// A line with the text of each Markdown link in place of the link.
fn without_links(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, link)) = rest.split_once("](") {
        let Some((opening, (_, after))) = before.rfind('[').zip(link.split_once(')')) else {
            break;
        };
        kept.push_str(&before[..opening]);
        kept.push_str(&before[opening + 1..]);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Kind};
    use super::blocks;

    #[rstest::rstest]
    #[case::an_item("- one", Kind::Item, "one")]
    #[case::a_numbered_item("  3. Click here.", Kind::Item, "Click here.")]
    #[case::a_rule_is_no_item("204 Success", Kind::Sentence, "204 Success")]
    #[case::a_row_without_its_first_bar("a | b |", Kind::Row, "a | b |")]
    #[case::a_bar_within_a_line("string | null", Kind::Sentence, "string | null")]
    #[case::a_marked_title("\u{b6} Response", Kind::Heading, " Response")]
    #[case::a_link(
        "See [the page](https://x.test/a) now",
        Kind::Sentence,
        "See the page now"
    )]
    #[case::an_open_bracket("a [b and ](c", Kind::Sentence, "a [b and ](c")]
    #[case::a_template_s_tag("{% alert %}Beware{% end %}", Kind::Sentence, "Beware")]
    #[case::an_attribute_list("{: .wide}", Kind::Sentence, "")]
    #[case::a_placeholder(
        "{base}is: https://x.test - Your",
        Kind::Sentence,
        "{base}is: https://x.test - Your"
    )]
    fn a_line(#[case] line: &str, #[case] kind: Kind, #[case] text: &str) {
        assert_eq!(blocks(line), [Block::new(kind, text)]);
    }

    #[test]
    fn a_command_is_one_block_until_its_brackets_close() {
        let copy = "curl -X DELETE 'u' \\\n--header 'a: b'\n--data-raw '{\n\"ids\": [\n1\n]\n}'\ncurl again\nDone.";
        let kinds: Vec<Kind> = blocks(copy).iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Kind::Code, Kind::Code, Kind::Sentence]);
    }
}
