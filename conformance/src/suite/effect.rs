//! What a request does to users, as far as the suite's files say it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::operation::Operation;

/// What a request does. The order is that of harm.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// It shows something.
    Reads,
    /// It changes users who stay.
    Changes,
    /// It makes users.
    Creates,
    /// It takes users away.
    Deletes,
}

impl Effect {
    /// What an operation does where its file does not say.
    pub(crate) fn of(operation: &Operation) -> Self {
        let usual = match operation.request.method.as_str() {
            "GET" | "HEAD" | "OPTIONS" => Self::Reads,
            "DELETE" => Self::Deletes,
            _ if !operation.creates.is_empty() => Self::Creates,
            _ => Self::Changes,
        };
        operation.effect.unwrap_or(usual)
    }

    /// The word used in plans.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Changes => "changes",
            Self::Creates => "creates",
            Self::Deletes => "deletes",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Effect;
    use crate::suite::Suite;

    /// A new operation that takes users away, or makes some, has to be thought about here.
    #[test]
    fn these_operations_take_users_away_and_make_them() {
        let suite = Suite::embedded().expect("readable files");
        let of = |effect: Effect| {
            let vendors = suite.vendors.iter();
            let mut found: Vec<String> = vendors
                .flat_map(|vendor| {
                    let those = vendor.operations.iter();
                    let those = those.filter(|one| Effect::of(one) == effect);
                    those.map(|one| format!("{}.{}", vendor.profile.vendor, one.name))
                })
                .collect();
            found.sort();
            found
        };
        let deletes = [
            "braze.merge",
            "ejento.delete",
            "uipath.delete-one",
            "zendesk.delete-one",
            "zendesk.delete-permanently",
        ];
        assert_eq!(of(Effect::Deletes), deletes);
        let creates = [
            "braze.alias-new",
            "braze.identify",
            "braze.track",
            "ejento.create",
            "genauth.create",
            "genauth.create-batch",
            "uipath.bulk-create",
            "uipath.create",
            "zendesk.create",
            "zendesk.create-many",
            "zendesk.create-or-update-many",
        ];
        assert_eq!(of(Effect::Creates), creates);
    }
}
