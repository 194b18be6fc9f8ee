//! Servers: where the operations are found.

use serde_json::Value;

use super::{
    delta::Delta,
    operations::Sides,
    reach::list,
    run::{Context, Run},
};
use crate::{
    level::{Direction, Effect},
    rule::Rule,
};

impl<'d> Run<'d> {
    pub(super) fn root_servers(&mut self, old: &'d Value, new: &'d Value) {
        self.report_servers(Context::DOCUMENT, (old, new), (old, new));
    }

    /// Only where the operation or its path has servers of its own; the document's are compared once.
    pub(super) fn servers(&mut self, context: Context, sides: Sides<'d>) {
        let (base, revision) = self.roots();
        let old = own(sides.old, sides.old_route.item);
        let new = own(sides.new, sides.new_route.item);
        if old.is_some() || new.is_some() {
            let holders = (old.unwrap_or(base), new.unwrap_or(revision));
            self.report_servers(context, holders, (sides.old, sides.new));
        }
    }

    fn report_servers(
        &mut self,
        context: Context,
        holders: (&'d Value, &'d Value),
        places: (&'d Value, &'d Value),
    ) {
        let (was, is) = (urls(holders.0), urls(holders.1));
        if was != is {
            let at = |holder: &'d Value, place: &'d Value| holder.get("servers").unwrap_or(place);
            let (base, revision) = (at(holders.0, places.0), at(holders.1, places.1));
            let delta = Delta::new(Rule::ServerChanged, Effect::Neutral, base, revision);
            self.add(
                context,
                Direction::Request,
                &delta.words(was.join(", "), is.join(", ")),
            );
        } else {
            for (before, after) in list(holders.0, "servers")
                .iter()
                .zip(list(holders.1, "servers"))
            {
                self.words(context, before, after);
            }
        }
    }
}

fn own<'d>(operation: &'d Value, item: &'d Value) -> Option<&'d Value> {
    [operation, item]
        .into_iter()
        .find(|holder| !list(holder, "servers").is_empty())
}

/// Documented: no servers are one, whose URL is `/`.
fn urls(holder: &Value) -> Vec<String> {
    let mut urls: Vec<String> = list(holder, "servers")
        .iter()
        .map(|server| {
            match (
                server.get("url").and_then(Value::as_str),
                server.get("variables"),
            ) {
                (Some(url), None) => url.to_owned(),
                (url, variables) => format!(
                    "{} {}",
                    url.unwrap_or("/"),
                    variables.unwrap_or(&Value::Null)
                ),
            }
        })
        .collect();
    if urls.is_empty() {
        urls.push("/".to_owned());
    }
    urls
}
