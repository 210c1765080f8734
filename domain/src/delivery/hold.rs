//! Deliveries that are held after a backup was restored, until somebody decides.
//!
//! A backup holds mails that were waiting when it was made and have left since: sent again, everybody would get them twice. So a restored
//! database sends nothing until it is released; only links that people ask for after the restore leave: nobody could sign in to release it
//! otherwise, and a link that confirms a registration would have expired.

use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::ids::MessageId;
use crate::mail::queue::unsettled;
use crate::policy::{self, Act, Actor};
use crate::{lists, mail};

/// Since when deliveries are held, in the table `setting`; no row: they are not. What is of that second was in the backup.
const HELD: &str = "delivery.held_at";

/// Whether nothing is held.
macro_rules! not_held {
    () => {
        "NOT EXISTS (SELECT 1 FROM setting WHERE name = 'delivery.held_at')"
    };
}

/// Whether a row of `delivery` may leave: nothing is held, or its reader has asked for it since.
macro_rules! may_leave {
    () => {
        "(NOT EXISTS (SELECT 1 FROM setting WHERE name = 'delivery.held_at')
          OR (cause IN ('sign_in.link', 'address.proof', 'list.confirm', 'registration.asked')
              AND queued_at > (SELECT value FROM setting WHERE name = 'delivery.held_at')))"
    };
}
pub(super) use may_leave;

/// What waits for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldDeliveries {
    /// When the backup was restored.
    pub since: Timestamp,
    /// Single mails that were in the backup.
    pub mails: i64,
    /// Mails of messages to lists that were in the backup.
    pub copies: i64,
    /// Scheduled messages of the backup whose time has come.
    pub messages: i64,
    /// Deliveries that came since.
    pub newer: i64,
}

/// What becomes of what was waiting in the backup. What came since leaves in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// It leaves, marked as doubtful, because it may have left before.
    Send,
    /// It does not leave: deliveries are marked as discarded, messages whose time has come become drafts.
    Discard,
}

/// Holds every delivery from now on: in the database that a backup becomes, before it takes its place.
pub(crate) async fn hold(conn: &mut Conn, now: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind_all((HELD, now.to_string()))
        .execute(conn)
        .await?;
    Ok(())
}

/// Holds every delivery from now on: after a backup of PostgreSQL was restored with its own programs, before the site is started.
pub async fn hold_all(db: &Db, who: &Actor) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, who, Act::Administer).await?;
    let now = tx.now;
    hold(&mut tx, now).await?;
    audit::record(&mut tx, &rights, AuditAction::DeliveryHold, "instance", "").await?;
    tx.commit().await
}

/// What is held, if anything is: for an administrator.
pub async fn held(db: &Db, who: &Actor) -> Result<Option<HeldDeliveries>> {
    let (mut tx, _) = policy::begin_read_for(db, who, Act::Administer).await?;
    held_in(&mut tx).await
}

pub(crate) async fn held_in(tx: &mut Tx) -> Result<Option<HeldDeliveries>> {
    let Some(since) = since(tx).await? else { return Ok(None) };
    let now = tx.now;
    let (mails, copies, messages, newer) = sqlx::query_as(concat!(
        "SELECT (SELECT COUNT(*) FROM delivery WHERE mail IS NOT NULL AND queued_at <= $1 AND ",
        unsettled!(),
        "), (SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL AND queued_at <= $1 AND ",
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

/// Lets deliveries leave again; gives what was held.
///
/// # Errors
/// [`Error::Closed`] if nothing is held.
pub async fn release(db: &Db, who: &Actor, release: Release) -> Result<HeldDeliveries> {
    let (mut tx, rights) = policy::begin_write_for(db, who, Act::Administer).await?;
    let held = held_in(&mut tx).await?.ok_or(Error::Closed)?;
    match release {
        Release::Send => mark_doubtful(&mut tx, held.since).await?,
        Release::Discard => discard(&mut tx, held.since).await?,
    }
    sqlx::query("DELETE FROM setting WHERE name = $1").bind(HELD).execute(&mut *tx).await?;
    let action = if release == Release::Send { AuditAction::DeliveryRelease } else { AuditAction::DeliveryDiscard };
    let counted = format!("mails {}, copies {}, messages {}", held.mails, held.copies, held.messages);
    audit::record(&mut tx, &rights, action, "instance", &counted).await?;
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
    mail::forget_settled(tx).await
}

/// Scheduled messages whose time has come.
pub async fn due_messages(db: &Db) -> Result<Vec<MessageId>> {
    let query =
        concat!("SELECT id FROM message WHERE state = 'scheduled' AND scheduled_at <= $1 AND ", not_held!(), " ORDER BY scheduled_at");
    Ok(sqlx::query_scalar(query).bind(db.shared_now().await?).fetch_all(db.pool()).await?)
}

/// Sends the scheduled messages whose time has come. One that can't be sent now holds back no other; its fault is in the log.
pub async fn send_due_messages(db: &Db) -> Result<()> {
    for message in due_messages(db).await? {
        drop(lists::send_due(db, &message).await);
    }
    Ok(())
}
