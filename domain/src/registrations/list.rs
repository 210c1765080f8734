//! The list of participants, for coordinators of the organisers.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::notifications::{self, RegistrationNews};
use super::{
    PresenceSeats, Registration, RegistrationAnswer, RegistrationQuestions, RegistrationStanding, answers, load, presence_seats,
    registration_columns, registration_questions, self_service, set_state,
};
use crate::agenda::{self, Event, Organiser};
use crate::attendance::{self, HalfDay};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{EventState, Presence, RegistrationState};
use crate::error::{Error, Result};
use crate::ids::{EventId, RegistrationId};
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};

/// The filters of the list, as in the query string. Values that can't be parsed filter nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParticipantQuery {
    /// Part of a name, an address or an organisation.
    pub q: String,
    /// A [`RegistrationState`]; empty: people with a seat, on the waiting list, or who asked for a seat.
    pub state: String,
    /// `name`, `organisation`, `since`; with `-` in front, in reverse order.
    pub sort: String,
}

#[derive(Debug, Clone)]
pub struct ParticipantList {
    pub event: Event,
    /// The organisers, the lead first.
    pub organisers: Vec<Organiser>,
    /// The ways to take part, whatever the filters.
    pub presence_seats: Vec<PresenceSeats>,
    /// The columns of the attendance form.
    pub half_days: Vec<HalfDay>,
    /// The participants that match the filters.
    pub participants: Vec<Participant>,
    pub may_add: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    pub id: RegistrationId,
    /// As registered.
    pub given_name: String,
    /// As registered.
    pub family_name: String,
    /// As registered; may be empty.
    pub organisation: String,
    /// The address that mail goes to.
    pub address: String,
    pub presence: Presence,
    pub state: RegistrationState,
    /// On the waiting list: the place in the queue.
    pub place: Option<i64>,
    /// When they took the seat or the place in the queue.
    pub since: Timestamp,
    /// For each half-day of the list: present, absent, or `None` for not marked.
    pub marks: Vec<Option<bool>>,
}

/// One registration with its history.
#[derive(Debug, Clone)]
pub struct RegistrationRecord {
    pub event: Event,
    /// The name as registered.
    pub name: String,
    /// As registered; may be empty.
    pub organisation: String,
    /// The address that mail goes to.
    pub address: String,
    pub standing: RegistrationStanding,
    /// What it answered, also to questions that are no longer asked.
    pub answers: Vec<RegistrationAnswer>,
    /// Every question of the event, for the organisers.
    pub questions: RegistrationQuestions,
    /// Its history, the newest entry first: answers "why was nobody moved up?".
    pub changes: Vec<RegistrationChange>,
    /// Whether the reader may end it.
    pub may_remove: bool,
    /// Whether the reader may correct its answers, and write the note.
    pub may_edit: bool,
    /// The note between the organisers.
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RegistrationChange {
    pub state: RegistrationState,
    pub at: Timestamp,
    /// The person who did it; empty: the queue, or the link of a mail.
    #[sqlx(rename = "by_name")]
    pub by: String,
}

/// The participants, for coordinators of any organiser. Six queries, whatever the number of participants.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn list(db: &Db, actor: &Actor, slug: &str, query: &ParticipantQuery) -> Result<ParticipantList> {
    let mut tx = db.read().await?;
    let (rights, event, organisers) = authorize(&mut tx, actor, slug).await?;
    let may_add =
        event.state == EventState::Published && policy::allows(&rights, Act::EditEvent(&agenda::event_access(&event, &organisers)?));
    let rows = rows(&mut tx, &event.id, RegistrationState::parse(&query.state).ok()).await?;
    let half_days = attendance::half_days(&event);
    let marks = attendance::marks(&mut tx, &event.id).await?;
    let presence_seats = presence_seats(&mut tx, &event).await?;
    let places = places(&rows);
    let query_key = names::normalize(&query.q);
    let matching = rows.into_iter().filter(|row| matches(row, &query_key));
    let mut participants: Vec<Participant> = matching
        .map(|row| Participant {
            place: places.get(&row.id).copied(),
            marks: half_days.iter().map(|half_day| marks.get(&(row.id.clone(), half_day.to_string())).copied()).collect(),
            id: row.id,
            given_name: row.given_name,
            family_name: row.family_name,
            organisation: row.organisation,
            address: row.address,
            presence: row.presence,
            state: row.state,
            since: row.queued_at,
        })
        .collect();
    sort(&mut participants, &query.sort);
    Ok(ParticipantList { event, organisers, presence_seats, half_days, participants, may_add })
}

/// One registration with its history.
///
/// # Errors
/// [`Error::NotFound`] for actors who may not read the list, and for a registration of another event.
pub async fn record(db: &Db, actor: &Actor, slug: &str, id: &RegistrationId) -> Result<RegistrationRecord> {
    let mut tx = db.read().await?;
    let (rights, event, organisers) = authorize(&mut tx, actor, slug).await?;
    let registration = find_in_event(&mut tx, &event, id).await?;
    let may_edit = policy::allows(&rights, Act::EditEvent(&agenda::event_access(&event, &organisers)?));
    Ok(RegistrationRecord {
        name: names::full(&registration.given_name, &registration.family_name),
        organisation: registration.organisation.clone(),
        address: registration.address.clone(),
        standing: super::standing(&mut tx, &registration).await?,
        answers: answers::of_registration(&mut tx, id).await?,
        questions: registration_questions::questions_for_organisers(&mut tx, &registration).await?,
        changes: changes(&mut tx, id).await?,
        may_remove: may_edit && can_be_removed(&registration, &event, tx.now),
        may_edit,
        note: note(&mut tx, id).await?,
        event,
    })
}

/// Whether a registration can still be removed: until the event is over, or while it is postponed without a date. A registration added afterwards can
/// always be removed.
fn can_be_removed(registration: &Registration, event: &Event, now: Timestamp) -> bool {
    registration.counts() && (event.concerns(now) || registration.queued_at >= event.ends_at)
}

/// Ends a registration and notifies the person by mail. The first on the waiting list for that seat gets it.
///
/// # Errors
/// [`Error::NotFound`] as for [`record`]; [`Error::Forbidden`] for coordinators of a co-organiser; [`Error::Closed`] once the event is over.
pub async fn remove(db: &Db, actor: &Actor, slug: &str, id: &RegistrationId) -> Result<RegistrationStanding> {
    let (mut tx, rights, event) = begin_edit(db, actor, slug).await?;
    let registration = find_in_event(&mut tx, &event, id).await?;
    if !registration.counts() {
        return super::standing(&mut tx, &registration).await;
    }
    if !can_be_removed(&registration, &event, tx.now) {
        return Err(Error::Closed);
    }
    let standing = if !event.concerns(tx.now) {
        set_state(&mut tx, id, RegistrationState::Withdrawn, rights.person()).await?;
        notifications::notify(&mut tx, &event, &registration, RegistrationNews::AdditionCancelled, false).await?;
        let ended = find_in_event(&mut tx, &event, id).await?;
        super::standing(&mut tx, &ended).await?
    } else {
        self_service::end(&mut tx, &event, &registration, rights.person()).await?
    };
    audit::record(&mut tx, &rights, AuditAction::RegistrationRemove, id.as_str(), &event.slug).await?;
    tx.commit().await?;
    Ok(standing)
}

/// The event, locked, for a verb on its registrations that coordinators of the lead network alone may use.
///
/// # Errors
/// [`Error::NotFound`] for actors who may not read the list; [`Error::Forbidden`] for coordinators of a co-organiser.
pub(super) async fn begin_edit(db: &Db, actor: &Actor, slug: &str) -> Result<(Tx, Rights, Event)> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = agenda::find_locked(&mut tx, &rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(&rights, Act::SeeRegistrations(&access))?;
    policy::check(&rights, Act::EditEvent(&access))?;
    Ok((tx, rights, event))
}

pub(super) async fn authorize(tx: &mut Tx, actor: &Actor, slug: &str) -> Result<(Rights, Event, Vec<Organiser>)> {
    let rights = Rights::of(tx, actor).await?;
    let (event, organisers) = agenda::find(tx, &rights, slug).await?;
    policy::check(&rights, Act::SeeRegistrations(&agenda::event_access(&event, &organisers)?))?;
    Ok((rights, event, organisers))
}

pub(super) async fn find_in_event(conn: &mut Conn, event: &Event, id: &RegistrationId) -> Result<Registration> {
    Some(load(conn, id).await?).filter(|registration| registration.event == event.id).ok_or(Error::NotFound)
}

pub(super) async fn rows(conn: &mut Conn, event: &EventId, state: Option<RegistrationState>) -> Result<Vec<Registration>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        registration_columns!(),
        " FROM registration r WHERE r.event = $1 AND (r.state = $2 OR ($2 = '' AND r.state IN ('confirmed', 'waiting', 'requested'))) ORDER BY r.sort_name, r.id"
    ))
    .bind_all((event, state.map_or("", RegistrationState::code)))
    .fetch_all(conn)
    .await?)
}

async fn note(conn: &mut Conn, id: &RegistrationId) -> Result<String> {
    Ok(sqlx::query_scalar("SELECT organisers_note FROM registration WHERE id = $1").bind(id).fetch_one(conn).await?)
}

async fn changes(conn: &mut Conn, id: &RegistrationId) -> Result<Vec<RegistrationChange>> {
    Ok(sqlx::query_as(
        "SELECT c.state, c.at, COALESCE(p.given_name || ' ' || p.family_name, '') AS by_name
           FROM registration_change c LEFT JOIN person p ON p.id = c.by_person WHERE c.registration = $1 ORDER BY c.at DESC, c.id DESC",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// The place of everyone on the waiting list, by presence. The rows hold everyone who waits, whatever the other filters.
fn places(rows: &[Registration]) -> HashMap<RegistrationId, i64> {
    let mut waiting: Vec<&Registration> = rows.iter().filter(|row| row.state == RegistrationState::Waiting).collect();
    waiting.sort_by_key(|row| (row.presence, row.queued_at, row.id.clone()));
    let mut places = HashMap::new();
    for queue in waiting.chunk_by(|a, b| a.presence == b.presence) {
        places.extend(queue.iter().zip(1..).map(|(row, place)| (row.id.clone(), place)));
    }
    places
}

pub(super) fn matches(row: &Registration, query_key: &str) -> bool {
    query_key.is_empty()
        || [
            names::sort_name(&row.given_name, &row.family_name),
            names::normalize(&names::full(&row.given_name, &row.family_name)),
            names::normalize(&row.organisation),
            names::address_key(&row.address),
        ]
        .iter()
        .any(|text| text.contains(query_key))
}

/// Expects participants sorted by name.
fn sort(participants: &mut [Participant], by: &str) {
    match by.trim_start_matches('-') {
        "organisation" => participants.sort_by_cached_key(|participant| names::normalize(&participant.organisation)),
        "since" => participants.sort_by_key(|participant| participant.since),
        _ => {}
    }
    if by.starts_with('-') {
        participants.reverse();
    }
}
