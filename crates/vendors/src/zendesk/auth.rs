//! Who asks: Basic with an API token or a password, or an OAuth access token.

use poem::Request;
use poem_openapi::registry::MetaSecurityScheme;
use umbridge_directory::{Account, Credential, Directory, User};

use super::{
    REALM,
    failure::Failure,
    settings::Settings,
    wire::{Attributes, Role},
};
use crate::kit::{Authenticate, auth};

/// The kinds of credential the directory keeps for this dialect.
pub(super) const BASIC: &str = "basic";
pub(super) const BEARER: &str = "bearer";

/// An agent, administrator or end user who calls.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) directory: Directory,
    pub(super) account: Account,
    pub(super) settings: Settings,
    /// The user whose credential it is.
    pub(super) user: User,
    /// OAuth scopes; `None` for Basic, which is not limited by scopes.
    scopes: Option<Vec<String>>,
}

impl Authenticate for Caller {
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)> {
        let basic =
            "E-mail address followed by `/token` and an API token, or e-mail address and password.";
        vec![
            ("basicAuth", auth::http_scheme("basic", basic)),
            (
                "bearerAuth",
                auth::http_scheme("bearer", "An OAuth access token."),
            ),
        ]
    }

    async fn authenticate(
        request: &Request,
        _body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        if let Some(token) = auth::bearer(request) {
            let found = directory
                .find_credential(REALM, BEARER, token)
                .await
                .map_err(Failure::from)?;
            let credential = found.ok_or_else(Failure::invalid_token)?;
            let scopes = Some(credential.grants.clone());
            return Ok(Self::from_credential(directory, credential, scopes)?);
        }
        let (user, secret) = auth::basic(request).ok_or_else(Failure::unauthenticated)?;
        let found = directory
            .find_credential(REALM, BASIC, &basic_key(&user, &secret))
            .await
            .map_err(Failure::from)?;
        Ok(Self::from_credential(
            directory,
            found.ok_or_else(Failure::unauthenticated)?,
            None,
        )?)
    }
}

/// The key of a Basic credential: e-mail addresses have no case, what follows does.
pub(super) fn basic_key(user: &str, secret: &str) -> String {
    match user.split_once('/') {
        Some((email, suffix)) => format!("{}/{suffix}:{secret}", email.to_lowercase()),
        None => format!("{}:{secret}", user.to_lowercase()),
    }
}

impl Caller {
    fn from_credential(
        directory: &Directory,
        credential: Credential,
        scopes: Option<Vec<String>>,
    ) -> Result<Self, Failure> {
        let user = credential.subject.ok_or_else(Failure::unauthenticated)?;
        let settings = Settings::of(&credential.account)?;
        Ok(Self {
            directory: directory.clone(),
            account: credential.account,
            settings,
            user,
            scopes,
        })
    }

    /// Documented: bulk deletion is for administrators.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn require_admin(&self) -> Result<(), Failure> {
        if self.role() == "admin" {
            Ok(())
        } else {
            Err(Failure::forbidden())
        }
    }

    /// Documented: job statuses are for agents, which administrators are too.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn require_agent(&self) -> Result<(), Failure> {
        if matches!(self.role(), "admin" | "agent") {
            Ok(())
        } else {
            Err(Failure::forbidden())
        }
    }

    /// An OAuth token must carry the scope, or the same for `users` alone.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn require_scope(&self, scope: &str) -> Result<(), Failure> {
        let carried = |scopes: &[String]| {
            scopes
                .iter()
                .any(|held| held == scope || *held == format!("users:{scope}"))
        };
        match &self.scopes {
            Some(scopes) if !carried(scopes) => Err(Failure::missing_scope(scope)),
            _ => Ok(()),
        }
    }

    /// Inferred: only administrators make staff, and agents make end users.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn may_write(&self, sent: &Attributes) -> Result<(), Failure> {
        match sent.read::<Role>("role") {
            Some(Role::Agent | Role::Admin) => self.require_admin(),
            _ => Ok(()),
        }
    }

    fn role(&self) -> &str {
        self.user.profile["role"].as_str().unwrap_or("end-user")
    }
}
