//! The preview of a purge, for the decision about it.

use chrono::Duration;

use super::purge::Purged;
use super::settings::{Retention, RetentionInput, read_retention};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::Result;
use crate::policy::{self, Act, Actor};

/// How much [`super::purge`] would remove now, for an administrator.
pub async fn purge_preview(db: &Db, actor: &Actor) -> Result<Purged> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let retention = read_retention(&mut tx).await?;
    count_all(&mut tx, &retention).await
}

/// [`purge_preview`], with the retention as typed.
///
/// # Errors
/// [`crate::Error::Invalid`] on a value that is not a number of days.
pub async fn purge_preview_with(db: &Db, actor: &Actor, input: &RetentionInput) -> Result<Purged> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let retention = input.parse()?;
    count_all(&mut tx, &retention).await
}

/// Whether a purge with `retention` would remove more of anything than one with the current retention.
pub(super) async fn removes_more(tx: &mut Tx, retention: &Retention) -> Result<bool> {
    let current = read_retention(tx).await?;
    let (before, after) = (count_all(tx, &current).await?, count_all(tx, retention).await?);
    Ok(after.mails > before.mails
        || after.copies > before.copies
        || after.audit > before.audit
        || after.sessions > before.sessions
        || after.registrations > before.registrations)
}

async fn count_all(tx: &mut Tx, retention: &Retention) -> Result<Purged> {
    let now = tx.now;
    let before = |days: Option<i64>| days.map(|days| now.plus(Duration::days(-days)));
    // The current year is not frozen, and keeps its names.
    let year = crate::imports::start_of_day(&format!("{}-01-01", now.year()));
    let ended_before = before(retention.registrations).map(|before| year.unwrap_or(before).min(before));
    let mails = "SELECT COUNT(*) FROM delivery WHERE mail IS NOT NULL AND due_at IS NULL AND worker IS NULL AND queued_at < $1";
    let registrations = "SELECT COUNT(*) FROM registration WHERE address <> '' AND event IN (SELECT id FROM event WHERE ends_at < $1)";
    let copies = "SELECT COUNT(*) FROM message m WHERE m.state = 'sent' AND m.sent_at < $1
                     AND EXISTS (SELECT 1 FROM delivery c WHERE c.message = m.id AND c.proof = 0)
                     AND NOT EXISTS (SELECT 1 FROM delivery c WHERE c.message = m.id AND c.proof = 0 AND (c.due_at IS NOT NULL OR c.worker IS NOT NULL))";
    Ok(Purged {
        mails: count(tx, mails, before(retention.mails)).await?,
        copies: count(tx, copies, before(retention.copies)).await?,
        audit: count_audit(tx, before(retention.audit), before(retention.sessions)).await?,
        sessions: count(tx, "SELECT COUNT(*) FROM session WHERE last_seen_at < $1", before(retention.sessions)).await?,
        registrations: count(tx, registrations, ended_before).await?,
    })
}

/// Entries of the journal. Sign-ins are kept no longer than sessions.
async fn count_audit(conn: &mut Conn, before: Option<Timestamp>, sessions_before: Option<Timestamp>) -> Result<u64> {
    let text = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM audit WHERE at < $1 OR (action LIKE 'session.%' AND at < $2)")
        .bind_all((text(before), text(sessions_before)))
        .fetch_one(conn)
        .await?;
    Ok(count.unsigned_abs())
}

async fn count(conn: &mut Conn, statement: &'static str, before: Option<Timestamp>) -> Result<u64> {
    let Some(before) = before else { return Ok(0) };
    let count: i64 = sqlx::query_scalar(statement).bind(before).fetch_one(conn).await?;
    Ok(count.unsigned_abs())
}
