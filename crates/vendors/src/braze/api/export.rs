//! Reading users back.

use std::collections::HashSet;

use poem_openapi::{ApiResponse, OpenApi};
use umbridge_directory::{Identifier, User};

use super::{
    super::{
        auth::Caller,
        failure::Failure,
        ids::{self, ALIAS, BRAZE_ID, EXTERNAL_ID},
        policy::MAX_IDS,
        wire::{ExportRequest, ExportResponse, ExportedUser, Name, Summary, UserAlias},
    },
    SUCCESS,
};
use crate::kit::{Answer, Auth, JsonBody};

pub(crate) struct Api;

/// The users are in the answer.
#[derive(Debug, ApiResponse)]
enum Exported {
    /// Whoever was found.
    // Recorded from 2018 to 2020: 201, also where nobody was found.
    #[oai(status = 201)]
    Created(Answer<ExportResponse>),
}

#[OpenApi]
impl Api {
    /// Export users by identifier
    ///
    /// Reads users by external id, alias, Braze's own id, e-mail address or phone number.
    #[oai(
        path = "/users/export/ids",
        method = "post",
        operation_id = "exportUsersByIds"
    )]
    async fn export(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(request): JsonBody<ExportRequest, true>,
    ) -> Result<Exported, Failure> {
        // Documented: mandatory for newer workspaces. Inferred: the words.
        if caller.settings.require_fields_to_export && request.fields_to_export.is_none() {
            return Err(Failure::invalid("fields_to_export", "is required"));
        }
        let names = request.names()?;
        let found = caller
            .directory
            .find_users(caller.account.id, &names)
            .await?;
        let known: HashSet<usize> = found.iter().map(|(at, _)| *at).collect();
        // Inferred: only external ids are listed, as they are the only ones a recording shows.
        let invalid: Vec<String> = (0..)
            .zip(&names)
            .filter(|(at, name)| name.scheme == EXTERNAL_ID && !known.contains(at))
            .map(|(_, name)| name.value.clone())
            .collect();
        let fields = Fields(request.fields_to_export);
        let mut seen = HashSet::new();
        let users = found
            .iter()
            .filter(|(_, user)| seen.insert(user.id))
            .map(|(_, user)| fields.of(user))
            .collect();
        Ok(Exported::Created(Answer(ExportResponse {
            users,
            invalid_user_ids: (!invalid.is_empty()).then_some(invalid),
            message: SUCCESS.to_owned(),
        })))
    }
}

impl ExportRequest {
    /// The names asked for.
    fn names(&self) -> Result<Vec<Identifier>, Failure> {
        let external_ids = self.external_ids.as_deref().unwrap_or_default();
        let aliases = self.user_aliases.as_deref().unwrap_or_default();
        // Documented: at most 50 external ids and aliases.
        if external_ids.len() + aliases.len() > MAX_IDS {
            return Err(Failure::too_many_aliases());
        }
        let mut names: Vec<Identifier> = external_ids.iter().map(Identifier::from).collect();
        names.extend(aliases.iter().map(Identifier::from));
        names.extend(self.braze_id.iter().map(|id| ids::braze_id(id.0.clone())));
        names.extend(self.email_address.iter().map(|given| ids::email(&given.0)));
        names.extend(self.phone.iter().map(|given| ids::phone(&given.0)));
        // Devices come from apps, which are not emulated: the selector is read and names nobody.
        if names.is_empty() && self.device_id.is_none() {
            return Err(Failure::no_identifiers());
        }
        Ok(names)
    }
}

/// The members of a user that are wanted.
struct Fields(Option<Vec<String>>);

impl Fields {
    fn pick<T>(&self, field: &str, value: Option<T>) -> Option<T> {
        let wanted = self
            .0
            .as_ref()
            .is_none_or(|fields| fields.iter().any(|wanted| wanted == field));
        value.filter(|_| wanted)
    }

    /// Documented: members that are null or empty are left out. Recorded: aliases are there even if none.
    fn of(&self, user: &User) -> ExportedUser {
        let text = |field: &str| {
            let value = user.profile[field].as_str();
            self.pick(field, value.map(str::to_owned))
        };
        let named = |field: &str, scheme: &str| {
            self.pick(field, user.identifier(scheme).map(str::to_owned))
        };
        let summaries = |field: &str| {
            let list = Summary::list(user.profile.get(field));
            self.pick(field, (!list.is_empty()).then_some(list))
        };
        let custom = user.profile.get("custom_attributes").filter(|custom| {
            custom
                .as_object()
                .is_some_and(|members| !members.is_empty())
        });
        let created_at = user.created_at.render("%Y-%m-%dT%H:%M:%S.%3fZ");
        ExportedUser {
            external_id: named("external_id", EXTERNAL_ID),
            user_aliases: self.pick("user_aliases", Some(aliases(user))),
            braze_id: named("braze_id", BRAZE_ID),
            created_at: self.pick("created_at", Some(created_at)),
            first_name: text("first_name"),
            last_name: text("last_name"),
            email: text("email"),
            phone: text("phone"),
            dob: text("dob"),
            country: text("country"),
            home_city: text("home_city"),
            language: text("language"),
            gender: text("gender"),
            time_zone: text("time_zone"),
            random_bucket: self.pick("random_bucket", user.profile["random_bucket"].as_i64()),
            email_subscribe: text("email_subscribe"),
            push_subscribe: text("push_subscribe"),
            custom_attributes: self.pick("custom_attributes", custom.cloned()),
            custom_events: summaries("custom_events"),
            purchases: summaries("purchases"),
            total_revenue: self.pick("total_revenue", user.profile["total_revenue"].as_f64()),
        }
    }
}

fn aliases(user: &User) -> Vec<UserAlias> {
    let labelled = user.identifiers.iter().filter_map(|name| {
        let label = name.scheme.strip_prefix(ALIAS)?;
        Some(UserAlias {
            alias_name: Name(name.value.clone()),
            alias_label: Name(label.to_owned()),
        })
    });
    labelled.collect()
}
