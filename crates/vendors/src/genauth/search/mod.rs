//! Searching users by what the directory does not index: conditions, keywords in some members, other
//! orders.
//!
//! A user is looked at as it is shown, with all optional members.

mod condition;
mod scan;

use std::cmp::Ordering;

use serde_json::Value;
use umbridge_directory::Timestamp;

use self::condition::{Condition, compare};
use super::{
    failure::Failure,
    wire::{FuzzySearchOn, ListUsersAdvancedFilterItemDto, Order, SortField, SortingDto},
};

/// Recorded: the members searched where none are named.
const SEARCHED: [FuzzySearchOn; 5] = [
    FuzzySearchOn::Phone,
    FuzzySearchOn::Email,
    FuzzySearchOn::Name,
    FuzzySearchOn::Username,
    FuzzySearchOn::Nickname,
];

/// What users are wanted, in which order.
#[derive(Debug, Default)]
pub(super) struct Search {
    keywords: Option<(String, Vec<FuzzySearchOn>)>,
    conditions: Vec<Condition>,
    updated: (Option<Timestamp>, Option<Timestamp>),
    sort: Vec<(SortField, Order)>,
}

impl Search {
    /// Wants users who have the text in one of the members; empty text is no wish.
    pub(super) fn keywords(mut self, text: Option<&str>, on: Option<Vec<FuzzySearchOn>>) -> Self {
        let text = text.filter(|text| !str::is_empty(text));
        let on = on
            .filter(|on| !Vec::is_empty(on))
            .unwrap_or(SEARCHED.to_vec());
        self.keywords = text.map(|text| (text.to_ascii_lowercase(), on));
        self
    }

    /// Wants users for whom all conditions hold.
    ///
    /// # Errors
    ///
    /// 400 for a condition whose value is not what its operator or member takes.
    pub(super) fn conditions(
        mut self,
        items: Vec<ListUsersAdvancedFilterItemDto>,
    ) -> Result<Self, Failure> {
        self.conditions = items
            .into_iter()
            .map(Condition::parse)
            .collect::<Result<_, _>>()?;
        Ok(self)
    }

    /// Wants users last changed within a span, its ends included.
    pub(super) fn updated(mut self, from: Option<Timestamp>, to: Option<Timestamp>) -> Self {
        self.updated = (from, to);
        self
    }

    /// Wants them in another order; users alike stay in the order of creation.
    pub(super) fn sorted(mut self, by: Vec<SortingDto>) -> Self {
        self.sort = by.into_iter().map(|by| (by.field, by.order)).collect();
        self
    }

    /// Whether all users are wanted in the order of creation, which the directory knows by itself.
    pub(super) fn is_plain(&self) -> bool {
        self.keywords.is_none()
            && self.conditions.is_empty()
            && self.updated == (None, None)
            && self.sort.is_empty()
    }

    /// Text that every user wanted has somewhere, for the directory to look at others first.
    pub(super) fn text(&self) -> Option<String> {
        let keyword = self.keywords.as_ref().map(|(text, _)| text.clone());
        keyword.or_else(|| self.conditions.iter().find_map(Condition::text))
    }

    /// Whether a user is wanted.
    pub(super) fn wants(&self, user: &Value, updated_at: Timestamp) -> bool {
        let (from, to) = self.updated;
        from.is_none_or(|from| updated_at >= from)
            && to.is_none_or(|to| updated_at <= to)
            && self.keywords.as_ref().is_none_or(|(text, on)| {
                on.iter().any(|on| {
                    let member = user[on.member()].as_str().unwrap_or_default();
                    member.to_ascii_lowercase().contains(text)
                })
            })
            && self
                .conditions
                .iter()
                .all(|condition| condition.holds(user))
    }

    /// Which of two users comes first. Inferred: users without the member come before those with it.
    pub(super) fn order(&self, one: &Value, other: &Value) -> Ordering {
        let by = |(field, order): &(SortField, Order)| {
            let (one, other) = (&one[field.member()], &other[field.member()]);
            let ascending = match (one.is_null(), other.is_null()) {
                (false, false) => compare(one, other).unwrap_or(Ordering::Equal),
                (one, other) => other.cmp(&one),
            };
            match order {
                Order::Asc => ascending,
                Order::Desc => ascending.reverse(),
            }
        };
        self.sort
            .iter()
            .map(by)
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}
