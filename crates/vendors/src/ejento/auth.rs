//! Who asks: nobody in particular by default, otherwise whoever an access token or a subscription key
//! stands for.

use poem::Request;
use poem_openapi::registry::MetaSecurityScheme;
use umbridge_directory::{Account, Credential, Directory, Error, Identifier, User};

use super::{REALM, failure::Failure, profile::Profile, settings::Settings, wire::Organization};
use crate::kit::{Authenticate, auth};

/// The kinds of credential the directory keeps for this dialect.
pub(super) const TOKEN: &str = "token";
pub(super) const KEY: &str = "key";

/// What a subscription key may grant.
pub(super) const READ: &str = "read";
pub(super) const WRITE: &str = "write";

/// The names of the security schemes in the OpenAPI document.
pub(super) const TOKEN_SCHEME: &str = "bearerAuth";
pub(super) const KEY_SCHEME: &str = "subscriptionKey";

/// Documented (developer portal page): the header of a subscription key.
const KEY_HEADER: &str = "Ocp-Apim-Subscription-Key";

/// The one account there is: nothing in a request of V1 says which deployment is meant.
pub(super) const ACCOUNT: &str = "umbridge";

/// Who calls.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) directory: Directory,
    pub(super) account: Account,
    pub(super) settings: Settings,
    /// The user who calls; nobody in particular where no credential is asked for.
    user: Option<Profile>,
    /// The subscription key, where one is asked for.
    key: Option<Credential>,
}

impl Authenticate for Caller {
    fn schemes() -> Vec<(&'static str, MetaSecurityScheme)> {
        let token = "An access token, on deployments that ask for one.";
        let key = "A subscription key, on deployments that ask for one.";
        vec![
            (TOKEN_SCHEME, auth::http_scheme("bearer", token)),
            (KEY_SCHEME, auth::key_scheme("header", KEY_HEADER, key)),
        ]
    }

    async fn authenticate(
        request: &Request,
        _body: &[u8],
        directory: &Directory,
    ) -> poem::Result<Self> {
        Ok(Self::recognize(request, directory).await?)
    }
}

/// The account that answers, with its settings.
pub(super) async fn account(directory: &Directory) -> Result<(Account, Settings), Error> {
    let account = directory.find_account(REALM, ACCOUNT).await?;
    let account = account.ok_or(Error::UnknownAccount)?;
    let settings = Settings::of(&account)?;
    Ok((account, settings))
}

async fn credential(
    directory: &Directory,
    account: &Account,
    kind: &str,
    shown: &str,
) -> Result<Option<Credential>, Error> {
    let found = directory.find_credential(REALM, kind, shown).await?;
    Ok(found.filter(|found| found.account.id == account.id))
}

impl Caller {
    async fn recognize(request: &Request, directory: &Directory) -> Result<Self, Failure> {
        let (account, settings) = account(directory).await?;
        // Inferred: the gateway stands in front, so its key is looked at first.
        let key = if settings.auth.asks_for_key() {
            let shown = request.header(KEY_HEADER);
            let shown = shown.ok_or_else(|| Failure::key("missing"))?;
            let found = credential(directory, &account, KEY, shown).await?;
            Some(found.ok_or_else(|| Failure::key("invalid"))?)
        } else {
            None
        };
        let token = if settings.auth.asks_for_token() {
            let shown = auth::bearer(request).ok_or_else(Failure::missing_token)?;
            let found = credential(directory, &account, TOKEN, shown).await?;
            Some(found.ok_or_else(Failure::invalid_token)?)
        } else {
            None
        };
        // Inferred: a key on its own stands for the user who made it.
        let credential = token.as_ref().or(key.as_ref());
        let user = credential.and_then(|shown| shown.subject.as_ref());
        let user = user.map(Profile::of).transpose()?;
        if user.as_ref().is_some_and(|user| !user.is_active) {
            return Err(Failure::inactive());
        }
        Ok(Self {
            directory: directory.clone(),
            account,
            settings,
            user,
            key,
        })
    }

    /// # Errors
    ///
    /// 403 for a key that may not read.
    pub(super) fn require_read(&self) -> Result<(), Failure> {
        self.require_grant(READ)
    }

    /// # Errors
    ///
    /// 403 for a key that may only read, and for users who are not staff.
    pub(super) fn require_write(&self) -> Result<(), Failure> {
        self.require_grant(WRITE)?;
        // Inferred: users are changed by staff. The document does not say who may.
        match &self.user {
            Some(user) if !user.is_staff && !user.is_superuser => Err(Failure::forbidden()),
            _ => Ok(()),
        }
    }

    // Documented (developer portal page): keys have scopes, and a read-only one is for GET.
    fn require_grant(&self, grant: &str) -> Result<(), Failure> {
        match &self.key {
            Some(key) if !key.grants(grant) => Err(Failure::forbidden()),
            _ => Ok(()),
        }
    }

    /// The organization whose users are all that the caller sees; `None` for those who see everybody.
    // Inferred: callers see their own organization, except for superusers.
    pub(super) fn confined_to(&self) -> Option<&Organization> {
        let user = self.user.as_ref()?;
        (!user.is_superuser).then_some(&user.organization)
    }

    /// Whether the caller sees a user.
    pub(super) fn sees(&self, user: &User) -> bool {
        self.confined_to()
            .is_none_or(|own| user.profile["organization"]["id"] == own.id)
    }

    /// The user whom an identifier names, provided that the caller sees it.
    pub(super) async fn find(&self, identifier: &Identifier) -> Result<Option<User>, Error> {
        let found = self
            .directory
            .find_user(self.account.id, identifier)
            .await?;
        Ok(found.filter(|user| self.sees(user)))
    }

    /// The caller's organization; `None` where nobody in particular calls.
    pub(super) fn organization(&self) -> Option<&Organization> {
        self.user.as_ref().map(|user| &user.organization)
    }
}
