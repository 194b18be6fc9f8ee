//! Waivers: passages of a page that state no rule, and why.
//!
//! A page is read as a whole: whatever no claim cites is waived here, and what
//! is neither is a rule that somebody forgot.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pin::Pin;

/// The file `claims/waived/<vendor>.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waivers {
    /// The vendor's short name, equal to the file's.
    pub vendor: String,
    /// What is waived, in the document's order.
    pub waived: Vec<Waiver>,
}

/// Passages under one heading that are waived for one reason.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waiver {
    /// The heading of the document under which they stand; nothing before the first.
    #[serde(default)]
    pub heading: Option<String>,
    /// The class of the reason.
    pub reason: Reason,
    /// The claim that says the same, where the passages only repeat it.
    #[serde(default)]
    pub repeats: Option<String>,
    /// Why, in our words.
    pub because: String,
    /// The pins of the passages, each a whole sentence, row, item or block of code.
    pub passages: Vec<Pin>,
}

/// Why a passage states no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Links to other pages.
    Navigation,
    /// Labels and headers of tables, and what a template left behind.
    Layout,
    /// Dates, versions and what a page says of itself.
    Metadata,
    /// Praise.
    Marketing,
    /// An example in another programming language.
    OtherLanguage,
    /// The product that shows the page, not the API it is about.
    OtherProduct,
    /// Where more is to be read, without saying what.
    Elsewhere,
    /// What a claim says already.
    Repeats,
}
