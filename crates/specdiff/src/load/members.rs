//! Members that come into a map or leave it, with the places of all that is in them.

use serde_json::{Map, Value};

use super::{Fault, places::Place};

/// A value and the places of it and of all within it, parents first.
pub(super) type Placed = (Value, Vec<Place>);

/// Takes a member out of a map, with its places.
pub(super) fn forget(map: &mut Map<String, Value>, places: &mut Vec<Place>, key: &str) {
    let before = map.iter().take_while(|(other, _)| *other != key);
    let start = 1 + before.map(|(_, member)| size(member)).sum::<usize>();
    if let Some(member) = map.shift_remove(key) {
        places.drain(start..start + size(&member));
    }
}

/// YAML 1.1's `<<`, which editors and bundlers still write: members that are not given already.
pub(super) fn merge(
    map: &mut Map<String, Value>,
    places: &mut Vec<Place>,
    from: Placed,
    at: Place,
) -> Result<(), Fault> {
    let (value, inner) = from;
    match value {
        Value::Object(members) => {
            let mut next = 1;
            for (key, member) in members {
                let size = size(&member);
                if !map.contains_key(&key) {
                    places.extend_from_slice(&inner[next..next + size]);
                    map.insert(key, member);
                }
                next += size;
            }
            Ok(())
        }
        Value::Array(list) => {
            let mut next = 1;
            for element in list {
                let size = size(&element);
                merge(
                    map,
                    places,
                    (element, inner[next..next + size].to_vec()),
                    at,
                )?;
                next += size;
            }
            Ok(())
        }
        _ => Err((at, "`<<` wants a mapping".to_owned())),
    }
}

pub(super) fn size(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(size).sum(),
        Value::Array(list) => list.iter().map(size).sum(),
        _ => 0,
    }
}
