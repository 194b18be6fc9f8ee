//! Brands.

use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
};

use super::super::{
    REALM,
    auth::Caller,
    brand::{self, BRAND},
    failure::Failure,
    paging::{Here, Paging},
    settings::{Brand, Settings},
    wire::{BrandBody, BrandInput, BrandRequest, BrandResponse, BrandsResponse},
};
use crate::kit::{Answer, Auth, JsonBody, Origin};

/// Operations on brands.
pub(in super::super) struct Brands;

/// A brand was created.
#[derive(Debug, ApiResponse)]
enum Created {
    /// The brand was created.
    #[oai(status = 201)]
    Ok(
        Answer<BrandResponse>,
        /// Where the brand can be read.
        #[oai(header = "Location")]
        String,
    ),
}

#[OpenApi]
impl Brands {
    /// List brands
    ///
    /// Lists the brands of the account, by page number or by cursor.
    #[oai(path = "/api/v2/brands", method = "get", operation_id = "ListBrands")]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the documented operation"
    )]
    async fn list(
        &self,
        Auth(caller): Auth<Caller>,
        here: Here,
        /// The number of the page, from 1.
        page: Query<Option<i64>>,
        /// How many brands a numbered page has, at most 100.
        per_page: Query<Option<i64>>,
        /// How many brands a page has, at most 100; asks for cursors.
        #[oai(name = "page[size]")]
        size: Query<Option<i64>>,
        /// The cursor after which the page begins.
        #[oai(name = "page[after]")]
        after: Query<Option<String>>,
        /// The cursor before which the page ends.
        #[oai(name = "page[before]")]
        before: Query<Option<String>>,
    ) -> Result<Answer<BrandsResponse>, Failure> {
        caller.require_agent()?;
        let paging = Paging::parse(
            page.0,
            per_page.0,
            size.0,
            after.0.as_deref(),
            before.0.as_deref(),
        )?;
        let (brands, extent) =
            paging.cut(bodies(&caller, &here.origin), |brand| brand.id.to_string());
        Ok(Answer(BrandsResponse {
            brands,
            page: paging.body(&here, extent),
        }))
    }

    /// Create a brand
    ///
    /// Creates one brand. Only administrators may do this.
    #[oai(path = "/api/v2/brands", method = "post", operation_id = "CreateBrand")]
    async fn create(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        body: JsonBody<BrandRequest>,
    ) -> Result<Created, Failure> {
        caller.require_admin()?;
        let (brand, place) = add(&caller, &body.0.brand).await?;
        Ok(Created::Ok(
            Answer(BrandResponse {
                brand: BrandBody::of(&brand, place, &origin.0),
            }),
            format!("{}/api/v2/brands/{}.json", origin.0, brand.id),
        ))
    }

    /// Show a brand
    ///
    /// Shows one brand of the account.
    #[oai(
        path = "/api/v2/brands/:brand_id",
        method = "get",
        operation_id = "ShowBrand"
    )]
    async fn show(
        &self,
        Auth(caller): Auth<Caller>,
        origin: Origin,
        /// The id of the brand.
        brand_id: Path<i64>,
    ) -> Result<Answer<BrandResponse>, Failure> {
        caller.require_agent()?;
        let found = bodies(&caller, &origin.0)
            .into_iter()
            .find(|brand| brand.id == brand_id.0);
        Ok(Answer(BrandResponse {
            brand: found.ok_or_else(Failure::record_not_found)?,
        }))
    }
}

fn bodies(caller: &Caller, origin: &str) -> Vec<BrandBody> {
    let brands = caller.settings.brands.iter().enumerate();
    brands
        .map(|(place, brand)| BrandBody::of(brand, place, origin))
        .collect()
}

/// Adds a brand to the account's settings and says at which place; starts again where they have changed
/// meanwhile.
async fn add(caller: &Caller, sent: &BrandInput) -> Result<(Brand, usize), Failure> {
    let directory = &caller.directory;
    let mut account = caller.account.clone();
    let id = directory.reserve_numbers(account.id, BRAND, 1).await?;
    loop {
        let settings = Settings::of(&account)?;
        let brand = brand::newcomer(&settings, sent, id).map_err(Failure::invalid)?;
        let mut brands = settings.brands.clone();
        brands.push(brand.clone());
        let mut changed = account.settings.clone();
        changed["brands"] = serde_json::json!(brands);
        let replaced = directory.replace_settings(account.id, &account.settings, &changed);
        if replaced.await? {
            return Ok((brand, settings.brands.len()));
        }
        let found = directory.find_account(REALM, &account.name).await?;
        account = found.ok_or_else(Failure::record_not_found)?;
    }
}
