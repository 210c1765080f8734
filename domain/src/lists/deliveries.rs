//! The deliveries of a message: queued when it is sent, then settled one by one.

use super::audience::Recipient;
use crate::db::{BindAll, Db, Tx};
use crate::enums::MessageState;
use crate::error::Result;
use crate::ids::MessageId;
use crate::mail::queue::unsettled;
use crate::mail::{QueuedContent, enqueue};

/// Queues a delivery for each recipient. That of a proof goes to its author and is in no journal.
pub(super) async fn queue(tx: &mut Tx, message: &MessageId, proof: bool, recipients: &[Recipient]) -> Result<()> {
    let rows = recipients.iter().map(|recipient| recipient.clone().into_delivery(tx.new_id())).collect();
    enqueue(tx, &QueuedContent::Message { id: message, proof }, rows).await
}

/// Whether every delivery of a message that is being sent is settled.
macro_rules! finished {
    () => {
        concat!(
            "state = 'sending' AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message = message.id AND d.proof = 0 AND ",
            unsettled!("d"),
            ")"
        )
    };
}

/// Marks messages as finished once every delivery is settled.
pub async fn finish_messages(db: &Db) -> Result<()> {
    // Takes no lock: most looks find nothing.
    let any = sqlx::query(concat!("SELECT 1 FROM message WHERE ", finished!(), " LIMIT 1")).fetch_optional(db.pool()).await?;
    if any.is_none() {
        return Ok(());
    }
    let mut tx = db.write().await?;
    let now = tx.now;
    let updated = sqlx::query(concat!("UPDATE message SET state = $2, finished_at = $1 WHERE ", finished!()))
        .bind_all((now, MessageState::Sent))
        .execute(&mut *tx)
        .await?;
    if updated.rows_affected() > 0 { tx.commit().await } else { Ok(()) }
}
