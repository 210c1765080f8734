//! Registrations for events. A seat goes to exactly one person, and the waiting list moves up automatically, in order.
//!
//! Every function that decides about a seat first locks the event's row. Its counts then stay true until it commits.

mod adoption;
mod answer_table;
mod answers;
mod choosing;
mod erasure;
mod guests;
mod letters;
mod list;
mod manual_entry;
mod notifications;
mod queue;
mod registration_box;
pub mod registration_links;
mod registration_page;
mod registration_questions;
mod self_service;
mod sheet;

pub(crate) use adoption::adopt_all;
pub use answer_table::{AnswerColumn, AnswerQuery, AnswerTable, AnswerTableRow, ChoiceTotal, answer_table};
pub(crate) use answers::delete_expired as delete_expired_answers;
pub use answers::{RegistrationAnswer, change_answers, edit_answers};
pub use choosing::{DecisionInput, PendingDecisions, decide, send_decisions, write_note};
pub(crate) use erasure::{erase_past, erase_person, mute_events, withdraw_upcoming};
pub use guests::{GuestInput, GuestRequest, clear_clients, confirm, delete_unconfirmed, register_guest};
pub(crate) use letters::clear_letters;
pub use letters::{LETTER_MARKS, LettersInput, edit_letters, letters};
pub use list::{Participant, ParticipantList, ParticipantQuery, RegistrationChange, RegistrationRecord, list, record, remove};
pub use manual_entry::{AddInput, add, check_may_add, revoke_links};
pub(crate) use queue::apply_mode;
pub use queue::promote;
pub use registration_box::{Availability, PresenceSeats, RegistrationBox, RegistrationFormPage, WithdrawConsequence, page};
pub(crate) use registration_box::{presence_seats, registration_box};
pub use registration_page::{RegistrationPage, calendar, registration_page};
pub use registration_questions::RegistrationQuestions;
pub use self_service::{RegistrationInput, RegistrationRef, change_presence, register, withdraw};
pub use sheet::export;

use crate::agenda::{self, Event, Organiser};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::{EventMode, Language, Presence, RegistrationPolicy, RegistrationState};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::mail::MailRecipient;
use crate::people::NamedPerson;
use crate::people::names::{self, Name};
use crate::policy::{self, Act, Actor, Rights};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationStanding {
    pub registration: RegistrationId,
    pub state: RegistrationState,
    /// How the person takes part, or would.
    pub presence: Presence,
    /// On the waiting list: the place in the queue; 1 is the next in line.
    pub place: Option<i64>,
}

impl RegistrationStanding {
    /// Whether it has a seat, a place in the queue, or is a request that nobody has answered.
    pub fn is_active(&self) -> bool {
        matches!(self.state, RegistrationState::Confirmed | RegistrationState::Waiting | RegistrationState::Requested)
    }
}

/// The ways to take part that an event's mode offers.
pub fn presences(mode: EventMode) -> &'static [Presence] {
    match mode {
        EventMode::OnSite => &[Presence::OnSite],
        EventMode::Online => &[Presence::Online],
        EventMode::Hybrid => &[Presence::OnSite, Presence::Online],
    }
}

#[derive(Debug, Clone, sqlx::FromRow)]
struct Registration {
    id: RegistrationId,
    event: EventId,
    person: Option<PersonId>,
    given_name: String,
    family_name: String,
    organisation: String,
    address: String,
    language: Language,
    presence: Presence,
    state: RegistrationState,
    queued_at: Timestamp,
    updated_at: Timestamp,
    /// A person who has proved the address since, but has another name.
    excluded_person: Option<PersonId>,
}

/// The columns of [`Registration`], over `registration r`.
macro_rules! registration_columns {
    () => {
        "r.id, r.event, r.person, r.given_name, r.family_name, r.organisation, r.address, r.language, r.presence, r.state, r.queued_at, r.updated_at, r.excluded_person"
    };
}
use registration_columns;

/// A person's registrations, in SQL over `registration r`, with the person as `$1`: those that have the person, and guest registrations with an
/// address that is theirs today, unless somebody else made them. Some of these wait for the next sign-in to be [adopted](adopt_all); some were
/// withdrawn in favour of a better one.
macro_rules! of_person {
    () => {
        "(r.person = $1 OR (r.person IS NULL AND (r.excluded_person IS NULL OR r.excluded_person <> $1) AND r.address_key IN
            (SELECT oa.address_key FROM address oa WHERE oa.person = $1 AND oa.verified_at IS NOT NULL)))"
    };
}
pub(crate) use of_person;

impl Registration {
    /// Whether it has a seat, a place in the queue, or is a request that was not answered with no.
    fn counts(&self) -> bool {
        matches!(self.state, RegistrationState::Confirmed | RegistrationState::Waiting | RegistrationState::Requested)
    }

    /// Whether there is nothing to withdraw.
    fn is_over(&self) -> bool {
        matches!(self.state, RegistrationState::Declined | RegistrationState::Withdrawn)
    }

    /// Whether a mail may have put the event into the owner's calendar. This includes people on the waiting list, after a mail about a change.
    fn is_in_calendar(&self, event: &Event) -> bool {
        self.state == RegistrationState::Confirmed || (self.state == RegistrationState::Waiting && event.sequence > 0)
    }

    fn name(&self) -> Name {
        Name::of(&self.given_name, &self.family_name)
    }

    /// The actor that the links of its mails act for.
    fn owner(&self) -> Actor {
        self.person.clone().map_or(Actor::Guest, Actor::Person)
    }

    /// Whether it was requested under a name other than that of the address's owner, and nobody confirmed it.
    fn is_requested_by_another(&self, owner: &NamedPerson) -> bool {
        let owner_names = [Name::of(&owner.given_name, &owner.family_name)];
        self.state == RegistrationState::Unconfirmed && !self.name().is_of_same_person_as_any(&owner_names)
    }

    fn recipient(&self) -> MailRecipient {
        MailRecipient {
            person: self.person.clone(),
            name: names::full(&self.given_name, &self.family_name),
            address: self.address.clone(),
            language: self.language,
        }
    }
}

/// The person's registration: made signed in, or as a guest with an address that is theirs today. An active one comes first. A registration made by
/// another person is never theirs, whoever reads that mailbox by now.
async fn find_own(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Option<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $2 AND ",
        of_person!(),
        " ORDER BY CASE WHEN r.state IN ('confirmed', 'waiting', 'requested') THEN 0 ELSE 1 END, CASE WHEN r.person = $1 THEN 0 ELSE 1 END, r.id LIMIT 1"
    ))
    .bind_all((person, event))
    .fetch_optional(conn)
    .await?)
}

async fn load(conn: &mut Conn, id: &RegistrationId) -> Result<Registration> {
    let row = sqlx::query_as(concat!("SELECT ", registration_columns!(), " FROM registration r WHERE r.id = $1"));
    Ok(row.bind(id).fetch_one(conn).await?)
}

async fn standing(conn: &mut Conn, registration: &Registration) -> Result<RegistrationStanding> {
    let place = match registration.state {
        RegistrationState::Waiting => Some(place(conn, registration).await?),
        _ => None,
    };
    Ok(RegistrationStanding { registration: registration.id.clone(), state: registration.state, presence: registration.presence, place })
}

/// The number of people who wait for that presence up to this one, inclusive.
async fn place(conn: &mut Conn, registration: &Registration) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT COUNT(*) FROM registration WHERE event = $1 AND state = 'waiting' AND presence = $2
            AND (queued_at < $3 OR (queued_at = $3 AND id <= $4))",
    )
    .bind_all((&registration.event, registration.presence, registration.queued_at, &registration.id))
    .fetch_one(conn)
    .await?)
}

/// The chosen presence, if the event offers it. If there is only one way to take part, the choice may be empty.
fn parse_presence(event: &Event, typed: &str) -> Result<Presence, FieldProblem> {
    let offered = presences(event.mode);
    match (typed.trim(), offered) {
        ("", [only]) => Ok(*only),
        ("", _) => Err(FieldProblem::Required),
        (code, _) => Presence::parse(code).ok().filter(|presence| offered.contains(presence)).ok_or(FieldProblem::NotAChoice),
    }
}

/// Refuses actors who may not register, and events that are not open for registration.
fn check_availability(rights: &Rights, event: &Event, organisers: &[Organiser], now: Timestamp) -> Result<()> {
    let members_only = event.registration == RegistrationPolicy::Members;
    policy::check(rights, Act::Register(&agenda::event_access(event, organisers)?, members_only))?;
    if event.takes_registrations(now) { Ok(()) } else { Err(Error::Closed) }
}

/// Locks the event's row by its key, for a person who comes by a link. They may see their own registration, whatever else they may see.
async fn lock_event(tx: &mut Tx, id: &EventId) -> Result<(Event, Vec<Organiser>)> {
    sqlx::query("UPDATE event SET version = version WHERE id = $1").bind(id).execute(&mut **tx).await?;
    let event: Event =
        sqlx::query_as(concat!("SELECT ", crate::event_columns!(), " FROM event e WHERE e.id = $1")).bind(id).fetch_one(&mut **tx).await?;
    let organisers = agenda::organisers(tx, &event.id).await?;
    Ok((event, organisers))
}

/// Changes the state of a registration and writes its history entry.
async fn set_state(tx: &mut Tx, id: &RegistrationId, state: RegistrationState, by: Option<&PersonId>) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE registration SET state = $2, updated_at = $3 WHERE id = $1").bind_all((id, state, now)).execute(&mut **tx).await?;
    record_change(tx, id, state, by).await
}

async fn record_change(tx: &mut Tx, id: &RegistrationId, state: RegistrationState, by: Option<&PersonId>) -> Result<()> {
    let (change, now): (String, _) = (tx.new_id(), tx.now);
    sqlx::query("INSERT INTO registration_change (id, registration, state, at, by_person) VALUES ($1, $2, $3, $4, $5)")
        .bind_all((change, id, state, now, by))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
