//! Who did what to what, when. Lines are only ever added, in the transaction of what they tell.

use crate::db::Tx;
use crate::error::Result;
use crate::policy::Rights;

/// Writes one line: `action` such as `event.publish`, `subject` the id of the thing.
pub async fn note(tx: &mut Tx, who: &Rights, action: &str, subject: &str, detail: &str) -> Result<()> {
    let (id, now) = (tx.fresh::<String>(), tx.now);
    sqlx::query("INSERT INTO audit (id, at, person, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(now)
        .bind(who.person())
        .bind(action)
        .bind(subject)
        .bind(detail)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
