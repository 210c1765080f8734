//! How many people wrote to each list, and what of it everyone may read.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::k_anonymity::K_MIN;

/// How many people wrote to a list, as far as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorCount {
    /// The number, for everyone.
    Public(i64),
    /// The number, for readers who may see small groups.
    Restricted(i64),
    /// From one to [`K_MIN`] excluded.
    Few,
    /// Suppressed, so that a small number cannot be found from the total.
    Suppressed,
}

impl Default for AuthorCount {
    fn default() -> Self {
        Self::Public(0)
    }
}

impl AuthorCount {
    pub(super) fn of(authors: &HashSet<&str>, is_public: bool) -> Self {
        if is_public { Self::Public(size(authors)) } else { Self::Restricted(size(authors)) }
    }

    pub(super) fn for_public(self) -> Self {
        match self {
            Self::Restricted(count) if count < K_MIN => Self::Few,
            Self::Restricted(_) => Self::Suppressed,
            shown => shown,
        }
    }
}

fn size(authors: &HashSet<&str>) -> i64 {
    i64::try_from(authors.len()).unwrap_or(i64::MAX)
}

fn is_small(authors: &HashSet<&str>) -> bool {
    (1..K_MIN).contains(&size(authors))
}

/// Of which lists everyone may read the number of authors, and whether of all of them together. Small numbers are hidden. The people who write to hidden lists
/// alone could be counted from the total: it is hidden while they are too few. Whether the number of a list is shown depends on that list alone, so
/// that no two pages together tell what neither says.
pub(super) fn public_counts(lists: &[&HashSet<&str>]) -> (Vec<bool>, bool) {
    let public: Vec<bool> = lists.iter().map(|authors| !is_small(authors)).collect();
    let (hidden, known) = (union(lists, &public, false), union(lists, &public, true));
    let only_hidden: HashSet<&str> = hidden.difference(&known).copied().collect();
    let all: HashSet<&str> = hidden.union(&known).copied().collect();
    let is_total_public = !is_small(&only_hidden) && !is_small(&all);
    (public, is_total_public)
}

/// The authors of the lists whose number is public, or of those whose number is hidden.
fn union<'a>(lists: &[&HashSet<&'a str>], public: &[bool], wanted: bool) -> HashSet<&'a str> {
    let chosen = lists.iter().zip(public).filter(|(_, is_public)| **is_public == wanted);
    chosen.flat_map(|(authors, _)| authors.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of the lists with these authors have a public number, and whether their total has.
    fn public(lists: &[&[&str]]) -> (Vec<bool>, bool) {
        let lists: Vec<HashSet<&str>> = lists.iter().map(|authors| authors.iter().copied().collect()).collect();
        public_counts(&lists.iter().collect::<Vec<_>>())
    }

    #[test]
    fn few_authors_are_not_shown_and_not_found_from_the_total() {
        let (five, seven) = (["a", "b", "c", "d", "e"], ["a", "b", "c", "d", "e", "f", "g"]);
        assert_eq!(public(&[&five, &seven, &[]]), (vec![true, true, true], true));
        assert_eq!(public(&[&seven, &["a", "b"]]), (vec![true, false], true), "they write to the other list as well");
        assert_eq!(public(&[&seven, &["x", "y"]]), (vec![true, false], false), "nine in all would tell two");
        assert_eq!(public(&[&seven, &["1", "2", "3"], &["4", "5"]]), (vec![true, false, false], true), "five in two lists");
        assert_eq!(public(&[&["a"], &["b"]]), (vec![false, false], false));
        assert_eq!(public(&[]), (vec![], true));
    }
}
