//! Events: stored, checked, found and listed. An event has one lead network and any number of co-organisers, and counts once.

pub(crate) mod cards;
mod filter;
mod indexing;
pub(crate) mod input;
mod list;
mod mails;
pub(crate) mod materials;
pub(crate) mod programme;
mod seats;
pub(crate) mod slug;

pub use cards::EventCard;
pub(crate) use filter::EventFilter;
pub use input::EventInput;
pub use list::{Agenda, AgendaQuery, PAGE, cards_of, list, month, upcoming};
pub(crate) use mails::EventMails;
pub(crate) use materials::materials_of;
pub use materials::{Material, MaterialInput, add_material, materials, remove_material};
pub(crate) use programme::talks;
pub use programme::{MOST_ROWS, ProgrammeInput, Speaker, Talk, programme, set_programme, typed_programme};
pub use seats::Seats;

use chrono::NaiveDate;
pub(crate) use indexing::FoundEvents;

use crate::clock::{self, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::enums::{
    EventKind, EventLevel, EventMode, EventState, EventVisibility, Language, NetworkVisibility, OrganiserState, RegistrationPolicy,
};
use crate::error::{Error, Result};
use crate::ids::{EventId, NetworkId, PersonId};
use crate::policy::{self, Act, Actor, EventAccess, Rights};

/// How long calendars go on reading an event after its end.
pub(crate) const FEED_DAYS: i64 = 366;

/// An event as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    pub id: EventId,
    pub slug: String,
    /// The lead network.
    pub network: NetworkId,
    pub kind: EventKind,
    pub level: EventLevel,
    pub mode: EventMode,
    pub state: EventState,
    /// Why it is postponed or cancelled.
    pub state_note: String,
    /// Who may see it once it is published.
    pub visibility: EventVisibility,
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// The language of its content.
    pub language: Language,
    /// 1: whole days, without hours.
    pub all_day: i64,
    /// Local start, as typed: `2026-11-24T14:00`.
    pub starts_local: String,
    /// Local end; for whole days the last day.
    pub ends_local: String,
    /// IANA zone of the local times.
    pub zone: String,
    /// Derived from the local start.
    pub starts_at: Timestamp,
    /// Derived from the local end; for whole days the midnight after the last day.
    pub ends_at: Timestamp,
    /// The place, as free text.
    pub place: String,
    /// A region's code.
    pub region: Option<String>,
    /// Shown only to actors allowed by [`Act::SeeVideoLink`].
    pub video_link: String,
    /// An address or free text for contact.
    pub contact: String,
    pub registration: RegistrationPolicy,
    /// When registration closes; `None`: when it starts.
    pub registration_closes_at: Option<Timestamp>,
    /// 1: a registration is a request, which the organisers decide.
    pub on_request: i64,
    /// `None`: no limit.
    pub seats_on_site: Option<i64>,
    /// `None`: no limit.
    pub seats_online: Option<i64>,
    /// RFC 5545 UID.
    pub uid: String,
    /// RFC 5545 SEQUENCE.
    pub sequence: i64,
    /// RFC 5545 LAST-MODIFIED and DTSTAMP.
    pub changed_at: Timestamp,
    pub published_at: Option<Timestamp>,
    /// The version of the record, for its form.
    pub version: i64,
}

impl Event {
    /// Whether it lasts whole days.
    pub fn is_all_day(&self) -> bool {
        self.all_day != 0
    }

    /// Whether a registration is a request, which the organisers decide.
    pub fn is_on_request(&self) -> bool {
        self.on_request != 0
    }

    /// Whether it is over at `now`.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }

    /// Whether it takes place on that day, in its own zone.
    pub fn has_day(&self, day: NaiveDate) -> bool {
        let date = |local: &str| clock::local(local).ok().map(|local| local.date());
        date(&self.starts_local).is_some_and(|first| first <= day) && date(&self.ends_local).is_some_and(|last| day <= last)
    }

    /// Its dates and times in words.
    pub fn span(&self, language: Language) -> String {
        crate::dates::span(language, self.is_all_day(), &self.starts_local, &self.ends_local, &self.zone)
    }

    /// Whether it still matters to people who registered at `now`: it is to come, or it was postponed and has no new date.
    pub fn concerns(&self, now: Timestamp) -> bool {
        self.state == EventState::Postponed || !self.is_past(now)
    }

    /// Whether it was postponed and its date is over. It needs a new date before it is published again.
    pub fn lacks_date(&self, now: Timestamp) -> bool {
        self.state == EventState::Postponed && self.is_past(now)
    }

    /// Whether it can be postponed at `now`: a past event can't.
    pub fn may_be_postponed(&self, now: Timestamp) -> bool {
        self.state == EventState::Published && !self.is_past(now)
    }

    /// Whether it can be cancelled at `now`. This includes a past event that did not take place, as long as calendars still read it.
    pub fn may_be_cancelled(&self, now: Timestamp) -> bool {
        match self.state {
            EventState::Postponed => true,
            EventState::Published => now < self.ends_at.plus(chrono::Duration::days(FEED_DAYS)),
            EventState::Draft | EventState::Cancelled => false,
        }
    }

    /// Whether registration is open at `now`.
    pub fn takes_registrations(&self, now: Timestamp) -> bool {
        self.registration != RegistrationPolicy::None
            && self.state == EventState::Published
            && now < self.registration_closes_at.unwrap_or(self.starts_at)
            && now < self.ends_at
    }
}

/// [`Event::concerns`] in SQL, over `event e`; `$2`: now.
macro_rules! concerns {
    () => {
        "(e.state = 'postponed' OR e.ends_at > $2)"
    };
}
pub(crate) use concerns;

/// A network's part in an event, with the network's label.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Organiser {
    pub network: NetworkId,
    pub slug: String,
    pub acronym: String,
    pub name: String,
    pub hue: i64,
    pub visibility: NetworkVisibility,
    /// Its part: lead, invited, accepted or declined.
    pub state: OrganiserState,
    /// When it was invited; for the lead, when the event was created.
    pub asked_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

/// The columns of [`Event`], over `event e`.
#[macro_export]
macro_rules! event_columns {
    () => {
        "e.id, e.slug, e.network, e.kind, e.level, e.mode, e.state, e.state_note, e.visibility, e.title, e.summary, e.description, e.language,
         e.all_day, e.starts_local, e.ends_local, e.zone, e.starts_at, e.ends_at, e.place, e.region, e.video_link, e.contact, e.registration,
         e.registration_closes_at, e.on_request, e.seats_on_site, e.seats_online, e.uid, e.sequence, e.changed_at, e.published_at, e.version"
    };
}

/// The event with that slug and its organisers, if the reader may see it. Every function about one event starts here.
pub(crate) async fn find(conn: &mut Conn, rights: &Rights, slug: &str) -> Result<(Event, Vec<Organiser>)> {
    let event: Event =
        sqlx::query_as(concat!("SELECT ", event_columns!(), " FROM event e WHERE e.slug = $1")).bind(slug).fetch_one(&mut *conn).await?;
    let organisers = organisers(conn, &event.id).await?;
    policy::check(rights, Act::SeeEvent(&event_access(&event, &organisers)?))?;
    Ok((event, organisers))
}

/// [`find`], with the event's row locked until the transaction ends. The lock is a write to the row: it is the only lock that both databases have.
pub(crate) async fn find_locked(tx: &mut Tx, rights: &Rights, slug: &str) -> Result<(Event, Vec<Organiser>)> {
    sqlx::query("UPDATE event SET version = version WHERE slug = $1").bind(slug).execute(&mut **tx).await?;
    find(tx, rights, slug).await
}

/// Starts a transaction on an event the actor may edit, and locks its row.
pub(crate) async fn begin_edit(db: &Db, actor: &Actor, slug: &str) -> Result<(Tx, Rights, Event, Vec<Organiser>)> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = find_locked(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&event_access(&event, &organisers)?))?;
    Ok((tx, rights, event, organisers))
}

/// Every network that has a part in the event, the lead first.
pub(crate) async fn organisers(conn: &mut Conn, event: &EventId) -> Result<Vec<Organiser>> {
    Ok(sqlx::query_as(
        "SELECT h.network, n.slug, n.acronym, n.name, n.hue, n.visibility, h.state, h.asked_at, h.answered_at
           FROM event_network h JOIN network n ON n.id = h.network WHERE h.event = $1 ORDER BY h.position, n.acronym",
    )
    .bind(event)
    .fetch_all(conn)
    .await?)
}

/// The facts about an event that the policy needs.
pub(crate) fn event_access(event: &Event, organisers: &[Organiser]) -> Result<EventAccess> {
    let with =
        |state| organisers.iter().filter(move |organiser| organiser.state == state).map(|organiser| organiser.network.clone()).collect();
    let lead = organisers.iter().find(|organiser| organiser.network == event.network).ok_or(Error::Internal)?;
    Ok(EventAccess {
        lead: event.network.clone(),
        lead_visibility: lead.visibility,
        accepted: with(OrganiserState::Accepted),
        invited: with(OrganiserState::Invited),
        state: event.state,
        visibility: event.visibility,
        registration: event.registration,
    })
}

/// The event as its participant may read it today: the video link is included only if the policy allows it. One query for an event with a video link.
/// A guest without an account has the rights of any guest.
pub(crate) async fn for_participant(
    tx: &mut Tx,
    event: &Event,
    organisers: &[Organiser],
    person: Option<&PersonId>,
    has_seat: bool,
) -> Result<Event> {
    let mut event = event.clone();
    if event.video_link.is_empty() {
        return Ok(event);
    }
    let rights = Rights::of(tx, &person.cloned().map_or(Actor::Guest, Actor::Person)).await?;
    if !policy::allows(&rights, Act::SeeVideoLink(&event_access(&event, organisers)?, has_seat)) {
        event.video_link.clear();
    }
    Ok(event)
}

/// The location in words: the place, "en ligne", or both.
pub fn location(language: Language, mode: EventMode, place: &str) -> String {
    match (mode, place.trim()) {
        (EventMode::Online, _) => words::tr!(language, "events-online"),
        (EventMode::OnSite, "") => words::tr!(language, "events-on-site"),
        (EventMode::OnSite, place) => place.to_owned(),
        (EventMode::Hybrid, "") => words::tr!(language, "events-hybrid"),
        (EventMode::Hybrid, place) => words::tr!(language, "events-place-and-online", place = place.to_owned()),
    }
}
