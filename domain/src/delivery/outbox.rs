//! All outgoing mail, single mails and messages to lists, as one list. A demonstration shows it instead of sending.

use super::content::ContentCache;
use crate::clock::Timestamp;
use crate::db::{BindAll, Db};
use crate::enums::DeliveryState;
use crate::error::{Error, Result};
use crate::ids::DeliveryId;
use crate::mail::queue::delivery_columns;
use crate::mail::{Delivery, RenderedMail, message_id};
use crate::paging;
use crate::policy::{self, Act, Actor};

/// The number of deliveries on a page of [`list`].
pub const PAGE: i64 = 50;

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedDelivery {
    pub id: DeliveryId,
    pub cause: String,
    pub address: String,
    pub subject: String,
    pub state: DeliveryState,
    pub queued_at: Timestamp,
}

/// A delivery as its recipient gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMail {
    pub delivery: Delivery,
    pub state: DeliveryState,
    /// The last answer of the mail server, if it was an error.
    pub last_error: String,
    /// Without brackets.
    pub message_id: String,
    pub mail: RenderedMail,
}

/// A page of all deliveries, the newest first, and their number, for an administrator. A page beyond the last one is the last one.
pub async fn list(db: &Db, actor: &Actor, page: i64) -> Result<(Vec<ListedDelivery>, i64)> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM delivery").fetch_one(&mut *tx).await?;
    let page = page.clamp(1, paging::count(count, PAGE));
    let rows = sqlx::query_as(
        "SELECT d.id, d.cause, d.address, COALESCE(m.subject, x.subject, t.subject, '') AS subject, d.state, d.queued_at
           FROM delivery d LEFT JOIN mail m ON m.id = d.mail LEFT JOIN message x ON x.id = d.message LEFT JOIN post t ON t.id = d.post
          ORDER BY d.queued_at DESC, d.id DESC LIMIT $1 OFFSET $2",
    )
    .bind_all((PAGE, (page - 1) * PAGE))
    .fetch_all(&mut *tx)
    .await?;
    Ok((rows, count))
}

/// A delivery as its recipient gets it, for an administrator. Its links work.
///
/// # Errors
/// [`Error::NotFound`] after its text was deleted.
pub async fn show(db: &Db, actor: &Actor, id: &DeliveryId) -> Result<OutboxMail> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let statement = concat!("SELECT ", delivery_columns!(), " FROM delivery WHERE id = $1");
    let delivery: Delivery = sqlx::query_as(statement).bind(id).fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let (state, last_error) = sqlx::query_as("SELECT state, last_error FROM delivery WHERE id = $1").bind(id).fetch_one(&mut *tx).await?;
    let host = tx.host().to_owned();
    drop(tx);
    let prepared = ContentCache::default().prepare(db, vec![delivery]).await?.0.pop().ok_or(Error::NotFound)?;
    let mail = prepared.render().ok_or(Error::Internal)?;
    let message_id = mail.message_id.clone().unwrap_or_else(|| message_id(id, &host));
    Ok(OutboxMail { delivery: prepared.delivery, state, last_error, message_id, mail })
}
