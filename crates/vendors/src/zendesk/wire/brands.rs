//! Brands.

use poem_openapi::{Enum, Object};

use super::{super::settings::Brand, PageBody};
use crate::kit::Nullable;

/// A page of brands.
#[derive(Debug, Object)]
pub(in super::super) struct BrandsResponse {
    /// The brands of this page.
    pub(in super::super) brands: Vec<BrandBody>,
    #[oai(flatten)]
    pub(in super::super) page: PageBody,
}

/// A brand.
#[derive(Debug, Object)]
#[oai(rename = "Brand")]
pub(in super::super) struct BrandBody {
    /// Where the brand can be read.
    url: String,
    /// The id.
    pub(in super::super) id: i64,
    /// The name.
    name: String,
    /// Where the brand's help centre would be.
    brand_url: String,
    /// The subdomain.
    subdomain: String,
    /// A host name of the brand's own, which no brand has.
    host_mapping: Nullable<String>,
    /// Whether the brand has a help centre.
    has_help_center: bool,
    /// Whether the brand is in use.
    active: bool,
    /// Whether it is the account's default brand.
    default: bool,
    /// Whether the brand is deleted.
    is_deleted: bool,
    /// Whether the end users of the brand are its own or the account's.
    user_separation: UserSeparation,
}

/// Whose the end users of a brand are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, Enum)]
#[serde(rename_all = "lowercase")]
#[oai(rename_all = "lowercase")]
pub(in super::super) enum UserSeparation {
    /// The account's.
    Account,
    /// The brand's own.
    Brand,
}

impl BrandBody {
    /// The brand at `place` among its account's, as read at `origin`.
    pub(in super::super) fn of(brand: &Brand, place: usize, origin: &str) -> Self {
        let subdomain = brand.subdomain();
        Self {
            url: format!("{origin}/api/v2/brands/{}.json", brand.id),
            id: brand.id,
            name: brand.name.clone(),
            brand_url: format!("https://{subdomain}.zendesk.com"),
            subdomain,
            host_mapping: Nullable(None),
            has_help_center: false,
            active: true,
            // The first brand of an account is its default one.
            default: place == 0,
            is_deleted: false,
            user_separation: if brand.user_separation {
                UserSeparation::Brand
            } else {
                UserSeparation::Account
            },
        }
    }
}
