//! What is in nobody's hands any more: the mails of workers that died, and moments that a wrong clock has written.

use chrono::Duration;

use super::{DELAYS_MINUTES, LEASE_SECONDS, LONGEST_DELAY};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Result;

/// Mails that were claimed by a worker that is dead: its lease is over, or (`$3`) there is no other worker than `$2`.
const OF_THE_DEAD: &str = "state = 'sending' AND (lease_until < $1 OR ($3 = 1 AND lease <> $2))";

/// Gives back what dead workers held. What they had begun is doubtful, and is sent again; what they had only claimed was never tried. With
/// `alone` there is no other process: whoever is not `worker` is dead. How many are doubtful.
pub async fn take_over(db: &Db, worker: &str, alone: bool) -> Result<u64> {
    if !finds_any(db, worker, alone).await? {
        return Ok(0);
    }
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    // A clock that was ahead and was set right has left leases and delays that are far away: none is longer than it can be.
    sqlx::query("UPDATE mail SET lease_until = $1 WHERE state = 'sending' AND lease_until > $1").bind(lease(now)).execute(&mut *tx).await?;
    sqlx::query(
        "UPDATE mail SET next_attempt_at = $1 WHERE state = 'queued' AND next_attempt_at > $1 AND (attempts = 0 OR next_attempt_at > $2)",
    )
    .bind(now)
    .bind(now.plus(LONGEST_DELAY))
    .execute(&mut *tx)
    .await?;
    let given_up = format!(
        "UPDATE mail SET state = 'failed', doubtful = 1, lease = NULL, lease_until = NULL, handed_at = NULL, last_error = 'interrupted each time'
          WHERE {OF_THE_DEAD} AND handed_at IS NOT NULL AND attempts > $4"
    );
    let begun = format!(
        "UPDATE mail SET state = 'queued', doubtful = 1, lease = NULL, lease_until = NULL, handed_at = NULL WHERE {OF_THE_DEAD} AND handed_at IS NOT NULL"
    );
    let claimed =
        format!("UPDATE mail SET state = 'queued', attempts = attempts - 1, lease = NULL, lease_until = NULL WHERE {OF_THE_DEAD}");
    let mut doubtful = 0;
    for (statement, most) in [(given_up, Some(DELAYS_MINUTES.len() as i64)), (begun, None)] {
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(now).bind(worker.to_owned()).bind(i64::from(alone));
        let query = if let Some(most) = most { query.bind(most) } else { query };
        doubtful += query.execute(&mut *tx).await?.rows_affected();
    }
    sqlx::query(sqlx::AssertSqlSafe(claimed)).bind(now).bind(worker.to_owned()).bind(i64::from(alone)).execute(&mut *tx).await?;
    crate::mail::forget_settled(&mut tx).await?;
    tx.commit_quietly().await?;
    Ok(doubtful)
}

/// Takes no lock: most looks find nothing.
async fn finds_any(db: &Db, worker: &str, alone: bool) -> Result<bool> {
    let now = db.shared_now().await?;
    let statement = format!(
        "SELECT 1 FROM mail WHERE ({OF_THE_DEAD}) OR (state = 'sending' AND lease_until > $4)
             OR (state = 'queued' AND next_attempt_at > $1 AND (attempts = 0 OR next_attempt_at > $5)) LIMIT 1"
    );
    let found = sqlx::query(sqlx::AssertSqlSafe(statement))
        .bind(now)
        .bind(worker.to_owned())
        .bind(i64::from(alone))
        .bind(lease(now))
        .bind(now.plus(LONGEST_DELAY))
        .fetch_optional(db.pool())
        .await?;
    Ok(found.is_some())
}

fn lease(now: Timestamp) -> Timestamp {
    now.plus(Duration::seconds(LEASE_SECONDS))
}
