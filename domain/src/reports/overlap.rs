//! How many people are in two networks of a federation at once.

use std::collections::BTreeMap;

use super::asked::end_of;
use super::register::Register;
use crate::error::Result;

/// People in both of two networks, by their keys, the smaller key first; the same key twice: all of that network.
pub type Overlap = BTreeMap<(String, String), i64>;

/// The overlap of the networks of the register at the end of `on`.
pub(super) fn overlap(register: &Register, on: &str) -> Result<Overlap> {
    let mut networks = vec![Vec::new(); register.people.len()];
    for member in register.members(end_of(on)?) {
        networks[member.person].push(member.network);
    }
    let mut counts: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for networks in &mut networks {
        networks.sort_unstable();
        for (at, one) in networks.iter().enumerate() {
            for other in &networks[at..] {
                *counts.entry((one, other)).or_default() += 1;
            }
        }
    }
    Ok(counts.into_iter().map(|((one, other), count)| ((one.to_owned(), other.to_owned()), count)).collect())
}
