//! Protects the last mandate that coordinates a network.

use crate::db::{BindAll, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::NetworkId;
use crate::policy::Rights;

/// Checks that a coordinator does not leave their network without coordination, because they would lose the right to undo it.
pub(super) struct CoordinationGuard {
    network: NetworkId,
    before: i64,
}

impl CoordinationGuard {
    /// Locks the network for this transaction, so that two coordinators can't end the last two mandates at once.
    pub(super) async fn open(tx: &mut Tx, network: &NetworkId) -> Result<Self> {
        sqlx::query("UPDATE network SET version = version WHERE id = $1").bind(network).execute(&mut **tx).await?;
        Ok(Self { network: network.clone(), before: coordinators_tomorrow(tx, network).await? })
    }

    /// Checks again, after the change.
    ///
    /// # Errors
    /// [`FieldProblem::LastCoordination`] on `field`, unless the actor is an administrator.
    pub(super) async fn check(self, tx: &mut Tx, rights: &Rights, field: &str) -> Result<()> {
        let after = coordinators_tomorrow(tx, &self.network).await?;
        if self.before > 0 && after == 0 && !rights.administers() {
            Err(Error::field(field, FieldProblem::LastCoordination))
        } else {
            Ok(())
        }
    }
}

/// Counts for tomorrow: a mandate whose last day is today still gives rights, but counts as ended here.
async fn coordinators_tomorrow(tx: &mut Tx, network: &NetworkId) -> Result<i64> {
    let tomorrow = tx.now.plus(chrono::Duration::days(1)).today();
    Ok(sqlx::query_scalar(
        "SELECT COUNT(*) FROM committee c JOIN mandate m ON m.committee = c.id
          WHERE c.network = $1 AND c.coordinates = 1 AND m.started_on <= $2 AND (m.ended_on IS NULL OR m.ended_on >= $2)",
    )
    .bind_all((network, tomorrow))
    .fetch_one(&mut **tx)
    .await?)
}
