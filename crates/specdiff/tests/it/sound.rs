//! What is called harmless is harmless: of random pairs of schemas without a warning, no value that the sender may
//! send is refused by whoever gets it, says another program.

use rand::{SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use specdiff::{Direction, Finding, Level, Policy, Rule, compare};

use crate::random::World;

const PAIRS: usize = 4_000;

/// Whether a comparison lets a change pass. By convention an optional property is new to everybody, so that values
/// under its name are not asked about.
fn harmless(old: &World, new: &World, direction: Direction) -> bool {
    let (old, new) = (old.document(direction), new.document(direction));
    let findings = compare(&old, &new, &Policy::default()).findings;
    let passes = |finding: &Finding| {
        finding.level <= Level::Info && finding.rule != Rule::PropertyAddedOptional
    };
    findings.iter().all(passes)
}

/// Values in which all limits of `random.rs` make a difference.
fn values() -> Vec<Value> {
    let mut values = vec![json!(null), json!(true), json!(false), json!({}), json!([])];
    values.extend((-1..8).map(|number| json!(number)));
    values.extend([0.5, 2.5, 3.5].map(|number| json!(number)));
    values.extend(
        [
            "",
            "a",
            "b",
            "c",
            "ab",
            "ba",
            "aaa",
            "bbbb",
            "abab",
            "2026-11-22",
            "1.2.3.4",
            "a@b.cd",
        ]
        .map(|text| json!(text)),
    );
    let plain = values.clone();
    for value in &plain {
        values.push(json!([value]));
        values.push(json!({"a": value}));
        values.push(json!({"c": value}));
    }
    for (one, two) in plain
        .iter()
        .flat_map(|one| plain.iter().step_by(3).map(move |two| (one, two)))
    {
        values.push(json!([one, two]));
        values.push(json!({"a": one, "b": two}));
        values.push(json!({"b": one, "c": two, "d": two}));
        values.push(json!([one, two, one, 1, "a"]));
    }
    values
}

#[test]
#[expect(clippy::print_stderr, reason = "how much was tried is worth knowing")]
fn what_is_called_harmless_refuses_no_value() {
    let mut rng = StdRng::seed_from_u64(24);
    let values = values();
    let (mut changed, mut sides, mut checked) = (0_usize, 0_usize, 0_usize);
    let mut misses = Vec::new();
    for _ in 0..PAIRS {
        let old = World::random(&mut rng);
        let new = old.edited(&mut rng);
        if old == new {
            continue;
        }
        changed += 1;
        let (before, after) = (old.validator(), new.validator());
        for (direction, sent, taken) in [
            (Direction::Request, &before, &after),
            (Direction::Response, &after, &before),
        ] {
            if !harmless(&old, &new, direction) {
                continue;
            }
            sides += 1;
            let accepted = values
                .iter()
                .filter(|value| sent.is_valid(value))
                .collect::<Vec<_>>();
            checked += accepted.len();
            if let Some(value) = accepted.iter().find(|value| !taken.is_valid(value)) {
                let told = |world: &World| format!("{} with {}", world.schema, world.part);
                misses.push(format!(
                    "{}: {value} of {} -> {}",
                    direction.id(),
                    told(&old),
                    told(&new)
                ));
            }
        }
    }
    assert!(
        misses.is_empty(),
        "{} of {sides}: {misses:#?}",
        misses.len()
    );
    eprintln!("{changed} pairs that differ, {sides} harmless sides, {checked} values");
    assert!(
        changed > 2_000 && sides > 1_000 && checked > 100_000,
        "{sides} sides, {checked} values"
    );
}
