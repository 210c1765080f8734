//! The nightly purge, or one that an administrator asked for. Data past its retention is deleted; the figures that count it are frozen
//! first.

use chrono::{Duration, Timelike};

use super::settings::{Retention, read_retention};
use crate::audit::{self, AuditAction};
use crate::clock::{HOME, Timestamp};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::ids::NetworkId;
use crate::policy::{self, Act, Actor, Rights};
use crate::{certificates, imports, lists, mail, memberships, posts, registrations, reports};

/// The hour from which the nightly purge runs, in the instance's time zone: nobody works then.
const HOUR: u32 = 3;
/// How long a purge may take before another process takes it for dead.
const LEASE: Duration = Duration::minutes(30);
/// How many days a failed mail can be sent again: it may contain links that give access.
const FAILED_DAYS: i64 = 7;

/// The number of removed items of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purged {
    pub mails: u64,
    /// Messages whose copies were reduced to figures.
    pub copies: u64,
    pub audit: u64,
    pub sessions: u64,
    pub registrations: u64,
}

impl std::fmt::Display for Purged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { mails, copies, audit, sessions, registrations } = self;
        write!(f, "mails {mails}, copies {copies}, audit {audit}, sessions {sessions}, registrations {registrations}")
    }
}

/// The purge of the day, at night, or whenever it was [requested](request_purge). `None` if neither applies, or if another process runs it.
pub async fn nightly(db: &Db) -> Result<Option<Purged>> {
    let is_requested = is_purge_requested(db).await?;
    if !is_requested && db.now().local(HOME).hour() < HOUR {
        return Ok(None);
    }
    if !claim(db, is_requested).await? {
        return Ok(None);
    }
    run(db, &Actor::System).await.map(Some)
}

/// Whether an administrator has requested a purge.
pub async fn is_purge_requested(db: &Db) -> Result<bool> {
    Ok(sqlx::query("SELECT 1 FROM chore WHERE name = 'purge.asked'").fetch_optional(db.pool()).await?.is_some())
}

/// Requests a purge now, at any hour: the cleanup worker begins it within seconds. Idempotent while it waits.
pub async fn request_purge(db: &Db, actor: &Actor) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let today = tx.now.today();
    let inserted = sqlx::query("INSERT INTO chore (name, done_on) VALUES ('purge.asked', $1) ON CONFLICT (name) DO NOTHING")
        .bind(today)
        .execute(&mut *tx)
        .await?;
    if inserted.rows_affected() > 0 {
        audit::record(&mut tx, &rights, AuditAction::PurgeAsk, "instance", "").await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Runs the purge to its end, for programs that wait for it.
///
/// # Errors
/// [`Error::Closed`] while another process runs one.
pub async fn purge(db: &Db, actor: &Actor) -> Result<Purged> {
    policy::authorize(db, actor, Act::Administer).await?;
    if claim(db, true).await? { run(db, actor).await } else { Err(Error::Closed) }
}

/// Claims the job of today or, with `is_requested`, one at any time: of several processes, one gets it.
async fn claim(db: &Db, is_requested: bool) -> Result<bool> {
    let mut tx = db.write().await?;
    let now = tx.shared_now().await?;
    sqlx::query("INSERT INTO chore (name, done_on) VALUES ('purge', '') ON CONFLICT (name) DO NOTHING").execute(&mut *tx).await?;
    // A lease that ends later than possible was written by a clock that was ahead: it blocks nobody.
    let claimed = sqlx::query(
        "UPDATE chore SET lease_until = $3
          WHERE name = 'purge' AND ($5 = 1 OR done_on < $1 OR done_on > $2) AND (lease_until IS NULL OR lease_until < $4 OR lease_until > $3)",
    )
    .bind_all((now.today(), now.plus(Duration::days(1)).today(), now.plus(LEASE), now, i64::from(is_requested)))
    .execute(&mut *tx)
    .await?;
    tx.commit_without_revision().await?;
    Ok(claimed.rows_affected() == 1)
}

/// Runs step by step, each in a transaction of its own, so that writers wait for one step at most. If the process dies, the finished steps
/// hold, and the next purge goes on.
async fn run(db: &Db, actor: &Actor) -> Result<Purged> {
    let mut tx = db.write().await?;
    let retention = read_retention(&mut tx).await?;
    let mut purged = delete_expired_traces(&mut tx, &retention).await?;
    tx.commit().await?;
    if let Some(days) = retention.registrations {
        purged.registrations = erase_past_registrations(db, days).await?;
    }
    let mut tx = db.write().await?;
    if purged != Purged::default() {
        let rights = Rights::of(&mut tx, actor).await?;
        audit::record(&mut tx, &rights, AuditAction::PurgeRun, "instance", &purged.to_string()).await?;
    }
    let today = tx.now.today();
    sqlx::query("UPDATE chore SET done_on = $1, lease_until = NULL WHERE name = 'purge'").bind(today).execute(&mut *tx).await?;
    sqlx::query("DELETE FROM chore WHERE name = 'purge.asked'").execute(&mut *tx).await?;
    tx.commit().await?;
    db.analyze().await;
    Ok(purged)
}

/// Deletes what no figure counts.
async fn delete_expired_traces(tx: &mut Tx, retention: &Retention) -> Result<Purged> {
    let now = tx.now;
    let before = |days: Option<i64>| days.map(|days| now.plus(Duration::days(-days)));
    let mut purged = Purged::default();
    imports::delete_expired(tx).await?;
    registrations::delete_expired_answers(tx, now).await?;
    super::organisations::delete_expired_merges(tx).await?;
    memberships::delete_expired_invitations(tx).await?;
    mail::delete_expired_texts(tx, now.plus(Duration::days(-FAILED_DAYS))).await?;
    if let Some(before) = before(retention.mails) {
        purged.mails = mail::delete_expired_mails(tx, before).await?;
    }
    if let Some(before) = before(retention.copies) {
        purged.copies = lists::delete_expired_journals(tx, before).await?;
        posts::delete_expired_deliveries(tx, before).await?;
        posts::delete_expired_received_mails(tx, before).await?;
        posts::delete_expired_refusals(tx, before).await?;
    }
    if let Some(before) = before(retention.audit) {
        purged.audit = delete(tx, "DELETE FROM audit WHERE at < $1", before).await?;
    }
    if let Some(before) = before(retention.sessions) {
        purged.audit += delete(tx, "DELETE FROM audit WHERE action LIKE 'session.%' AND at < $1", before).await?;
        purged.sessions = delete(tx, "DELETE FROM session WHERE last_seen_at < $1", before).await?;
    }
    Ok(purged)
}

async fn delete(conn: &mut Conn, statement: &'static str, before: Timestamp) -> Result<u64> {
    Ok(sqlx::query(statement).bind(before).execute(conn).await?.rows_affected())
}

/// Deletes the names of registrations for events that ended more than `days` ago, in a past year. The figures of each year are frozen
/// first, for every network that counts the event; then the people are deleted in batches, and only where every figure is frozen.
async fn erase_past_registrations(db: &Db, days: i64) -> Result<u64> {
    let now = db.now();
    // The current year can't be frozen.
    let first = format!("{}-01-01", now.year());
    let before = now.plus(Duration::days(-days));
    let before = imports::start_of_day(&first).unwrap_or(before).min(before);
    for (network, year) in years_without_snapshot(db, before, now.year()).await? {
        let mut tx = db.write().await?;
        reports::take_snapshot(&mut tx, &network, year).await?;
        renew_lease(&mut tx).await?;
        tx.commit().await?;
    }
    let mut total = 0;
    loop {
        let mut tx = db.write().await?;
        let count = registrations::erase_past(&mut tx, before, now.year()).await?;
        certificates::erase_with_registrations(&mut tx).await?;
        renew_lease(&mut tx).await?;
        tx.commit().await?;
        total += count;
        if count == 0 {
            return Ok(total);
        }
    }
}

/// The networks and years of registrations about to be deleted whose figures are not frozen yet. The year is that of the event's own place:
/// in Nouméa it begins ten hours earlier than here.
async fn years_without_snapshot(db: &Db, before: Timestamp, this_year: i32) -> Result<Vec<(NetworkId, i32)>> {
    let mut tx = db.read().await?;
    let years: Vec<(NetworkId, String)> = sqlx::query_as(
        "SELECT DISTINCT b.network, substr(e.starts_local, 1, 4)
           FROM event e JOIN event_network h ON h.event = e.id AND h.state IN ('lead', 'accepted')
           JOIN network_below b ON b.below = h.network
          WHERE e.ends_at < $1 AND substr(e.starts_local, 1, 4) < $2
            AND EXISTS (SELECT 1 FROM registration r WHERE r.event = e.id AND r.address <> '')
            AND NOT EXISTS (SELECT 1 FROM frozen_year y WHERE y.network = b.network AND CAST(y.year AS TEXT) = substr(e.starts_local, 1, 4))
          ORDER BY 2, 1",
    )
    .bind_all((before, this_year.to_string()))
    .fetch_all(&mut *tx)
    .await?;
    Ok(years.into_iter().filter_map(|(network, year)| Some((network, year.parse().ok()?))).collect())
}

/// Renews the lease of the running job.
async fn renew_lease(tx: &mut Tx) -> Result<()> {
    let until = tx.shared_now().await?.plus(LEASE);
    sqlx::query("UPDATE chore SET lease_until = $1 WHERE name = 'purge' AND lease_until IS NOT NULL")
        .bind(until)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
