//! The outcomes of deliveries, and what follows from each.

use chrono::Duration;
use formats::delivery_status;
use sqlx::AssertSqlSafe;

use super::WorkerProfile;
use crate::clock::Timestamp;
use crate::db::{BindAll, Db, Tx, placeholders};
use crate::enums::DeliveryState;
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail;
use crate::mail::bounces::without_other_addresses;
use crate::mail::failing_addresses::{AddressFailure, PROBE, record_failure};
use crate::mail::queue::{record_event, shorten};

/// The delays before each further attempt at a deferred delivery, in minutes; after the last one it has failed. That is on the fifth day at the
/// earliest (RFC 5321, 4.5.4.1): a mailbox that is full on Friday is emptied on Monday.
pub const DELAYS_MINUTES: [i64; 10] = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60, 24 * 60, 24 * 60];
/// The longest of these delays. No delivery is due later than that.
pub(super) const LONGEST_DELAY: Duration = Duration::days(1);
/// How often a connection may break, or a process die, with the same delivery in flight. After that it has failed.
pub const BREAKS: i64 = 20;
/// How long a delivery waits for a server that can't be reached, in days; then it has failed.
pub const GIVE_UP_DAYS: i64 = 5;
/// The longest wait after a broken connection, in seconds. The waits start at ten seconds and double: with [`BREAKS`], about five days in all.
const LONGEST_BREAK: i64 = 12 * 3600;

/// The outcome of an attempt. The text in each variant is the reason, for administrators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// The mail server accepted it.
    Sent,
    /// The mail server refused it for now.
    Deferred(String),
    /// The mail server refused it for good. Its text is kept for some days, so that an administrator can send it again.
    Failed(String),
    /// The connection broke, or no answer came.
    Broken {
        why: String,
        /// Whether the whole text had been sent: the mail server may have accepted it.
        doubtful: bool,
    },
    /// The mail server can't be reached, or refuses every mail from here. As if it had not been claimed, except that the reason is shown.
    Unavailable(String),
    /// It was not begun. As if it had not been claimed.
    Returned,
}

/// A worker's report about one delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    pub delivery: DeliveryId,
    /// Of the recipient, as [`names::address_key`](crate::names::address_key) writes it.
    pub address_key: String,
    /// Whether it is a single mail.
    pub is_mail: bool,
    pub outcome: DeliveryOutcome,
}

pub(super) async fn record(tx: &mut Tx, now: Timestamp, worker: &WorkerProfile, reports: &[DeliveryReport]) -> Result<()> {
    let with = |outcome: &DeliveryOutcome| reports.iter().filter(|report| report.outcome == *outcome).collect::<Vec<_>>();
    mark_sent(tx, now, worker.keep_text, &with(&DeliveryOutcome::Sent)).await?;
    return_reported(tx, now, &worker.name, &with(&DeliveryOutcome::Returned)).await?;
    // In the order of their keys: two workers that record refusals of the same addresses lock them in the same order.
    let mut attempts: Vec<&DeliveryReport> = reports.iter().collect();
    attempts.sort_by(|one, other| one.address_key.cmp(&other.address_key));
    for report in attempts {
        record_attempt(tx, now, &worker.name, report).await?;
    }
    if reports.iter().any(|report| report.is_mail) {
        mail::erase_settled(tx).await?;
    }
    Ok(())
}

/// Records that the delivery left at `at`, which an earlier process stored in a file. Overrides any later outcome but that it came back.
pub async fn record_sent(db: &Db, id: &DeliveryId, at: Timestamp, keep_text: bool) -> Result<()> {
    let mut tx = db.write().await?;
    let report = DeliveryReport { delivery: id.clone(), address_key: String::new(), is_mail: true, outcome: DeliveryOutcome::Sent };
    mark_sent(&mut tx, at, keep_text, &[&report]).await?;
    mail::erase_settled(&mut tx).await?;
    tx.commit_without_revision().await
}

/// Marks deliveries as sent, even if another worker has them in flight by now, unless they have come back already.
async fn mark_sent(tx: &mut Tx, at: Timestamp, keep_text: bool, reports: &[&DeliveryReport]) -> Result<()> {
    if reports.is_empty() {
        return Ok(());
    }
    let statement = format!(
        "UPDATE delivery SET state = 'sent', sent_at = $1, due_at = NULL, worker = NULL, last_error = '', attempts = attempts + 1
          WHERE id IN ({}) AND state NOT IN ('sent', 'bounced')",
        placeholders(2, reports.len())
    );
    let query = sqlx::query(AssertSqlSafe(statement)).bind(at);
    reports.iter().fold(query, |query, report| query.bind(report.delivery.clone())).execute(&mut **tx).await?;
    for report in reports.iter().filter(|report| report.is_mail && !keep_text) {
        sqlx::query("UPDATE mail SET body = '', calendar = NULL WHERE id = $1").bind(&report.delivery).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn return_reported(tx: &mut Tx, now: Timestamp, worker: &str, reports: &[&DeliveryReport]) -> Result<()> {
    if reports.is_empty() {
        return Ok(());
    }
    let ids: Vec<DeliveryId> = reports.iter().map(|report| report.delivery.clone()).collect();
    give_back(tx, now, worker, &format!("AND id IN ({})", placeholders(3, ids.len())), &ids).await
}

/// Returns to the queue what the worker has claimed without knowing it, because the answer to a commit was lost: everything but `in_flight`. Those
/// deliveries were never begun.
pub(super) async fn return_unknown(tx: &mut Tx, now: Timestamp, worker: &str, in_flight: &[DeliveryId]) -> Result<()> {
    let others = if in_flight.is_empty() { String::new() } else { format!("AND id NOT IN ({})", placeholders(3, in_flight.len())) };
    give_back(tx, now, worker, &others, in_flight).await
}

/// Makes some deliveries of the worker due again, as if they had not been claimed: those that match `condition`, in which `ids` are numbered from
/// `$3`. A delivery that was never attempted becomes due at the time it was queued, because alerts count from there.
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

/// The counts of a delivery, this outcome included.
#[derive(sqlx::FromRow)]
struct DeliveryCounts {
    attempts: i64,
    breaks: i64,
    queued_at: Timestamp,
    address: String,
    cause: String,
    forget: i64,
}

/// Records any outcome but [`DeliveryOutcome::Sent`] and [`DeliveryOutcome::Returned`], which are recorded for many deliveries at once.
async fn record_attempt(tx: &mut Tx, now: Timestamp, worker: &str, report: &DeliveryReport) -> Result<()> {
    let id = &report.delivery;
    let (why, attempts, breaks, doubtful) = match &report.outcome {
        DeliveryOutcome::Sent | DeliveryOutcome::Returned => return Ok(()),
        DeliveryOutcome::Deferred(why) | DeliveryOutcome::Failed(why) => (why, 1, 0, 0),
        DeliveryOutcome::Broken { why, doubtful } => (why, 0, 1, i64::from(*doubtful)),
        DeliveryOutcome::Unavailable(why) => (why, 0, 0, 0),
    };
    let counts: Option<DeliveryCounts> = sqlx::query_as(
        "UPDATE delivery SET attempts = attempts + $3, breaks = breaks + $4, doubtful = CASE WHEN $5 = 1 THEN 1 ELSE doubtful END, worker = NULL
          WHERE id = $1 AND worker = $2 RETURNING attempts, breaks, queued_at, address, cause, forget",
    )
    .bind_all((id, worker, attempts, breaks, doubtful))
    .fetch_optional(&mut **tx)
    .await?;
    // Another worker has it by now: only that worker's outcome counts.
    let Some(counts) = counts else { return Ok(()) };
    let why = &without_other_addresses(why, &counts.address);
    let due = match &report.outcome {
        DeliveryOutcome::Deferred(_) => {
            let delay = usize::try_from(counts.attempts - 1).ok().and_then(|past| DELAYS_MINUTES.get(past));
            delay.map(|minutes| now.plus(Duration::minutes(*minutes)))
        }
        DeliveryOutcome::Broken { .. } => {
            let seconds = (5_i64 << counts.breaks.clamp(0, 20)).min(LONGEST_BREAK);
            (counts.breaks <= BREAKS).then(|| now.plus(Duration::seconds(seconds)))
        }
        // A delivery that was never attempted stays due since it was queued, because alerts count from there.
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
        record_event(tx, id, step, why).await?;
    }
    let is_refused = state == DeliveryState::Failed && matches!(report.outcome, DeliveryOutcome::Failed(_) | DeliveryOutcome::Deferred(_));
    // A refusal at once counts as much as a mail that comes back.
    if let Some((kind, status)) = delivery_status::refusal(why).filter(|_| is_refused && !counts.address.is_empty() && counts.forget == 0) {
        let (address, status, is_probe) = (counts.address.as_str(), status.as_deref().unwrap_or_default(), counts.cause == PROBE);
        record_failure(tx, &AddressFailure { address, kind, status, reason: &shorten(why), is_probe }).await?;
    }
    Ok(())
}

pub(super) async fn settle(tx: &mut Tx, id: &DeliveryId, state: DeliveryState, due: Option<Timestamp>, why: &str) -> Result<()> {
    sqlx::query("UPDATE delivery SET state = $2, due_at = $3, last_error = $4 WHERE id = $1")
        .bind_all((id, state, due, shorten(why)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
