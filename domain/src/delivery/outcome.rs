//! What became of deliveries, and what follows from it.

use chrono::Duration;
use sqlx::AssertSqlSafe;

use super::WorkerProfile;
use crate::clock::Timestamp;
use crate::db::{BindAll, Db, Tx, placeholders};
use crate::enums::DeliveryState;
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail;

/// What a deferred delivery waits, in minutes, before it is tried again; after the last it has failed. Not before the fifth day
/// (RFC 5321, 4.5.4.1): a mailbox that is full on Friday is emptied on Monday.
pub const DELAYS_MINUTES: [i64; 10] = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60, 24 * 60, 24 * 60];
/// The longest of these delays: nothing that waits for another attempt is due later than that.
pub(super) const LONGEST_DELAY: Duration = Duration::days(1);
/// How often a connection may break, or a process die, with the same delivery in flight before it has failed.
pub const BREAKS: i64 = 20;
/// How long a delivery waits for a server that can't be reached, in days; then it has failed.
pub const GIVE_UP_DAYS: i64 = 5;
/// The longest wait after a connection that broke, in seconds, doubled from ten: with [`BREAKS`] some five days in all.
const LONGEST_BREAK: i64 = 12 * 3600;

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// The other side has it.
    Sent,
    /// It said "later": why.
    Deferred(String),
    /// It said "never": why. The words are kept for some days, for an administrator who has found out why and sends it again.
    Failed(String),
    /// The connection broke, or no answer came: why. It may have it all the same if `doubtful`.
    Broken {
        /// Why.
        why: String,
        /// Whether the text was with the other side.
        doubtful: bool,
    },
    /// The server can't be reached, or does not want us, whoever it is for: why. As if it had not been claimed, but for the reason that is shown.
    Unavailable(String),
    /// It was not begun: as if it had not been claimed.
    Returned,
}

/// What became of which delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Which one.
    pub delivery: DeliveryId,
    /// Whether it is a single mail.
    pub is_mail: bool,
    /// What became of it.
    pub outcome: DeliveryOutcome,
}

pub(super) async fn record(tx: &mut Tx, now: Timestamp, worker: &WorkerProfile, reports: &[DeliveryReport]) -> Result<()> {
    let with = |outcome: &DeliveryOutcome| reports.iter().filter(|report| report.outcome == *outcome).collect::<Vec<_>>();
    sent(tx, now, worker.keep_text, &with(&DeliveryOutcome::Sent)).await?;
    returned(tx, now, &worker.name, &with(&DeliveryOutcome::Returned)).await?;
    for report in reports {
        tried(tx, now, &worker.name, report).await?;
    }
    if reports.iter().any(|report| report.is_mail) {
        mail::forget_settled(tx).await?;
    }
    Ok(())
}

/// The delivery had left at `at`, as an earlier process kept in a file: whatever has become of it since, it has left.
pub async fn record_sent(db: &Db, id: &DeliveryId, at: Timestamp, keep_text: bool) -> Result<()> {
    let mut tx = db.write().await?;
    let report = DeliveryReport { delivery: id.clone(), is_mail: true, outcome: DeliveryOutcome::Sent };
    sent(&mut tx, at, keep_text, &[&report]).await?;
    mail::forget_settled(&mut tx).await?;
    tx.commit_without_revision().await
}

/// Whoever has it in flight by now: it has left.
async fn sent(tx: &mut Tx, at: Timestamp, keep_text: bool, reports: &[&DeliveryReport]) -> Result<()> {
    if reports.is_empty() {
        return Ok(());
    }
    let statement = format!(
        "UPDATE delivery SET state = 'sent', sent_at = $1, due_at = NULL, worker = NULL, last_error = '', attempts = attempts + 1
          WHERE id IN ({}) AND state <> 'sent'",
        placeholders(2, reports.len())
    );
    let query = sqlx::query(AssertSqlSafe(statement)).bind(at);
    reports.iter().fold(query, |query, report| query.bind(report.delivery.clone())).execute(&mut **tx).await?;
    for report in reports.iter().filter(|report| report.is_mail && !keep_text) {
        sqlx::query("UPDATE mail SET body = '', calendar = NULL WHERE id = $1").bind(&report.delivery).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn returned(tx: &mut Tx, now: Timestamp, worker: &str, reports: &[&DeliveryReport]) -> Result<()> {
    if reports.is_empty() {
        return Ok(());
    }
    let ids: Vec<DeliveryId> = reports.iter().map(|report| report.delivery.clone()).collect();
    give_back(tx, now, worker, &format!("AND id IN ({})", placeholders(3, ids.len())), &ids).await
}

/// Gives back what the worker has claimed without knowing it, because the answer to a commit was lost: all but `has`. It was never begun.
pub(super) async fn return_unknown(tx: &mut Tx, now: Timestamp, worker: &str, has: &[DeliveryId]) -> Result<()> {
    let others = if has.is_empty() { String::new() } else { format!("AND id NOT IN ({})", placeholders(3, has.len())) };
    give_back(tx, now, worker, &others, has).await
}

/// Makes those of the worker's deliveries that `condition` names, by `ids` from `$3` on, due as if they had not been claimed. One that was never
/// tried is due since it was queued: an alert counts from there.
async fn give_back(tx: &mut Tx, now: Timestamp, worker: &str, condition: &str, ids: &[DeliveryId]) -> Result<()> {
    let statement = format!(
        "UPDATE delivery SET state = CASE WHEN attempts + breaks > 0 THEN 'deferred' ELSE 'queued' END, worker = NULL,
                due_at = CASE WHEN attempts + breaks = 0 AND queued_at < $1 THEN queued_at ELSE $1 END
          WHERE worker = $2 {condition}"
    );
    let query = sqlx::query(AssertSqlSafe(statement)).bind(now).bind(worker.to_owned());
    ids.iter().fold(query, |query, id| query.bind(id.clone())).execute(&mut **tx).await?;
    Ok(())
}

/// How a delivery stands before this outcome counts.
#[derive(sqlx::FromRow)]
struct DeliveryCounts {
    attempts: i64,
    breaks: i64,
    queued_at: Timestamp,
}

/// Everything but [`DeliveryOutcome::Sent`] and [`DeliveryOutcome::Returned`], which are recorded together.
async fn tried(tx: &mut Tx, now: Timestamp, worker: &str, report: &DeliveryReport) -> Result<()> {
    let id = &report.delivery;
    let (why, attempts, breaks, doubtful) = match &report.outcome {
        DeliveryOutcome::Sent | DeliveryOutcome::Returned => return Ok(()),
        DeliveryOutcome::Deferred(why) | DeliveryOutcome::Failed(why) => (why, 1, 0, 0),
        DeliveryOutcome::Broken { why, doubtful } => (why, 0, 1, i64::from(*doubtful)),
        DeliveryOutcome::Unavailable(why) => (why, 0, 0, 0),
    };
    let counts: Option<DeliveryCounts> = sqlx::query_as(
        "UPDATE delivery SET attempts = attempts + $3, breaks = breaks + $4, doubtful = CASE WHEN $5 = 1 THEN 1 ELSE doubtful END, worker = NULL
          WHERE id = $1 AND worker = $2 RETURNING attempts, breaks, queued_at",
    )
    .bind_all((id, worker, attempts, breaks, doubtful))
    .fetch_optional(&mut **tx)
    .await?;
    // Another worker has it by now: what that one finds is what counts.
    let Some(counts) = counts else { return Ok(()) };
    let due = match &report.outcome {
        DeliveryOutcome::Deferred(_) => {
            let delay = usize::try_from(counts.attempts - 1).ok().and_then(|past| DELAYS_MINUTES.get(past));
            delay.map(|minutes| now.plus(Duration::minutes(*minutes)))
        }
        DeliveryOutcome::Broken { .. } => {
            let seconds = (5_i64 << counts.breaks.clamp(0, 20)).min(LONGEST_BREAK);
            (counts.breaks <= BREAKS).then(|| now.plus(Duration::seconds(seconds)))
        }
        // Due since it was queued, as long as it was never tried: an alert counts from there.
        DeliveryOutcome::Unavailable(_) => {
            let since = if counts.attempts + counts.breaks == 0 { counts.queued_at.min(now) } else { now };
            (counts.queued_at.plus(Duration::days(GIVE_UP_DAYS)) >= now).then_some(since)
        }
        _ => None,
    };
    let (state, step) = match (&report.outcome, due) {
        (_, None) => (DeliveryState::Failed, Some("failed")),
        (DeliveryOutcome::Unavailable(_), _) if counts.attempts + counts.breaks == 0 => (DeliveryState::Queued, None),
        (DeliveryOutcome::Unavailable(_), _) => (DeliveryState::Deferred, None),
        (DeliveryOutcome::Broken { doubtful: true, .. }, _) => (DeliveryState::Deferred, Some("interrupted")),
        _ => (DeliveryState::Deferred, Some("deferred")),
    };
    settle(tx, id, state, due, why).await?;
    if let Some(step) = step {
        event(tx, id, step, why).await?;
    }
    Ok(())
}

pub(super) async fn settle(tx: &mut Tx, id: &DeliveryId, state: DeliveryState, due: Option<Timestamp>, why: &str) -> Result<()> {
    sqlx::query("UPDATE delivery SET state = $2, due_at = $3, last_error = $4 WHERE id = $1")
        .bind_all((id, state, due, short(why)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn event(tx: &mut Tx, id: &DeliveryId, step: &str, detail: &str) -> Result<()> {
    let now = tx.now;
    sqlx::query("INSERT INTO delivery_event (delivery, at, step, detail) VALUES ($1, $2, $3, $4)")
        .bind_all((id, now, step, short(detail)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn short(why: &str) -> String {
    why.chars().take(500).collect()
}
