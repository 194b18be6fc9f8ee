//! Scopes: which of an access token's an operation wants.

use poem_openapi::registry::{MetaOAuthFlow, MetaOAuthScope};

use super::{failure::Failure, settings::ScopeMode};

/// Documented (scopes page): the umbrella, and its halves.
pub(super) const USER: &str = "PM.User";
pub(super) const USER_READ: &str = "PM.User.Read";
pub(super) const USER_WRITE: &str = "PM.User.Write";

/// The client credentials flow with what each scope is for, as the document describes it.
pub(super) fn flow(token_url: &'static str) -> MetaOAuthFlow {
    let scope = |name, description| MetaOAuthScope {
        name,
        description: Some(description),
    };
    MetaOAuthFlow {
        authorization_url: None,
        token_url: Some(token_url),
        refresh_url: None,
        scopes: vec![
            scope(USER, "Reading, creating, changing and deleting users."),
            scope(USER_READ, "Reading users."),
            scope(USER_WRITE, "Creating, changing and deleting users."),
        ],
    }
}

/// What an operation does to users, and with it the two scopes that let it.
pub(super) trait Access: Send + Sync + 'static {
    const SCOPES: [&'static str; 2];

    /// Whether a token with these scopes may.
    ///
    /// # Errors
    ///
    /// 403.
    fn require(mode: ScopeMode, held: &[String]) -> Result<(), Failure> {
        let has = |scope: &&str| held.iter().any(|other| other == scope);
        let (enough, joint) = match mode {
            ScopeMode::Any => (Self::SCOPES.iter().any(has), "or"),
            ScopeMode::All => (Self::SCOPES.iter().all(has), "and"),
            ScopeMode::None => return Ok(()),
        };
        let [umbrella, half] = Self::SCOPES;
        enough
            .then_some(())
            .ok_or_else(|| Failure::missing_scope(held, &format!("'{umbrella}' {joint} '{half}'")))
    }
}

/// Reading users.
#[derive(Debug)]
pub(super) struct Read;
/// Creating, changing and deleting users.
#[derive(Debug)]
pub(super) struct Write;

impl Access for Read {
    const SCOPES: [&'static str; 2] = [USER, USER_READ];
}

impl Access for Write {
    const SCOPES: [&'static str; 2] = [USER, USER_WRITE];
}

#[cfg(test)]
mod tests {
    use super::{Access, Read, ScopeMode, Write};

    #[rstest::rstest]
    #[case::umbrella(ScopeMode::Any, "PM.User", true, true)]
    #[case::read(ScopeMode::Any, "PM.User.Read", true, false)]
    #[case::write(ScopeMode::Any, "PM.User.Write", false, true)]
    #[case::another(ScopeMode::Any, "PM.Group", false, false)]
    #[case::no_scope(ScopeMode::Any, "", false, false)]
    #[case::all_umbrella(ScopeMode::All, "PM.User", false, false)]
    #[case::all_both(ScopeMode::All, "PM.User PM.User.Write", false, true)]
    #[case::none(ScopeMode::None, "", true, true)]
    fn a_token_needs_the_scope(
        #[case] mode: ScopeMode,
        #[case] held: &str,
        #[case] reads: bool,
        #[case] writes: bool,
    ) {
        let held: Vec<String> = held.split_whitespace().map(str::to_owned).collect();
        assert_eq!(Read::require(mode, &held).is_ok(), reads);
        assert_eq!(Write::require(mode, &held).is_ok(), writes);
    }
}
