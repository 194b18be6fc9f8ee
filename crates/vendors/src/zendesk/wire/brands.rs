//! Brands.

use poem_openapi::{Enum, Object, types::Example};
use serde::Deserialize;

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

/// One brand.
#[derive(Debug, Object)]
pub(in super::super) struct BrandResponse {
    /// The brand.
    pub(in super::super) brand: BrandBody,
}

/// A brand to be created.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true)]
pub(in super::super) struct BrandRequest {
    /// The brand.
    pub(in super::super) brand: BrandInput,
}

/// What can be said of a brand.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default)]
#[oai(skip_serializing_if_is_none)]
pub(in super::super) struct BrandInput {
    /// The name. Needed.
    pub(in super::super) name: Option<String>,
    /// The subdomain: letters, digits and hyphens, unlike that of another brand. Needed.
    pub(in super::super) subdomain: Option<String>,
    /// Whether the end users of the brand are to be its own. Only where the account separates users by brand.
    pub(in super::super) user_separation: Option<UserSeparation>,
}

impl Example for BrandRequest {
    fn example() -> Self {
        Self {
            brand: BrandInput {
                name: Some("Umbridge".to_owned()),
                subdomain: Some("umbridge-brand".to_owned()),
                user_separation: None,
            },
        }
    }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Enum)]
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
