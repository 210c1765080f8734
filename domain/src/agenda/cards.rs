//! Events as lists show them, with their organisers and the seats taken.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use super::{Organiser, Seats};
use crate::clock::{self, Timestamp};
use crate::db::{Conn, placeholders};
use crate::enums::{
    EventKind, EventLevel, EventMode, EventState, EventVisibility, Language, OrganiserState, Presence, RegistrationPolicy,
    RegistrationState,
};
use crate::error::Result;
use crate::ids::EventId;
use crate::policy::{self, Act, Rights};

/// An event as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EventCard {
    pub id: EventId,
    pub slug: String,
    pub kind: EventKind,
    pub level: EventLevel,
    pub mode: EventMode,
    pub state: EventState,
    pub visibility: EventVisibility,
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The language of its content.
    pub language: Language,
    /// 1: whole days.
    pub all_day: i64,
    /// Local time of its start.
    pub starts_local: String,
    /// Local time of its end; for whole days the last day.
    pub ends_local: String,
    /// IANA zone of the local times.
    pub zone: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// The place, as free text.
    pub place: String,
    pub registration: RegistrationPolicy,
    /// When registration closes; `None`: when it starts.
    pub registration_closes_at: Option<Timestamp>,
    /// `None`: no limit.
    pub seats_on_site: Option<i64>,
    /// `None`: no limit.
    pub seats_online: Option<i64>,
    /// The organisers the reader may know of, the lead first.
    #[sqlx(skip)]
    pub organisers: Vec<Organiser>,
    #[sqlx(skip)]
    pub seats_taken: Seats,
}

impl EventCard {
    /// Whether it is over at `now`.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }

    /// The first day, in the event's zone.
    pub fn first_day(&self) -> NaiveDate {
        clock::local(&self.starts_local).map_or(NaiveDate::MIN, |start| start.date())
    }

    /// The last day, in the event's zone.
    pub fn last_day(&self) -> NaiveDate {
        clock::local(&self.ends_local).map_or_else(|_| self.first_day(), |end| end.date())
    }

    /// Whether registration is open at `now`.
    pub fn takes_registrations(&self, now: Timestamp) -> bool {
        self.registration != RegistrationPolicy::None
            && self.state == EventState::Published
            && now < self.registration_closes_at.unwrap_or(self.starts_at)
            && now < self.ends_at
    }

    /// The seats left; `None`: no limit.
    pub fn seats_left(&self) -> Option<i64> {
        self.seats_taken.left(self.mode, self.seats_on_site, self.seats_online)
    }
}

#[derive(sqlx::FromRow)]
struct OrganiserRow {
    event: EventId,
    #[sqlx(flatten)]
    organiser: Organiser,
}

/// The organisers of each event that the reader may know of. One query.
pub(crate) async fn organisers_of(conn: &mut Conn, rights: &Rights, events: &[EventId]) -> Result<HashMap<EventId, Vec<Organiser>>> {
    let sql = format!(
        "SELECT h.event, h.network, n.slug, n.acronym, n.name, n.hue, n.visibility, h.state, h.asked_at, h.answered_at
           FROM event_network h JOIN network n ON n.id = h.network
          WHERE h.state IN ('lead', 'accepted') AND h.event IN ({}) ORDER BY h.position, n.acronym",
        placeholders(1, events.len().max(1))
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for event in events {
        query = query.bind(event);
    }
    if events.is_empty() {
        query = query.bind("");
    }
    let rows: Vec<OrganiserRow> = query.fetch_all(conn).await?;
    let mut organisers: HashMap<EventId, Vec<Organiser>> = HashMap::new();
    for row in rows.into_iter().filter(|row| may_see_organiser(rights, &row.organiser)) {
        organisers.entry(row.event).or_default().push(row.organiser);
    }
    Ok(organisers)
}

/// Whether the reader may know that this network is an organiser. The lead is known to everyone who sees the event.
pub(crate) fn may_see_organiser(rights: &Rights, organiser: &Organiser) -> bool {
    organiser.state == OrganiserState::Lead || policy::allows(rights, Act::SeeNetwork(&organiser.network, organiser.visibility))
}

/// The seats taken of each event. One query.
pub(crate) async fn seats_taken_of(conn: &mut Conn, events: &[EventId]) -> Result<HashMap<EventId, Seats>> {
    let sql = format!(
        "SELECT event, presence, state, COUNT(*) FROM registration
          WHERE state IN ('confirmed', 'waiting') AND event IN ({}) GROUP BY event, presence, state",
        placeholders(1, events.len().max(1))
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for event in events {
        query = query.bind(event);
    }
    if events.is_empty() {
        query = query.bind("");
    }
    let rows: Vec<(EventId, Presence, RegistrationState, i64)> = query.fetch_all(conn).await?;
    let mut seats: HashMap<EventId, Seats> = HashMap::new();
    for (event, presence, state, count) in rows {
        seats.entry(event).or_default().add(presence, state, count);
    }
    Ok(seats)
}

pub(crate) async fn seats_taken(conn: &mut Conn, event: &EventId) -> Result<Seats> {
    Ok(seats_taken_of(conn, std::slice::from_ref(event)).await?.remove(event).unwrap_or_default())
}
