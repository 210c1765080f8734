//! Suppression of groups so small that they would disclose something about a person.

use super::label::{Label, ReportShare};

/// Groups of fewer people than this are never shown on their own.
pub const K_MIN: i64 = 5;

/// The same parts, for everyone to read. Parts of fewer than [`K_MIN`] people are merged, with the smallest of the others if they are still
/// too few. The total is unchanged and no part can be found by subtraction.
pub(super) fn merged(shares: &[ReportShare]) -> Vec<ReportShare> {
    let (mut large, small): (Vec<ReportShare>, Vec<ReportShare>) = shares.iter().cloned().partition(|share| share.count >= K_MIN);
    let mut merged_count: i64 = small.iter().map(|share| share.count).sum();
    while merged_count > 0 && merged_count < K_MIN && !large.is_empty() {
        let smallest = large.iter().enumerate().min_by_key(|(_, share)| share.count).map_or(0, |(at, _)| at);
        merged_count += large.remove(smallest).count;
    }
    // With so few people, no merge hides anybody: only the total is shown.
    if merged_count > 0 {
        large.push(ReportShare { label: Label::Others, count: merged_count });
    }
    large
}

/// Whether a breakdown shows only the total, because every group is too small to be shown.
pub(super) fn is_undivided(shares: &[ReportShare]) -> bool {
    matches!(shares, [ReportShare { label: Label::Others, .. }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(counts: &[i64]) -> Vec<ReportShare> {
        let label = |at: usize| Label::Named(at.to_string(), at.to_string());
        counts.iter().enumerate().map(|(at, count)| ReportShare { label: label(at), count: *count }).collect()
    }

    fn counts(shares: &[ReportShare]) -> Vec<i64> {
        shares.iter().map(|share| share.count).collect()
    }

    #[test]
    fn no_group_of_fewer_than_five_is_shown_or_found_by_subtraction() {
        assert_eq!(counts(&merged(&shares(&[99, 11, 56]))), [99, 11, 56]);
        assert_eq!(counts(&merged(&shares(&[99, 11, 1]))), [99, 12], "one person takes the next smallest with them");
        assert_eq!(counts(&merged(&shares(&[99, 11, 3, 4]))), [99, 11, 7]);
        assert_eq!(counts(&merged(&shares(&[2, 1]))), [3]);
        assert!(merged(&[]).is_empty());
        assert!(is_undivided(&merged(&shares(&[266, 4]))) && !is_undivided(&merged(&shares(&[266, 40, 4]))));
    }
}
