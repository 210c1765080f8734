//! The copies of an accepted post: one for each person or address that receives the list.

use super::Post;
use crate::db::{BindAll, Tx};
use crate::error::Result;
use crate::ids::PostId;
use crate::lists::{self, List, Recipient};
use crate::mail::{NewDelivery, QueuedContent, enqueue};

/// Queues a copy of the post for everybody who receives each post of the list now ([`lists::post_readers`]), and counts them in its row.
pub(super) async fn distribute(tx: &mut Tx, list: &List, post: &Post) -> Result<()> {
    let readers = lists::post_readers(tx, list, post.person.as_ref(), &post.author_key).await?;
    let count = readers.len() as i64;
    queue_copies(tx, &post.id, readers).await?;
    sqlx::query("UPDATE post SET recipients = $2 WHERE id = $1").bind_all((&post.id, count)).execute(&mut **tx).await?;
    Ok(())
}

/// Queues a copy of the post for each of these readers.
pub(super) async fn queue_copies(tx: &mut Tx, post: &PostId, readers: Vec<Recipient>) -> Result<()> {
    let rows: Vec<NewDelivery> = readers.into_iter().map(|reader| reader.into_delivery(tx.new_id())).collect();
    enqueue(tx, &QueuedContent::Post { id: post }, rows).await
}
