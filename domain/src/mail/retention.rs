//! The retention of mails: the text of failed mails is deleted first, later the mails themselves.

use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;

/// Single mails that were queued before `$1` and are settled, in SQL.
macro_rules! settled_before {
    () => {
        "(SELECT d.id FROM delivery d WHERE d.mail IS NOT NULL AND d.due_at IS NULL AND d.worker IS NULL AND d.queued_at < $1)"
    };
}

/// Deletes the text of failed and suspended mails that were queued before `before`. After that the failed ones can't be sent again; the suspended ones never can.
pub(crate) async fn delete_expired_texts(tx: &mut Tx, before: Timestamp) -> Result<()> {
    sqlx::query(
        "UPDATE mail SET body = '', calendar = NULL
          WHERE body <> '' AND id IN (SELECT d.id FROM delivery d WHERE d.state IN ('failed', 'suspended') AND d.mail IS NOT NULL AND d.queued_at < $1)",
    )
    .bind(before)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes settled mails that were queued before `before`; returns their number.
pub(crate) async fn delete_expired_mails(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    sqlx::query(concat!("DELETE FROM delivery_event WHERE delivery IN ", settled_before!())).bind(before).execute(&mut **tx).await?;
    let removed = sqlx::query(concat!("DELETE FROM delivery WHERE id IN ", settled_before!())).bind(before).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM mail WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.mail = mail.id)").execute(&mut **tx).await?;
    Ok(removed.rows_affected())
}
