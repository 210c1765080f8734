//! The registration box: the seats, how many are taken, and the reader's standing.

use super::{RegistrationQuestions, RegistrationStanding, find_own, presences, queue, registration_questions, standing};
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
    pub seats: Option<i64>,
    /// The number of seats taken.
    pub confirmed: i64,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// The event takes no registrations.
    None,
    Open,
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
    pub(super) fn of(rights: &Rights, event: &Event, organisers: &[Organiser], now: Timestamp) -> Result<Self> {
        let access = agenda::event_access(event, organisers)?;
        let members_only = event.registration == RegistrationPolicy::Members;
        Ok(match event.registration {
            RegistrationPolicy::None => Self::None,
            _ if event.state == EventState::Draft => Self::NotYet,
            _ if event.state == EventState::Postponed => Self::Suspended,
            _ if !event.takes_registrations(now) => Self::Closed,
            _ if !policy::allows(rights, Act::Register(&access, members_only)) => Self::Members,
            _ => Self::Open,
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationBox {
    pub availability: Availability,
    /// Whether a guest can register, by a link sent to an address.
    pub takes_guests: bool,
    /// The reader's standing, if they registered.
    pub standing: Option<RegistrationStanding>,
    /// The ways to take part, on site first.
    pub presence_seats: Vec<PresenceSeats>,
    /// Whether the event has questions for those who register.
    pub asks: bool,
    /// Whether a registration is a request, which the organisers decide.
    pub is_on_request: bool,
    /// Whether the event is over and not postponed: nothing can be changed.
    pub is_past: bool,
    /// The effect of withdrawing; `None`: there is nothing to withdraw.
    pub consequence: Option<WithdrawConsequence>,
}

/// The effect of giving up a seat or a place in the queue, shown before the person confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawConsequence {
    LosesPlace(i64),
    /// The request is withdrawn; while registration is open, it can be made again.
    LosesRequest,
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
    /// The effect for a registration with this standing, in an event with these rooms. `availability` says whether its owner can register now.
    pub(super) fn of(
        standing: &RegistrationStanding,
        presence_seats: &[PresenceSeats],
        event: &Event,
        availability: Availability,
        now: Timestamp,
    ) -> Option<Self> {
        if standing.state == RegistrationState::Requested && event.concerns(now) {
            return Some(Self::LosesRequest);
        }
        if !matches!(standing.state, RegistrationState::Confirmed | RegistrationState::Waiting) || !event.concerns(now) {
            return None;
        }
        let waiting = presence_seats.iter().find(|room| room.presence == standing.presence).map_or(0, |room| room.waiting);
        Some(match (standing.place, availability) {
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
        for presence in &self.presence_seats {
            seats.add(presence.presence, RegistrationState::Confirmed, presence.confirmed);
            seats.add(presence.presence, RegistrationState::Waiting, presence.waiting);
        }
        seats
    }

    /// Whether the reader has a seat, as [`Act::SeeVideoLink`] requires.
    pub fn has_seat(&self) -> bool {
        self.standing.as_ref().is_some_and(|standing| standing.state == RegistrationState::Confirmed)
    }
}

#[derive(Debug, Clone)]
pub struct RegistrationFormPage {
    /// The event, without its video link.
    pub event: Event,
    /// The organisers, the lead first.
    pub organisers: Vec<Organiser>,
    pub registration_box: RegistrationBox,
    /// The questions of the event, with the reader's own answers.
    pub questions: RegistrationQuestions,
}

/// The page of the registration form. Nine queries at most, whatever the number of participants.
pub async fn page(db: &Db, actor: &Actor, slug: &str) -> Result<RegistrationFormPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (mut event, organisers) = agenda::find(&mut tx, &rights, slug).await?;
    event.video_link.clear();
    let now = tx.now;
    let registration_box = registration_box(&mut tx, &rights, &event, &organisers, now).await?;
    let own = registration_box.standing.as_ref().map(|standing| &standing.registration);
    let questions =
        if registration_box.asks { registration_questions::questions_for(&mut tx, &event.id, own).await? } else { Default::default() };
    Ok(RegistrationFormPage { event, organisers, registration_box, questions })
}

/// The registration box, for a caller that has [found](agenda::find) the event. Two queries for a guest, three for a person.
pub(crate) async fn registration_box(
    conn: &mut Conn,
    rights: &Rights,
    event: &Event,
    organisers: &[Organiser],
    now: Timestamp,
) -> Result<RegistrationBox> {
    let availability = Availability::of(rights, event, organisers, now)?;
    let standing = match rights.person() {
        Some(person) => match find_own(conn, &event.id, person).await? {
            Some(own) => Some(standing(conn, &own).await?),
            None => None,
        },
        None => None,
    };
    let presence_seats = presence_seats(conn, event).await?;
    Ok(RegistrationBox {
        availability,
        takes_guests: availability == Availability::Open && event.registration != RegistrationPolicy::Members,
        consequence: standing.as_ref().and_then(|standing| WithdrawConsequence::of(standing, &presence_seats, event, availability, now)),
        standing,
        presence_seats,
        is_on_request: event.is_on_request(),
        asks: event.registration != RegistrationPolicy::None && registration_questions::asks(conn, &event.id).await?,
        is_past: !event.concerns(now),
    })
}

/// The seats of an event and how many are taken. One query.
pub(crate) async fn presence_seats(conn: &mut Conn, event: &Event) -> Result<Vec<PresenceSeats>> {
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
