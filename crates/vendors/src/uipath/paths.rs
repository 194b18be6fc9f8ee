//! Paths: one service, mounted under five prefixes and written in any case.

use poem::Request;

use crate::kit::Written;

/// Documented: where standalone Orchestrator has the identity service, and what our operations are written for.
const BASE: &str = "/identity";

/// The path segments of each operation, as requested and as documented; `{}` stands for an identifier.
/// Literal ones come first: `BulkCreate` is not the id of a user.
const ROUTES: &[(&[&str], &[&str])] = &[
    (&["connect", "token"], &["connect", "token"]),
    (&["api", "User"], &["api", "User"]),
    (
        &["api", "User", "BulkCreate"],
        &["api", "User", "BulkCreate"],
    ),
    (
        &["api", "User", "users", "{}"],
        &["api", "User", "users", "{}"],
    ),
    (&["api", "User", "{}"], &["api", "User", "{}"]),
    // Recorded: the older name of the list, which a client still uses on standalone installations.
    (
        &["api", "UserPartition", "users", "{}"],
        &["api", "User", "users", "{}"],
    ),
];

/// The token endpoint.
pub(super) const TOKEN: &str = "/identity/connect/token";

/// A path of the identity service, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Place<'p> {
    /// The organization before the service, where one is given.
    organization: Option<&'p str>,
    /// The path up to and including the service.
    base: &'p str,
    /// What follows, without slashes at either end.
    rest: &'p str,
}

/// Finds the identity service in a path.
///
/// Documented: `/identity` (standalone), `/identity_`, `/{org}/identity_` (suite and cloud); older pages also
/// show `/{org}/identity` and `/{org}/{tenant}/identity_`.
fn place(path: &str) -> Option<Place<'_>> {
    let mut end = 0;
    for (depth, segment) in path.strip_prefix('/')?.split('/').take(3).enumerate() {
        end += 1 + segment.len();
        let is_service = segment.eq_ignore_ascii_case("identity_")
            || (depth < 2 && segment.eq_ignore_ascii_case("identity"));
        if is_service {
            let before = path[1..].split('/').next().filter(|_| depth > 0);
            return Some(Place {
                organization: before,
                base: &path[..end],
                rest: path[end..].trim_matches('/'),
            });
        }
        // Inferred: words that begin other interfaces are no organizations.
        if depth == 0 && (["", "api", "users"].contains(&segment) || segment.starts_with('_')) {
            return None;
        }
    }
    None
}

/// Where in its path a request found the service.
fn asked(request: &Request) -> Option<Place<'_>> {
    let written = request.data::<Written>().map(|written| &*written.0);
    place(written.unwrap_or_else(|| request.uri().path()))
}

/// The organization in the path of a request, where there is one.
pub(super) fn organization(request: &Request) -> Option<&str> {
    asked(request).and_then(|place| place.organization)
}

/// The path of the service as a request has it.
pub(super) fn base(request: &Request) -> &str {
    asked(request).map_or(BASE, |place| place.base)
}

/// Whether a path belongs to the identity service.
pub(super) fn claims(path: &str) -> bool {
    place(path).is_some()
}

/// The documented form of a path.
///
/// Inferred: the router folds case and tolerates a slash at the end.
pub(super) fn rewrite(path: &str) -> Option<String> {
    let rest = place(path)?.rest;
    let documented = if str::is_empty(rest) {
        BASE.to_owned()
    } else {
        format!("{BASE}/{}", fold(rest))
    };
    (documented != path).then_some(documented)
}

fn fold(rest: &str) -> String {
    let given: Vec<&str> = rest.split('/').collect();
    let fits = |route: &[&str]| {
        route.len() == given.len()
            && route
                .iter()
                .zip(&given)
                .all(|(wanted, segment)| *wanted == "{}" || wanted.eq_ignore_ascii_case(segment))
    };
    let Some((_, documented)) = ROUTES.iter().find(|(route, _)| fits(route)) else {
        return rest.to_owned();
    };
    let segments = documented.iter().zip(given);
    segments
        .map(|(wanted, segment)| if *wanted == "{}" { segment } else { wanted })
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::{claims, place, rewrite};

    #[rstest::rstest]
    #[case::standalone("/identity/api/User", None, "/identity")]
    #[case::suite("/identity_/api/User", None, "/identity_")]
    #[case::organization(
        "/Umbridge/identity_/api/User",
        Some("Umbridge"),
        "/Umbridge/identity_"
    )]
    #[case::older("/umbridge/identity/api/User", Some("umbridge"), "/umbridge/identity")]
    #[case::tenant(
        "/umbridge/t/identity_/api/User",
        Some("umbridge"),
        "/umbridge/t/identity_"
    )]
    fn the_service_has_five_prefixes(
        #[case] path: &str,
        #[case] organization: Option<&str>,
        #[case] base: &str,
    ) {
        let found = place(path).expect("claimed");
        assert_eq!((found.organization, found.base), (organization, base));
        let documented = rewrite(path).unwrap_or_else(|| path.to_owned());
        assert_eq!(documented, "/identity/api/User");
    }

    #[rstest::rstest]
    #[case::case_is_folded("/IDENTITY/API/user", "/identity/api/User")]
    #[case::slash_at_the_end("/identity/api/User/", "/identity/api/User")]
    #[case::literal_first("/identity/api/user/bulkcreate", "/identity/api/User/BulkCreate")]
    #[case::ids_keep_their_case("/identity_/API/USER/Dol-2908", "/identity/api/User/Dol-2908")]
    #[case::list("/o/identity_/api/user/USERS/Ab", "/identity/api/User/users/Ab")]
    #[case::older_list("/identity/api/UserPartition/users/Ab", "/identity/api/User/users/Ab")]
    #[case::token("/identity_/connect/token", "/identity/connect/token")]
    #[case::unknown("/identity_/Swagger", "/identity/Swagger")]
    #[case::bare("/identity_/", "/identity")]
    fn paths_are_brought_to_their_documented_form(#[case] path: &str, #[case] documented: &str) {
        assert_eq!(rewrite(path).as_deref(), Some(documented));
    }

    #[rstest::rstest]
    #[case("/api/v2/users/destroy_many")]
    #[case("/api/identity_/User")]
    #[case("/api/user/identity_")]
    #[case("/users/identity")]
    #[case("/users/identify")]
    #[case("/identityx/api/User")]
    #[case("/o/t/identity/api/User")]
    #[case("/o/t/x/identity_/api/User")]
    #[case("/_umbridge/identity")]
    #[case("/")]
    #[case("")]
    fn other_paths_are_somebody_elses(#[case] path: &str) {
        assert!(!claims(path));
        assert_eq!(rewrite(path), None);
    }
}
