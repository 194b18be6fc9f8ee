//! Which part of a list is asked for.

use super::{
    failure::Failure,
    policy::{MAX_USERS, PAGE_SIZE},
};

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// Entries passed over.
    pub(super) skip: u32,
    /// Entries shown at most.
    pub(super) limit: u32,
}

impl Page {
    /// Reads a page counted from 1 and its size.
    ///
    /// # Errors
    ///
    /// 400 for numbers out of range.
    pub(super) fn parse(page: Option<i64>, limit: Option<i64>) -> Result<Self, Failure> {
        let positive = |number: i64| u32::try_from(number).ok().filter(|number| *number > 0);
        let page = positive(page.unwrap_or(1)).ok_or_else(|| Failure::bad_parameter("page"))?;
        let limit = limit.unwrap_or(PAGE_SIZE);
        // Recorded: too large a page has a sentence of its own.
        if limit > i64::try_from(MAX_USERS).unwrap_or(i64::MAX) {
            return Err(Failure::broken_rule(format!(
                "limit must less than {MAX_USERS}"
            )));
        }
        let limit = positive(limit).ok_or_else(|| Failure::bad_parameter("limit"))?;
        Ok(Self {
            skip: (page - 1).saturating_mul(limit),
            limit,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[rstest::rstest]
    #[case::defaults(None, None, Some((0, 10)))]
    #[case::second(Some(2), Some(50), Some((50, 50)))]
    #[case::far(Some(4_294_967_295), Some(50), Some((u32::MAX, 50)))]
    #[case::zeroth(Some(0), None, None)]
    #[case::negative(Some(-1), None, None)]
    #[case::beyond(Some(4_294_967_296), None, None)]
    #[case::empty(None, Some(0), None)]
    #[case::too_large(None, Some(51), None)]
    fn a_page_is_read(
        #[case] page: Option<i64>,
        #[case] limit: Option<i64>,
        #[case] expected: Option<(u32, u32)>,
    ) {
        let read = Page::parse(page, limit).ok();
        assert_eq!(read.map(|page| (page.skip, page.limit)), expected);
    }
}
