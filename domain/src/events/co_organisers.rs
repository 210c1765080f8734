//! Co-organisers of an event: invited by the lead, accepted or declined by their own coordinators.

use super::{begin_edit, event_access, find, find_locked, notifications};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db, Tx};
use crate::enums::{EventState, OrganiserState};
use crate::error::{Error, FieldProblem, Result};
use crate::graph;
use crate::ids::{EventId, NetworkId};
use crate::policy::{self, Act, Actor, Rights};

/// The most networks that organise an event or are invited to.
const MOST: usize = 50;

/// Invites a network to co-organise the event. A network that declined is invited again; a pending invitation stays as it is. Once the event is
/// published, the network's coordinators get a mail.
///
/// # Errors
/// [`FieldProblem::Unknown`] on `network` for a network that `actor` may not know of; [`Error::Closed`] once the event is cancelled.
pub async fn invite(db: &Db, actor: &Actor, slug: &str, network: &str) -> Result<()> {
    let (mut tx, rights, event, organisers) = begin_edit(db, actor, slug).await?;
    if event.state == EventState::Cancelled {
        return Err(Error::Closed);
    }
    let network = match graph::find(&mut tx, &rights, network.trim()).await {
        Ok(network) => network,
        Err(Error::NotFound) => return Err(Error::field("network", FieldProblem::Unknown)),
        Err(other) => return Err(other),
    };
    if organisers.iter().any(|organiser| organiser.network == network.id && organiser.state != OrganiserState::Declined) {
        return Ok(());
    }
    if organisers.len() >= MOST && !organisers.iter().any(|organiser| organiser.network == network.id) {
        return Err(Error::field("network", FieldProblem::TooMany(MOST)));
    }
    insert_invitation(&mut tx, &event.id, &network.id).await?;
    audit::record(&mut tx, &rights, AuditAction::EventInvite, event.id.as_str(), &network.slug).await?;
    if matches!(event.state, EventState::Published | EventState::Postponed) {
        notifications::invited(&mut tx, &event, &organisers).await?;
    }
    tx.commit().await
}

/// Withdraws the invitation of a network that has not accepted.
///
/// # Errors
/// [`Error::Closed`] if it has accepted: it has to decline itself; [`Error::NotFound`] if it was not invited.
pub async fn withdraw_invitation(db: &Db, actor: &Actor, slug: &str, network: &str) -> Result<()> {
    let (mut tx, rights, event, organisers) = begin_edit(db, actor, slug).await?;
    let invited = organisers.iter().find(|organiser| organiser.slug == network).ok_or(Error::NotFound)?;
    if !matches!(invited.state, OrganiserState::Invited | OrganiserState::Declined) {
        return Err(Error::Closed);
    }
    sqlx::query("DELETE FROM event_network WHERE event = $1 AND network = $2")
        .bind_all((&event.id, &invited.network))
        .execute(&mut *tx)
        .await?;
    audit::record(&mut tx, &rights, AuditAction::EventWithdrawInvitation, event.id.as_str(), network).await?;
    tx.commit().await
}

/// Answers an invitation for a network. After acceptance the event is in the network's agenda, feed and figures. An answer can be changed.
///
/// # Errors
/// [`Error::NotFound`] if the network was not invited; [`Error::Closed`] once the event is cancelled.
pub async fn answer(db: &Db, actor: &Actor, slug: &str, network: &str, accept: bool) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = find_locked(&mut tx, &rights, slug).await?;
    let invited =
        organisers.iter().find(|organiser| organiser.slug == network && organiser.state != OrganiserState::Lead).ok_or(Error::NotFound)?;
    policy::check(&rights, Act::AnswerInvitation(&invited.network))?;
    if event.state == EventState::Cancelled {
        return Err(Error::Closed);
    }
    let state = if accept { OrganiserState::Accepted } else { OrganiserState::Declined };
    if state == invited.state {
        return Ok(());
    }
    record_answer(&mut tx, &rights, &event.id, &invited.network, state).await?;
    if accept || invited.state == OrganiserState::Accepted {
        // The organisers are part of the calendar object, but not of its time and place: this is a change, not a revision.
        let now = tx.now;
        sqlx::query("UPDATE event SET changed_at = $2, holders_version = holders_version + 1 WHERE id = $1")
            .bind_all((&event.id, now))
            .execute(&mut *tx)
            .await?;
    }
    audit::record(&mut tx, &rights, if accept { AuditAction::EventAccept } else { AuditAction::EventDecline }, event.id.as_str(), network)
        .await?;
    tx.commit().await
}

/// The event and the networks invited, for the page where the lead invites.
pub async fn co_organisers(db: &Db, actor: &Actor, slug: &str) -> Result<(super::Event, Vec<super::Organiser>)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&event_access(&event, &organisers)?))?;
    Ok((event, organisers))
}

async fn insert_invitation(tx: &mut Tx, event: &EventId, network: &NetworkId) -> Result<()> {
    let now = tx.now;
    sqlx::query(
        "INSERT INTO event_network (event, network, state, position, asked_at)
         SELECT $1, $2, 'invited', COALESCE(MAX(position), 0) + 1, $3 FROM event_network WHERE event = $1
         ON CONFLICT (event, network) DO UPDATE SET state = 'invited', asked_at = $3, answered_at = NULL, answered_by = NULL",
    )
    .bind_all((event, network, now))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn record_answer(tx: &mut Tx, rights: &Rights, event: &EventId, network: &NetworkId, state: OrganiserState) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE event_network SET state = $3, answered_at = $4, answered_by = $5 WHERE event = $1 AND network = $2")
        .bind_all((event, network, state, now, rights.person()))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
