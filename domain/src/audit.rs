//! The audit journal: who did what to what, and when. Entries are only added, in the same transaction as the act.

use crate::db::{BindAll, Db, Tx};
use crate::error::Result;
use crate::ids::PersonId;
use crate::policy::{self, Actor, Rights};

mod action;

pub use action::AuditAction;

/// Writes an entry; `subject` is the id of the thing.
pub async fn record(tx: &mut Tx, rights: &Rights, action: AuditAction, subject: &str, detail: &str) -> Result<()> {
    let (id, now) = (tx.new_id::<String>(), tx.now);
    sqlx::query("INSERT INTO audit (id, at, person, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind_all((id, now, rights.person(), action, subject, detail))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// [`record`] for work of many transactions: the first one of a day writes the entry, so that one import does not fill the journal.
pub(crate) async fn record_daily(tx: &mut Tx, rights: &Rights, action: AuditAction, subject: &str, detail: &str) -> Result<()> {
    let since = tx.now.plus(chrono::Duration::days(-1));
    let existing = sqlx::query("SELECT 1 FROM audit WHERE subject = $1 AND at > $2 AND action = $3 AND COALESCE(person, '') = $4")
        .bind_all((subject, since, action, rights.person().map_or("", PersonId::as_str)))
        .fetch_optional(&mut **tx)
        .await?;
    if existing.is_some() { Ok(()) } else { record(tx, rights, action, subject, detail).await }
}

/// A download of the same file within this many minutes adds no new entry, so that repeated downloads don't fill the journal.
const EXPORT_MINUTES: i64 = 5;

/// Records that data was exported. The data was read in an earlier transaction and is handed out only after this. Guests can only export public
/// data, so nothing is recorded for them.
pub(crate) async fn record_export(db: &Db, actor: &Actor, action: AuditAction, subject: &str, detail: &str) -> Result<()> {
    if *actor == Actor::Guest {
        return Ok(());
    }
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let since = tx.now.plus(chrono::Duration::minutes(-EXPORT_MINUTES));
    let existing = sqlx::query("SELECT 1 FROM audit WHERE person = $1 AND at > $2 AND action = $3 AND subject = $4 AND detail = $5")
        .bind_all((rights.person(), since, action, subject, detail))
        .fetch_optional(&mut *tx)
        .await?;
    if existing.is_some() {
        return Ok(());
    }
    record(&mut tx, &rights, action, subject, detail).await?;
    tx.commit_without_revision().await
}
