//! Taking over the deliveries of dead workers, and correcting times that a wrong clock has written.

use chrono::Duration;

use super::outcome::{self, BREAKS, LONGEST_DELAY};
use super::{LEASE_SECONDS, WorkerProfile};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db, Tx};
use crate::enums::DeliveryState;
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail;
use crate::mail::failing_addresses::settle_suspended;
use crate::mail::queue::record_event;

/// Returns to the queue what dead workers had in flight: doubtful, and due at once. Returns the number of deliveries. With `alone` there is no other
/// process: every worker but `worker` is dead. A worker never takes over its own deliveries, even after its lease has ended.
pub async fn take_over(db: &Db, worker: &WorkerProfile, alone: bool) -> Result<u64> {
    if !is_needed(db, worker, alone).await? {
        return Ok(0);
    }
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    correct_times(&mut tx, now).await?;
    // The leases go first: a worker that is late finds that its lease has ended, and a second takeover at the same time finds nothing.
    sqlx::query("DELETE FROM delivery_worker WHERE id <> $3 AND (alive_until < $1 OR $2 = 1)")
        .bind_all((now, i64::from(alone), &worker.name))
        .execute(&mut *tx)
        .await?;
    let interrupted: Vec<(DeliveryId, i64)> = sqlx::query_as(
        "UPDATE delivery SET state = 'deferred', doubtful = 1, breaks = breaks + 1, due_at = $1, worker = NULL
          WHERE worker IS NOT NULL AND worker <> $2 AND NOT EXISTS (SELECT 1 FROM delivery_worker w WHERE w.id = delivery.worker) RETURNING id, breaks",
    )
    .bind_all((now, &worker.name))
    .fetch_all(&mut *tx)
    .await?;
    for (id, breaks) in &interrupted {
        record_event(&mut tx, id, "interrupted", "").await?;
        if *breaks > BREAKS {
            outcome::settle(&mut tx, id, DeliveryState::Failed, None, "interrupted each time").await?;
        }
    }
    settle_suspended(&mut tx).await?;
    mail::erase_settled(&mut tx).await?;
    tx.commit_without_revision().await?;
    Ok(interrupted.len() as u64)
}

/// Whether there is anything to take over or to correct. Takes no lock, because most checks find nothing.
async fn is_needed(db: &Db, worker: &WorkerProfile, alone: bool) -> Result<bool> {
    let now = db.shared_now().await?;
    let found = sqlx::query(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM delivery_worker w WHERE w.alive_until > $2 OR (w.id <> $4 AND (w.alive_until < $1 OR $3 = 1)))
             OR EXISTS (SELECT 1 FROM delivery d WHERE d.worker IS NOT NULL AND d.worker <> $4 AND NOT EXISTS (SELECT 1 FROM delivery_worker w WHERE w.id = d.worker))
             OR EXISTS (SELECT 1 FROM delivery d WHERE d.due_at > $1 AND ((d.attempts = 0 AND d.breaks = 0) OR d.due_at > $5))",
    )
    .bind_all((now, now.plus(Duration::seconds(LEASE_SECONDS)), i64::from(alone), &worker.name, now.plus(LONGEST_DELAY)))
    .fetch_optional(db.pool())
    .await?;
    Ok(found.is_some())
}

/// Corrects times that a clock wrote when it was ahead. A lease never ends later than its length from now, and a delay likewise.
async fn correct_times(tx: &mut Tx, now: Timestamp) -> Result<()> {
    sqlx::query("UPDATE delivery_worker SET alive_until = $1 WHERE alive_until > $1")
        .bind(now.plus(Duration::seconds(LEASE_SECONDS)))
        .execute(&mut **tx)
        .await?;
    sqlx::query("UPDATE delivery SET due_at = $1 WHERE due_at > $1 AND ((attempts = 0 AND breaks = 0) OR due_at > $2)")
        .bind_all((now, now.plus(LONGEST_DELAY)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
