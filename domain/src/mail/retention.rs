//! What is not kept longer than it is needed: the words of mails that failed, and in the end the mails themselves.

use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;

/// Single mails that were settled before `$1`.
macro_rules! old {
    () => {
        "(SELECT d.id FROM delivery d WHERE d.mail IS NOT NULL AND d.due_at IS NULL AND d.worker IS NULL AND d.queued_at < $1)"
    };
}

/// Forgets the words of mails that failed and were written before `before`: from then on they can't be sent again.
pub(crate) async fn forget_failed(tx: &mut Tx, before: Timestamp) -> Result<()> {
    sqlx::query(
        "UPDATE mail SET body = '', calendar = NULL
          WHERE body <> '' AND id IN (SELECT d.id FROM delivery d WHERE d.state = 'failed' AND d.mail IS NOT NULL AND d.queued_at < $1)",
    )
    .bind(before)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes settled mails that were written before `before`; how many.
pub(crate) async fn forget_old(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    sqlx::query(concat!("DELETE FROM delivery_event WHERE delivery IN ", old!())).bind(before).execute(&mut **tx).await?;
    let removed = sqlx::query(concat!("DELETE FROM delivery WHERE id IN ", old!())).bind(before).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM mail WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.mail = mail.id)").execute(&mut **tx).await?;
    Ok(removed.rows_affected())
}
