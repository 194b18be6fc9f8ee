//! What ids and times look like, where no schema says which text is one.

/// A run of this many digits is an id, or a moment, and no amount.
pub(super) const LONG_NUMBER: usize = 7;

/// A run of this many hexadecimal digits is an id.
const LONG_HEX: usize = 16;

/// The words of a text; a UUID is one.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_of_a_word(c))
}

pub(super) fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// Whether a member holds ids, by its name.
pub(super) fn is_id(name: &str) -> bool {
    let ends = ["id", "Id", "ID", "ids", "Ids", "guid", "uuid"];
    ends.iter().any(|end| name.ends_with(end))
}

pub(super) fn is_time(name: &str) -> bool {
    let ends = [
        "_at",
        "At",
        "time",
        "Time",
        "timestamp",
        "exp",
        "iat",
        "date",
        "Date",
    ];
    ends.iter().any(|end| name.ends_with(end))
}

/// Whether a word is an id, by its look.
pub(super) fn is_opaque(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| *c != '-').collect();
    let long = |part: &str| {
        let digits = part.chars().all(|c| c.is_ascii_digit());
        let hex = part.chars().all(|c| c.is_ascii_hexdigit());
        (digits && part.len() >= LONG_NUMBER) || (hex && part.len() >= LONG_HEX)
    };
    long(&bare) || word.split(['-', '_']).any(long)
}

/// A text in which every `23:59:59` is `#time`.
pub(super) fn without_clocks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let clock = rest.get(..8).filter(|eight| {
            let shape = eight
                .chars()
                .map(|c| if c.is_ascii_digit() { '0' } else { c });
            shape.eq("00:00:00".chars())
        });
        let length = clock.map_or(first.len_utf8(), str::len);
        kept.push_str(clock.map_or(&rest[..length], |_| "#time"));
        rest = &rest[length..];
    }
    kept
}

/// `2024-10-02T…`, or an HTTP date.
pub(super) fn looks_like_a_time(text: &str) -> bool {
    let shape: String = text
        .chars()
        .take(11)
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00T" || shape == "0000-00-00 " || httpdate::parse_http_date(text).is_ok()
}
