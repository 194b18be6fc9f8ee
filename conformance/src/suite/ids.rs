//! The list of all claim ids there ever were: people quote them, so none may vanish or be given anew.

use std::collections::BTreeSet;

use super::Suite;

/// What stands behind an id whose claim is gone.
const RETIRED: &str = " retired: ";

impl Suite {
    /// The list with the ids that are not on it yet. What is on it stays, whatever became of the claim.
    #[must_use]
    pub fn with_new_ids(&self, list: &str) -> String {
        let comments = list.lines().take_while(|line| line.starts_with('#'));
        let mut lines: BTreeSet<&str> = entries(list).collect();
        let listed: BTreeSet<&str> = entries(list).map(id).collect();
        let current = self.current_ids();
        lines.extend(current.difference(&listed));
        comments
            .chain(lines)
            .map(|line| format!("{line}\n"))
            .collect()
    }

    /// What is wrong with the list: ids whose claim is gone without a word, and retired ones that are in use.
    #[must_use]
    pub fn broken_ids(&self, list: &str) -> Vec<String> {
        let current = self.current_ids();
        entries(list)
            .filter_map(|entry| {
                let retired = entry.contains(RETIRED);
                match (current.contains(id(entry)), retired) {
                    (false, false) => Some(format!(
                        "{entry} is gone; put `{RETIRED}why` behind it if it has to be",
                    )),
                    (true, true) => Some(format!("{} is retired and in use", id(entry))),
                    _ => None,
                }
            })
            .collect()
    }

    fn current_ids(&self) -> BTreeSet<&str> {
        let claims = self.vendors.iter().flat_map(|vendor| &vendor.claims);
        claims.map(|claim| claim.id.as_str()).collect()
    }
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn id(entry: &str) -> &str {
    entry.split_once(RETIRED).map_or(entry, |(id, _)| id)
}
