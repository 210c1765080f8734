//! Adding memberships that began before the site knew of them, from the lists that a network imports.

use sqlx::AssertSqlSafe;

use super::notifications;
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Tx, many};
use crate::enums::MembershipState;
use crate::error::Result;
use crate::graph::NetworkCard;
use crate::ids::{MembershipId, PersonId};
use crate::policy::Rights;

/// A person who becomes a member.
pub(crate) struct NewMember {
    pub(crate) person: PersonId,
    pub(crate) since: Timestamp,
    /// Whether to notify them by mail.
    pub(crate) notify: bool,
}

/// Adds people who never had a standing in the network as members; `false` if one of them has one by now. Uses few statements for many people. The
/// caller has checked the policy in the same transaction.
pub(crate) async fn enrol(tx: &mut Tx, rights: &Rights, network: &NetworkCard, members: &[NewMember], reason: &str) -> Result<bool> {
    for members in members.chunks(100) {
        let keys: Vec<(MembershipId, String)> = members.iter().map(|_| (tx.new_id(), tx.new_id())).collect();
        let statement = format!(
            "INSERT INTO membership (id, network, person, state, since, message) VALUES {} ON CONFLICT (network, person) DO NOTHING",
            many(members.len(), 6)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (member, (id, _)) in members.iter().zip(&keys) {
            query = query.bind(id).bind(&network.id).bind(&member.person).bind(MembershipState::Active).bind(member.since).bind("");
        }
        if query.execute(&mut **tx).await?.rows_affected() != members.len() as u64 {
            return Ok(false);
        }
        let statement =
            format!("INSERT INTO membership_change (id, membership, state, at, by_person, reason) VALUES {}", many(members.len(), 6));
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for (member, (id, change)) in members.iter().zip(&keys) {
            query = query.bind(change).bind(id).bind(MembershipState::Active).bind(member.since).bind(rights.person()).bind(reason);
        }
        query.execute(&mut **tx).await?;
        for (member, (_, change)) in members.iter().zip(&keys).filter(|(member, _)| member.notify) {
            notifications::member_added(tx, network, &member.person, change).await?;
        }
    }
    Ok(true)
}

/// Corrects the first day of an active membership from `expected` to `since`. The history keeps the former value in `reason`. `false` if the register
/// says something else by now. The caller has checked the policy in the same transaction, and that no other history line is as late as `since`.
pub(crate) async fn correct_start(
    tx: &mut Tx,
    rights: &Rights,
    network: &NetworkCard,
    person: &PersonId,
    expected: Timestamp,
    since: Timestamp,
    reason: &str,
) -> Result<bool> {
    let membership: Option<MembershipId> = sqlx::query_scalar(
        "UPDATE membership SET since = $4 WHERE network = $1 AND person = $2 AND state = 'active' AND since = $3 RETURNING id",
    )
    .bind_all((&network.id, person, expected, since))
    .fetch_optional(&mut **tx)
    .await?;
    let Some(membership) = membership else { return Ok(false) };
    sqlx::query(
        "UPDATE membership_change SET at = $2, reason = CASE WHEN reason = '' THEN $3 ELSE reason || ' – ' || $3 END
          WHERE id = (SELECT c.id FROM membership_change c WHERE c.membership = $1 AND c.state = 'active' ORDER BY c.at DESC, c.id DESC LIMIT 1)",
    )
    .bind_all((&membership, since, reason))
    .execute(&mut **tx)
    .await?;
    audit::record(tx, rights, AuditAction::MembershipCorrect, membership.as_str(), &format!("{} → {}", expected.today(), since.today()))
        .await?;
    Ok(true)
}
