//! The memory of mails in transfer, shared by all sessions.
//!
//! A client that declares the size of its mail waits until there is room for it. Beyond the declared size nobody waits, because two sessions that each
//! hold a part of the memory could wait for each other.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// One permit of the semaphore.
const UNIT: usize = 1024;

/// A number of bytes that sessions share.
#[derive(Debug, Clone)]
pub struct MemoryBudget(Arc<Semaphore>);

/// A part of the memory. Dropping it gives the part back.
#[derive(Debug)]
pub(super) struct MemoryReservation {
    budget: MemoryBudget,
    permit: OwnedSemaphorePermit,
}

impl MemoryBudget {
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes.div_ceil(UNIT).min(Semaphore::MAX_PERMITS))))
    }

    /// Waits until so many bytes are free. `None` if they are not within `timeout`.
    pub(super) async fn reserve(&self, bytes: usize, timeout: Duration) -> Option<MemoryReservation> {
        let permit = tokio::time::timeout(timeout, self.0.clone().acquire_many_owned(units(bytes))).await.ok()?.ok()?;
        Some(MemoryReservation { budget: self.clone(), permit })
    }
}

impl MemoryReservation {
    pub(super) fn bytes(&self) -> usize {
        self.permit.num_permits().saturating_mul(UNIT)
    }

    /// Adds at least `bytes`, without waiting. Returns whether so many were free.
    pub(super) fn try_grow(&mut self, bytes: usize) -> bool {
        match self.budget.0.clone().try_acquire_many_owned(units(bytes)) {
            Ok(more) => {
                self.permit.merge(more);
                true
            }
            Err(_) => false,
        }
    }
}

fn units(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn memory_is_given_back_when_a_reservation_ends() {
        let budget = MemoryBudget::new(8 * UNIT);
        let soon = Duration::from_millis(5);
        let mut first = budget.reserve(5 * UNIT, soon).await.unwrap();
        assert!(budget.reserve(4 * UNIT, soon).await.is_none());
        assert!(!first.try_grow(4 * UNIT) && first.try_grow(3 * UNIT - 1));
        assert_eq!(first.bytes(), 8 * UNIT);
        drop(first);
        assert_eq!(budget.reserve(8 * UNIT, soon).await.unwrap().bytes(), 8 * UNIT);
    }
}
