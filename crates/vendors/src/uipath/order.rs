//! The order of lists.

use umbridge_directory::User;

use super::{failure::Failure, ids::ID, profile::Profile};

/// A member of users that lists are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    UserName,
    Email,
    Name,
    Surname,
    DisplayName,
    CreationTime,
    LastModificationTime,
    LegacyId,
    Type,
}

/// Documented by examples (published OpenAPI): the names of members, capitalised.
const COLUMNS: [(&str, Column); 10] = [
    ("Id", Column::Id),
    ("UserName", Column::UserName),
    ("Email", Column::Email),
    ("Name", Column::Name),
    ("Surname", Column::Surname),
    ("DisplayName", Column::DisplayName),
    ("CreationTime", Column::CreationTime),
    ("LastModificationTime", Column::LastModificationTime),
    ("LegacyId", Column::LegacyId),
    ("Type", Column::Type),
];

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
}

impl Column {
    /// Reads the member to sort by; the time of creation where there is none.
    ///
    /// # Errors
    ///
    /// 400 for a member that there is not. Inferred, as is that case does not count.
    pub(super) fn parse(given: Option<&str>) -> Result<Self, Failure> {
        let Some(given) = given.filter(|text| !str::is_empty(text)) else {
            return Ok(Self::CreationTime);
        };
        COLUMNS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(given))
            .map(|(_, column)| *column)
            .ok_or_else(|| Failure::unreadable("sortBy", given))
    }

    /// Whether the directory keeps users in this order.
    pub(super) fn is_stored(self) -> bool {
        self == Self::CreationTime
    }

    /// Sorts users who are in the order of their creation, in which equal ones stay.
    pub(super) fn sort(self, users: &mut [User]) {
        users.sort_by_cached_key(|user| self.key(user));
    }

    fn key(self, user: &User) -> Key {
        // A profile that cannot be read is told when it is shown.
        let profile = Profile::of(user).unwrap_or_default();
        let text = |text: Option<String>| Key::Text(text.unwrap_or_default().to_lowercase());
        match self {
            Self::Id => text(user.identifier(ID).map(str::to_owned)),
            Self::UserName => text(Some(profile.user_name)),
            Self::Email => text(Some(profile.email)),
            Self::Name => text(profile.name),
            Self::Surname => text(profile.surname),
            Self::DisplayName => text(profile.display_name),
            Self::CreationTime => Key::Number(user.created_at.0),
            Self::LastModificationTime => Key::Number(user.updated_at.0),
            Self::LegacyId => Key::Number(profile.legacy_id),
            Self::Type => Key::Number(i64::try_from(profile.r#type).unwrap_or_default()),
        }
    }
}
