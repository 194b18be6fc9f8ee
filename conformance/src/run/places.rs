//! Where each vendor's API is: the URL that was given, or what the target's file says.

use reqwest::Client;

use super::options::{Options, Refused};
use crate::ask::exchange;
use crate::ask::target::Target;

/// The targets of the vendors, in their order, each with the client that asks it.
///
/// Vendors share a client, and with it its connections; loopback has one of its own, which asks no proxy.
pub(super) fn places<'a>(
    options: &Options,
    vendors: impl Iterator<Item = &'a str>,
) -> Result<Vec<(Target, Client)>, Refused> {
    let mut clients: [Option<Client>; 2] = [None, None];
    let mut places = Vec::new();
    for vendor in vendors {
        let target = place(options, vendor)?;
        let slot = &mut clients[usize::from(target.is_loopback())];
        let client = match slot {
            Some(client) => client.clone(),
            None => {
                let made = exchange::client(&target);
                let made = made.map_err(|error| Refused::Client(error.to_string()))?;
                slot.insert(made).clone()
            }
        };
        places.push((target, client));
    }
    Ok(places)
}

fn place(options: &Options, vendor: &str) -> Result<Target, Refused> {
    let file = options.target.as_ref();
    let written = file.and_then(|file| file.base_url(vendor));
    let url = match (options.base_url.as_str(), file) {
        ("", Some(_)) => written.ok_or_else(|| Refused::NoBaseUrl(vendor.to_owned()))?,
        (given, _) => given,
    };
    let patience = file.and_then(|file| file.patience(vendor));
    let rate = file.and_then(|file| file.rate(vendor));
    Ok(Target::parse(url)?
        .with_patience(options.patience.or(patience))
        .with_rate(options.rate.or(rate))
        .with_one_at_a_time(options.one_at_a_time))
}

/// The hosts of a run, each once.
pub(super) fn told(places: &[(Target, Client)]) -> String {
    let mut urls: Vec<&str> = places.iter().map(|(target, _)| target.base()).collect();
    urls.sort_unstable();
    urls.dedup();
    urls.join(", ")
}
