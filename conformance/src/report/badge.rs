//! A badge's text for shields.io's endpoint badge: how much could be proved, and how much was.

use serde_json::json;

use super::Report;
use super::outcome::Proof;

/// A JSON object in the form that endpoint badges read.
pub(super) fn render(report: &Report) -> String {
    let proof = Proof::of(&report.vendors);
    let mut message = format!("{} of {} provable rules proved", proof.did, proof.could);
    if proof.broken > 0 {
        message.push_str(&format!(", {} broken", proof.broken));
    }
    let color = match proof {
        _ if report.compared() == 0 => "lightgrey",
        Proof { broken, .. } if broken > 0 => "red",
        _ if report.exit_code() != 0 => "red",
        Proof { could, did, .. } if could == did => "brightgreen",
        _ => "yellow",
    };
    let label = match report.vendors.as_slice() {
        [only] => format!("{} bulk deletion", only.name),
        _ => "bulk deletion".to_owned(),
    };
    let badge = json!({"schemaVersion": 1, "label": label, "message": message, "color": color});
    format!("{badge:#}\n")
}
