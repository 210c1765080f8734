//! Writing down a membership that began before it was written: for lists that a network brings along.

use crate::clock::Moment;
use crate::codes::MembershipState;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{MembershipId, NetworkId, PersonId};
use crate::policy::Rights;

/// Makes somebody who never stood in the network a member of it since `since`; `false` if they stand in it by now. The caller has
/// asked the policy, in the same transaction.
pub(crate) async fn enrol(
    tx: &mut Tx,
    rights: &Rights,
    network: &NetworkId,
    person: &PersonId,
    since: Moment,
    reason: &str,
) -> Result<bool> {
    let (id, change): (MembershipId, String) = (tx.fresh(), tx.fresh());
    let written = sqlx::query(
        "INSERT INTO membership (id, network, person, state, since, message) VALUES ($1, $2, $3, $4, $5, '') ON CONFLICT (network, person) DO NOTHING",
    )
    .bind(&id)
    .bind(network)
    .bind(person)
    .bind(MembershipState::Active)
    .bind(since)
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO membership_change (id, membership, state, at, by_person, reason) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(change)
        .bind(&id)
        .bind(MembershipState::Active)
        .bind(since)
        .bind(rights.person())
        .bind(reason)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}
