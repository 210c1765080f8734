//! Claiming deliveries: those that are due, urgent ones first, bulk mail as fast as the rate limits allow.

use chrono::Duration;
use sqlx::AssertSqlSafe;

use super::hold::may_leave;
use super::rate_limits::{self, RateLimits};
use super::{DeliveryOutcome, DeliveryReport, LEASE_SECONDS, outcome};
use crate::clock::Timestamp;
use crate::db::{Db, Tx, placeholders};
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::mail::failing_addresses::settle_suspended;
use crate::mail::queue::delivery_columns;
use crate::mail::{Delivery, DeliveryPriority};

/// A worker, and the rules for its claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkerProfile {
    /// Unique: a new one at each start.
    pub name: String,
    /// For bulk mail.
    pub rate_limits: RateLimits,
    /// Whether the text of a single mail is kept after it has left. Only a demonstration keeps it, for its outbox. Elsewhere it is deleted: it
    /// may contain links that give access, and backups would keep it for years.
    pub keep_text: bool,
}

/// How many deliveries a worker can take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryDemand {
    /// Single mails: the number of its free connections.
    pub urgent: usize,
    /// How many of those single mails may be of normal priority.
    pub normal: usize,
    pub bulk: usize,
    /// Domains for which it has enough bulk mail in flight.
    pub busy: Vec<String>,
}

impl DeliveryDemand {
    pub fn is_empty(&self) -> bool {
        self.urgent + self.normal + self.bulk == 0
    }
}

/// The result of a turn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// To be sent now.
    pub deliveries: Vec<Delivery>,
    /// The worker's lease had ended, and other workers took over its deliveries. It must not begin those that it has not begun yet.
    pub is_lost: bool,
}

/// Whether any delivery is due. Takes no lock, because most checks find nothing.
pub async fn is_any_due(db: &Db) -> Result<bool> {
    let query = concat!("SELECT 1 FROM delivery WHERE due_at <= $1 AND ", may_leave!(), " LIMIT 1");
    let found = sqlx::query(query).bind(db.shared_now().await?).fetch_optional(db.pool()).await?;
    Ok(found.is_some())
}

/// One turn of a worker, in one commit: records the outcomes of deliveries, renews the lease, claims what it demands.
///
/// `in_flight`: the deliveries that the worker has, without those that it reports. `is_behind`: its last turn failed, but may have been committed
/// all the same. Then the deliveries that it was given without knowing it are returned to the queue.
pub async fn claim_batch(
    db: &Db,
    worker: &WorkerProfile,
    reports: &[DeliveryReport],
    in_flight: &[DeliveryId],
    is_behind: bool,
    demand: &DeliveryDemand,
) -> Result<Batch> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    let is_lost = !renew(&mut tx, now, &worker.name).await? && !in_flight.is_empty();
    outcome::record(&mut tx, now, worker, reports).await?;
    if is_behind {
        outcome::return_unknown(&mut tx, now, &worker.name, in_flight).await?;
    }
    if is_behind || reports.iter().any(|report| !matches!(report.outcome, DeliveryOutcome::Sent | DeliveryOutcome::Failed(_))) {
        settle_suspended(&mut tx).await?;
    }
    let deliveries = if is_lost || demand.is_empty() { Vec::new() } else { claim(&mut tx, now, worker, demand, db.is_sqlite()).await? };
    tx.commit_without_revision().await?;
    Ok(Batch { deliveries, is_lost })
}

/// The reports of a worker that stops. With `is_gone` its lease ends, otherwise it is renewed.
pub async fn retire(db: &Db, worker: &WorkerProfile, reports: &[DeliveryReport], is_gone: bool) -> Result<()> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    outcome::record(&mut tx, now, worker, reports).await?;
    settle_suspended(&mut tx).await?;
    if is_gone {
        sqlx::query("DELETE FROM delivery_worker WHERE id = $1").bind(&worker.name).execute(&mut *tx).await?;
    } else {
        renew(&mut tx, now, &worker.name).await?;
    }
    tx.commit_without_revision().await
}

/// Renews the lease of a worker; `false` if it had none.
async fn renew(tx: &mut Tx, now: Timestamp, worker: &str) -> Result<bool> {
    let until = now.plus(Duration::seconds(LEASE_SECONDS));
    let renewed =
        sqlx::query("UPDATE delivery_worker SET alive_until = $2 WHERE id = $1").bind(worker).bind(until).execute(&mut **tx).await?;
    if renewed.rows_affected() == 1 {
        return Ok(true);
    }
    sqlx::query("INSERT INTO delivery_worker (id, alive_until) VALUES ($1, $2)").bind(worker).bind(until).execute(&mut **tx).await?;
    Ok(false)
}

async fn claim(tx: &mut Tx, now: Timestamp, worker: &WorkerProfile, demand: &DeliveryDemand, is_sqlite: bool) -> Result<Vec<Delivery>> {
    // Without this clause workers on PostgreSQL would wait for each other's rows. SQLite has one writer at a time.
    let lock = if is_sqlite { "" } else { "FOR UPDATE SKIP LOCKED" };
    let mut due = single(tx, now, DeliveryPriority::Urgent, demand.urgent, lock).await?;
    let normal = demand.normal.min(demand.urgent.saturating_sub(due.len()));
    due.extend(single(tx, now, DeliveryPriority::Normal, normal, lock).await?);
    due.extend(bulk(tx, now, &worker.rate_limits, demand, lock).await?);
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let statement = format!(
        "UPDATE delivery SET state = 'sending', worker = $1, due_at = NULL WHERE due_at IS NOT NULL AND id IN ({}) RETURNING {}",
        placeholders(2, due.len()),
        delivery_columns!()
    );
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(&worker.name);
    Ok(due.into_iter().fold(query, |query, id| query.bind(id)).fetch_all(&mut **tx).await?)
}

/// Single mails have no rate limit: they are few, and people wait for them.
async fn single(tx: &mut Tx, now: Timestamp, priority: DeliveryPriority, most: usize, lock: &str) -> Result<Vec<DeliveryId>> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let may_leave = may_leave!();
    let statement =
        format!("SELECT id FROM delivery WHERE priority = $1 AND due_at <= $2 AND {may_leave} ORDER BY due_at, id LIMIT $3 {lock}");
    let query = sqlx::query_scalar(AssertSqlSafe(statement)).bind(priority.value()).bind(now).bind(most as i64);
    Ok(query.fetch_all(&mut **tx).await?)
}

async fn bulk(tx: &mut Tx, now: Timestamp, limits: &RateLimits, demand: &DeliveryDemand, lock: &str) -> Result<Vec<DeliveryId>> {
    let most = rate_limits::room_in_total(tx, now, limits, demand.bulk).await?;
    if most == 0 {
        return Ok(Vec::new());
    }
    let busy = &demand.busy;
    let busy_domains = if busy.is_empty() { String::new() } else { format!("AND domain NOT IN ({})", placeholders(6, busy.len())) };
    let may_leave = may_leave!();
    let statement = format!(
        "SELECT id, domain FROM delivery WHERE priority = $1 AND due_at <= $2 {busy_domains} AND {may_leave}
            AND NOT EXISTS (SELECT 1 FROM delivery_rate r WHERE r.domain = delivery.domain AND r.free_at >= $3 AND r.free_at < $4)
          ORDER BY due_at, id LIMIT $5 {lock}"
    );
    let (waits, ahead) = rate_limits::horizon(now);
    let query =
        sqlx::query_as(AssertSqlSafe(statement)).bind(DeliveryPriority::Bulk.value()).bind(now).bind(waits).bind(ahead).bind(most as i64);
    let due: Vec<(DeliveryId, String)> = busy.iter().fold(query, |query, domain| query.bind(domain.clone())).fetch_all(&mut **tx).await?;
    rate_limits::spend(tx, now, limits, due).await
}
