//! The registration box: the seats, how many are taken, and the reader's standing.

use super::{RegistrationStanding, find_own, presences, queue, standing};
use crate::agenda::{self, Event, Organiser, Seats};
use crate::clock::Timestamp;
use crate::db::{Conn, Db};
use crate::enums::{EventState, Presence, RegistrationPolicy, RegistrationState};
use crate::error::Result;
use crate::policy::{self, Act, Actor, Rights};

/// One way to take part in an event: its seats and how many are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresenceSeats {
    /// On site or online.
    pub presence: Presence,
    /// `None`: no limit.
    pub seats: Option<i64>,
    /// The number of seats taken.
    pub confirmed: i64,
    /// The number of people on the waiting list.
    pub waiting: i64,
}

impl PresenceSeats {
    /// Whether the next person to register gets a seat: one is free, and nobody waits for it.
    pub fn has_seat(&self) -> bool {
        self.waiting == 0 && self.seats.is_none_or(|seats| self.confirmed < seats)
    }

    /// The free seats; `None`: no limit.
    pub fn free(&self) -> Option<i64> {
        self.seats.map(|seats| (seats - self.confirmed).max(0))
    }
}

/// Whether the reader can register now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// The event takes no registrations.
    None,
    /// Registration is open to the reader.
    Open,
    /// Only members of an organiser can register.
    Members,
    /// The event is a draft.
    NotYet,
    /// The event is postponed; registration resumes with its new date.
    Suspended,
    /// It is too late, or the event is cancelled.
    Closed,
}

impl Availability {
    /// The availability for a reader with these rights.
    pub(super) fn of(rights: &Rights, event: &Event, holders: &[Organiser], now: Timestamp) -> Result<Self> {
        let holding = agenda::event_access(event, holders)?;
        let members_only = event.registration == RegistrationPolicy::Members;
        Ok(match event.registration {
            RegistrationPolicy::None => Self::None,
            _ if event.state == EventState::Draft => Self::NotYet,
            _ if event.state == EventState::Postponed => Self::Suspended,
            _ if !event.takes_registrations(now) => Self::Closed,
            _ if !policy::allows(rights, Act::Register(&holding, members_only)) => Self::Members,
            _ => Self::Open,
        })
    }
}

/// The registration box on an event's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationBox {
    /// Whether the reader can register now.
    pub door: Availability,
    /// Whether a guest can register, by a link sent to an address.
    pub takes_guests: bool,
    /// The reader's standing, if they registered.
    pub standing: Option<RegistrationStanding>,
    /// The ways to take part, on site first.
    pub rooms: Vec<PresenceSeats>,
    /// Whether the event is over and not postponed: nothing can be changed.
    pub is_past: bool,
    /// The effect of withdrawing; `None`: there is nothing to withdraw.
    pub consequence: Option<WithdrawConsequence>,
}

/// The effect of giving up a seat or a place in the queue, shown before the person confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawConsequence {
    /// The place in the queue is lost.
    LosesPlace(i64),
    /// The seat goes at once to the first in the queue; the number of people who wait.
    SeatGoes(i64),
    /// The event has no date: nobody moves up and registration stays suspended until it has one.
    Postponed,
    /// The seat becomes free, and can be taken again while registration is open.
    SeatIsFree,
    /// The seat becomes free, and its owner would come after the people who wait.
    BehindQueue,
    /// The seat becomes free, but only members can register by now, and its owner is not one.
    MembersOnly,
    /// The seat becomes free, and registration has closed: the owner can't come back.
    NoWayBack,
}

impl WithdrawConsequence {
    /// The effect for a registration with this standing, in an event with these rooms. `door` says whether its owner can register now.
    pub(super) fn of(
        standing: &RegistrationStanding,
        rooms: &[PresenceSeats],
        event: &Event,
        door: Availability,
        now: Timestamp,
    ) -> Option<Self> {
        if !matches!(standing.state, RegistrationState::Confirmed | RegistrationState::Waiting) || !event.concerns(now) {
            return None;
        }
        let waiting = rooms.iter().find(|room| room.presence == standing.presence).map_or(0, |room| room.waiting);
        Some(match (standing.place, door) {
            (Some(place), _) => Self::LosesPlace(place),
            _ if event.state == EventState::Postponed => Self::Postponed,
            _ if waiting > 0 && queue::moves_up(event, now) => Self::SeatGoes(waiting),
            (None, Availability::Open) if waiting > 0 => Self::BehindQueue,
            (None, Availability::Open) => Self::SeatIsFree,
            (None, Availability::Members) => Self::MembersOnly,
            (None, _) => Self::NoWayBack,
        })
    }
}

impl RegistrationBox {
    /// The number of people with a seat and on the waiting list.
    pub fn seats(&self) -> Seats {
        let mut seats = Seats::default();
        for room in &self.rooms {
            seats.add(room.presence, RegistrationState::Confirmed, room.confirmed);
            seats.add(room.presence, RegistrationState::Waiting, room.waiting);
        }
        seats
    }

    /// Whether the reader has a seat, as [`Act::SeeVideoLink`] requires.
    pub fn has_seat(&self) -> bool {
        self.standing.as_ref().is_some_and(|standing| standing.state == RegistrationState::Confirmed)
    }
}

/// The page of the registration form.
#[derive(Debug, Clone)]
pub struct DeskPage {
    /// The event, without its video link.
    pub event: Event,
    /// The organisers, the lead first.
    pub holders: Vec<Organiser>,
    /// The box.
    pub desk: RegistrationBox,
}

/// The page of the registration form. Five queries, whatever the number of participants.
pub async fn page(db: &Db, who: &Actor, slug: &str) -> Result<DeskPage> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (mut event, holders) = agenda::find(&mut tx, &rights, slug).await?;
    event.video_link.clear();
    let now = tx.now;
    let desk = desk(&mut tx, &rights, &event, &holders, now).await?;
    Ok(DeskPage { event, holders, desk })
}

/// The registration box, for a caller that has [found](agenda::find) the event. One query for a guest, two for a person.
pub(crate) async fn desk(
    conn: &mut Conn,
    rights: &Rights,
    event: &Event,
    holders: &[Organiser],
    now: Timestamp,
) -> Result<RegistrationBox> {
    let door = Availability::of(rights, event, holders, now)?;
    let standing = match rights.person() {
        Some(person) => match find_own(conn, &event.id, person).await? {
            Some(own) => Some(standing(conn, &own).await?),
            None => None,
        },
        None => None,
    };
    let rooms = rooms(conn, event).await?;
    Ok(RegistrationBox {
        door,
        takes_guests: door == Availability::Open && event.registration != RegistrationPolicy::Members,
        consequence: standing.as_ref().and_then(|standing| WithdrawConsequence::of(standing, &rooms, event, door, now)),
        standing,
        rooms,
        is_past: !event.concerns(now),
    })
}

/// The seats of an event and how many are taken. One query.
pub(crate) async fn rooms(conn: &mut Conn, event: &Event) -> Result<Vec<PresenceSeats>> {
    let counts: Vec<(Presence, RegistrationState, i64)> = sqlx::query_as(
        "SELECT presence, state, COUNT(*) FROM registration WHERE event = $1 AND state IN ('confirmed', 'waiting') GROUP BY presence, state",
    )
    .bind(&event.id)
    .fetch_all(conn)
    .await?;
    let count = |presence, state| counts.iter().find(|row| (row.0, row.1) == (presence, state)).map_or(0, |row| row.2);
    Ok(presences(event.mode)
        .iter()
        .map(|presence| PresenceSeats {
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
