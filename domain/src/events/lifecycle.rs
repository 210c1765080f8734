//! The lifecycle of an event: draft, published, postponed, cancelled.
//!
//! draft → published ⇄ postponed → cancelled, and published → cancelled. A cancelled event never comes back: a copy of it is a new event.

use serde::{Deserialize, Serialize};

use super::{Event, begin_edit, event_access, find, notifications};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db, Tx};
use crate::enums::{EventState, OrganiserState};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::policy::{self, Act, Actor};
use crate::registrations;

/// The effects of a change of state, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    pub title: String,
    pub state: EventState,
    /// People with a seat.
    pub confirmed: i64,
    /// People on the waiting list.
    pub waiting: i64,
    /// The networks whose agenda shows it.
    pub organisers: i64,
    /// The invited networks that have not answered.
    pub invited: i64,
}

impl Consequence {
    /// The number of people who get a mail when it is postponed, moved or cancelled.
    pub fn notified(&self) -> i64 {
        self.confirmed + self.waiting
    }
}

/// The effects of publishing, postponing or cancelling, for the confirmation page. The event is returned as it is now.
pub async fn consequence(db: &Db, actor: &Actor, slug: &str) -> Result<(Event, Consequence)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&event_access(&event, &organisers)?))?;
    let seats = super::cards::seats_taken(&mut tx, &event.id).await?;
    let affected = if event.concerns(tx.now) { seats } else { super::Seats::default() };
    let count =
        |states: &[OrganiserState]| organisers.iter().filter(|organiser| states.contains(&organiser.state)).fold(0, |count, _| count + 1);
    let consequence = Consequence {
        title: event.title.clone(),
        state: event.state,
        confirmed: affected.confirmed(),
        waiting: affected.waiting,
        organisers: count(&[OrganiserState::Lead, OrganiserState::Accepted]),
        invited: count(&[OrganiserState::Invited]),
    };
    Ok((event, consequence))
}

/// Publishes a draft, or a postponed event with its new dates. In the second case everyone who registered is notified. The coordinators of invited
/// networks are notified in both cases.
///
/// # Errors
/// [`Error::Closed`] if it is already published, or cancelled; [`FieldProblem::DateIsOver`] on `starts_date` for a postponed event without a new
/// date: nobody would be notified.
pub async fn publish(db: &Db, actor: &Actor, slug: &str) -> Result<()> {
    let (mut tx, rights, event, organisers) = begin_edit(db, actor, slug).await?;
    let is_rescheduled = match event.state {
        EventState::Draft => false,
        EventState::Postponed if event.lacks_date(tx.now) => return Err(Error::field("starts_date", FieldProblem::DateIsOver)),
        EventState::Postponed => true,
        EventState::Published | EventState::Cancelled => return Err(Error::Closed),
    };
    let event = transition(&mut tx, &event, EventState::Published, "").await?;
    audit::record(&mut tx, &rights, AuditAction::EventPublish, event.id.as_str(), slug).await?;
    if is_rescheduled {
        notifications::dated(&mut tx, &event, &organisers).await?;
        // Some seats may have become free while it was postponed.
        registrations::promote(&mut tx, &event).await?;
    } else {
        notifications::invited(&mut tx, &event, &organisers).await?;
    }
    tx.commit().await
}

/// Postpones the event. Everyone who registered keeps their seat and is notified.
///
/// # Errors
/// [`Error::Closed`] unless it is published and not over; [`Error::Invalid`] for a note that is too long.
pub async fn postpone(db: &Db, actor: &Actor, slug: &str, note: &str) -> Result<()> {
    let (mut tx, rights, event, organisers) = begin_edit(db, actor, slug).await?;
    if !event.may_be_postponed(tx.now) {
        return Err(Error::Closed);
    }
    let note = check_note(note)?;
    let event = transition(&mut tx, &event, EventState::Postponed, &note).await?;
    audit::record(&mut tx, &rights, AuditAction::EventPostpone, event.id.as_str(), &note).await?;
    notifications::postponed(&mut tx, &event, &organisers).await?;
    tx.commit().await
}

/// Cancels the event, also after the fact if it did not take place. Everyone with a seat or on the waiting list is notified if it is still to come. It
/// stays in the agenda and in calendars, as cancelled.
///
/// # Errors
/// [`Error::Closed`] unless it is published or postponed, and once calendars no longer read it; [`Error::Invalid`] for a note that is too long.
pub async fn cancel(db: &Db, actor: &Actor, slug: &str, note: &str) -> Result<()> {
    let (mut tx, rights, event, organisers) = begin_edit(db, actor, slug).await?;
    if !event.may_be_cancelled(tx.now) {
        return Err(Error::Closed);
    }
    let note = check_note(note)?;
    let concerns = event.concerns(tx.now);
    let event = transition(&mut tx, &event, EventState::Cancelled, &note).await?;
    audit::record(&mut tx, &rights, AuditAction::EventCancel, event.id.as_str(), &note).await?;
    if concerns {
        notifications::cancelled(&mut tx, &event, &organisers).await?;
    }
    tx.commit().await
}

fn check_note(note: &str) -> Result<String> {
    let mut errors = Validation::default();
    let note = errors.check("state_note", fields::summary(note));
    errors.or(note)
}

/// Writes the new state; returns the event after the change. The first publication is revision 0 for calendars, each later transition is the next
/// one.
async fn transition(tx: &mut Tx, event: &Event, state: EventState, note: &str) -> Result<Event> {
    let now = tx.now;
    let sequence = event.sequence + i64::from(event.state != EventState::Draft);
    sqlx::query(
        "UPDATE event SET state = $2, state_note = $3, sequence = $4, changed_at = $5, updated_at = $5, version = version + 1,
                          published_at = CASE WHEN $2 = 'published' THEN COALESCE(published_at, $5) ELSE published_at END
          WHERE id = $1",
    )
    .bind_all((&event.id, state, note, sequence, now))
    .execute(&mut **tx)
    .await?;
    let published_at = if state == EventState::Published { event.published_at.or(Some(now)) } else { event.published_at };
    let event = event.clone();
    Ok(Event { state, state_note: note.to_owned(), sequence, changed_at: now, published_at, version: event.version + 1, ..event })
}
