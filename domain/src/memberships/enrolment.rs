//! Writing down a membership that began before it was written: for lists that a network brings along.

use super::letters;
use crate::audit;
use crate::clock::Moment;
use crate::codes::MembershipState;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{MembershipId, PersonId};
use crate::networks::NetworkCard;
use crate::policy::Rights;

/// Makes somebody who never stood in the network a member of it since `since`, and with `tell` writes it to them; `false` if they stand
/// in it by now. The caller has asked the policy, in the same transaction.
pub(crate) async fn enrol(
    tx: &mut Tx,
    rights: &Rights,
    network: &NetworkCard,
    person: &PersonId,
    since: Moment,
    reason: &str,
    tell: bool,
) -> Result<bool> {
    let (id, change): (MembershipId, String) = (tx.fresh(), tx.fresh());
    let written = sqlx::query(
        "INSERT INTO membership (id, network, person, state, since, message) VALUES ($1, $2, $3, $4, $5, '') ON CONFLICT (network, person) DO NOTHING",
    )
    .bind(&id)
    .bind(&network.id)
    .bind(person)
    .bind(MembershipState::Active)
    .bind(since)
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO membership_change (id, membership, state, at, by_person, reason) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(&change)
        .bind(&id)
        .bind(MembershipState::Active)
        .bind(since)
        .bind(rights.person())
        .bind(reason)
        .execute(&mut **tx)
        .await?;
    if tell {
        letters::added(tx, network, person, &change).await?;
    }
    Ok(true)
}

/// Corrects since when somebody is an active member: from `stands` to `since`. The history keeps what the register said, in `reason`;
/// `false` if it says something else by now. The caller has asked the policy, in the same transaction, and made sure that nothing else of
/// the history is as late as `since`.
pub(crate) async fn begin_at(
    tx: &mut Tx,
    rights: &Rights,
    network: &NetworkCard,
    person: &PersonId,
    stands: Moment,
    since: Moment,
    reason: &str,
) -> Result<bool> {
    let membership: Option<MembershipId> = sqlx::query_scalar(
        "UPDATE membership SET since = $4 WHERE network = $1 AND person = $2 AND state = 'active' AND since = $3 RETURNING id",
    )
    .bind(&network.id)
    .bind(person)
    .bind(stands)
    .bind(since)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(membership) = membership else { return Ok(false) };
    sqlx::query(
        "UPDATE membership_change SET at = $2, reason = CASE WHEN reason = '' THEN $3 ELSE reason || ' – ' || $3 END
          WHERE id = (SELECT c.id FROM membership_change c WHERE c.membership = $1 AND c.state = 'active' ORDER BY c.at DESC, c.id DESC LIMIT 1)",
    )
    .bind(&membership)
    .bind(since)
    .bind(reason)
    .execute(&mut **tx)
    .await?;
    audit::note(tx, rights, "membership.correct", membership.as_str(), &format!("{} → {}", stands.today(), since.today())).await?;
    Ok(true)
}
