//! The mails of the instance: which have left, which wait, which failed; those can be sent again while their text is kept.

use serde::{Deserialize, Serialize};

use super::{PAGE, door, pages};
use crate::audit;
use crate::db::Db;
use crate::enums::MailState;
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::ids::MailId;
use crate::like;
use crate::mail::queue::ListedMail;
use crate::policy::Actor;

/// What is asked of the list, as it stands in the address bar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailQuery {
    /// A [`MailState`], `doubtful` for those that may have left twice, or nothing for all.
    pub state: String,
    /// Part of a recipient or of a subject.
    pub q: String,
    /// From 1.
    pub page: String,
}

/// What [`MailQuery::state`] says for mails that may have left twice.
pub const DOUBTFUL: &str = "doubtful";

/// A page of mails.
#[derive(Debug, Clone)]
pub struct MailPage {
    /// The newest first.
    pub mails: Vec<ListedMail>,
    /// How many answer.
    pub total: i64,
    /// How many of all failed.
    pub failed: i64,
    /// From 1.
    pub page: i64,
    /// At least 1.
    pub pages: i64,
}

/// The mails in state `$1` that hold `$2`, whatever the accents and capitals; each of the two may say nothing.
macro_rules! wanted {
    () => {
        concat!(
            "($1 = '' OR m.state = $1 OR ($1 = 'doubtful' AND m.doubtful = 1)) AND ($2 = '%%' OR ",
            $crate::folding::folded!("m.recipient"),
            " LIKE $2 ESCAPE '\\' OR ",
            $crate::folding::folded!("m.subject"),
            " LIKE $2 ESCAPE '\\')"
        )
    };
}

/// A page of mails.
pub async fn mails(db: &Db, who: &Actor, query: &MailQuery) -> Result<MailPage> {
    let mut tx = db.read().await?;
    door(&mut tx, who).await?;
    let state = if query.state == DOUBTFUL { DOUBTFUL } else { MailState::parse(&query.state).map_or("", MailState::code) };
    let wanted = like::anywhere(&fold(query.q.trim()));
    let (total, failed): (i64, i64) = sqlx::query_as(concat!(
        "SELECT (SELECT COUNT(*) FROM mail m WHERE ",
        wanted!(),
        "), (SELECT COUNT(*) FROM mail WHERE state = 'failed')"
    ))
    .bind(state)
    .bind(&wanted)
    .fetch_one(&mut *tx)
    .await?;
    let (page, pages) = pages(&query.page, total);
    let mails = sqlx::query_as(concat!(
        "SELECT m.id, m.cause, m.recipient_name, m.recipient, m.subject, m.state, m.created_at, m.sent_at, m.last_error, m.doubtful FROM mail m WHERE ",
        wanted!(),
        " ORDER BY m.created_at DESC, m.id DESC LIMIT $3 OFFSET $4"
    ))
    .bind(state)
    .bind(&wanted)
    .bind(PAGE)
    .bind((page - 1) * PAGE)
    .fetch_all(&mut *tx)
    .await?;
    Ok(MailPage { mails, total, failed, page, pages })
}

/// Sends a mail that failed again, from the first attempt on.
///
/// # Errors
/// [`Error::Closed`] if it has not failed, or if its text is forgotten by now.
pub async fn retry(db: &Db, who: &Actor, id: &MailId) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = door(&mut tx, who).await?;
    let now = tx.now;
    let queued = sqlx::query(
        "UPDATE mail SET state = 'queued', attempts = 0, next_attempt_at = $2, lease = NULL, lease_until = NULL
          WHERE id = $1 AND state = 'failed' AND body <> '' AND recipient <> ''",
    )
    .bind(id)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if queued.rows_affected() == 0 {
        return Err(Error::Closed);
    }
    audit::note(&mut tx, &rights, "mail.retry", id.as_str(), "").await?;
    tx.commit().await
}

/// Sends every mail that failed again; how many.
pub async fn retry_all(db: &Db, who: &Actor) -> Result<u64> {
    let mut tx = db.write().await?;
    let rights = door(&mut tx, who).await?;
    let now = tx.now;
    let queued = sqlx::query(
        "UPDATE mail SET state = 'queued', attempts = 0, next_attempt_at = $1, lease = NULL, lease_until = NULL
          WHERE state = 'failed' AND body <> '' AND recipient <> ''",
    )
    .bind(now)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if queued > 0 {
        audit::note(&mut tx, &rights, "mail.retry", "instance", &queued.to_string()).await?;
        tx.commit().await?;
    }
    Ok(queued)
}
