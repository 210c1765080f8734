//! What the register box shows: the seats, who has them, where the reader stands.

use super::{RegistrationStanding, find_own, presences, queue, standing};
use crate::agenda::{self, Event, Organiser, Seats};
use crate::clock::Timestamp;
use crate::db::{Conn, Db};
use crate::enums::{EventState, Presence, RegistrationPolicy, RegistrationState};
use crate::error::Result;
use crate::policy::{self, Act, Actor, Rights};

/// One way of taking part in an event: its seats and who has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresenceSeats {
    /// On site or online.
    pub presence: Presence,
    /// `None`: as many as come.
    pub seats: Option<i64>,
    /// Seats that are taken.
    pub confirmed: i64,
    /// How many wait for a seat.
    pub waiting: i64,
}

impl PresenceSeats {
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
pub enum Availability {
    /// There is nothing to register for.
    None,
    /// Yes.
    Open,
    /// Only members of a network that holds the event can.
    Members,
    /// Not yet: the event is a draft.
    NotYet,
    /// Not now: the event is postponed, and registration goes on with its new date.
    Suspended,
    /// Not any more: it is too late, or the event is cancelled.
    Closed,
}

impl Availability {
    /// For a reader with these rights.
    pub(super) fn of(rights: &Rights, event: &Event, holders: &[Organiser], now: Timestamp) -> Result<Self> {
        let holding = agenda::holding(event, holders)?;
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

/// What the register box of an event's page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationBox {
    /// Whether the reader can register now.
    pub door: Availability,
    /// Whether a guest can, by a link sent to an address.
    pub takes_guests: bool,
    /// Where the reader stands, if they registered.
    pub standing: Option<RegistrationStanding>,
    /// The ways of taking part, on site first.
    pub rooms: Vec<PresenceSeats>,
    /// The event is over, and not put off: nothing can be changed.
    pub is_past: bool,
    /// What giving back what the reader has would do; `None`: there is nothing to give back.
    pub consequence: Option<WithdrawConsequence>,
}

/// What giving a seat, or a place in the queue, back would do: said before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawConsequence {
    /// The place in the queue is lost.
    LosesPlace(i64),
    /// The seat goes at once to the first of so many who wait for it.
    SeatGoes(i64),
    /// The event has no date: nobody moves up, and registration goes on, before it has one.
    Postponed,
    /// The seat is free again, and can be taken again while registration is open.
    SeatIsFree,
    /// The seat is free again, and its owner would come after those who wait for it.
    BehindQueue,
    /// The seat is free again, for members only by now: its owner is none.
    MembersOnly,
    /// The seat is free again, and registration has closed: there is no way back.
    NoWayBack,
}

impl WithdrawConsequence {
    /// For a registration that stands so, in an event with these rooms, when its owner can register as `door` says.
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
    /// How many have a seat, and how many wait for one.
    pub fn seats(&self) -> Seats {
        let mut seats = Seats::default();
        for room in &self.rooms {
            seats.add(room.presence, RegistrationState::Confirmed, room.confirmed);
            seats.add(room.presence, RegistrationState::Waiting, room.waiting);
        }
        seats
    }

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
    pub holders: Vec<Organiser>,
    /// The box.
    pub desk: RegistrationBox,
}

/// The page of the register form. Five queries, whatever the number of participants.
pub async fn page(db: &Db, who: &Actor, slug: &str) -> Result<DeskPage> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (mut event, holders) = agenda::find(&mut tx, &rights, slug).await?;
    event.video_link.clear();
    let now = tx.now;
    let desk = desk(&mut tx, &rights, &event, &holders, now).await?;
    Ok(DeskPage { event, holders, desk })
}

/// What the register box shows, for a verb that has [found](agenda::find) the event: one query for a guest, two for a person.
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

/// The seats of an event and who has them. One query.
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
