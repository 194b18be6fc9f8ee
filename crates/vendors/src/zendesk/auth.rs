//! Who asks: Basic with an API token or a password, an OAuth access token, or nobody.

use std::sync::Arc;

use poem::{
    FromRequest, Request,
    http::{Method, StatusCode},
    web::Query,
};
use poem_openapi::registry::MetaSecurityScheme;
use umbridge_directory::{Account, Credential, Directory, User};

use super::{
    REALM,
    failure::Failure,
    headers::Told,
    ids::ID,
    operations, policy,
    settings::Settings,
    wire::{Attributes, Role},
};
use crate::kit::{
    Authenticate, auth, json,
    rate::{Allowance, Buckets},
};

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

/// A caller, or nobody in particular.
#[derive(Debug)]
pub(super) struct Visitor(pub(super) Option<Caller>);

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
        body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        let (credential, scopes) = credential(request, directory).await?;
        let user = credential.subject.ok_or_else(Failure::unauthenticated)?;
        let settings = Settings::of(&credential.account).map_err(Failure::from)?;
        let caller = Self {
            directory: directory.clone(),
            account: credential.account,
            settings,
            user,
            scopes,
        };
        let allowance = caller.count(request, body).await?;
        if caller.settings.enforce_rate_limit && !allowance.granted {
            let now = directory.clock().now();
            return Err(Failure::too_many_requests("requests a minute", allowance, now).into());
        }
        caller.require_scope(request)?;
        Ok(caller)
    }
}

impl Authenticate for Visitor {
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)> {
        Caller::schemes()
    }

    async fn authenticate(
        request: &Request,
        body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        if request.header("authorization").is_none() {
            return Ok(Self(None));
        }
        match Caller::authenticate(request, body, directory).await {
            Ok(caller) => Ok(Self(Some(caller))),
            // Recorded: a wrong password is nobody's, a wrong token is refused.
            Err(refused) if unknown(&refused) && with_password(request) => Ok(Self(None)),
            Err(refused) => Err(refused),
        }
    }
}

/// The credential a request shows, with the scopes of an access token.
async fn credential(
    request: &Request,
    directory: &Directory,
) -> Result<(Credential, Option<Vec<String>>), Failure> {
    if let Some(token) = auth::bearer(request) {
        let found = directory.find_credential(REALM, BEARER, token).await?;
        let credential = found.ok_or_else(Failure::invalid_token)?;
        let scopes = credential.grants.clone();
        return Ok((credential, Some(scopes)));
    }
    let (user, secret) = auth::basic(request).ok_or_else(Failure::unauthenticated)?;
    let key = basic_key(&user, &secret);
    let found = directory.find_credential(REALM, BASIC, &key).await?;
    Ok((found.ok_or_else(Failure::unauthenticated)?, None))
}

fn unknown(refused: &poem::Error) -> bool {
    refused.status() == StatusCode::UNAUTHORIZED
}

fn with_password(request: &Request) -> bool {
    auth::basic(request).is_some_and(|(user, _)| !user.ends_with("/token"))
}

/// The key of a Basic credential: e-mail addresses have no case, what follows does.
pub(super) fn basic_key(user: &str, secret: &str) -> String {
    match user.split_once('/') {
        Some((email, suffix)) => format!("{}/{suffix}:{secret}", email.to_lowercase()),
        None => format!("{}:{secret}", user.to_lowercase()),
    }
}

impl Caller {
    /// Takes the request out of the account's minute, and leaves word for the headers of the answer.
    async fn count(&self, request: &Request, body: &[u8]) -> poem::Result<Allowance> {
        let buckets: &Arc<Buckets> = request
            .data()
            .expect("every vendor is mounted with its buckets");
        let allowance = buckets.take(
            self.account.id,
            "requests",
            self.settings.rate_limit,
            policy::RATE_WINDOW,
            self.directory.clock().now(),
        );
        if let Some(told) = request.data::<Told>() {
            let Query(query) =
                Query::<Vec<(String, String)>>::from_request_without_body(request).await?;
            let body = json::read(body).ok();
            let operation = operations::find(request.method(), request.uri().path());
            let warning = operation.and_then(|known| known.warning(&query, body.as_ref()));
            told.set(allowance, warning);
        }
        Ok(allowance)
    }

    /// The id of a user who is to be created.
    pub(super) async fn new_id(&self) -> Result<i64, Failure> {
        let id = self.directory.reserve_numbers(self.account.id, ID, 1);
        Ok(id.await?)
    }

    /// Documented: what administrators alone may do.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn require_admin(&self) -> Result<(), Failure> {
        allowed(self.role() == Role::Admin)
    }

    /// Documented: what administrators may do, and agents whose custom role allows it. Inferred: every custom
    /// role does.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn require_manager(&self) -> Result<(), Failure> {
        let custom = !self.user.profile["custom_role_id"].is_null();
        allowed(self.role() == Role::Admin || (self.role() == Role::Agent && custom))
    }

    /// Documented: what agents may do, which administrators are too.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn require_agent(&self) -> Result<(), Failure> {
        allowed(self.role() != Role::EndUser)
    }

    /// Inferred: agents manage end users, and staff is managed by administrators alone.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn require_over(&self, role: Role) -> Result<(), Failure> {
        allowed(role == Role::EndUser || self.role() == Role::Admin)
    }

    /// Whether what is sent of a user is within what the caller may make of anybody.
    ///
    /// # Errors
    ///
    /// 403.
    pub(super) fn may_write(&self, sent: &Attributes) -> Result<(), Failure> {
        self.require_over(sent.role())
    }

    /// Documented: with an access token, reading needs the scope `read` and all else `write`, or the same for
    /// the resource alone.
    fn require_scope(&self, request: &Request) -> Result<(), Failure> {
        let Some(scopes) = &self.scopes else {
            return Ok(());
        };
        let scope = if *request.method() == Method::GET {
            "read"
        } else {
            "write"
        };
        let resource = request.uri().path().split('/').nth(3).unwrap_or_default();
        let narrow = format!("{resource}:{scope}");
        if scopes.iter().any(|held| held == scope || *held == narrow) {
            Ok(())
        } else {
            Err(Failure::missing_scope(scope))
        }
    }

    fn role(&self) -> Role {
        Role::of(&self.user.profile)
    }
}

fn allowed(is: bool) -> Result<(), Failure> {
    if is {
        Ok(())
    } else {
        Err(Failure::forbidden())
    }
}
