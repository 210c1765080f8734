//! The single mails of the instance: sent, waiting, failed. A failed mail can be sent again while its text is kept.

use serde::{Deserialize, Serialize};

use super::{PAGE, pages};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db};
use crate::enums::{DeliveryState, Language};
use crate::error::{Error, Result};
use crate::ids::DeliveryId;
use crate::like_pattern;
use crate::mail::message_id;
use crate::names;
use crate::policy::{self, Act, Actor};

/// The query of the list, as in the address bar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailQuery {
    /// A [`DeliveryState`], or [`DOUBTFUL`], or [`UNSETTLED`], or nothing for all.
    pub state: String,
    /// Part of a recipient or of a subject.
    pub q: String,
    /// From 1.
    pub page: String,
}

/// The [`MailQuery::state`] of mails that may have been sent twice.
pub const DOUBTFUL: &str = "doubtful";
/// The [`MailQuery::state`] of mails that wait or are in flight.
pub const UNSETTLED: &str = "unsettled";

/// A row of the list of mails.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedMail {
    pub id: DeliveryId,
    pub cause: String,
    pub name: String,
    pub address: String,
    pub subject: String,
    pub state: DeliveryState,
    pub queued_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub last_error: String,
    doubtful: i64,
}

impl ListedMail {
    /// Whether it may have been sent twice.
    pub fn is_doubtful(&self) -> bool {
        self.doubtful == 1
    }
}

/// A mail and its delivery. Its text is only for its recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDetails {
    /// As in the list.
    pub listed: ListedMail,
    /// The language of its text.
    pub language: Language,
    /// Without angle brackets.
    pub message_id: String,
    /// The number of attempts.
    pub attempts: i64,
    /// When it is tried next; `None`: no attempt is due.
    pub due_at: Option<Timestamp>,
    /// Whether its text is kept, so that it can be sent again.
    pub has_text: bool,
}

/// A page of mails.
#[derive(Debug, Clone)]
pub struct MailPage {
    /// Newest first.
    pub mails: Vec<ListedMail>,
    /// The number of matches.
    pub total: i64,
    /// The number of failed mails, whatever the query.
    pub failed: i64,
    /// From 1.
    pub page: i64,
    /// At least 1.
    pub pages: i64,
}

/// The mails in state `$1` whose subject or address contains `$2`, ignoring accents and case; each of the two may be empty.
macro_rules! matching {
    () => {
        "d.mail IS NOT NULL AND ($1 = '' OR d.state = $1 OR ($1 = 'doubtful' AND d.doubtful = 1)
               OR ($1 = 'unsettled' AND (d.due_at IS NOT NULL OR d.worker IS NOT NULL)))
               AND ($2 = '%%' OR m.subject_key LIKE $2 ESCAPE '\\' OR m.recipient_key LIKE $2 ESCAPE '\\')"
    };
}

/// The columns of a [`ListedMail`], over `delivery d` and `mail m`.
macro_rules! listed_columns {
    () => {
        "d.id, d.cause, d.name, d.address, m.subject, d.state, d.queued_at, d.sent_at, d.last_error, d.doubtful"
    };
}

/// A page of mails.
pub async fn mails(db: &Db, actor: &Actor, query: &MailQuery) -> Result<MailPage> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let is_filter = |state: &str| [DOUBTFUL, UNSETTLED].contains(&state) || DeliveryState::parse(state).is_ok();
    let state = if is_filter(&query.state) { query.state.as_str() } else { "" };
    let pattern = like_pattern::contains(&names::normalize(&query.q));
    let (total, failed): (i64, i64) = sqlx::query_as(concat!(
        "SELECT (SELECT COUNT(*) FROM delivery d JOIN mail m ON m.id = d.mail WHERE ",
        matching!(),
        "), (SELECT COUNT(*) FROM delivery WHERE state = 'failed' AND mail IS NOT NULL)"
    ))
    .bind_all((state, &pattern))
    .fetch_one(&mut *tx)
    .await?;
    let (page, pages) = pages(&query.page, total);
    let mails = sqlx::query_as(concat!(
        "SELECT ",
        listed_columns!(),
        " FROM delivery d JOIN mail m ON m.id = d.mail WHERE ",
        matching!(),
        " ORDER BY d.queued_at DESC, d.id DESC LIMIT $3 OFFSET $4"
    ))
    .bind_all((state, &pattern, PAGE, (page - 1) * PAGE))
    .fetch_all(&mut *tx)
    .await?;
    Ok(MailPage { mails, total, failed, page, pages })
}

#[derive(sqlx::FromRow)]
struct MailDetailsRow {
    #[sqlx(flatten)]
    listed: ListedMail,
    language: Language,
    attempts: i64,
    due_at: Option<Timestamp>,
    has_text: i64,
}

/// One mail.
pub async fn mail(db: &Db, actor: &Actor, id: &DeliveryId) -> Result<MailDetails> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let row: MailDetailsRow = sqlx::query_as(concat!(
        "SELECT ",
        listed_columns!(),
        ", d.language, d.attempts + d.breaks AS attempts, d.due_at,
           CAST(CASE WHEN m.body <> '' AND d.address <> '' THEN 1 ELSE 0 END AS BIGINT) AS has_text
           FROM delivery d JOIN mail m ON m.id = d.mail WHERE d.id = $1"
    ))
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(MailDetails {
        message_id: message_id(&row.listed.id, tx.host()),
        listed: row.listed,
        language: row.language,
        attempts: row.attempts,
        due_at: row.due_at,
        has_text: row.has_text == 1,
    })
}

/// The failed mails that can be sent again: those to an address whose mail is suspended cannot.
macro_rules! retryable {
    () => {
        "state = 'failed' AND address <> '' AND id IN (SELECT m.id FROM mail m WHERE m.body <> '')
            AND address_key NOT IN (SELECT f.address_key FROM failing_address f WHERE f.suspended_at IS NOT NULL)"
    };
}

/// Sends a failed mail again, from the first attempt on.
///
/// # Errors
/// [`Error::Closed`] if it has not failed, or if its text is deleted by now.
pub async fn retry(db: &Db, actor: &Actor, id: &DeliveryId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let now = tx.now;
    let queued = sqlx::query(concat!(
        "UPDATE delivery SET state = 'queued', attempts = 0, breaks = 0, due_at = $2 WHERE id = $1 AND ",
        retryable!()
    ))
    .bind_all((id, now))
    .execute(&mut *tx)
    .await?;
    if queued.rows_affected() == 0 {
        return Err(Error::Closed);
    }
    audit::record(&mut tx, &rights, AuditAction::MailRetry, id.as_str(), "").await?;
    tx.commit().await
}

/// Sends every failed mail again; returns how many.
pub async fn retry_all(db: &Db, actor: &Actor) -> Result<u64> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let now = tx.now;
    let queued = sqlx::query(concat!("UPDATE delivery SET state = 'queued', attempts = 0, breaks = 0, due_at = $1 WHERE ", retryable!()))
        .bind(now)
        .execute(&mut *tx)
        .await?
        .rows_affected();
    if queued > 0 {
        audit::record(&mut tx, &rights, AuditAction::MailRetry, "instance", &queued.to_string()).await?;
        tx.commit().await?;
    }
    Ok(queued)
}
