//! Registrations: who comes. A seat goes to exactly one person, and the waiting list moves up by itself, in order.
//!
//! Every verb that decides about a seat first locks the event's row; what it then counts stays true until it commits.

mod guests;
mod letters;
pub mod links;
mod list;
mod own;
mod queue;

pub use guests::{Asker, GuestInput, confirm, forget_unconfirmed, register_guest};
pub use list::{Change, Participant, ParticipantList, ParticipantQuery, Record, export, list, record, remove};
pub use own::{RegistrationInput, Ticket, Whose, change_presence, peek, register, withdraw};
pub use queue::promote;

use crate::clock::Moment;
use crate::codes::{EventMode, Language, Presence, RegistrationPolicy, RegistrationState};
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Problem, Result};
use crate::events::{self, Event, Holder};
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::mail::Recipient;
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};

/// Where a registration stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The registration.
    pub registration: RegistrationId,
    /// Its state.
    pub state: RegistrationState,
    /// How the person takes part, or would.
    pub presence: Presence,
    /// While waiting: the place in the queue, 1 for who is next.
    pub place: Option<i64>,
}

/// One way of taking part in an event: its seats and who has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// On site or online.
    pub presence: Presence,
    /// `None`: as many as come.
    pub seats: Option<i64>,
    /// Seats that are taken.
    pub confirmed: i64,
    /// How many wait for a seat.
    pub waiting: i64,
}

impl Room {
    /// Whether the next who registers gets a seat: there is one, and nobody waits for it.
    pub fn has_seat(&self) -> bool {
        self.waiting == 0 && self.seats.is_none_or(|seats| self.confirmed < seats)
    }

    /// Seats that are free; `None`: as many as come.
    pub fn free(&self) -> Option<i64> {
        self.seats.map(|seats| (seats - self.confirmed).max(0))
    }
}

/// Whether the reader can register now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// There is nothing to register for.
    None,
    /// Yes.
    Open,
    /// Only members of a network that holds the event can.
    Members,
    /// Not any more: it is too late, or the event is not on.
    Closed,
}

/// What the register box of an event's page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Whether the reader can register now.
    pub door: Door,
    /// Whether a guest can, by a link sent to an address.
    pub takes_guests: bool,
    /// Where the reader stands, if they registered.
    pub standing: Option<Standing>,
    /// The ways of taking part, on site first.
    pub rooms: Vec<Room>,
    /// The event is over: nothing can be changed.
    pub is_past: bool,
}

impl Desk {
    /// Whether the reader has a seat: what [`Act::SeeVideoLink`] asks.
    pub fn has_seat(&self) -> bool {
        self.standing.as_ref().is_some_and(|standing| standing.state == RegistrationState::Confirmed)
    }
}

/// An event that one registers for, by itself: the page of the form.
#[derive(Debug, Clone)]
pub struct DeskPage {
    /// The event, without the link of its video meeting.
    pub event: Event,
    /// Who holds it, the lead first.
    pub holders: Vec<Holder>,
    /// The box.
    pub desk: Desk,
}

/// The page of the register form. Five queries, whatever the number of participants.
pub async fn page(db: &Db, who: &Actor, slug: &str) -> Result<DeskPage> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (mut event, holders) = events::find(&mut tx, &rights, slug).await?;
    event.video_link.clear();
    let now = tx.now;
    let desk = desk(&mut tx, &rights, &event, &holders, now).await?;
    Ok(DeskPage { event, holders, desk })
}

/// What the register box shows, for a verb that has [found](events::find) the event: one query for a guest, two for a person.
pub(crate) async fn desk(conn: &mut Conn, rights: &Rights, event: &Event, holders: &[Holder], now: Moment) -> Result<Desk> {
    let holding = events::holding(event, holders)?;
    let members_only = event.registration == RegistrationPolicy::Members;
    let door = match event.registration {
        RegistrationPolicy::None => Door::None,
        _ if !event.takes_registrations(now) => Door::Closed,
        _ if !policy::allows(rights, Act::Register(&holding, members_only)) => Door::Members,
        _ => Door::Open,
    };
    let standing = match rights.person() {
        Some(person) => match find_own(conn, &event.id, person).await? {
            Some(own) => Some(standing(conn, &own).await?),
            None => None,
        },
        None => None,
    };
    Ok(Desk {
        door,
        takes_guests: door == Door::Open && !members_only,
        standing,
        rooms: rooms(conn, event).await?,
        is_past: event.is_past(now),
    })
}

/// The ways of taking part that an event's mode offers.
pub fn presences(mode: EventMode) -> &'static [Presence] {
    match mode {
        EventMode::OnSite => &[Presence::OnSite],
        EventMode::Online => &[Presence::Online],
        EventMode::Hybrid => &[Presence::OnSite, Presence::Online],
    }
}

/// The seats of an event and who has them. One query.
pub(crate) async fn rooms(conn: &mut Conn, event: &Event) -> Result<Vec<Room>> {
    let counts: Vec<(Presence, RegistrationState, i64)> = sqlx::query_as(
        "SELECT presence, state, COUNT(*) FROM registration WHERE event = $1 AND state IN ('confirmed', 'waiting') GROUP BY presence, state",
    )
    .bind(&event.id)
    .fetch_all(conn)
    .await?;
    let count = |presence, state| counts.iter().find(|row| (row.0, row.1) == (presence, state)).map_or(0, |row| row.2);
    Ok(presences(event.mode)
        .iter()
        .map(|presence| Room {
            presence: *presence,
            seats: match presence {
                Presence::OnSite => event.seats_on_site,
                Presence::Online => event.seats_online,
            },
            confirmed: count(*presence, RegistrationState::Confirmed),
            waiting: count(*presence, RegistrationState::Waiting),
        })
        .collect())
}

/// A registration as it is stored.
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
    queued_at: Moment,
    updated_at: Moment,
}

/// The columns of [`Registration`], over `registration r`.
macro_rules! registration_columns {
    () => {
        "r.id, r.event, r.person, r.given_name, r.family_name, r.organisation, r.address, r.language, r.presence, r.state, r.queued_at, r.updated_at"
    };
}
use registration_columns;

impl Registration {
    /// Whether there is a seat, or a place in the queue.
    fn counts(&self) -> bool {
        matches!(self.state, RegistrationState::Confirmed | RegistrationState::Waiting)
    }

    fn recipient(&self) -> Recipient {
        Recipient {
            person: self.person.clone(),
            name: names::full(&self.given_name, &self.family_name),
            address: self.address.clone(),
            language: self.language,
        }
    }
}

/// The person's registration: the one made signed in, else one made as a guest with an address that is theirs.
async fn find_own(conn: &mut Conn, event: &EventId, person: &PersonId) -> Result<Option<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $1
             AND (r.person = $2 OR r.address_key IN (SELECT a.address_key FROM address a WHERE a.person = $2 AND a.verified_at IS NOT NULL))
           ORDER BY CASE WHEN r.person = $2 THEN 0 ELSE 1 END, r.id LIMIT 1"
    ))
    .bind(event)
    .bind(person)
    .fetch_optional(conn)
    .await?)
}

async fn load(conn: &mut Conn, id: &RegistrationId) -> Result<Registration> {
    let row = sqlx::query_as(concat!("SELECT ", registration_columns!(), " FROM registration r WHERE r.id = $1"));
    Ok(row.bind(id).fetch_one(conn).await?)
}

async fn standing(conn: &mut Conn, registration: &Registration) -> Result<Standing> {
    let place = match registration.state {
        RegistrationState::Waiting => Some(place(conn, registration).await?),
        _ => None,
    };
    Ok(Standing { registration: registration.id.clone(), state: registration.state, presence: registration.presence, place })
}

/// How many wait for that presence up to this one, itself included.
async fn place(conn: &mut Conn, registration: &Registration) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT COUNT(*) FROM registration WHERE event = $1 AND state = 'waiting' AND presence = $2
            AND (queued_at < $3 OR (queued_at = $3 AND id <= $4))",
    )
    .bind(&registration.event)
    .bind(registration.presence)
    .bind(registration.queued_at)
    .bind(&registration.id)
    .fetch_one(conn)
    .await?)
}

/// The presence that was chosen, if the event offers it; where there is one way only, nothing needs to be chosen.
fn chosen(event: &Event, typed: &str) -> Result<Presence, Problem> {
    let offered = presences(event.mode);
    match (typed.trim(), offered) {
        ("", [only]) => Ok(*only),
        ("", _) => Err(Problem::Required),
        (code, _) => Presence::parse(code).ok().filter(|presence| offered.contains(presence)).ok_or(Problem::NotAChoice),
    }
}

/// Refuses who may not register, and what can't be registered for now.
fn check_door(rights: &Rights, event: &Event, holders: &[Holder], now: Moment) -> Result<()> {
    let members_only = event.registration == RegistrationPolicy::Members;
    policy::check(rights, Act::Register(&events::holding(event, holders)?, members_only))?;
    if event.takes_registrations(now) { Ok(()) } else { Err(Error::Closed) }
}

/// Locks the event's row by its key: for those whom a link brings, who may see their own registration whatever they may see else.
async fn lock_event(tx: &mut Tx, id: &EventId) -> Result<(Event, Vec<Holder>)> {
    sqlx::query("UPDATE event SET version = version WHERE id = $1").bind(id).execute(&mut **tx).await?;
    let event: Event =
        sqlx::query_as(concat!("SELECT ", crate::event_columns!(), " FROM event e WHERE e.id = $1")).bind(id).fetch_one(&mut **tx).await?;
    let holders = events::holders(tx, &event.id).await?;
    Ok((event, holders))
}

/// Moves a registration to another state and writes its line of history.
async fn set_state(tx: &mut Tx, id: &RegistrationId, state: RegistrationState, by: Option<&PersonId>) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE registration SET state = $2, updated_at = $3 WHERE id = $1")
        .bind(id)
        .bind(state)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    note_change(tx, id, state, by).await
}

async fn note_change(tx: &mut Tx, id: &RegistrationId, state: RegistrationState, by: Option<&PersonId>) -> Result<()> {
    let (change, now): (String, _) = (tx.fresh(), tx.now);
    sqlx::query("INSERT INTO registration_change (id, registration, state, at, by_person) VALUES ($1, $2, $3, $4, $5)")
        .bind(change)
        .bind(id)
        .bind(state)
        .bind(now)
        .bind(by)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
