//! Path templates, in which the names of parameters do not matter.

/// A template with the names of its parameters erased: `/users/{id}` becomes `/users/{}`.
pub(crate) fn erased(template: &str) -> String {
    let mut erased = String::with_capacity(template.len());
    let mut inside = false;
    for character in template.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        erased.push(character);
    }
    erased
}

#[cfg(test)]
mod tests {
    #[rstest::rstest]
    #[case("/users/{id}/tags/{tag}", "/users/{}/tags/{}")]
    #[case("DELETE /users", "DELETE /users")]
    #[case("/users/{id", "/users/{")]
    fn names_are_erased(#[case] template: &str, #[case] erased: &str) {
        assert_eq!(super::erased(template), erased);
    }
}
