//! How fast mails of many may leave: in total and to one domain, for all processes together.
//!
//! Each limit has a row that says from when on the next mail may leave; a mail moves it on by its share of a minute (the generic cell rate
//! algorithm of ATM, ITU-T I.371). So mails leave evenly, and a process that was away has no burst to catch up on.

use std::collections::BTreeMap;

use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::DeliveryId;

const MINUTE: i64 = 60_000;
/// The clock has whole seconds: what may leave within one leaves at its start.
const STEP: i64 = 1000;
/// No share is longer than a minute, and no process waits for another's row for long: a row that says more was written by a clock that was
/// ahead, and holds nothing back.
const LONGEST_WAIT: i64 = MINUTE + 30 * STEP;

/// Mails a minute; 0: as fast as they go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateLimits {
    /// In total.
    pub total: i64,
    /// To any one domain.
    pub domain: i64,
    /// To these domains.
    pub domains: BTreeMap<String, i64>,
}

impl RateLimits {
    fn of(&self, domain: &str) -> i64 {
        self.domains.get(domain).copied().unwrap_or(self.domain)
    }
}

/// What is free at or after the first has to wait; not what is free at or after the second.
pub(super) fn horizon(now: Timestamp) -> (i64, i64) {
    let now = now.seconds() * 1000;
    (now + STEP, now + LONGEST_WAIT)
}

/// How many of `want` may leave now in total.
pub(super) async fn room_in_total(tx: &mut Tx, now: Timestamp, limits: &RateLimits, want: usize) -> Result<usize> {
    if limits.total <= 0 || want == 0 {
        return Ok(want);
    }
    let free = lock(tx, now, "").await?;
    Ok(room(now, free, limits.total).min(want))
}

/// Keeps those that may leave now, and counts them.
pub(super) async fn spend(tx: &mut Tx, now: Timestamp, limits: &RateLimits, due: Vec<(DeliveryId, String)>) -> Result<Vec<DeliveryId>> {
    let mut by_domain: BTreeMap<String, Vec<DeliveryId>> = BTreeMap::new();
    for (id, domain) in due {
        by_domain.entry(domain).or_default().push(id);
    }
    let mut kept = Vec::new();
    // In the order of their names, for all processes: they wait for one another, and never in a circle.
    for (domain, mut ids) in by_domain {
        let limit = limits.of(&domain);
        if limit > 0 {
            let free = lock(tx, now, &domain).await?;
            ids.truncate(room(now, free, limit));
            advance(tx, now, &domain, free, limit, ids.len()).await?;
        }
        kept.append(&mut ids);
    }
    if limits.total > 0 && !kept.is_empty() {
        let free = lock(tx, now, "").await?;
        advance(tx, now, "", free, limits.total, kept.len()).await?;
    }
    Ok(kept)
}

/// Writes the row, so that no other process passes before this one commits, and gives what it says.
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

/// How many may leave within this second.
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
