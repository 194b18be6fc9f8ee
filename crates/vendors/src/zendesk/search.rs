//! What is looked for among users.

use serde_json::{Value, json};
use umbridge_directory::{Identifier, Matching};

use super::{brand::Scope, failure::Failure, ids, settings::Settings, wire::Role};

/// What a search asks for.
#[derive(Debug)]
pub(super) enum Search {
    /// The users with one external id.
    ExternalId(String),
    /// The users that match.
    Matching(Matching),
}

/// Words before a colon that say where to look; the directory looks everywhere.
const PLACES: &[&str] = &[
    "name",
    "email",
    "external_id",
    "phone",
    "notes",
    "details",
    "tags",
    "user",
];

impl Search {
    /// Reads the two parameters of a search.
    ///
    /// # Errors
    ///
    /// 400 where there is neither.
    pub(super) fn parse(query: Option<&str>, external_id: Option<&str>) -> Result<Self, Failure> {
        let given = |text: Option<&str>| {
            text.map(str::to_owned)
                .filter(|text| !str::is_empty(text.trim()))
        };
        // Inferred: the narrower one decides where there are both.
        match (given(external_id), given(query)) {
            (Some(id), _) => Ok(Self::ExternalId(id)),
            (None, Some(query)) => Ok(Self::Matching(matching(&query))),
            (None, None) => Err(Failure::parameter_missing("query or external_id")),
        }
    }
}

/// Documented: words with a colon narrow the search. What is left is one text, looked for as it stands.
fn matching(query: &str) -> Matching {
    let mut matching = Matching::default();
    let mut text = Vec::new();
    for word in words(query) {
        match word.split_once(':') {
            Some(("type", "user")) => {}
            Some(("role", role)) => matching.equal.push(("$.role".to_owned(), role.into())),
            Some((place, wanted)) if PLACES.contains(&place) => text.push(wanted.to_owned()),
            _ => text.push(word),
        }
    }
    let text = text.join(" ");
    matching.text = Some(text).filter(|text| !str::is_empty(text));
    matching
}

/// Words apart by blanks, except within quotation marks, which are taken off.
fn words(query: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in query.chars() {
        match letter {
            '"' => quoted = !quoted,
            blank if blank.is_whitespace() && !quoted => words.push(String::new()),
            other => words.last_mut().expect("never empty").push(other),
        }
    }
    words.retain(|word| !str::is_empty(word));
    words
}

/// Users of one role or of one of several.
pub(super) fn roles(role: Option<Role>, roles: Option<Vec<Role>>) -> Vec<(String, Value)> {
    let wanted: Vec<&str> = role
        .into_iter()
        .chain(roles.into_iter().flatten())
        .map(Role::word)
        .collect();
    let any = (!wanted.is_empty()).then(|| ("$.role".to_owned(), json!(wanted)));
    any.into_iter().collect()
}

/// An external id in every scope of the account. Inferred: a search does not stop at brands.
pub(super) fn everywhere(settings: &Settings, id: &str) -> Vec<Identifier> {
    let separated = settings.brands.iter().filter(|brand| brand.user_separation);
    let brands = separated.map(|brand| Scope(brand.id));
    std::iter::once(Scope::ACCOUNT)
        .chain(brands)
        .map(|scope| ids::external_id(scope, id))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Search;

    #[rstest::rstest]
    #[case::words("Kim Example", Some("Kim Example"), None)]
    #[case::place("email:kim@example.test", Some("kim@example.test"), None)]
    #[case::quoted(r#"name:"Kim Example""#, Some("Kim Example"), None)]
    #[case::role("role:agent type:user", None, Some("agent"))]
    #[case::role_and_text("role:end-user kim", Some("kim"), Some("end-user"))]
    #[case::unknown_place("a:b", Some("a:b"), None)]
    #[case::open_quotation(r#"a "b c"#, Some("a b c"), None)]
    fn a_query_is_read(
        #[case] query: &str,
        #[case] text: Option<&str>,
        #[case] role: Option<&str>,
    ) {
        let Ok(Search::Matching(matching)) = Search::parse(Some(query), None) else {
            panic!("not a query")
        };
        assert_eq!(matching.text.as_deref(), text);
        let roles: Vec<_> = matching
            .equal
            .iter()
            .filter_map(|(_, role)| role.as_str())
            .collect();
        assert_eq!(roles, role.into_iter().collect::<Vec<_>>());
    }

    #[rstest::rstest]
    #[case::neither(None, None)]
    #[case::blank(Some(" "), Some(""))]
    fn a_search_looks_for_something(#[case] query: Option<&str>, #[case] external: Option<&str>) {
        assert!(Search::parse(query, external).is_err());
    }
}
