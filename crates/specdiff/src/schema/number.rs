//! Numbers of schemas: compared exactly where they are whole.

use std::{cmp::Ordering, fmt};

use serde_json::{Number, Value};

/// A number that a keyword carries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Decimal {
    Whole(i128),
    Fraction(f64),
}

impl Decimal {
    pub(crate) fn of(number: &Number) -> Self {
        let whole = number
            .as_i64()
            .map(i128::from)
            .or_else(|| number.as_u64().map(i128::from));
        whole.map_or_else(
            || Self::from_f64(number.as_f64().unwrap_or(0.0)),
            Self::Whole,
        )
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "only whole numbers below 2^53 are cast"
    )]
    fn from_f64(number: f64) -> Self {
        if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
            Self::Whole(number as i128)
        } else {
            Self::Fraction(number)
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "the exact case is taken before")]
    fn float(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            Self::Fraction(fraction) => fraction,
        }
    }

    pub(crate) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(two)) => one.cmp(&two),
            _ => self.float().total_cmp(&other.float()),
        }
    }

    /// Whether every multiple of this number is one of `other` too.
    pub(crate) fn is_multiple_of(self, other: Self) -> bool {
        match (self, other) {
            (Self::Whole(one), Self::Whole(two)) => two != 0 && one % two == 0,
            _ => {
                let quotient = self.float() / other.float();
                quotient.is_finite() && (quotient - quotient.round()).abs() < 1e-9
            }
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => whole.fmt(formatter),
            Self::Fraction(fraction) => fraction.fmt(formatter),
        }
    }
}

/// A limit of a range, with the keyword that sets it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound<'d> {
    pub(crate) limit: Decimal,
    pub(crate) exclusive: bool,
    pub(crate) at: &'d Value,
}

impl Bound<'_> {
    /// For integers `> 4` is `>= 5`.
    fn inclusive(&self, integers: bool, step: i128) -> (Decimal, bool) {
        match self.limit {
            Decimal::Whole(whole) if integers && self.exclusive => {
                (Decimal::Whole(whole.saturating_add(step)), false)
            }
            limit => (limit, self.exclusive),
        }
    }

    /// How two lower limits compare: greater is stricter.
    pub(crate) fn compare_lower(&self, other: &Self, integers: bool) -> Ordering {
        let (one, two) = (self.inclusive(integers, 1), other.inclusive(integers, 1));
        one.0.compare(two.0).then(one.1.cmp(&two.1))
    }

    /// How two upper limits compare: less is stricter.
    pub(crate) fn compare_upper(&self, other: &Self, integers: bool) -> Ordering {
        let (one, two) = (self.inclusive(integers, -1), other.inclusive(integers, -1));
        one.0.compare(two.0).then(two.1.cmp(&one.1))
    }

    pub(crate) fn text(&self, sign: char) -> String {
        let equal = if self.exclusive { "" } else { "=" };
        format!("{sign}{equal} {}", self.limit)
    }
}
