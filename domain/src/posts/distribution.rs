//! The copies of an accepted post: one for each person or address that receives the list.

use super::Post;
use crate::db::{BindAll, Tx};
use crate::error::Result;
use crate::lists::{self, List};
use crate::mail::{NewDelivery, QueuedContent, enqueue};

/// Queues a copy of the post for everybody who receives each post of the list now. The author is among them unless they chose otherwise: their copy shows
/// that it left.
pub(super) async fn distribute(tx: &mut Tx, list: &List, post: &Post) -> Result<()> {
    let readers = lists::post_readers(tx, list, post.person.as_ref(), &post.author_key).await?;
    let rows: Vec<NewDelivery> = readers.into_iter().map(|reader| reader.into_delivery(tx.new_id())).collect();
    let count = rows.len() as i64;
    enqueue(tx, &QueuedContent::Post { id: &post.id }, rows).await?;
    sqlx::query("UPDATE post SET recipients = $2 WHERE id = $1").bind_all((&post.id, count)).execute(&mut **tx).await?;
    Ok(())
}
