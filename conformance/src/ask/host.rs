//! Whose machine a target is, as far as its name tells.

use std::net::IpAddr;

use crate::suite::Vendor;

/// Words that say that nobody's business depends on a host.
const FOR_TESTS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "stage",
    "staging",
    "stg",
    "sandbox",
    "dev",
    "devel",
    "development",
    "qa",
    "uat",
    "ci",
    "demo",
    "preview",
    "mock",
    "emulator",
    "umbridge",
];
/// Words that say that somebody's does.
const FOR_BUSINESS: &[&str] = &["prod", "prd", "production", "live"];
/// Top-level names that no public server has (RFC 2606, 6761, 6762, 8375, and ICANN's `internal`).
const NOT_PUBLIC: &[&str] = &[
    "test",
    "example",
    "invalid",
    "localhost",
    "local",
    "internal",
    "home.arpa",
];

/// The vendor whose own machine this is.
pub(crate) fn vendor_of<'a>(host: &str, vendors: &'a [Vendor]) -> Option<&'a Vendor> {
    let belongs = |suffix: &String| is_below(host, suffix);
    vendors
        .iter()
        .find(|vendor| vendor.profile.hosts.iter().any(belongs))
}

/// Whether real users may depend on a host of this name.
pub(crate) fn looks_like_production(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let words: Vec<&str> = host.split(['.', '-', '_']).collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(word));
    if says(FOR_BUSINESS) {
        return true;
    }
    if let Ok(address) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
        return !is_private(address);
    }
    let public = host.contains('.') && !NOT_PUBLIC.iter().any(|suffix| is_below(&host, suffix));
    public && !says(FOR_TESTS)
}

fn is_below(host: &str, suffix: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let rest = host.strip_suffix(suffix);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let here = address.is_loopback() || address.is_unspecified();
            here || address.is_private() || address.is_link_local()
        }
        IpAddr::V6(address) => {
            let here = address.is_loopback() || address.is_unspecified();
            here || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{looks_like_production, vendor_of};
    use crate::suite::Suite;

    #[rstest::rstest]
    #[case("api.umbra.example", false)]
    #[case("users.acme.com", true)]
    #[case("staging.acme.com", false)]
    #[case("api-staging.acme.com", false)]
    #[case("prod.staging.acme.com", true)]
    #[case("live-db.internal", true)]
    #[case("users", false)]
    #[case("users-prod", true)]
    #[case("10.1.2.3", false)]
    #[case("192.0.2.7", true)]
    #[case("0.0.0.0", false)]
    #[case("[fd00::1]", false)]
    #[case("[2001:db8::1]", true)]
    // The word has to stand alone: a contest is no test.
    #[case("contest.acme.com", true)]
    fn a_host_that_looks_like_production(#[case] host: &str, #[case] expected: bool) {
        assert_eq!(looks_like_production(host), expected);
    }

    #[rstest::rstest]
    #[case("acme.zendesk.com", Some("zendesk"))]
    #[case("ACME.Zendesk.com.", Some("zendesk"))]
    #[case("rest.iad-01.braze.com", Some("braze"))]
    #[case("rest.fra-02.braze.eu", Some("braze"))]
    #[case("cloud.uipath.com", Some("uipath"))]
    #[case("api.ejento.ai", Some("ejento"))]
    #[case("api.genauth.ai", Some("genauth"))]
    #[case("core.authing.cn", Some("genauth"))]
    #[case("notzendesk.com", None)]
    #[case("zendesk.com.example", None)]
    #[case("staging.example", None)]
    fn a_host_of_a_vendor(#[case] host: &str, #[case] vendor: Option<&str>) {
        let suite = Suite::embedded().expect("readable files");
        let found = vendor_of(host, &suite.vendors);
        assert_eq!(found.map(|found| found.profile.vendor.as_str()), vendor);
    }
}
