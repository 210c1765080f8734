//! How many people belong to two networks of a federation.

use std::collections::BTreeMap;

use super::figures_query::end_of;
use super::k_anonymity::K_MIN;
use super::register::Register;
use crate::error::Result;

/// The people in both of two networks, by their keys, the smaller key first. The same key twice: all members of that network.
pub type Overlap = BTreeMap<(String, String), SharedMembers>;

/// How many people are in two networks, as far as it may be shown to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedMembers {
    /// The exact number.
    People(i64),
    /// Fewer than [`K_MIN`], zero included.
    Few,
    /// Suppressed, so that the only small number cannot be found from the total.
    Suppressed,
}

/// The overlap of these networks (given by their keys) as it may be shown. The size of each network is public. For a reader who must not
/// see small groups, every pair of fewer than [`K_MIN`] is shown as [`SharedMembers::Few`]; if only one pair is that small, the smallest of
/// the others is suppressed too.
pub(super) fn disclose(counts: &BTreeMap<(String, String), i64>, networks: &[&str], reads_small: bool) -> Overlap {
    let mut shown = Overlap::new();
    for one in networks {
        for other in networks.iter().filter(|other| *other >= one) {
            let pair = ((*one).to_owned(), (*other).to_owned());
            let count = counts.get(&pair).copied().unwrap_or(0);
            let is_small = !reads_small && one != other && count < K_MIN;
            shown.insert(pair, if is_small { SharedMembers::Few } else { SharedMembers::People(count) });
        }
    }
    if shown.values().filter(|shared| **shared == SharedMembers::Few).count() == 1 {
        let count = |shared: &SharedMembers| if let SharedMembers::People(count) = shared { *count } else { i64::MAX };
        let others = shown.iter_mut().filter(|((one, other), shared)| one != other && **shared != SharedMembers::Few);
        if let Some((_, shared)) = others.min_by_key(|(_, shared)| count(shared)) {
            *shared = SharedMembers::Suppressed;
        }
    }
    shown
}

/// The overlap of the networks of the register, at the end of `on`.
pub(super) fn overlap(register: &Register, on: &str) -> Result<BTreeMap<(String, String), i64>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap(pairs: &[(&str, &str, i64)]) -> BTreeMap<(String, String), i64> {
        pairs.iter().map(|(one, other, count)| (((*one).to_owned(), (*other).to_owned()), *count)).collect()
    }

    #[test]
    fn a_small_overlap_is_not_told_and_never_alone() {
        let counts = overlap(&[("a", "a", 3), ("b", "b", 40), ("c", "c", 30), ("a", "b", 2), ("a", "c", 7), ("b", "c", 20)]);
        let pair = |overlap: &Overlap, one: &str, other: &str| overlap[&(one.to_owned(), other.to_owned())];
        let all = disclose(&counts, &["a", "b", "c"], true);
        assert_eq!((pair(&all, "a", "b"), pair(&all, "b", "c")), (SharedMembers::People(2), SharedMembers::People(20)));
        let public = disclose(&counts, &["a", "b", "c"], false);
        assert_eq!(pair(&public, "a", "a"), SharedMembers::People(3), "how many a network has is public");
        assert_eq!(
            (pair(&public, "a", "b"), pair(&public, "a", "c"), pair(&public, "b", "c")),
            (SharedMembers::Few, SharedMembers::Suppressed, SharedMembers::People(20))
        );
        let counts = overlap(&[("a", "a", 9), ("b", "b", 9), ("c", "c", 9), ("a", "b", 4), ("b", "c", 6)]);
        let public = disclose(&counts, &["a", "b", "c"], false);
        assert_eq!(
            (pair(&public, "a", "c"), pair(&public, "b", "c")),
            (SharedMembers::Few, SharedMembers::People(6)),
            "nobody reads as a few"
        );
    }
}
