//! What coordinators of the lead network do for a participant: add them to the list, revoke the links of their mails.

use serde::{Deserialize, Serialize};

use super::guests::{GuestInput, add_guest};
use super::list::begin_edit;
use super::notifications::{self, RegistrationNews};
use super::{RegistrationStanding, load, queue, self_service, standing};
use crate::agenda::{self, Event};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db};
use crate::enums::EventState;
use crate::error::{Error, FieldProblem, Result};
use crate::graph;
use crate::ids::RegistrationId;
use crate::policy::{self, Act, Actor};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddInput {
    pub given_name: String,
    pub family_name: String,
    pub address: String,
    pub organisation: String,
    pub presence: String,
}

/// Adds a person to the list of an event, with a seat or the last place in the queue. A mail tells them, with the link by which they can withdraw.
/// This also works once registration has closed. Once the event is over, it adds people who attended without having registered: no seat is counted,
/// since they were there. The account of the person, if any, is not consulted.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for ending a registration; [`Error::Closed`] unless the event is published; [`Error::Invalid`]
/// with every field to correct, on `address` for a person already on the list.
pub async fn add(db: &Db, actor: &Actor, slug: &str, input: &AddInput) -> Result<RegistrationStanding> {
    let (mut tx, rights, event) = begin_edit(db, actor, slug).await?;
    if event.state != EventState::Published {
        return Err(Error::Closed);
    }
    let guest = GuestInput {
        given_name: input.given_name.clone(),
        family_name: input.family_name.clone(),
        address: input.address.clone(),
        organisation: input.organisation.clone(),
        presence: input.presence.clone(),
        ..GuestInput::default()
    };
    let language = graph::mail_language(&mut tx, &event.network, &input.address).await?;
    let (id, presence) =
        add_guest(&mut tx, &event, &guest, language).await?.ok_or_else(|| Error::field("address", FieldProblem::OnTheList))?;
    let standing = if event.is_past(tx.now) {
        queue::record_attendee(&mut tx, &id, presence, rights.person()).await?;
        let registration = load(&mut tx, &id).await?;
        notifications::notify(&mut tx, &event, &registration, RegistrationNews::AddedAfterwards, false).await?;
        standing(&mut tx, &registration).await?
    } else {
        queue::enter(&mut tx, &event, &id, presence, rights.person()).await?;
        self_service::notify_standing(&mut tx, &event, &id, false).await?
    };
    audit::record(&mut tx, &rights, AuditAction::RegistrationAdd, id.as_str(), slug).await?;
    tx.lead_to(&format!("/events/{slug}/registrations?done=added")).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Checks that the actor may add people, for the page with the form.
///
/// # Errors
/// As for [`add`].
pub async fn check_may_add(db: &Db, actor: &Actor, slug: &str) -> Result<Event> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = agenda::find(&mut tx, &rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(&rights, Act::SeeRegistrations(&access))?;
    policy::check(&rights, Act::EditEvent(&access))?;
    Ok(event)
}

/// Revokes every link of the mails about a registration, for example after one was passed on. The registration stays; its owner signs in, or asks the
/// coordinators.
///
/// # Errors
/// [`Error::NotFound`] as for ending a registration.
pub async fn revoke_links(db: &Db, actor: &Actor, slug: &str, id: &RegistrationId) -> Result<u64> {
    let (mut tx, rights, event) = begin_edit(db, actor, slug).await?;
    let revoked =
        sqlx::query("DELETE FROM registration_link WHERE registration IN (SELECT id FROM registration WHERE id = $1 AND event = $2)")
            .bind_all((id, &event.id))
            .execute(&mut *tx)
            .await?
            .rows_affected();
    if revoked > 0 {
        audit::record(&mut tx, &rights, AuditAction::RegistrationRevokeLinks, id.as_str(), slug).await?;
        tx.commit().await?;
    }
    Ok(revoked)
}
