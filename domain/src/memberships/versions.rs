//! Locking a committee or a mandate for one change. If two people opened it, the second one finds another version.

use crate::db::{BindAll, Tx};
use crate::error::{Error, Result};
use crate::ids::{CommitteeId, MandateId, NetworkId};

/// Locks a committee of the network, in the version with which its form was opened.
///
/// # Errors
/// [`Error::Stale`] if it has changed since; [`Error::NotFound`] if it is gone, or belongs to another network.
pub(super) async fn lock_committee(tx: &mut Tx, network: &NetworkId, committee: &CommitteeId, version: &str) -> Result<()> {
    let updated = sqlx::query("UPDATE committee SET version = version + 1 WHERE id = $1 AND network = $2 AND version = $3")
        .bind_all((committee, network, number(version)))
        .execute(&mut **tx)
        .await?;
    let statement = "SELECT 1 FROM committee WHERE id = $1 AND network = $2";
    let exists = sqlx::query(statement).bind(committee).bind(network).fetch_optional(&mut **tx).await?;
    check_outcome(updated.rows_affected(), exists.is_some())
}

/// Locks a mandate of the network, in the version with which its form was opened.
///
/// # Errors
/// As [`lock_committee`].
pub(super) async fn lock_mandate(tx: &mut Tx, network: &NetworkId, mandate: &MandateId, version: &str) -> Result<()> {
    let updated = sqlx::query(
        "UPDATE mandate SET version = version + 1
          WHERE id = $1 AND version = $3 AND committee IN (SELECT id FROM committee WHERE network = $2)",
    )
    .bind_all((mandate, network, number(version)))
    .execute(&mut **tx)
    .await?;
    let statement = "SELECT 1 FROM mandate WHERE id = $1 AND committee IN (SELECT id FROM committee WHERE network = $2)";
    let exists = sqlx::query(statement).bind(mandate).bind(network).fetch_optional(&mut **tx).await?;
    check_outcome(updated.rows_affected(), exists.is_some())
}

fn number(version: &str) -> i64 {
    version.trim().parse().unwrap_or(-1)
}

fn check_outcome(updated: u64, exists: bool) -> Result<()> {
    match (updated, exists) {
        (1, _) => Ok(()),
        (_, true) => Err(Error::Stale),
        (_, false) => Err(Error::NotFound),
    }
}
