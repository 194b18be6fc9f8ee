//! Where the values of a JSON text stand, in the way the vendor's parser counts.
//!
//! The text has already been read, so that it is known to be JSON; this only counts.

/// A value of a JSON text and where it ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Where it is in the value, such as `userIds[0]` or `users[0].email`; empty for the whole.
    pub(super) path: String,
    /// The value as written; of an object or a list only the bracket.
    pub(super) text: &'t str,
    /// Its line, counted from 1.
    pub(super) line: usize,
    /// How much of the line has been consumed with its last character, in UTF-16 code units.
    pub(super) position: usize,
}

/// Every value of a text, in the order of writing.
pub(super) fn tokens(json: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner {
        rest: json,
        line: 1,
        position: 0,
        tokens: Vec::new(),
    };
    scanner.value("");
    scanner.tokens
}

struct Scanner<'t> {
    rest: &'t str,
    line: usize,
    position: usize,
    tokens: Vec<Token<'t>>,
}

impl<'t> Scanner<'t> {
    fn value(&mut self, path: &str) {
        self.blanks();
        match self.peek() {
            Some('{') => {
                self.token(path, 1);
                self.members(path);
            }
            Some('[') => {
                self.token(path, 1);
                self.entries(path);
            }
            Some('"') => self.token(path, string_length(self.rest)),
            _ => {
                let end = |c: char| c.is_ascii_whitespace() || ",]}".contains(c);
                let length = self.rest.find(end).unwrap_or(self.rest.len());
                // At least one character, so that counting comes to an end whatever the text is.
                self.token(path, length.max(self.peek().map_or(0, char::len_utf8)));
            }
        }
    }

    fn members(&mut self, path: &str) {
        while self.goes_on('}') {
            let length = string_length(self.rest);
            let written = self.take(length);
            let name: String = serde_json::from_str(written).unwrap_or_default();
            self.blanks();
            self.take(':'.len_utf8());
            let dot = if path.is_empty() { "" } else { "." };
            self.value(&format!("{path}{dot}{name}"));
        }
    }

    fn entries(&mut self, path: &str) {
        let mut index = 0;
        while self.goes_on(']') {
            self.value(&format!("{path}[{index}]"));
            index += 1;
        }
    }

    /// Steps over blanks and a comma; `false` once the closing bracket or the end is taken.
    fn goes_on(&mut self, closing: char) -> bool {
        self.blanks();
        if self.peek() == Some(',') {
            self.take(1);
            self.blanks();
        }
        if self.peek() == Some(closing) {
            self.take(1);
            return false;
        }
        self.peek().is_some()
    }

    fn blanks(&mut self) {
        let blank = |c: char| !c.is_ascii_whitespace();
        let length = self.rest.find(blank).unwrap_or(self.rest.len());
        self.take(length);
    }

    fn token(&mut self, path: &str, length: usize) {
        let text = self.take(length);
        self.tokens.push(Token {
            path: path.to_owned(),
            text,
            line: self.line,
            position: self.position,
        });
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        let mut before = None;
        for c in taken.chars() {
            match c {
                '\n' if before == Some('\r') => {}
                '\n' | '\r' => {
                    self.line += 1;
                    self.position = 0;
                }
                _ => self.position += c.len_utf16(),
            }
            before = Some(c);
        }
        self.rest = rest;
        taken
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }
}

/// The length in bytes of the string literal that a text begins with.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::tokens;

    /// The body as the document prints it.
    const PRINTED: &str = "{\n\"partitionGlobalId\": \"3fa85f64-5717-4562-b3fc-2c963f66afa6\",\n\"userIds\": [\n\"dol-2908\", \"qui-2609\"\n]\n}";

    #[rstest::rstest]
    #[case::printed_first(PRINTED, "userIds[0]", "\"dol-2908\"", (4, 10))]
    #[case::printed_second(PRINTED, "userIds[1]", "\"qui-2609\"", (4, 22))]
    #[case::printed_member(PRINTED, "partitionGlobalId", "\"3fa85f64-5717-4562-b3fc-2c963f66afa6\"", (2, 59))]
    #[case::one_line(r#"{"userIds":["a",17]}"#, "userIds[1]", "17", (1, 18))]
    #[case::indented("{\r\n  \"a\": [\r\n    null\r\n  ]\r\n}", "a[0]", "null", (3, 8))]
    #[case::lines_by_carriage_return("[\r1,\r\r2]", "[1]", "2", (4, 1))]
    #[case::nested(r#"{"users":[{"x":{}},{"email":7}]}"#, "users[1].email", "7", (1, 29))]
    #[case::list_in_list("[[1,[2]],[3]]", "[0][1][0]", "2", (1, 6))]
    #[case::quotes_and_brackets_in_strings(r#"{"a":"}\"],\\","b":[ ] ,"c":1}"#, "c", "1", (1, 29))]
    #[case::an_object_by_its_bracket(r#"{"userIds":{"a":1}}"#, "userIds", "{", (1, 12))]
    #[case::the_whole("  null ", "", "null", (1, 6))]
    #[case::code_units_not_bytes(r#"["é😀",1]"#, "[1]", "1", (1, 8))]
    fn a_value_is_found_where_it_ends(
        #[case] json: &str,
        #[case] path: &str,
        #[case] text: &str,
        #[case] place: (usize, usize),
    ) {
        let all = tokens(json);
        let found = all.iter().find(|token| token.path == path);
        let found = found.unwrap_or_else(|| panic!("{path} in {all:?}"));
        assert_eq!((found.text, (found.line, found.position)), (text, place));
    }

    #[test]
    fn what_is_not_json_is_still_counted_to_its_end() {
        for json in [
            "", "{", "[1,", "{\"a", "{\"a\":", "[\"\\", "}{", "[}", "{,}",
        ] {
            let _ = tokens(json);
        }
    }
}
