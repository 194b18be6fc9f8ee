//! The identifiers of a request: values as given become ids, or the list of those that are none.

use std::collections::BTreeSet;

use umbridge_directory::{Account, Identifier};
use uuid::Uuid;

use super::{
    settings::{EmptyList, IdMode, Settings},
    wire::{BulkSoftDelete, Given},
};

/// The scheme of users' ids.
pub(super) const ID: &str = "id";

/// The schemes of names and addresses, whose case does not count.
pub(super) const USER_NAME: &str = "user_name";
pub(super) const EMAIL: &str = "email";

/// Why the ids of a body cannot be acted upon.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unusable {
    /// Values at these paths (`userIds[0]`) are not ids.
    NotIds(BTreeSet<String>),
    /// The partition is not the caller's.
    ForeignPartition,
    /// The list has fewer entries than it must have.
    TooFew {
        /// How many it must have.
        least: usize,
    },
    /// The list has more entries than it may have.
    TooMany {
        /// How many it may have.
        most: usize,
    },
}

/// Reads a GUID in the forms .NET reads: digits alone, with dashes, in braces or in parentheses.
pub(super) fn guid(text: &str) -> Option<Uuid> {
    let text = text.trim();
    // The crate also reads URNs, which .NET does not, and no parentheses, which .NET does.
    match (text.strip_prefix('('), text.starts_with(['u', 'U'])) {
        (Some(rest), _) => rest
            .strip_suffix(')')
            .filter(|inner| inner.len() == 36)
            .and_then(|inner| Uuid::try_parse(inner).ok()),
        (None, true) => None,
        (None, false) => Uuid::try_parse(text).ok(),
    }
}

impl IdMode {
    /// The form in which an id is kept; `None` where it is none.
    pub(super) fn id(self, text: &str) -> Option<String> {
        match (guid(text), self) {
            (Some(guid), _) => Some(guid.hyphenated().to_string()),
            // Documented: the example's ids are not GUIDs, whatever the schema says.
            (None, Self::Documented) => Some(text.to_owned()),
            (None, Self::StrictGuid) => None,
        }
    }

    /// The form in which an id of a body is kept.
    pub(super) fn given(self, given: &Given) -> Option<String> {
        given.text().and_then(|text| self.id(text))
    }

    /// Reads a list of ids in its order, noting the paths of entries that are none.
    pub(super) fn ids(
        self,
        member: &str,
        given: Option<&[Given]>,
        faults: &mut BTreeSet<String>,
    ) -> Vec<String> {
        let entries = given.unwrap_or_default().iter().enumerate();
        entries
            .filter_map(|(at, entry)| {
                let id = self.given(entry);
                if id.is_none() {
                    faults.insert(format!("{member}[{at}]"));
                }
                id
            })
            .collect()
    }
}

/// Whether a partition is the account's own: by GUID, or by name where ids may be any text.
///
/// `None` means that it is no id at all.
pub(super) fn is_own(account: &Account, mode: IdMode, text: &str) -> Option<bool> {
    match guid(text) {
        Some(given) => Some(guid(&account.name) == Some(given)),
        None if mode == IdMode::Documented && text == account.name => Some(true),
        None => None,
    }
}

/// Checks the partition of a body, noting its path where it is no id.
fn own_partition(
    account: &Account,
    mode: IdMode,
    given: Option<&Given>,
    faults: &mut BTreeSet<String>,
) -> bool {
    let Some(given) = given else {
        // Inferred: the framework makes an absent one the zero GUID, which is nobody's partition.
        return false;
    };
    let own = given.text().and_then(|text| is_own(account, mode, text));
    if own.is_none() {
        faults.insert("partitionGlobalId".to_owned());
    }
    own.unwrap_or(false)
}

/// The groups that created users are to be in; `ids` are those the users are to have, by path.
///
/// # Errors
///
/// [`Unusable::NotIds`] or [`Unusable::ForeignPartition`].
pub(super) fn placement<'g>(
    account: &Account,
    mode: IdMode,
    partition: Option<&Given>,
    groups: Option<&[Given]>,
    ids: impl Iterator<Item = (String, &'g Given)>,
) -> Result<Vec<String>, Unusable> {
    let mut faults = BTreeSet::new();
    let own = own_partition(account, mode, partition, &mut faults);
    let groups = mode.ids("groupIDs", groups, &mut faults);
    faults.extend(
        ids.filter(|(_, id)| mode.given(id).is_none())
            .map(|(path, _)| path),
    );
    match (faults.is_empty(), own) {
        (false, _) => Err(Unusable::NotIds(faults)),
        (true, false) => Err(Unusable::ForeignPartition),
        (true, true) => Ok(groups),
    }
}

/// The users a deletion names, in the order of the body.
///
/// # Errors
///
/// [`Unusable`], every value that is no id at once: the vendor's parser goes on after a fault.
pub(super) fn parse(
    command: &BulkSoftDelete,
    account: &Account,
    settings: &Settings,
) -> Result<Vec<Identifier>, Unusable> {
    let mut faults = BTreeSet::new();
    let mode = settings.id_mode;
    let own = own_partition(
        account,
        mode,
        command.partition_global_id.as_ref(),
        &mut faults,
    );
    let ids = mode.ids("userIds", command.user_ids.as_deref(), &mut faults);
    if !faults.is_empty() {
        return Err(Unusable::NotIds(faults));
    }
    if ids.is_empty() && settings.empty_list == EmptyList::BadRequest {
        return Err(Unusable::TooFew { least: 1 });
    }
    if let Some(most) = settings.max_ids.filter(|most| ids.len() > *most) {
        return Err(Unusable::TooMany { most });
    }
    if !own {
        return Err(Unusable::ForeignPartition);
    }
    Ok(ids.into_iter().map(|id| Identifier::new(ID, id)).collect())
}
