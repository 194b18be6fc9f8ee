//! Paths that mean the same.

/// Whether `path` is `prefix` or lies under it; `/usersx` does not lie under `/users`.
pub fn lies_under(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path without its doubled leading slash, which clients send whose base URL ends in one.
pub fn single_slash(path: &str) -> &str {
    if path.starts_with("//") {
        &path[path.len() - path.trim_start_matches('/').len() - 1..]
    } else {
        path
    }
}

#[cfg(test)]
mod tests {
    use super::{lies_under, single_slash};

    #[rstest::rstest]
    #[case::itself("/users", true)]
    #[case::below("/users/delete", true)]
    #[case::longer_word("/usersx", false)]
    #[case::elsewhere("/api/users", false)]
    fn a_prefix_ends_at_a_slash(#[case] path: &str, #[case] expected: bool) {
        assert_eq!(lies_under(path, "/users"), expected);
    }

    #[rstest::rstest]
    #[case("//users/delete", "/users/delete")]
    #[case("///users//delete", "/users//delete")]
    #[case("/users", "/users")]
    #[case("/", "/")]
    #[case("//", "/")]
    fn only_leading_slashes_are_folded(#[case] path: &str, #[case] expected: &str) {
        assert_eq!(single_slash(path), expected);
    }
}
