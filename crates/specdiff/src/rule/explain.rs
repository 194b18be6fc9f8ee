//! What `explain` prints: the derivation of a rule's level, taken from the law itself.

use std::fmt::Write as _;

use super::Rule;

/// How the level of a rule's findings comes about, as text of several lines.
#[must_use]
pub fn explain(rule: Rule) -> String {
    let mut text = format!("{rule}: {}\n\n{}\n\n", rule.title(), rule.reason());
    let _ = writeln!(text, "category: {}", rule.category().id());
    for direction in rule.directions() {
        for effect in rule.effects() {
            let level = effect.level(*direction);
            let _ = writeln!(
                text,
                "{} x {} -> {}",
                effect.id(),
                direction.id(),
                level.id()
            );
        }
    }
    if let Some(guard) = rule.guard() {
        let _ = writeln!(text, "guard: {guard}");
    }
    if rule.contested() {
        text.push_str("Tools disagree about this rule; the policy can give it another level.\n");
    }
    text
}
