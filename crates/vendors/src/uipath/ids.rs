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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{
        super::{VENDOR, seed},
        BulkSoftDelete, Given, IdMode, Settings, Unusable, guid, parse, placement,
    };
    use crate::kit::bench::Bench;

    const GUID: &str = "0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11";

    #[rstest::rstest]
    #[case::dashes(GUID, true)]
    #[case::capitals("0B6F1A52-6F0E-4F0E-9A5B-8D1C5B7F2A11", true)]
    #[case::digits_alone("0b6f1a526f0e4f0e9a5b8d1c5b7f2a11", true)]
    #[case::braces("{0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11}", true)]
    #[case::parentheses("(0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11)", true)]
    #[case::blanks_around(" 0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11\n", true)]
    #[case::urn("urn:uuid:0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11", false)]
    #[case::digits_in_parentheses("(0b6f1a526f0e4f0e9a5b8d1c5b7f2a11)", false)]
    #[case::open_parenthesis("(0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11", false)]
    #[case::one_digit_less("0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a1", false)]
    #[case::other_letters("0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2g11", false)]
    #[case::nul_inside("0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a1\u{0}", false)]
    #[case::four_bytes_a_letter("😀😀😀😀😀😀😀😀😀", false)]
    #[case::empty("", false)]
    fn guids_are_read_as_dotnet_reads_them(#[case] text: &str, #[case] is_one: bool) {
        let read = guid(text).map(|guid| guid.to_string());
        assert_eq!(read.as_deref(), is_one.then_some(GUID));
    }

    #[rstest::rstest]
    #[case::opaque("dol-2908", Some("dol-2908"), None)]
    #[case::opaque_keeps_its_case("DOL-2908", Some("DOL-2908"), None)]
    #[case::guid_is_folded(
        "0B6F1A526F0E4F0E9A5B8D1C5B7F2A11",
        Some("0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11"),
        Some("0b6f1a52-6f0e-4f0e-9a5b-8d1c5b7f2a11")
    )]
    fn a_mode_says_what_an_id_is(
        #[case] text: &str,
        #[case] documented: Option<&str>,
        #[case] strict: Option<&str>,
    ) {
        assert_eq!(IdMode::Documented.id(text).as_deref(), documented);
        assert_eq!(IdMode::StrictGuid.id(text).as_deref(), strict);
    }

    fn not_ids(paths: &[&str]) -> Unusable {
        Unusable::NotIds(paths.iter().map(|path| (*path).to_owned()).collect())
    }

    #[rstest::rstest]
    #[case::all_at_once(json!({"partitionGlobalId": "magic-7", "userIds": ["a", 7, null]}), not_ids(&["partitionGlobalId", "userIds[1]", "userIds[2]"]))]
    #[case::faults_before_the_partition(json!({"partitionGlobalId": GUID, "userIds": [[]]}), not_ids(&["userIds[0]"]))]
    #[case::foreign(json!({"partitionGlobalId": GUID, "userIds": ["a"]}), Unusable::ForeignPartition)]
    #[case::no_partition(json!({"userIds": ["a"]}), Unusable::ForeignPartition)]
    #[case::nothing(json!({}), Unusable::ForeignPartition)]
    #[tokio::test]
    async fn what_cannot_be_acted_upon_is_told_whole(
        #[case] body: Value,
        #[case] expected: Unusable,
    ) {
        let bench = Bench::new(&VENDOR).await;
        let found = bench
            .directory
            .find_account("uipath", seed::PARTITION)
            .await;
        let account = found.expect("readable").expect("seeded");
        let command: BulkSoftDelete =
            crate::kit::body::parse(body.to_string().as_bytes()).expect("a command");
        let told = parse(&command, &account, &Settings::default());
        assert_eq!(told.expect_err("refused"), expected);
    }

    #[tokio::test]
    async fn groups_are_read_in_their_order() {
        let bench = Bench::new(&VENDOR).await;
        let found = bench
            .directory
            .find_account("uipath", seed::PARTITION)
            .await;
        let account = found.expect("readable").expect("seeded");
        let partition = Given::from(seed::PARTITION);
        let groups = [Given::from("g-2"), Given::from("g-1")];
        let read = placement(
            &account,
            IdMode::Documented,
            Some(&partition),
            Some(&groups),
            std::iter::empty(),
        );
        assert_eq!(read.expect("read"), ["g-2", "g-1"]);
    }
}
