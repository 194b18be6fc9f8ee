//! `umbridge docs`: the generated pages for people: the lists in LIMITS.md, docs/settings.md and docs/mutants.md.

use std::{path::PathBuf, process::ExitCode};

use serde_json::Value;
use umbridge_server::catalogue;
use umbridge_vendors::{VENDORS, Vendor};

use super::generated::{Mode, settle, table, within_marks};

/// What a page says of one vendor.
type Render = fn(&Vendor) -> anyhow::Result<String>;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mode: Mode,
    /// The folder that holds LIMITS.md and docs.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let pages = [
        ("LIMITS.md", declined as Render),
        ("docs/settings.md", settings),
        ("docs/mutants.md", mutants),
    ];
    let files = pages.iter().map(|(name, render)| {
        let path = arguments.folder.join(name);
        let text: String = VENDORS.iter().map(render).collect::<anyhow::Result<_>>()?;
        let page = within_marks(&path, &text)?;
        Ok((path, page))
    });
    settle(&files.collect::<anyhow::Result<Vec<_>>>()?, arguments.mode)
}

fn declined(vendor: &Vendor) -> anyhow::Result<String> {
    let rows = vendor
        .declined
        .iter()
        .map(|declined| [declined.what.to_owned(), declined.why.to_owned()]);
    Ok(section(vendor.title, ["Not emulated", "Why"], rows))
}

fn mutants(vendor: &Vendor) -> anyhow::Result<String> {
    let mut own = catalogue().map_err(anyhow::Error::msg)?;
    own.retain(|mutant| mutant.vendor() == vendor.name);
    let rows = own.into_iter().map(|mutant| {
        [
            format!("`{}`", mutant.id),
            mutant.says,
            format!("`{}`", mutant.forbidden_by),
        ]
    });
    Ok(section(
        vendor.title,
        ["Mutant", "What it does wrong", "Forbidden by"],
        rows,
    ))
}

fn settings(vendor: &Vendor) -> anyhow::Result<String> {
    let schema = (vendor.settings.schema)();
    let defaults = (vendor.settings.defaults)();
    let properties = schema["properties"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let rows = properties.iter().map(|(name, property)| {
        let described = property["description"]
            .as_str()
            .unwrap_or_default()
            .replace('\n', " ");
        [
            format!("`{name}`"),
            values(&schema, property),
            format!("`{}`", defaults[name]),
            described,
        ]
    });
    Ok(section(
        vendor.title,
        ["Setting", "Values", "Default", "What it chooses"],
        rows,
    ))
}

/// What a setting may be: its words with their meaning, or its type.
fn values(schema: &Value, property: &Value) -> String {
    let property = resolved(schema, property);
    let words: Vec<String> = property["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|word| match word["description"].as_str() {
            Some(meaning) => format!("`{}`: {}", word["const"], meaning.replace('\n', " ")),
            None => format!("`{}`", word["const"]),
        })
        .collect();
    if !words.is_empty() {
        return words.join("<br>");
    }
    if let Some(members) = property["properties"].as_object() {
        let members = members
            .iter()
            .map(|(name, member)| format!("`{name}`: {}", values(schema, member)));
        return format!("{{ {} }}", members.collect::<Vec<_>>().join(", "));
    }
    match &property["type"] {
        Value::Array(types) => types
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" or "),
        Value::String(word) if word == "array" => {
            format!("list of {}", values(schema, &property["items"]))
        }
        Value::String(word) => word.clone(),
        _ => String::new(),
    }
}

/// The schema that a reference leads to, or the schema itself.
fn resolved<'s>(schema: &'s Value, property: &'s Value) -> &'s Value {
    let reference = property["$ref"]
        .as_str()
        .or_else(|| property["allOf"][0]["$ref"].as_str());
    let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
    pointer
        .and_then(|pointer| schema.pointer(pointer))
        .unwrap_or(property)
}

/// A table under the vendor's name.
fn section<const N: usize>(
    title: &str,
    head: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    format!("\n### {title}\n\n{}", table(head, rows))
}

#[cfg(test)]
mod tests {
    use super::{VENDORS, settings};

    #[test]
    fn every_setting_has_values_and_a_default() {
        for vendor in VENDORS {
            for row in settings(vendor)
                .expect("a page")
                .lines()
                .filter(|line| line.starts_with("| `"))
            {
                let cells: Vec<&str> = row.split(" | ").collect();
                assert!(
                    cells.len() == 4 && cells[1..3].iter().all(|cell| !cell.is_empty()),
                    "{row}"
                );
            }
        }
    }
}
