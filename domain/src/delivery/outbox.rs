//! Everything that was written to be sent, single mails and copies of messages, as one list: for a demonstration, where it is read.

use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Result;
use crate::paging;
use crate::policy::{Act, Actor, Rights, check};

/// Lines on one page of [`list`].
pub const PAGE: i64 = 50;

/// A mail or a copy.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns of the tables")]
pub struct OutboxLine {
    pub id: String,
    /// Empty for a copy.
    pub cause: String,
    pub recipient: String,
    pub subject: String,
    /// Of a mail or of a copy, each in its own words.
    pub state: String,
    pub created_at: Timestamp,
}

impl OutboxLine {
    /// Whether it is a copy of a message to many.
    pub fn is_copy(&self) -> bool {
        self.cause.is_empty()
    }
}

/// One page of it, the newest first, and how many lines there are: for an administrator. A page beyond the last one is the last one.
pub async fn list(db: &Db, who: &Actor, page: i64) -> Result<(Vec<OutboxLine>, i64)> {
    let mut tx = db.read().await?;
    check(&Rights::of(&mut tx, who).await?, Act::Administer)?;
    let count: i64 = sqlx::query_scalar("SELECT (SELECT COUNT(*) FROM mail) + (SELECT COUNT(*) FROM copy)").fetch_one(&mut *tx).await?;
    let page = page.clamp(1, paging::count(count, PAGE));
    let lines = sqlx::query_as(
        "SELECT x.id, x.cause, x.recipient, x.subject, x.state, x.created_at
           FROM (SELECT id, cause, recipient, subject, state, created_at FROM mail
                 UNION ALL
                 SELECT c.id, '' AS cause, c.address AS recipient, m.subject, c.state, c.queued_at AS created_at
                   FROM copy c JOIN message m ON m.id = c.message) x
          ORDER BY x.created_at DESC, x.id DESC LIMIT $1 OFFSET $2",
    )
    .bind(PAGE)
    .bind((page - 1) * PAGE)
    .fetch_all(&mut *tx)
    .await?;
    Ok((lines, count))
}
