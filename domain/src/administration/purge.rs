//! The nightly purge: what is kept longer than was decided goes; what figures count of it is frozen first.

use chrono::{Duration, Timelike};

use super::door;
use super::settings::read_retention;
use crate::audit;
use crate::clock::{HOME, Moment};
use crate::db::{Conn, Db, Tx};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::policy::{Actor, Rights};
use crate::{imports, lists, registrations, reports};

/// Nobody works then.
const HOUR: u32 = 3;
/// How long a purge may take before another process believes that it died.
const LEASE: Duration = Duration::minutes(30);
/// How long a mail that failed can be sent again: it may hold links that open something.
const FAILED_DAYS: i64 = 7;

/// What went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "what Retention names")]
pub struct Purged {
    pub mails: u64,
    /// Messages whose copies are figures now.
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

/// The purge of the day, once it is night: `None` if it is not, or if it is done, or if another process has it.
pub async fn nightly(db: &Db) -> Result<Option<Purged>> {
    let now = db.now();
    if now.local(HOME).hour() < HOUR || !claim(db, now).await? {
        return Ok(None);
    }
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, &Actor::System).await?;
    let purged = run(&mut tx, &rights).await?;
    sqlx::query("UPDATE chore SET done_on = $1, lease_until = NULL WHERE name = 'purge'").bind(now.today()).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(Some(purged))
}

/// Takes the chore of today: of several processes, one gets it.
async fn claim(db: &Db, now: Moment) -> Result<bool> {
    let mut tx = db.write().await?;
    sqlx::query("INSERT INTO chore (name, done_on) VALUES ('purge', '') ON CONFLICT (name) DO NOTHING").execute(&mut *tx).await?;
    let claimed = sqlx::query(
        "UPDATE chore SET lease_until = $2 WHERE name = 'purge' AND done_on < $1 AND (lease_until IS NULL OR lease_until < $3)",
    )
    .bind(now.today())
    .bind(now.plus(LEASE))
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit_quietly().await?;
    Ok(claimed.rows_affected() == 1)
}

/// The purge at once, whatever the hour: for an administrator.
pub async fn purge(db: &Db, who: &Actor) -> Result<Purged> {
    let mut tx = db.write().await?;
    let rights = door(&mut tx, who).await?;
    let purged = run(&mut tx, &rights).await?;
    tx.commit().await?;
    Ok(purged)
}

async fn run(tx: &mut Tx, rights: &Rights) -> Result<Purged> {
    let keep = read_retention(tx).await?;
    let now = tx.now;
    let before = |days: Option<i64>| days.map(|days| now.plus(Duration::days(-days)));
    let mut purged = Purged::default();
    imports::forget_old(tx).await?;
    sqlx::query("UPDATE mail SET body = '', calendar = NULL WHERE state = 'failed' AND body <> '' AND created_at < $1")
        .bind(now.plus(Duration::days(-FAILED_DAYS)))
        .execute(&mut **tx)
        .await?;
    if let Some(before) = before(keep.mails) {
        purged.mails = delete(tx, "DELETE FROM mail WHERE state IN ('sent', 'failed') AND created_at < $1", before).await?;
    }
    if let Some(before) = before(keep.copies) {
        purged.copies = lists::forget_journals(tx, before).await?;
    }
    if let Some(before) = before(keep.audit) {
        purged.audit = delete(tx, "DELETE FROM audit WHERE at < $1", before).await?;
    }
    if let Some(before) = before(keep.sessions) {
        purged.sessions = delete(tx, "DELETE FROM session WHERE last_seen_at < $1", before).await?;
    }
    if let Some(before) = before(keep.registrations) {
        // A year that still runs can't be frozen.
        let first = format!("{}-01-01", now.year());
        let before = crate::imports::morning(&first).unwrap_or(before).min(before);
        freeze(tx, before).await?;
        purged.registrations = registrations::forget_past(tx, before).await?;
    }
    if purged != Purged::default() {
        audit::note(tx, rights, "purge.run", "instance", &purged.to_string()).await?;
    }
    Ok(purged)
}

async fn delete(conn: &mut Conn, statement: &'static str, before: Moment) -> Result<u64> {
    Ok(sqlx::query(statement).bind(before).execute(conn).await?.rows_affected())
}

/// Keeps the figures of each year in which somebody is about to be forgotten, for every network that counts the event.
async fn freeze(tx: &mut Tx, before: Moment) -> Result<()> {
    let years: Vec<(NetworkId, String)> = sqlx::query_as(
        "SELECT DISTINCT b.network, substr(e.starts_local, 1, 4)
           FROM event e JOIN event_network h ON h.event = e.id AND h.state IN ('lead', 'accepted')
           JOIN network_below b ON b.below = h.network
          WHERE e.ends_at < $1 AND EXISTS (SELECT 1 FROM registration r WHERE r.event = e.id AND r.address <> '')",
    )
    .bind(before)
    .fetch_all(&mut **tx)
    .await?;
    for (network, year) in years {
        if let Ok(year) = year.parse() {
            reports::freeze(tx, &network, year).await?;
        }
    }
    Ok(())
}
