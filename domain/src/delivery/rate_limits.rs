//! Rate limits for bulk mail: in total and per domain, for all processes together.
//!
//! Each limit has a row with the time from which the next mail may leave. Each mail moves that time forward by its share of a minute (the generic
//! cell rate algorithm of ATM, ITU-T I.371). So mails leave evenly, and a process that was away does not catch up with a burst.

use std::collections::BTreeMap;

use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::DeliveryId;

const MINUTE: i64 = 60_000;
/// The clock has whole seconds: mails that may leave within a second leave at its start.
const STEP: i64 = 1000;
/// The furthest that a row can be ahead: no share is longer than a minute, and no process waits long for the lock of a row. A row that is further
/// ahead was written by a clock that was wrong, and is ignored.
const LONGEST_WAIT: i64 = MINUTE + 30 * STEP;

/// Mails per minute; 0: no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateLimits {
    pub total: i64,
    /// Per domain, for domains that are not in `domains`.
    pub domain: i64,
    pub domains: BTreeMap<String, i64>,
}

impl RateLimits {
    fn of(&self, domain: &str) -> i64 {
        self.domains.get(domain).copied().unwrap_or(self.domain)
    }
}

/// A domain waits if its row is at or after the first time, and before the second. In milliseconds.
pub(super) fn horizon(now: Timestamp) -> (i64, i64) {
    let now = now.seconds() * 1000;
    (now + STEP, now + LONGEST_WAIT)
}

/// How many of `want` mails the total limit allows now.
pub(super) async fn room_in_total(tx: &mut Tx, now: Timestamp, limits: &RateLimits, want: usize) -> Result<usize> {
    if limits.total <= 0 || want == 0 {
        return Ok(want);
    }
    let free = lock(tx, now, "").await?;
    Ok(room(now, free, limits.total).min(want))
}

/// The due deliveries that may leave now; counts them against the limits. Locks the rows of domains in the order of their names, then that of the
/// total.
pub(super) async fn spend(tx: &mut Tx, now: Timestamp, limits: &RateLimits, due: Vec<(DeliveryId, String)>) -> Result<Vec<DeliveryId>> {
    let mut by_domain: BTreeMap<String, Vec<DeliveryId>> = BTreeMap::new();
    for (id, domain) in due {
        by_domain.entry(domain).or_default().push(id);
    }
    let mut allowed = Vec::new();
    // Every process locks in the same order: no deadlock.
    for (domain, mut ids) in by_domain {
        let limit = limits.of(&domain);
        if limit > 0 {
            let free = lock(tx, now, &domain).await?;
            ids.truncate(room(now, free, limit));
            advance(tx, now, &domain, free, limit, ids.len()).await?;
        }
        allowed.append(&mut ids);
    }
    if limits.total > 0 && !allowed.is_empty() {
        let free = lock(tx, now, "").await?;
        advance(tx, now, "", free, limits.total, allowed.len()).await?;
    }
    Ok(allowed)
}

/// Locks the row of a domain by writing it, and returns the time from which the next mail may leave, in milliseconds.
async fn lock(tx: &mut Tx, now: Timestamp, domain: &str) -> Result<i64> {
    let free: i64 = sqlx::query_scalar(
        "INSERT INTO delivery_rate (domain, free_at) VALUES ($1, 0) ON CONFLICT (domain) DO UPDATE SET free_at = delivery_rate.free_at RETURNING free_at",
    )
    .bind(domain.to_owned())
    .fetch_one(&mut **tx)
    .await?;
    let (_, ahead) = horizon(now);
    Ok(if free < ahead { free } else { 0 })
}

async fn advance(tx: &mut Tx, now: Timestamp, domain: &str, free: i64, limit: i64, count: usize) -> Result<()> {
    let free = free.max(now.seconds() * 1000) + count as i64 * (MINUTE / limit).max(1);
    sqlx::query("UPDATE delivery_rate SET free_at = $2 WHERE domain = $1").bind(domain.to_owned()).bind(free).execute(&mut **tx).await?;
    Ok(())
}

/// How many mails may leave within this second.
fn room(now: Timestamp, free: i64, limit: i64) -> usize {
    let left = horizon(now).0 - free.max(now.seconds() * 1000);
    let share = (MINUTE / limit).max(1);
    if left <= 0 { 0 } else { usize::try_from((left + share - 1) / share).unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_as_many_copies_as_it_may() {
        for limit in [1, 20, 60, 90, 600, 6000] {
            let (mut free, mut count) = (0, 0);
            for second in 0..600 {
                let now = Timestamp::from_seconds(1_800_000_000 + second);
                let room = room(now, free, limit) as i64;
                free = free.max(now.seconds() * 1000) + room * (MINUTE / limit).max(1);
                count += room;
            }
            assert!((count - limit * 10).abs() <= limit / 10 + 1, "{limit} a minute, {count} in ten");
        }
    }
}
