//! The blocks of a page that was copied as HTML.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::{Block, Kind};

/// Elements whose text nobody reads on the page.
const UNREAD: [&[u8]; 6] = [
    b"noscript",
    b"script",
    b"style",
    b"svg",
    b"template",
    b"title",
];

/// Elements within a line: text before and after them is one text.
const INLINE: [&[u8]; 24] = [
    b"a", b"abbr", b"b", b"bdi", b"cite", b"code", b"del", b"em", b"font", b"i", b"img", b"ins",
    b"kbd", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strong", b"sub", b"sup", b"u",
    b"wbr",
];

/// Whether a copy is HTML: it begins with a tag, and tags are closed in it.
pub(super) fn is_html(copy: &str) -> bool {
    copy.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
        && copy.contains("</")
}

/// The blocks of a copy, in its order.
pub(super) fn blocks(copy: &str) -> Vec<Block> {
    let mut emitter = DefaultEmitter::default();
    // Otherwise what a script writes would be read as the page's own tags.
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new_with_emitter(copy, emitter) {
        match token {
            Token::StartTag(tag) if !tag.self_closing => reader.open(&tag.name),
            Token::StartTag(tag) => reader.pass(&tag.name),
            Token::EndTag(tag) => reader.close(&tag.name),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reader.end_block();
    reader.blocks
}

/// What was read so far, and where the reader is.
#[derive(Debug, Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
    unread: usize,
    heading: bool,
    item: usize,
    row: usize,
    code: usize,
}

impl Reader {
    fn open(&mut self, name: &[u8]) {
        if UNREAD.contains(&name) {
            self.unread += 1;
            return;
        }
        self.pass(name);
        match name {
            b"li" | b"dd" | b"dt" => self.item += 1,
            b"tr" => self.row += 1,
            b"pre" => self.code += 1,
            _ => self.heading |= is_heading(name),
        }
    }

    fn close(&mut self, name: &[u8]) {
        if UNREAD.contains(&name) {
            self.unread = self.unread.saturating_sub(1);
            return;
        }
        self.pass(name);
        match name {
            b"ul" | b"ol" | b"dl" => self.item = 0,
            b"li" | b"dd" | b"dt" => self.item = self.item.saturating_sub(1),
            b"table" => self.row = 0,
            b"tr" => self.row = self.row.saturating_sub(1),
            b"pre" => self.code = self.code.saturating_sub(1),
            _ => self.heading &= !is_heading(name),
        }
    }

    /// Ends what a tag ends: a block, or in a row and in code only a word.
    fn pass(&mut self, name: &[u8]) {
        if INLINE.contains(&name) {
            return;
        }
        let row_goes_on = self.row > 0 && !matches!(name, b"tr" | b"table" | b"tbody" | b"thead");
        let code_goes_on = self.code > 0 && name != b"pre";
        if row_goes_on || code_goes_on {
            self.text.push('\n');
        } else {
            self.end_block();
        }
    }

    fn text(&mut self, text: &str) {
        if self.unread == 0 {
            self.text.push_str(text);
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let kind = if self.heading {
            Kind::Heading
        } else if self.code > 0 {
            Kind::Code
        } else if self.row > 0 {
            Kind::Row
        } else if self.item > 0 {
            Kind::Item
        } else {
            Kind::Sentence
        };
        self.blocks.push(Block::new(kind, text.trim()));
    }
}

fn is_heading(name: &[u8]) -> bool {
    matches!(name, b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6")
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::{blocks, is_html};

    fn told(copy: &str) -> Vec<(Kind, String)> {
        blocks(copy)
            .into_iter()
            .map(|block| (block.kind, block.text))
            .collect()
    }

    #[test]
    fn entities_are_what_they_stand_for() {
        let expected = (Kind::Sentence, "<provider>:<id> & more".to_owned());
        assert_eq!(
            told("<p>&lt;provider&gt;:&lt;id&gt; &amp; more</p>"),
            [expected]
        );
    }

    #[test]
    fn a_row_that_is_not_closed_ends_with_its_table() {
        let told = told("<table><tr><th>a<th>b<tr><td><p>c</p><td>d</table><p>e</p>");
        let kinds: Vec<Kind> = told.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [Kind::Row, Kind::Row, Kind::Sentence], "{told:?}");
    }

    #[test]
    fn a_list_in_a_list_has_items() {
        let told = told("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d");
        let items = told.iter().filter(|(kind, _)| *kind == Kind::Item).count();
        assert_eq!(items, 3, "{told:?}");
    }

    #[test]
    fn text_that_mentions_tags_is_no_html() {
        assert!(!is_html("The format is <a>:<b>, see </b>."));
        assert!(is_html("\u{feff} <!DOCTYPE html><p>x</p>"));
    }
}
