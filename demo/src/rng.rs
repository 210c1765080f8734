//! Random numbers that are the same on every machine and in every version: the demo looks the same for everyone.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// A random generator. Each purpose has its own, so that editing one file changes nothing elsewhere.
pub(super) struct DemoRng(ChaCha8Rng);

impl DemoRng {
    /// The generator for a purpose: the same purpose gives the same numbers.
    pub(super) fn of(purpose: &str) -> Self {
        Self(ChaCha8Rng::from_seed(Sha256::digest(purpose).into()))
    }

    /// From 0 to `end`, without `end`; 0 if `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.0.next_u64() % end).unwrap_or(0)
    }

    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0);
        low.saturating_add(i64::try_from(self.below(span.saturating_add(1))).unwrap_or(0))
    }

    /// True `percent` times out of a hundred.
    pub(super) fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`.
    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }

    /// One of `choices`, with a probability by its weight.
    pub(super) fn weighted<'a, T>(&mut self, choices: &'a [(T, usize)]) -> Option<&'a T> {
        let mut throw = self.below(choices.iter().map(|(_, weight)| weight).sum());
        for (choice, weight) in choices {
            if throw < *weight {
                return Some(choice);
            }
            throw -= weight;
        }
        None
    }

    /// Shuffles in place.
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}
