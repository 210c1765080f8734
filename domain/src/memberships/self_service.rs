//! Joining and leaving a network: the acts of the person themselves.

use super::{notifications, record_change};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{JoinPolicy, MembershipState, Purpose};
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::ids::{MembershipId, NetworkId, PersonId};
use crate::policy::{self, Act, Actor, Rights};
use crate::{consents, graph, lists, people};

/// Joins a network or asks to join it, according to its join policy. Returns the resulting state. Idempotent, also for a member through another
/// network. A person who left or was refused may ask again. `message` is for the coordinators who answer.
///
/// # Errors
/// [`Error::Forbidden`] if the network takes people by invitation only; [`Error::Invalid`] on `given_name` and `family_name` if the person has not
/// set their name, and on `message`.
pub async fn join(db: &Db, actor: &Actor, slug: &str, message: &str) -> Result<MembershipState> {
    join_with_choices(db, actor, slug, message, JoinChoices::default()).await
}

/// The choices in the form for joining.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JoinChoices {
    /// They refuse the mail of the network's list, to which members are subscribed.
    pub refuses_list: bool,
    pub agrees_to_directory: bool,
}

/// [`join`] with the choices of the form.
///
/// # Errors
/// As for [`join`].
pub async fn join_with_choices(db: &Db, actor: &Actor, slug: &str, message: &str, choices: JoinChoices) -> Result<MembershipState> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::JoinNetwork(&network.id, network.visibility))?;
    let person = people::lock_named(&mut tx, rights.signed_in()?).await?;
    if rights.belongs_to(&network.id) {
        return Ok(MembershipState::Active);
    }
    let mut errors = Validation::default();
    let message = errors.check("message", fields::summary(message));
    let message = errors.or(message)?;
    let state = initial_state(&mut tx, &rights, &network.id, &person.person).await?;
    let Some(membership) = upsert(&mut tx, &network.id, &person.person, state, &message).await? else {
        return Ok(state);
    };
    let change = record_change(&mut tx, &rights, &membership, state, &message).await?;
    lists::record_join(&mut tx, &network.id, &person.person, choices.refuses_list).await?;
    if choices.agrees_to_directory {
        consents::agree_in(&mut tx, &rights, &person.person, Purpose::Directory).await?;
    }
    if state == MembershipState::Requested {
        notifications::join_requested(&mut tx, &network, &person, &message, &change).await?;
        audit::record(&mut tx, &rights, AuditAction::MembershipRequest, membership.as_str(), slug).await?;
    } else {
        audit::record(&mut tx, &rights, AuditAction::MembershipJoin, membership.as_str(), slug).await?;
    }
    tx.commit().await?;
    Ok(state)
}

/// Leaves a network, or withdraws a request. Idempotent.
pub async fn leave(db: &Db, actor: &Actor, slug: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?;
    let (person, now) = (rights.signed_in()?.clone(), tx.now);
    let left: Option<MembershipId> = sqlx::query_scalar(
        "UPDATE membership SET state = 'left', since = $3 WHERE network = $1 AND person = $2 AND state IN ('active', 'requested') RETURNING id",
    )
    .bind_all((&network.id, &person, now))
    .fetch_optional(&mut *tx)
    .await?;
    let Some(membership) = left else { return Ok(()) };
    lists::record_leave(&mut tx, &network.id, &person).await?;
    record_change(&mut tx, &rights, &membership, MembershipState::Left, "").await?;
    audit::record(&mut tx, &rights, AuditAction::MembershipLeave, membership.as_str(), slug).await?;
    tx.commit().await
}

/// The state that the join policy of the network gives to a person who joins.
async fn initial_state(tx: &mut Tx, rights: &Rights, network: &NetworkId, person: &PersonId) -> Result<MembershipState> {
    // A coordinator does not wait for their own answer.
    if rights.coordinates(network) {
        return Ok(MembershipState::Active);
    }
    let (policy, domain): (JoinPolicy, String) =
        sqlx::query_as("SELECT join_policy, join_domain FROM network WHERE id = $1").bind(network).fetch_one(&mut **tx).await?;
    match policy {
        JoinPolicy::Open => Ok(MembershipState::Active),
        JoinPolicy::Approval => Ok(MembershipState::Requested),
        JoinPolicy::Invitation => Err(Error::Forbidden),
        JoinPolicy::Domain if proved_domains(tx, person).await?.iter().any(|proved| is_within(proved, &domain)) => {
            Ok(MembershipState::Active)
        }
        JoinPolicy::Domain => Ok(MembershipState::Requested),
    }
}

/// The domains of the addresses that the person has proved.
async fn proved_domains(conn: &mut Conn, person: &PersonId) -> Result<Vec<String>> {
    let address_keys: Vec<String> = sqlx::query_scalar("SELECT address_key FROM address WHERE person = $1 AND verified_at IS NOT NULL")
        .bind(person)
        .fetch_all(conn)
        .await?;
    Ok(address_keys.iter().filter_map(|key| key.rsplit_once('@')).map(|(_, domain)| domain.to_owned()).collect())
}

/// Whether `domain` is `parent` or a subdomain of it.
fn is_within(domain: &str, parent: &str) -> bool {
    !parent.is_empty() && (domain == parent || domain.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')))
}

/// Writes the state of a person; `None` if they are a member already, or their request to join already waits.
pub(super) async fn upsert(
    tx: &mut Tx,
    network: &NetworkId,
    person: &PersonId,
    state: MembershipState,
    message: &str,
) -> Result<Option<MembershipId>> {
    let (id, now): (MembershipId, _) = (tx.new_id(), tx.now);
    Ok(sqlx::query_scalar(
        "INSERT INTO membership (id, network, person, state, since, message) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (network, person) DO UPDATE SET state = excluded.state, since = excluded.since, message = excluded.message
          WHERE membership.state IN ('left', 'refused') OR (membership.state = 'requested' AND excluded.state = 'active')
         RETURNING id",
    )
    .bind_all((id, network, person, state, now, message))
    .fetch_optional(&mut **tx)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_holds_its_subdomains_and_nothing_that_only_looks_like_one() {
        assert!(is_within("cnrs.fr", "cnrs.fr") && is_within("dr14.cnrs.fr", "cnrs.fr"));
        for foreign in ["mycnrs.fr", "cnrs.fr.example.org", "fr", ""] {
            assert!(!is_within(foreign, "cnrs.fr"), "{foreign}");
        }
        assert!(!is_within("cnrs.fr", ""));
    }
}
