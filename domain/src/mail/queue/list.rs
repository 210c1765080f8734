//! The mails of the instance, as their readers see them.

use crate::clock::Timestamp;
use crate::db::Db;
use crate::enums::{Language, MailState};
use crate::error::{Error, Result};
use crate::ids::MailId;
use crate::paging;
use crate::policy::{Act, Actor, Rights, check};

/// Mails on one page of [`list`].
pub const PAGE: i64 = 50;

/// A line of the list of mails.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct ListedMail {
    pub id: MailId,
    pub cause: String,
    pub recipient_name: String,
    pub recipient: String,
    pub subject: String,
    pub state: MailState,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub last_error: String,
    doubtful: i64,
}

impl ListedMail {
    /// Whether it may have left twice.
    pub fn is_doubtful(&self) -> bool {
        self.doubtful == 1
    }
}

/// A mail, whole.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct ShownMail {
    #[sqlx(flatten)]
    pub line: ListedMail,
    pub language: Language,
    pub message_id: String,
    /// Empty once it has left or failed, except in a demonstration.
    pub body: String,
    pub calendar: Option<String>,
    pub calendar_method: Option<String>,
    pub why: String,
    pub reply_to: String,
    pub attempts: i64,
    pub next_attempt_at: Timestamp,
}

/// One page of all mails, the newest first, and how many there are: for an administrator. A page beyond the last one is the last one.
pub async fn list(db: &Db, who: &Actor, page: i64) -> Result<(Vec<ListedMail>, i64)> {
    let mut tx = db.read().await?;
    check(&Rights::of(&mut tx, who).await?, Act::Administer)?;
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM mail").fetch_one(&mut *tx).await?;
    let page = page.clamp(1, paging::count(count, PAGE));
    let mails = sqlx::query_as(
        "SELECT id, cause, recipient_name, recipient, subject, state, created_at, sent_at, last_error, doubtful
           FROM mail ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2",
    )
    .bind(PAGE)
    .bind((page - 1) * PAGE)
    .fetch_all(&mut *tx)
    .await?;
    Ok((mails, count))
}

/// One mail: for an administrator.
pub async fn show(db: &Db, who: &Actor, id: &MailId) -> Result<ShownMail> {
    let mut tx = db.read().await?;
    check(&Rights::of(&mut tx, who).await?, Act::Administer)?;
    sqlx::query_as(
        "SELECT id, cause, recipient_name, recipient, subject, state, created_at, sent_at, last_error, doubtful,
                language, message_id, body, calendar, calendar_method, why, reply_to, attempts, next_attempt_at
           FROM mail WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)
}
