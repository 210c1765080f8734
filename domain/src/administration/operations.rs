//! Figures for monitoring.

use super::alerts::oldest_undelivered;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Result;
use crate::policy::{self, Act, Actor};

/// The state of deliveries, and the last backup and purge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationFigures {
    /// Single mails that wait or are in flight.
    pub queued_mails: i64,
    /// Since when the oldest mail that counts for alerts waits.
    pub oldest_mail: Option<Timestamp>,
    /// Single mails that could not be sent.
    pub failed_mails: i64,
    /// Copies of messages that wait or are in flight.
    pub queued_copies: i64,
    /// Since when the oldest such copy waits; `None` while some leave.
    pub oldest_copy: Option<Timestamp>,
    /// Copies that could not be sent.
    pub failed_copies: i64,
    /// Copies that may have been sent twice.
    pub doubtful_copies: i64,
    /// Single mails that may have been sent twice.
    pub doubtful_mails: i64,
    /// When the last backup was made.
    pub backed_up_at: Option<Timestamp>,
    /// The day of the last purge, at its first instant in UTC.
    pub purged_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct FiguresRow {
    queued_mails: i64,
    failed_mails: i64,
    queued_copies: i64,
    failed_copies: i64,
    doubtful_copies: i64,
    doubtful_mails: i64,
    backed_up_at: Option<String>,
    purged_on: Option<String>,
}

/// The cost grows with the deliveries that wait or failed, never with those sent: each part has an index of its own.
pub async fn operation_figures(db: &Db, actor: &Actor) -> Result<OperationFigures> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let row: FiguresRow = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM delivery WHERE mail IS NOT NULL AND (due_at IS NOT NULL OR worker IS NOT NULL)) AS queued_mails,
                (SELECT COUNT(*) FROM delivery WHERE state = 'failed' AND mail IS NOT NULL) AS failed_mails,
                (SELECT COUNT(*) FROM delivery WHERE mail IS NULL AND (due_at IS NOT NULL OR worker IS NOT NULL)) AS queued_copies,
                (SELECT COUNT(*) FROM delivery WHERE state = 'failed' AND mail IS NULL) AS failed_copies,
                (SELECT COUNT(*) FROM delivery WHERE doubtful = 1 AND mail IS NULL) AS doubtful_copies,
                (SELECT COUNT(*) FROM delivery WHERE doubtful = 1 AND mail IS NOT NULL) AS doubtful_mails,
                (SELECT value FROM setting WHERE name = 'backup.last_at') AS backed_up_at,
                (SELECT done_on FROM chore WHERE name = 'purge') AS purged_on",
    )
    .fetch_one(&mut *tx)
    .await?;
    let now = tx.now;
    let oldest = oldest_undelivered(&mut tx, now).await?;
    Ok(OperationFigures {
        queued_mails: row.queued_mails,
        oldest_mail: oldest.mail,
        failed_mails: row.failed_mails,
        queued_copies: row.queued_copies,
        oldest_copy: oldest.copy,
        failed_copies: row.failed_copies,
        doubtful_copies: row.doubtful_copies,
        doubtful_mails: row.doubtful_mails,
        backed_up_at: row.backed_up_at.as_deref().and_then(Timestamp::parse),
        // Empty: never.
        purged_at: row.purged_on.and_then(|day| Timestamp::parse(&format!("{day}T00:00:00Z"))),
    })
}
