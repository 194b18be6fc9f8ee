//! Settings of an account: read strictly, checked before they are used, described for people.

use schemars::{JsonSchema, schema_for};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use umbridge_directory::{Account, Error};

/// Reads the settings of an account; one that has none has the defaults.
///
/// # Errors
///
/// [`Error::Internal`] where they are not what the dialect knows: [`Settings::check`] was not asked.
pub fn read<T: DeserializeOwned + Default>(account: &Account) -> Result<T, Error> {
    parse(&account.settings).map_err(Error::internal)
}

fn parse<T: DeserializeOwned + Default>(settings: &Value) -> Result<T, String> {
    if settings.is_null() {
        return Ok(T::default());
    }
    serde_path_to_error::deserialize(settings).map_err(|error| error.to_string())
}

/// What the rest of the product knows of a dialect's settings.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Says what is wrong with settings that the dialect could not read.
    pub check: fn(&Value) -> Result<(), String>,
    /// Their JSON Schema, with a description of each.
    pub schema: fn() -> Value,
    /// Their defaults.
    pub defaults: fn() -> Value,
}

impl Settings {
    /// The settings of the type `T`.
    pub const fn of<T: DeserializeOwned + Default + JsonSchema + Serialize>() -> Self {
        Self {
            check: |settings| parse::<T>(settings).map(|_| ()),
            schema: || schema_for!(T).to_value(),
            defaults: || serde_json::to_value(T::default()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::VENDORS;

    #[test]
    fn settings_that_nobody_knows_are_refused_with_their_place() {
        for vendor in VENDORS {
            let told = (vendor.settings.check)(&json!({"no_such_switch": 1})).expect_err("refused");
            assert!(told.contains("no_such_switch"), "{vendor:?}: {told}");
            assert_eq!((vendor.settings.check)(&json!(null)), Ok(()));
        }
    }

    #[test]
    fn the_seed_keeps_to_the_settings() {
        for vendor in VENDORS {
            for account in (vendor.seed)() {
                assert_eq!(
                    (vendor.settings.check)(&account.settings),
                    Ok(()),
                    "{vendor:?}"
                );
            }
        }
    }

    #[test]
    fn every_setting_is_described() {
        for vendor in VENDORS {
            let schema = (vendor.settings.schema)();
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                assert!(
                    property["description"].is_string(),
                    "{vendor:?} does not describe {name}"
                );
            }
        }
    }
}
