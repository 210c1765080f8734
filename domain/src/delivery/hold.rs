//! Deliveries that are held after a backup was restored, until an administrator decides about them.
//!
//! A backup contains mails that were waiting when it was made and have left since: if they were sent again, everybody would get them twice. So a
//! restored database sends nothing until it is released. The only exceptions are links that people ask for after the restore: without a sign-in
//! link nobody could release it, and a link that confirms a registration would expire.

use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::ids::MessageId;
use crate::mail::queue::unsettled;
use crate::policy::{self, Act, Actor};
use crate::{lists, mail};

/// The setting with the time since when deliveries are held; without it they are not held. A delivery queued in that very second counts as part of
/// the backup.
const HELD: &str = "delivery.held_at";

/// No delivery is held, in SQL.
macro_rules! not_held {
    () => {
        "NOT EXISTS (SELECT 1 FROM setting WHERE name = 'delivery.held_at')"
    };
}

/// A row of `delivery` may leave, in SQL: no delivery is held, or its recipient asked for it after the restore.
macro_rules! may_leave {
    () => {
        "(NOT EXISTS (SELECT 1 FROM setting WHERE name = 'delivery.held_at')
          OR (cause IN ('sign_in.link', 'address.proof', 'list.confirm', 'registration.asked')
              AND queued_at > (SELECT value FROM setting WHERE name = 'delivery.held_at')))"
    };
}
pub(super) use may_leave;

/// The deliveries that wait for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldDeliveries {
    /// When the backup was restored.
    pub since: Timestamp,
    /// Single mails that were in the backup.
    pub mails: i64,
    /// Copies of messages to lists that were in the backup.
    pub copies: i64,
    /// Scheduled messages of the backup whose time has come.
    pub messages: i64,
    /// Deliveries queued since the restore.
    pub newer: i64,
}

/// The decision about the deliveries of the backup. Those queued since the restore leave in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// They leave, marked as doubtful because they may have left before.
    Send,
    /// They never leave: deliveries are marked as discarded, due messages become drafts.
    Discard,
}

/// Holds every delivery from now on. Called on a restored database before it replaces the current one.
pub(crate) async fn hold(conn: &mut Conn, now: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind_all((HELD, now.to_string()))
        .execute(conn)
        .await?;
    Ok(())
}

/// Holds every delivery from now on. For PostgreSQL, after a backup was restored with its own programs and before the site is started.
pub async fn hold_all(db: &Db, actor: &Actor) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let now = tx.now;
    hold(&mut tx, now).await?;
    audit::record(&mut tx, &rights, AuditAction::DeliveryHold, "instance", "").await?;
    tx.commit().await
}

/// The held deliveries, for an administrator; `None` if deliveries are not held.
pub async fn held_deliveries(db: &Db, actor: &Actor) -> Result<Option<HeldDeliveries>> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    held_in(&mut tx).await
}

pub(crate) async fn held_in(tx: &mut Tx) -> Result<Option<HeldDeliveries>> {
    let Some(since) = since(tx).await? else { return Ok(None) };
    let now = tx.now;
    let (mails, copies, messages, newer) = sqlx::query_as(concat!(
        "SELECT (SELECT COUNT(*) FROM delivery WHERE mail IS NOT NULL AND queued_at <= $1 AND ",
        unsettled!(),
        "), (SELECT COUNT(*) FROM delivery WHERE mail IS NULL AND queued_at <= $1 AND ",
        unsettled!(),
        "), (SELECT COUNT(*) FROM message WHERE state = 'scheduled' AND scheduled_at <= $2 AND updated_at <= $1),
            (SELECT COUNT(*) FROM delivery WHERE queued_at > $1 AND ",
        unsettled!(),
        ")"
    ))
    .bind_all((since, now))
    .fetch_one(&mut **tx)
    .await?;
    Ok(Some(HeldDeliveries { since, mails, copies, messages, newer }))
}

async fn since(conn: &mut Conn) -> Result<Option<Timestamp>> {
    Ok(sqlx::query_scalar("SELECT value FROM setting WHERE name = $1").bind(HELD).fetch_optional(conn).await?)
}

/// Lets deliveries leave again; returns those that were held.
///
/// # Errors
/// [`Error::Closed`] if nothing is held.
pub async fn release(db: &Db, actor: &Actor, release: Release) -> Result<HeldDeliveries> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let held = held_in(&mut tx).await?.ok_or(Error::Closed)?;
    match release {
        Release::Send => mark_doubtful(&mut tx, held.since).await?,
        Release::Discard => discard(&mut tx, held.since).await?,
    }
    sqlx::query("DELETE FROM setting WHERE name = $1").bind(HELD).execute(&mut *tx).await?;
    let action = if release == Release::Send { AuditAction::DeliveryRelease } else { AuditAction::DeliveryDiscard };
    let detail = format!("mails {}, copies {}, messages {}", held.mails, held.copies, held.messages);
    audit::record(&mut tx, &rights, action, "instance", &detail).await?;
    tx.commit().await?;
    Ok(held)
}

async fn mark_doubtful(conn: &mut Conn, since: Timestamp) -> Result<()> {
    sqlx::query(concat!("UPDATE delivery SET doubtful = 1 WHERE queued_at <= $1 AND ", unsettled!())).bind(since).execute(conn).await?;
    Ok(())
}

async fn discard(tx: &mut Tx, since: Timestamp) -> Result<()> {
    for statement in [
        concat!(
            "UPDATE mail SET body = '', calendar = NULL WHERE id IN (SELECT d.id FROM delivery d WHERE d.queued_at <= $1 AND ",
            unsettled!("d"),
            ")"
        ),
        concat!("UPDATE delivery SET state = 'discarded', due_at = NULL, worker = NULL WHERE queued_at <= $1 AND ", unsettled!()),
    ] {
        sqlx::query(statement).bind(since).execute(&mut **tx).await?;
    }
    sqlx::query(
        "UPDATE message SET state = 'draft', scheduled_at = NULL, expected = NULL WHERE state = 'scheduled' AND scheduled_at <= $2 AND updated_at <= $1",
    )
    .bind_all((since, tx.now))
    .execute(&mut **tx)
    .await?;
    lists::restart_digests(tx).await?;
    mail::erase_settled(tx).await
}

/// Scheduled messages that are due, the earliest first; none while deliveries are held.
pub async fn due_messages(db: &Db) -> Result<Vec<MessageId>> {
    let query =
        concat!("SELECT id FROM message WHERE state = 'scheduled' AND scheduled_at <= $1 AND ", not_held!(), " ORDER BY scheduled_at");
    Ok(sqlx::query_scalar(query).bind(db.shared_now().await?).fetch_all(db.pool()).await?)
}

/// Sends the scheduled messages that are due. A message that can't be sent now does not hold back others; its error is in the log.
pub async fn send_due_messages(db: &Db) -> Result<()> {
    for message in due_messages(db).await? {
        drop(lists::send_due(db, &message).await);
    }
    Ok(())
}
