//! `brand_id`: within which brand external ids are looked up.

use super::{
    failure::Failure,
    ids::Named,
    settings::{Brand, Settings},
    wire::{BrandInput, UserSeparation},
    writing::Invalid,
};

/// The sequence that the ids of brands come from.
pub(super) const BRAND: &str = "brand";

/// A brand whose end users are its own, or 0 for the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope(pub(super) i64);

impl Scope {
    /// Users that belong to the account and to no brand.
    pub(super) const ACCOUNT: Self = Self(0);

    /// Whom a user with this profile belongs to.
    pub(super) fn of(profile: &serde_json::Value) -> Self {
        profile["separation"]["brand_id"]
            .as_i64()
            .map_or(Self::ACCOUNT, Self)
    }

    /// How the profile of a brand's user says so: a member `separation`.
    pub(super) fn kept(self) -> serde_json::Value {
        serde_json::json!({"scope": "brand", "brand_id": self.0})
    }
}

/// Decides the scope of a request.
///
/// # Errors
///
/// 400 by the rules of the document, all of which hold only where the account has brand separation.
pub(super) fn scope(
    settings: &Settings,
    named: &Named,
    brand_id: Option<&str>,
) -> Result<Scope, Failure> {
    // Documented: without brand separation the parameter is ignored, whatever its value.
    if !settings.brand_separation {
        return Ok(Scope::ACCOUNT);
    }
    // Documented: without the parameter, external ids mean the account's own. Inferred: empty is absent.
    let Some(given) = brand_id.filter(|text| !str::is_empty(text)) else {
        return Ok(Scope::ACCOUNT);
    };
    // Documented: ids are unique across brands, so that the combination is refused.
    if matches!(named, Named::Ids(_)) {
        return Err(Failure::brand_with_ids());
    }
    // Documented: `all` and whatever is not numeric are refused.
    let id: i64 = given.parse().map_err(|_| Failure::invalid_brand(given))?;
    if id == 0 {
        return Ok(Scope::ACCOUNT);
    }
    // Documented: an unknown brand is refused; one without user separation stands for the account.
    match settings.brands.iter().find(|brand| brand.id == id) {
        None => Err(Failure::invalid_brand(given)),
        Some(brand) if brand.user_separation => Ok(Scope(id)),
        Some(_) => Ok(Scope::ACCOUNT),
    }
}

/// A brand to be added to an account.
///
/// # Errors
///
/// What is not valid.
pub(super) fn newcomer(settings: &Settings, sent: &BrandInput, id: i64) -> Result<Brand, Invalid> {
    let given = |text: &Option<String>| text.clone().filter(|text| !str::is_empty(text.trim()));
    let too_short = |member: &str, title: &str| {
        let told = format!("{title}: is too short (minimum is 1 characters)");
        Invalid::new(member, told, Some("ValueTooShort"))
    };
    let name = given(&sent.name).ok_or_else(|| too_short("name", "Name"))?;
    let subdomain = given(&sent.subdomain).ok_or_else(|| too_short("subdomain", "Subdomain"))?;
    if subdomain.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        let told = format!("Subdomain: {subdomain} is not valid");
        return Err(Invalid::new("subdomain", told, None));
    }
    let mut taken = settings.brands.iter().map(Brand::subdomain);
    if taken.any(|other| other.eq_ignore_ascii_case(&subdomain)) {
        let told = format!("Subdomain: {subdomain} has already been taken");
        return Err(Invalid::new("subdomain", told, Some("DuplicateValue")));
    }
    Ok(Brand {
        id,
        name,
        user_separation: settings.brand_separation
            && sent.user_separation == Some(UserSeparation::Brand),
        subdomain: Some(subdomain),
    })
}

#[cfg(test)]
mod tests {
    use super::{Brand, Named, Scope, Settings, scope};

    fn settings(brand_separation: bool) -> Settings {
        let brand = |id, user_separation| Brand {
            id,
            name: format!("Brand {id}"),
            user_separation,
            subdomain: None,
        };
        Settings {
            brand_separation,
            brands: vec![brand(11, true), brand(12, false)],
            ..Settings::default()
        }
    }

    fn external() -> Named {
        Named::ExternalIds(vec!["a".into()])
    }

    #[rstest::rstest]
    #[case::absent(None, Scope::ACCOUNT)]
    #[case::empty(Some(""), Scope::ACCOUNT)]
    #[case::zero(Some("0"), Scope::ACCOUNT)]
    #[case::separated(Some("11"), Scope(11))]
    #[case::collapsing(Some("12"), Scope::ACCOUNT)]
    fn external_ids_have_a_scope(#[case] brand_id: Option<&str>, #[case] expected: Scope) {
        assert_eq!(
            scope(&settings(true), &external(), brand_id).expect("accepted"),
            expected
        );
    }

    #[rstest::rstest]
    #[case::all("all")]
    #[case::word("abc")]
    #[case::fraction("1.5")]
    #[case::exponent("1e3")]
    #[case::unknown("999")]
    #[case::negative("-1")]
    #[case::beyond_64_bits("9223372036854775808")]
    fn other_brands_are_refused_unless_the_feature_is_off(#[case] brand_id: &str) {
        assert!(scope(&settings(true), &external(), Some(brand_id)).is_err());
        assert_eq!(
            scope(&settings(false), &external(), Some(brand_id)).expect("ignored"),
            Scope::ACCOUNT
        );
    }

    #[rstest::rstest]
    #[case::zero("0")]
    #[case::brand("11")]
    fn ids_cannot_be_combined_with_a_brand(#[case] brand_id: &str) {
        assert!(scope(&settings(true), &Named::Ids(vec![1]), Some(brand_id)).is_err());
        assert!(scope(&settings(false), &Named::Ids(vec![1]), Some(brand_id)).is_ok());
        assert!(scope(&settings(true), &Named::Ids(vec![1]), None).is_ok());
    }
}
