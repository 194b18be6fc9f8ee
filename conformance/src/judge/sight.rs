//! What doors showed of users, against what is expected of them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ask::template::as_text;
use crate::report::{Finding, Moment, Sighting};
use crate::run::User;
use crate::suite::case::Reading;

/// What findings say of somebody who was not deleted.
pub(crate) const STILL_THERE: &str = "still there";
/// What findings say of somebody who was.
pub(crate) const GONE: &str = "gone";

/// What a door showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sight {
    Present,
    Absent,
    Unclear(String),
    /// How many users a door counted.
    Counted(u64),
}

/// What is expected of one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Gone,
    Kept,
    Either,
}

impl Fate {
    /// What becomes of a role's users by a reading.
    pub(crate) fn of(reading: &Reading, role: &str) -> Self {
        let names = |roles: &[String]| roles.iter().any(|name| name == role);
        if names(&reading.either) {
            Self::Either
        } else if names(&reading.gone) {
            Self::Gone
        } else {
            Self::Kept
        }
    }
}

/// What one door showed of one user, or of all that it counts.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) door: String,
    /// Whether the door shows the deleted.
    pub(crate) of_the_deleted: bool,
    /// Places among the users that were looked for.
    pub(crate) who: Vec<usize>,
    pub(crate) sight: Sight,
    pub(crate) status: Option<u16>,
}

/// What differs between what was seen and what is expected.
pub(crate) fn judge(views: &[View], users: &[User], fates: &[Fate]) -> Vec<Finding> {
    let judged = views.iter().filter_map(|view| match view.sight {
        Sight::Counted(number) => judge_count(view, number, users, fates),
        _ => judge_one(view, users, fates),
    });
    judged.collect()
}

fn judge_one(view: &View, users: &[User], fates: &[Fate]) -> Option<Finding> {
    let at = *view.who.first()?;
    let visible = match (&view.sight, view.of_the_deleted) {
        (Sight::Present, false) | (Sight::Absent, true) => Some(true),
        (Sight::Present, true) | (Sight::Absent, false) => Some(false),
        _ => None,
    };
    let wanted = match fates[at] {
        Fate::Kept => true,
        Fate::Gone => false,
        Fate::Either => return None,
    };
    if visible == Some(wanted) {
        return None;
    }
    let actual = match &view.sight {
        Sight::Unclear(why) => why,
        _ if wanted => GONE,
        _ => STILL_THERE,
    };
    let expected = if wanted { STILL_THERE } else { GONE };
    let place = format!("{} through {}", label(&users[at]), view.door);
    Some(Finding::new(&place, expected, actual))
}

/// A door that counts must find everybody it is sure to find, and nobody who is gone.
fn judge_count(view: &View, number: u64, users: &[User], fates: &[Fate]) -> Option<Finding> {
    let account = view.who.first().map(|at| &users[*at].account);
    let kept = view.who.iter().filter(|at| fates[**at] == Fate::Kept);
    let least = kept.count() as u64;
    let everybody = users.iter().zip(fates);
    let most = everybody.filter(|(user, fate)| {
        Some(&user.account) == account && matches!(fate, Fate::Kept | Fate::Either)
    });
    let most = most.count() as u64;
    if (least..=most).contains(&number) {
        return None;
    }
    let expected = if least == most {
        least.to_string()
    } else {
        format!("{least} to {most}")
    };
    let place = format!("users through {}", view.door);
    Some(Finding::new(&place, &expected, &number.to_string()))
}

/// Users who should be there and are not, by what was found.
pub(crate) fn vanished(findings: &[Finding]) -> Vec<String> {
    let mut vanished: Vec<String> = findings
        .iter()
        .filter(|finding| finding.expected == STILL_THERE && finding.actual == GONE)
        .filter_map(|finding| finding.place.split(" through ").next().map(str::to_owned))
        .collect();
    // The doors are opened side by side, so one user's findings are not neighbours.
    vanished.sort();
    vanished.dedup();
    vanished
}

/// The table of one moment: a row for each door and role.
pub(crate) fn table(views: &[View], users: &[User], moment: Moment) -> Vec<Sighting> {
    let mut rows: BTreeMap<(String, String), Sighting> = BTreeMap::new();
    for view in views {
        let counts = matches!(view.sight, Sight::Counted(_)) || view.who.len() != 1;
        let role = match view.who.first().filter(|_| !counts) {
            Some(at) => users[*at].role.clone(),
            None => String::new(),
        };
        let row = rows
            .entry((view.door.clone(), role.clone()))
            .or_insert_with(|| Sighting::new(&view.door, moment, &role, view.of_the_deleted));
        match view.sight {
            Sight::Present => row.present += 1,
            Sight::Absent => row.absent += 1,
            Sight::Unclear(_) => row.unclear += 1,
            Sight::Counted(number) => row.counted = Some(number),
        }
        row.statuses.extend(view.status);
        row.statuses.sort_unstable();
        row.statuses.dedup();
    }
    rows.into_values().collect()
}

/// A user as findings name them: the role, and the first field, which every profile makes readable.
pub(crate) fn label(user: &User) -> String {
    let fields = user.fields.as_object();
    let first: Option<&Value> = fields.and_then(|fields| fields.values().next());
    format!("{} {}", user.role, first.map(as_text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Fate, Sight, View, judge, table};
    use crate::report::Moment;
    use crate::run::User;

    fn users() -> Vec<User> {
        let user = |role: &str, id: u8| User {
            seat: String::new(),
            role: role.to_owned(),
            account: "owner".to_owned(),
            fields: json!({"id": id}),
        };
        vec![user("target", 1), user("target", 2), user("bystander", 3)]
    }

    fn view(door: &str, who: Vec<usize>, sight: Sight) -> View {
        View {
            door: door.to_owned(),
            of_the_deleted: door == "deleted",
            who,
            sight,
            status: Some(200),
        }
    }

    #[rstest::rstest]
    #[case::gone(view("show", vec![0], Sight::Absent), 0)]
    #[case::not_gone(view("show", vec![0], Sight::Present), 1)]
    #[case::nothing_clear(view("show", vec![0], Sight::Unclear("500".into())), 1)]
    #[case::whoever_may_be_either(view("show", vec![1], Sight::Present), 0)]
    #[case::listed_as_deleted(view("deleted", vec![0], Sight::Present), 0)]
    #[case::not_listed_as_deleted(view("deleted", vec![0], Sight::Absent), 1)]
    #[case::kept_and_listed_as_deleted(view("deleted", vec![2], Sight::Present), 1)]
    #[case::counted_without_the_undecided(view("count", vec![0, 1, 2], Sight::Counted(1)), 0)]
    #[case::counted_with_the_undecided(view("count", vec![0, 1, 2], Sight::Counted(2)), 0)]
    #[case::counted_with_the_gone(view("count", vec![0, 1, 2], Sight::Counted(3)), 1)]
    #[case::counted_too_few(view("count", vec![0, 1, 2], Sight::Counted(0)), 1)]
    fn a_view(#[case] view: View, #[case] findings: usize) {
        let fates = [Fate::Gone, Fate::Either, Fate::Kept];
        assert_eq!(judge(&[view], &users(), &fates).len(), findings);
    }

    #[test]
    fn a_table_has_a_row_for_each_door_and_role() {
        let views = [
            view("show", vec![0], Sight::Absent),
            view("show", vec![1], Sight::Present),
            view("show", vec![2], Sight::Present),
            view("count", vec![0, 1, 2], Sight::Counted(2)),
        ];
        let rows = table(&views, &users(), Moment::Settled);
        let told: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {} {}/{}", row.door, row.role, row.present, row.absent))
            .collect();
        assert_eq!(
            told,
            ["count  0/0", "show bystander 1/0", "show target 1/1"]
        );
        assert_eq!(rows[0].counted, Some(2));
    }
}
