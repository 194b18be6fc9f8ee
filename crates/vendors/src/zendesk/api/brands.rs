//! Brands.

use poem_openapi::{OpenApi, param::Query};

use super::super::{
    auth::Caller,
    failure::Failure,
    paging::{Here, Paging},
    wire::{BrandBody, BrandsResponse},
};
use crate::kit::{Answer, Auth};

/// Operations on brands.
pub(in super::super) struct Brands;

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
        caller.require_scope("read")?;
        let paging = Paging::parse(
            page.0,
            per_page.0,
            size.0,
            after.0.as_deref(),
            before.0.as_deref(),
        )?;
        let brands: Vec<BrandBody> = caller
            .settings
            .brands
            .iter()
            .enumerate()
            .map(|(place, brand)| BrandBody::of(brand, place, &here.origin))
            .collect();
        let (brands, extent) = paging.cut(brands, |brand| brand.id.to_string());
        Ok(Answer(BrandsResponse {
            brands,
            page: paging.body(&here, extent),
        }))
    }
}
