//! The ways in which a text is written inside JSON, URLs and HTML, in any mixture.

/// How anything that is not spelled by itself begins.
pub(super) const BEGINNINGS: [char; 4] = ['+', '%', '\\', '&'];

/// How many bytes at the beginning of `text` spell `wanted`.
pub(super) fn spelled(text: &str, wanted: &str) -> Option<usize> {
    let mut chars = wanted.chars();
    let Some(c) = chars.next() else {
        return Some(0);
    };
    // `&amp;` begins like `&`, so both ways are gone.
    let ways = [by_itself(text, c), otherwise(text, c)];
    ways.into_iter().flatten().find_map(|length| {
        let rest = spelled(&text[length..], chars.as_str())?;
        Some(length + rest)
    })
}

fn by_itself(text: &str, c: char) -> Option<usize> {
    text.starts_with(c).then_some(c.len_utf8())
}

/// How many bytes at the beginning of `text` spell this character in another way.
fn otherwise(text: &str, c: char) -> Option<usize> {
    match text.as_bytes().first()? {
        b'+' => (c == ' ').then_some(1),
        b'%' => percent(text, c),
        b'\\' => backslash(text, c),
        b'&' => entity(text, c),
        _ => None,
    }
}

/// `%2F`, or several of them for a character of several bytes.
fn percent(text: &str, c: char) -> Option<usize> {
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).bytes();
    let encoded: String = bytes.map(|byte| format!("%{byte:02x}")).collect();
    begins(text, &encoded)
}

/// `\"`, `\u0022`, `\n`, and the same where JSON was put into JSON.
fn backslash(text: &str, c: char) -> Option<usize> {
    let bare = text.trim_start_matches('\\');
    let slashes = text.len() - bare.len();
    let letter = match c {
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        other => other,
    };
    if c == '\\' {
        return Some(slashes);
    }
    if bare.starts_with(letter) {
        return Some(slashes + letter.len_utf8());
    }
    let mut units = [0; 2];
    let units = c.encode_utf16(&mut units).iter();
    let numbers: Vec<String> = units.map(|unit| format!("u{unit:04x}")).collect();
    Some(slashes + begins(bare, &numbers.join("\\"))?)
}

/// `&quot;`, `&#34;`, `&#x22;`.
fn entity(text: &str, c: char) -> Option<usize> {
    let number = u32::from(c);
    let name = match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&apos;",
    };
    let named = begins(text, name).filter(|_| "&<>\"'".contains(c));
    named
        .or_else(|| begins(text, &format!("&#{number};")))
        .or_else(|| begins(text, &format!("&#x{number:x};")))
}

/// Whether a text begins with another, whatever the case of its letters.
fn begins(text: &str, beginning: &str) -> Option<usize> {
    let found = text.get(..beginning.len())?;
    found
        .eq_ignore_ascii_case(beginning)
        .then_some(beginning.len())
}
