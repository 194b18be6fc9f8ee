//! Who asks: the bearer of an access token, with the scopes an operation wants.

use std::{marker::PhantomData, sync::Arc};

use poem::Request;
use poem_openapi::registry::{MetaOAuthFlows, MetaSecurityScheme};
use umbridge_directory::{Account, Directory, User};

use super::{
    REALM,
    failure::Failure,
    ids, paths, policy,
    scope::{self, Access},
    settings::{RateLimits, Settings},
    token,
};
use crate::kit::{Authenticate, auth, rate::Buckets};

/// The names of the security schemes in the document.
pub(super) const BEARER: &str = "bearerAuth";
pub(super) const APPLICATION: &str = "oauth2";

/// An application or administrator with access to a partition.
#[derive(Debug)]
pub(super) struct Caller<A> {
    pub(super) directory: Directory,
    /// The partition.
    pub(super) account: Account,
    pub(super) settings: Settings,
    /// The user whose token it is; an application's token is nobody's.
    pub(super) user: Option<User>,
    access: PhantomData<A>,
}

impl<A: Access> Authenticate for Caller<A> {
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)> {
        let bearer = auth::http_scheme(
            "bearer",
            "An access token of an external application or of an organization administrator.",
        );
        let application = MetaSecurityScheme {
            ty: "oauth2",
            scheme: None,
            flows: Some(MetaOAuthFlows {
                implicit: None,
                password: None,
                client_credentials: Some(scope::flow(paths::TOKEN)),
                authorization_code: None,
            }),
            ..auth::http_scheme(
                "oauth2",
                "An external application, with the scopes it was given.",
            )
        };
        vec![(BEARER, bearer), (APPLICATION, application)]
    }

    // Inferred from the framework's order: the scopes come before the body is looked at.
    async fn authenticate(
        request: &Request,
        _body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        let shown = auth::bearer(request).ok_or_else(Failure::no_token)?;
        let found = directory
            .find_credential(REALM, token::TOKEN, shown)
            .await
            .map_err(Failure::from)?;
        let now = directory.clock().now();
        let credential = found.ok_or_else(|| token::refuse(shown, now))?;
        let settings = Settings::of(&credential.account).map_err(Failure::from)?;
        require_organization(request, &credential.account, &settings).map_err(Failure::from)?;
        require_allowance(request, &credential.account, &settings, directory)?;
        A::require(settings.scope_mode, &credential.grants)?;
        Ok(Self {
            directory: directory.clone(),
            account: credential.account,
            settings,
            user: credential.subject,
            access: PhantomData,
        })
    }
}

/// A path with an organization that is not the caller's.
#[derive(Debug)]
pub(super) struct NoOrganization;

/// An organization in the path must be the caller's, by name or by global id.
pub(super) fn require_organization(
    request: &Request,
    account: &Account,
    settings: &Settings,
) -> Result<(), NoOrganization> {
    let Some(given) = paths::organization(request) else {
        return Ok(());
    };
    let named = settings.organization.as_deref();
    // Inferred: names of organizations have no case, as hosts have none.
    let by_name = named.is_some_and(|name| name.eq_ignore_ascii_case(given));
    if by_name || ids::is_own(account, settings.id_mode, given) == Some(true) {
        Ok(())
    } else {
        Err(NoOrganization)
    }
}

/// Where rate limits hold, takes this request out of its method's.
///
/// # Errors
///
/// 429.
fn require_allowance(
    request: &Request,
    account: &Account,
    settings: &Settings,
    directory: &Directory,
) -> Result<(), Failure> {
    let limit = policy::rate_limit(request.method().as_str());
    let (Some((method, limit)), Some(buckets)) = (limit, request.data::<Arc<Buckets>>()) else {
        return Ok(());
    };
    if settings.rate_limits == RateLimits::Off {
        return Ok(());
    }
    let now = directory.clock().now();
    let told = buckets.take(account.id, method, limit, policy::RATE_WINDOW, now);
    if told.granted {
        return Ok(());
    }
    // Inferred: a client is told whole seconds, and never to try again at once.
    let wait = (told.reset.seconds() - now.seconds()).max(1);
    let told_when = settings.rate_limits == RateLimits::RetryAfter;
    Err(Failure::too_many(told_when.then_some(wait)))
}
