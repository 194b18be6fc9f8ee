//! Pages of lists: by number, or by cursor where the caller mentions one.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use poem::{FromRequest, Request, RequestBody, web::Query};
use umbridge_directory::{Page, UserId, Window};

use super::{
    failure::Failure,
    policy::{MAX_DEPTH, MAX_PAGE},
    wire::{Links, Meta, PageBody},
};
use crate::kit::Origin;

/// Which page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Paging {
    /// By number, counted from 1.
    Number { page: u32, per_page: u32 },
    /// By cursor.
    Cursor { size: u32, at: At },
}

/// A place in a list, given by the key of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    Start,
    After(String),
    Before(String),
}

/// What a page turned out to hold, by the keys of its first and last record.
#[derive(Debug)]
pub(super) struct Extent {
    pub(super) ends: Option<(String, String)>,
    /// Whether there are more records in the direction asked for.
    pub(super) has_more: bool,
    pub(super) total: u64,
}

impl Extent {
    /// A list that is never paged, of so many records.
    pub(super) fn whole(records: usize) -> Self {
        Self {
            ends: None,
            has_more: false,
            total: records as u64,
        }
    }
}

impl From<Page> for Extent {
    fn from(page: Page) -> Self {
        let ends = page.users.first().zip(page.users.last());
        Self {
            ends: ends.map(|(first, last)| (first.id.0.to_string(), last.id.0.to_string())),
            has_more: page.has_more,
            total: page.total,
        }
    }
}

impl Paging {
    /// The one page of a list that is never paged.
    pub(super) const WHOLE: Self = Self::Number {
        page: 1,
        per_page: u32::MAX,
    };

    /// Reads the five parameters of a list.
    ///
    /// # Errors
    ///
    /// 400 for a cursor that no page has given, and for a numbered page that is too far.
    pub(super) fn parse(
        page: Option<i64>,
        per_page: Option<i64>,
        size: Option<i64>,
        after: Option<&str>,
        before: Option<&str>,
    ) -> Result<Self, Failure> {
        let at = match (after, before) {
            (Some(cursor), _) => At::After(open("page[after]", cursor)?),
            (None, Some(cursor)) => At::Before(open("page[before]", cursor)?),
            (None, None) => At::Start,
        };
        if size.is_some() || at != At::Start {
            let size = clamp(size, MAX_PAGE);
            return Ok(Self::Cursor { size, at });
        }
        let page = clamp(page.or(Some(1)), u32::MAX);
        let per_page = clamp(per_page, MAX_PAGE);
        if page.saturating_mul(per_page) > MAX_DEPTH {
            return Err(Failure::too_deep(MAX_DEPTH));
        }
        Ok(Self::Number { page, per_page })
    }

    /// Reads the three parameters of a list that has no numbered pages.
    ///
    /// # Errors
    ///
    /// 400 for a cursor that no page has given.
    pub(super) fn by_cursor(
        size: Option<i64>,
        after: Option<&str>,
        before: Option<&str>,
    ) -> Result<Self, Failure> {
        let size = size.or(Some(i64::from(MAX_PAGE)));
        Self::parse(None, None, size, after, before)
    }

    /// The window on users, whose keys are the directory's.
    ///
    /// # Errors
    ///
    /// 400 for a cursor of another list.
    pub(super) fn window(&self) -> Result<Window, Failure> {
        let user = |parameter, key: &str| {
            key.parse()
                .map(UserId)
                .map_err(|_| Failure::invalid_cursor(parameter))
        };
        Ok(match self {
            Self::Number { page, per_page } => Window::Offset {
                skip: (page - 1).saturating_mul(*per_page),
                limit: *per_page,
            },
            Self::Cursor { size, at } => match at {
                At::Start => Window::After {
                    user: None,
                    limit: *size,
                },
                At::After(key) => Window::After {
                    user: Some(user("page[after]", key)?),
                    limit: *size,
                },
                At::Before(key) => Window::Before {
                    user: user("page[before]", key)?,
                    limit: *size,
                },
            },
        })
    }

    /// Cuts the page out of a list that is at hand as a whole.
    pub(super) fn cut<T>(&self, list: Vec<T>, key: impl Fn(&T) -> String) -> (Vec<T>, Extent) {
        let length = list.len();
        let place = |wanted: &str| list.iter().position(|entry| key(entry) == wanted);
        let (from, to) = match self {
            Self::Number { page, per_page } => {
                let from = (page - 1).saturating_mul(*per_page) as usize;
                (from, from.saturating_add(*per_page as usize))
            }
            Self::Cursor { size, at } => match at {
                At::Start => (0, *size as usize),
                // A record that is gone leaves no place to go on from: the list has ended there.
                At::After(key) => {
                    let from = place(key).map_or(length, |at| at + 1);
                    (from, from + *size as usize)
                }
                At::Before(key) => {
                    let to = place(key).unwrap_or(0);
                    (to.saturating_sub(*size as usize), to)
                }
            },
        };
        let (from, to) = (from.min(length), to.min(length));
        let has_more = match self {
            Self::Cursor {
                at: At::Before(_), ..
            } => from > 0,
            _ => to < length,
        };
        let part: Vec<T> = list.into_iter().take(to).skip(from).collect();
        let ends = part.first().zip(part.last());
        let extent = Extent {
            ends: ends.map(|(first, last)| (key(first), key(last))),
            has_more,
            total: length as u64,
        };
        (part, extent)
    }

    /// What the page says about its neighbours.
    pub(super) fn body(&self, here: &Here, extent: Extent) -> PageBody {
        match self {
            Self::Number { page, per_page } => {
                let link = |page: u32| {
                    here.link(&[
                        ("page", &page.to_string()),
                        ("per_page", &per_page.to_string()),
                    ])
                };
                let past = u64::from(page.saturating_sub(1)) * u64::from(*per_page);
                let reached = past + u64::from(*per_page);
                let more = reached < extent.total && reached < u64::from(MAX_DEPTH);
                PageBody {
                    next_page: Some(more.then(|| link(page + 1)).into()),
                    previous_page: Some((*page > 1).then(|| link(page - 1)).into()),
                    count: Some(extent.total),
                    ..PageBody::default()
                }
            }
            Self::Cursor { size, .. } => {
                let (before, after) = extent
                    .ends
                    .map(|(first, last)| (seal(&first), seal(&last)))
                    .unzip();
                let link = |side: &str, cursor: &Option<String>| {
                    let cursor = cursor.as_deref()?;
                    Some(here.link(&[(side, cursor), ("page[size]", &size.to_string())]))
                };
                PageBody {
                    links: Some(Links {
                        prev: link("page[before]", &before).into(),
                        next: link("page[after]", &after).into(),
                    }),
                    meta: Some(Meta {
                        has_more: extent.has_more,
                        after_cursor: after.into(),
                        before_cursor: before.into(),
                    }),
                    ..PageBody::default()
                }
            }
        }
    }
}

/// Inferred: sizes outside 1 to the limit are brought to the nearest that is allowed.
fn clamp(given: Option<i64>, most: u32) -> u32 {
    given.map_or(most, |given| {
        u32::try_from(given.max(1)).map_or(most, |given| given.min(most))
    })
}

/// Clients must not read cursors, so they do not look like what they are.
fn seal(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("key:{key}"))
}

fn open(parameter: &str, cursor: &str) -> Result<String, Failure> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("key:").map(str::to_owned))
        .ok_or_else(|| Failure::invalid_cursor(parameter))
}

/// The address a list was asked for at, from which the links to its other pages are made.
#[derive(Debug)]
pub(super) struct Here {
    pub(super) origin: String,
    path: String,
    query: Vec<(String, String)>,
}

impl<'a> FromRequest<'a> for Here {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let Origin(origin) = Origin::from_request(request, body).await?;
        let Query(query) = Query::from_request(request, body).await?;
        Ok(Self {
            origin,
            path: request.uri().path().to_owned(),
            query,
        })
    }
}

impl Here {
    /// This address with other paging parameters; recorded with `.json`.
    fn link(&self, paging: &[(&str, &str)]) -> String {
        let kept = self
            .query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| {
                !name.starts_with("page[") && !matches!(*name, "page" | "per_page")
            });
        let pairs: Vec<String> = kept
            .chain(paging.iter().copied())
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        format!("{}{}.json?{}", self.origin, self.path, pairs.join("&"))
    }
}

fn percent(text: &str) -> String {
    let mut told = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            told.push(char::from(byte));
        } else {
            told += &format!("%{byte:02X}");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{At, Here, Paging, seal};

    #[rstest::rstest]
    #[case::nothing(None, None, None, Paging::Number { page: 1, per_page: 100 })]
    #[case::numbers(Some(3), Some(7), None, Paging::Number { page: 3, per_page: 7 })]
    #[case::out_of_range(Some(0), Some(1000), None, Paging::Number { page: 1, per_page: 100 })]
    #[case::size(Some(3), None, Some(5), Paging::Cursor { size: 5, at: At::Start })]
    #[case::size_out_of_range(None, None, Some(-1), Paging::Cursor { size: 1, at: At::Start })]
    fn a_cursor_wins_over_numbers(
        #[case] page: Option<i64>,
        #[case] per_page: Option<i64>,
        #[case] size: Option<i64>,
        #[case] expected: Paging,
    ) {
        let parsed = Paging::parse(page, per_page, size, None, None).expect("read");
        assert_eq!(parsed, expected);
    }

    #[rstest::rstest]
    #[case::no_base64("%%%")]
    #[case::something_else("aGVsbG8")]
    #[case::no_text("____")]
    fn a_cursor_must_have_been_given(#[case] cursor: &str) {
        assert!(Paging::parse(None, None, None, Some(cursor), None).is_err());
        assert!(Paging::parse(None, None, None, None, Some(cursor)).is_err());
    }

    #[rstest::rstest]
    #[case::last(100, 100, true)]
    #[case::too_far(101, 100, false)]
    #[case::small_pages(1001, 10, false)]
    #[case::absurd(i64::MAX, 100, false)]
    fn numbered_pages_end_at_a_depth(#[case] page: i64, #[case] size: i64, #[case] read: bool) {
        let paging = Paging::parse(Some(page), Some(size), None, None, None);
        assert_eq!(paging.is_ok(), read);
    }

    #[rstest::rstest]
    #[case::first(At::Start, &[1, 2], true)]
    #[case::next(At::After("2".into()), &[3, 4], true)]
    #[case::last(At::After("4".into()), &[5], false)]
    #[case::past_the_end(At::After("5".into()), &[], false)]
    #[case::gone(At::After("9".into()), &[], false)]
    #[case::back(At::Before("4".into()), &[2, 3], true)]
    #[case::back_to_the_start(At::Before("3".into()), &[1, 2], false)]
    fn a_list_is_cut_at_cursors(#[case] at: At, #[case] expected: &[i32], #[case] more: bool) {
        let (part, extent) =
            Paging::Cursor { size: 2, at }.cut(vec![1, 2, 3, 4, 5], i32::to_string);
        assert_eq!((part.as_slice(), extent.has_more), (expected, more));
    }

    #[test]
    fn links_keep_other_parameters() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let here = Here {
            origin: "http://h".into(),
            path: "/api/v2/users".into(),
            query: vec![
                pair("role", "end user"),
                pair("page[after]", "x"),
                pair("page", "2"),
            ],
        };
        assert_eq!(
            here.link(&[("page[after]", &seal("5"))]),
            "http://h/api/v2/users.json?role=end%20user&page%5Bafter%5D=a2V5OjU"
        );
    }
}
