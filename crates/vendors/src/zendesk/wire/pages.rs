//! What a list says about its other pages.

use poem_openapi::Object;

use crate::kit::Nullable;

/// Where the other pages of a list are: by number or, where the caller asked so, by cursor.
#[derive(Debug, Default, Object)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct PageBody {
    /// The URL of the next page; null on the last one. Only with page numbers.
    pub(in super::super) next_page: Option<Nullable<String>>,
    /// The URL of the page before; null on the first one. Only with page numbers.
    pub(in super::super) previous_page: Option<Nullable<String>>,
    /// How many records there are in all. Only with page numbers.
    pub(in super::super) count: Option<u64>,
    /// The cursors of this page. Only with cursors.
    pub(in super::super) meta: Option<Meta>,
    /// The URLs of the neighbouring pages. Only with cursors.
    pub(in super::super) links: Option<Links>,
}

/// The cursors of a page.
#[derive(Debug, Object)]
pub(in super::super) struct Meta {
    /// Whether there are more records in the direction asked for.
    pub(in super::super) has_more: bool,
    /// The value of `page[after]` for the next page; null on an empty page.
    pub(in super::super) after_cursor: Nullable<String>,
    /// The value of `page[before]` for the page before; null on an empty page.
    pub(in super::super) before_cursor: Nullable<String>,
}

/// The URLs of the neighbouring pages.
#[derive(Debug, Object)]
pub(in super::super) struct Links {
    /// The page before; null on an empty page.
    pub(in super::super) prev: Nullable<String>,
    /// The next page; null on an empty page.
    pub(in super::super) next: Nullable<String>,
}
