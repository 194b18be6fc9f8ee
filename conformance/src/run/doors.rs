//! Opening a door: one request about some users, and what its answer shows of each.

use serde_json::{Value, json};

use super::people::{User, items};
use super::session::{Hindrance, Session};
use crate::ask::again::Again;
use crate::ask::credential::Pass;
use crate::ask::request::Outgoing;
use crate::ask::template::Scope;
use crate::judge::pattern;
use crate::judge::sight::Sight;
use crate::suite::door::{Door, Seen};
use crate::suite::when::Change;

/// An answer, with all pages of its list.
#[derive(Debug, Default)]
struct Opened {
    status: u16,
    body: Option<Value>,
    /// The list of all pages, where there can be several.
    pages: Option<Vec<Value>>,
    /// Pages were left unread.
    more: bool,
}

impl Opened {
    fn list(&self, door: &Door) -> Option<&[Value]> {
        let pointer = door.list.as_ref()?;
        let own = || self.body.as_ref()?.pointer(pointer)?.as_array();
        self.pages.as_ref().or_else(own).map(Vec::as_slice)
    }
}

/// What a door showed of each user, or of all of them where it only counts.
pub(crate) struct Shown {
    pub(crate) status: Option<u16>,
    pub(crate) sights: Vec<Sight>,
    opened: Opened,
}

impl Shown {
    /// What was shown of a user: their element of the list, or all of it.
    pub(super) fn element(&self, door: &Door, user: &User) -> Option<&Value> {
        let scope = Scope::default().with("user", user.fields.clone());
        let entry = door.entry.as_ref();
        let entry = entry.and_then(|entry| scope.fill_known(entry).ok());
        match (self.opened.list(door), &entry) {
            (Some(list), Some(entry)) => {
                let mut those = list.iter();
                those.find(|item| pattern::matches(entry, Some(item)))
            }
            _ => self.opened.body.as_ref(),
        }
    }
}

impl Session<'_> {
    /// Opens a door for users of one account; whatever hinders it is told of each of them.
    pub(crate) async fn open(&self, door: &Door, users: &[User], case: Option<&str>) -> Shown {
        match self.try_to_open(door, users, case).await {
            Ok(shown) => shown,
            Err(hindrance) => Shown {
                status: None,
                sights: vec![Sight::Unclear(hindrance.reason().to_owned()); users.len()],
                opened: Opened::default(),
            },
        }
    }

    async fn try_to_open(
        &self,
        door: &Door,
        users: &[User],
        case: Option<&str>,
    ) -> Result<Shown, Hindrance> {
        let Some(first) = users.first() else {
            return Ok(Shown {
                status: None,
                sights: vec![],
                opened: Opened::default(),
            });
        };
        let pass = self.pass(&first.account).await?;
        let mut scope = self.scope(self.roll.mark(), &pass);
        if let Some(item) = &door.item {
            scope.set("items", items(item, door.join.as_deref(), users, &scope)?);
        }
        if let Some(case) = case {
            scope.set("case", json!(case));
        }
        scope.set("user", first.fields.clone());
        let opened = self.read(door, &scope, &pass).await?;
        let told = format!("{} {}", door.request.method, door.request.path);
        let sights = match &door.counts {
            Some(pointer) => vec![counted(&opened, pointer, &told)],
            None => users
                .iter()
                .map(|user| {
                    let scope = scope.with("user", user.fields.clone());
                    sight(door, &opened, &scope, &told)
                })
                .collect::<Result<_, _>>()?,
        };
        Ok(Shown {
            status: Some(opened.status),
            sights,
            opened,
        })
    }

    /// Asks, and goes on to the last page.
    async fn read(&self, door: &Door, scope: &Scope, pass: &Pass) -> Result<Opened, Hindrance> {
        let mut opened = Opened::default();
        let mut page: Option<Value> = None;
        let most = door.next.as_ref().map_or(1, |next| next.most);
        for at in 1..=most {
            let mut request = Outgoing::build(&door.request, scope)?;
            if let (Some(next), Some(page)) = (&door.next, page.take()) {
                let change = Change {
                    query: [(next.query.clone(), page)].into(),
                    ..Change::default()
                };
                request.change(&change, scope)?;
            }
            let answer = self.send(&request, pass, Again::Looks).await?;
            opened.status = answer.status;
            opened.body = answer.json();
            let before = opened.pages.take();
            let list = opened.list(door);
            let empty = list.is_none_or(<[Value]>::is_empty);
            if door.next.is_some() {
                let list = list.map(<[Value]>::to_vec);
                opened.pages = match (before, list) {
                    (Some(before), list) => Some([before, list.unwrap_or_default()].concat()),
                    (None, list) => list,
                };
            }
            page = match &door.next {
                None => None,
                Some(next) => match &next.from {
                    Some(from) => opened.body.as_ref().and_then(|body| body.pointer(from)),
                    None => None,
                }
                .filter(|value| !value.is_null())
                .cloned()
                .or_else(|| (next.from.is_none() && !empty).then(|| json!((at + 1).to_string()))),
            };
            if page.is_none() {
                break;
            }
        }
        opened.more = page.is_some();
        Ok(opened)
    }
}

fn counted(opened: &Opened, pointer: &str, told: &str) -> Sight {
    let body = opened.body.as_ref();
    let number = body.and_then(|body| body.pointer(pointer)?.as_u64());
    number.map_or_else(|| unclear(opened, told), Sight::Counted)
}

fn unclear(opened: &Opened, told: &str) -> Sight {
    Sight::Unclear(format!("{told} answered {}", opened.status))
}

fn sight(door: &Door, opened: &Opened, scope: &Scope, told: &str) -> Result<Sight, Hindrance> {
    let looks_like = |seen: &Seen| -> Result<bool, Hindrance> {
        let status = seen
            .status
            .iter()
            .any(|status| status.covers(opened.status));
        let matches = match &seen.body {
            Some(wanted) => pattern::matches(&scope.fill_known(wanted)?, opened.body.as_ref()),
            None => true,
        };
        Ok(status && matches)
    };
    let mut absent = false;
    for seen in &door.absent {
        absent = absent || looks_like(seen)?;
    }
    let listed = match (opened.list(door), &door.entry) {
        (Some(list), Some(entry)) => {
            let entry = scope.fill_known(entry)?;
            Some(list.iter().any(|item| pattern::matches(&entry, Some(item))))
        }
        _ => None,
    };
    let present = match &door.present {
        Some(seen) => looks_like(seen)?,
        None => true,
    };
    Ok(match (present, listed) {
        (true, Some(true)) => Sight::Present,
        (true, Some(false)) if opened.more => {
            Sight::Unclear(format!("{told} has more pages than are read"))
        }
        (true, Some(false)) => Sight::Absent,
        (true, None) if door.list.is_none() => Sight::Present,
        _ if absent => Sight::Absent,
        _ => unclear(opened, told),
    })
}
