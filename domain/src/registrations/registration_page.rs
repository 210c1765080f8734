//! The page behind the link of a mail: the registration as it is now, and the event as a calendar file.

use super::{
    Availability, PresenceSeats, RegistrationQuestions, RegistrationStanding, WithdrawConsequence, load, presence_seats,
    registration_links, registration_questions, standing,
};
use crate::agenda::{self, Event};
use crate::attendance;
use crate::db::{Conn, Db};
use crate::enums::{EventState, RegistrationState};
use crate::error::{Error, Result};
use crate::ids::EventId;
use crate::people::names;
use crate::policy::Rights;
use crate::rng::Secret;

#[derive(Debug, Clone)]
pub struct RegistrationPage {
    /// The event. Its video link is present only for a person with a seat who may see the event.
    pub event: Event,
    /// Given and family name, as registered.
    pub name: String,
    /// The address that mail goes to.
    pub address: String,
    /// As registered.
    pub organisation: String,
    pub standing: RegistrationStanding,
    /// The ways to take part.
    pub presence_seats: Vec<PresenceSeats>,
    /// The questions of the event, with the answers of the registration.
    pub questions: RegistrationQuestions,
    /// Whether its owner can register now: while this is open, they can confirm, register again or change the presence.
    pub availability: Availability,
    /// The effect of withdrawing; `None`: there is nothing to withdraw.
    pub consequence: Option<WithdrawConsequence>,
    /// Whether the event is over and not postponed: nothing can be changed.
    pub is_past: bool,
    /// Whether its owner was present at an event that took place, and may have a certificate of that.
    pub has_certificate: bool,
}

/// The registration that a link opens. Changes nothing: programs that scan mail follow links.
///
/// # Errors
/// [`Error::LinkOver`] for a link that is unknown, was revoked, or was to confirm an address more than 24 hours ago.
pub async fn registration_page(db: &Db, token: &Secret) -> Result<RegistrationPage> {
    let mut tx = db.read().await?;
    let (id, _) = registration_links::find(&mut tx, token).await?;
    let registration = load(&mut tx, &id).await?;
    let now = tx.now;
    if registration_links::is_over(&registration, now) {
        return Err(Error::LinkOver);
    }
    let event = event(&mut tx, &registration.event).await?;
    let organisers = agenda::organisers(&mut tx, &event.id).await?;
    let has_seat = registration.state == RegistrationState::Confirmed;
    let event = agenda::for_participant(&mut tx, &event, &organisers, registration.person.as_ref(), has_seat).await?;
    let rights = Rights::of(&mut tx, &registration.owner()).await?;
    let availability = Availability::of(&rights, &event, &organisers, now)?;
    let (standing, presence_seats) = (standing(&mut tx, &registration).await?, presence_seats(&mut tx, &event).await?);
    Ok(RegistrationPage {
        name: names::full(&registration.given_name, &registration.family_name),
        address: registration.address.clone(),
        organisation: registration.organisation.clone(),
        availability,
        consequence: WithdrawConsequence::of(&standing, &presence_seats, &event, availability, now),
        is_past: !event.concerns(now),
        questions: registration_questions::questions_for(&mut tx, &event.id, Some(&id)).await?,
        has_certificate: has_seat
            && event.state == EventState::Published
            && !attendance::attended_half_days(&mut tx, &event, &id).await?.is_empty(),
        standing,
        presence_seats,
        event,
    })
}

/// The event's slug and the event as a calendar file, for the owner of a registration that a link opens. It includes the video link for a person with
/// a seat who may see it.
///
/// # Errors
/// [`Error::LinkOver`] for a link that is unknown or was revoked; [`Error::NotFound`] without a seat or a place in the queue, also if it is too late
/// to confirm one.
pub async fn calendar(db: &Db, token: &Secret) -> Result<(String, String)> {
    let mut tx = db.read().await?;
    let (id, _) = registration_links::find(&mut tx, token).await?;
    let registration = load(&mut tx, &id).await?;
    if !registration.counts() {
        return Err(Error::NotFound);
    }
    let event = event(&mut tx, &registration.event).await?;
    let organisers = agenda::organisers(&mut tx, &event.id).await?;
    let has_seat = registration.state == RegistrationState::Confirmed;
    let event = agenda::for_participant(&mut tx, &event, &organisers, registration.person.as_ref(), has_seat).await?;
    let link = tx.link(&format!("/events/{}", event.slug));
    Ok((event.slug.clone(), crate::calendar_entry::download(&event, &organisers, registration.state, &link)))
}

async fn event(conn: &mut Conn, id: &EventId) -> Result<Event> {
    let row = sqlx::query_as(concat!("SELECT ", crate::event_columns!(), " FROM event e WHERE e.id = $1"));
    Ok(row.bind(id).fetch_one(conn).await?)
}
