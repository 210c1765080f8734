//! Rows of events, with their programmes, materials and registrations.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDateTime};
use chrono_tz::Tz;

use super::cast::DemoCast;
use super::event_files::{DemoEventFile, DemoTalkFile};
use super::networks::DemoMandates;
use super::participants::{self, DemoAttendee, DemoParticipant, State};
use super::rng::DemoRng;
use super::rows::{DemoTable, Rows, row};
use super::when::{self, EventSpan, at_work};
use domain::attendance::{HalfDay, half_days_between};
use domain::clock::{self, Timestamp};
use domain::db::Tx;
use domain::enums::{EventKind, EventState};
use domain::ids::{EventId, NetworkId, PersonId, RegistrationId, TalkId};
use domain::people::names::sort_name;

/// The keys that an event's rows refer to.
pub(super) struct EventReferences<'a> {
    pub(super) offices: &'a DemoMandates,
    pub(super) people: &'a [PersonId],
    pub(super) networks: &'a BTreeMap<String, NetworkId>,
}

/// The moments of an event's lifecycle.
struct EventTimes {
    created: Timestamp,
    /// `None`: a draft.
    published: Option<Timestamp>,
    changed: Timestamp,
    starts: Timestamp,
    ends: Timestamp,
}

/// Adds `event` and everything that belongs to it.
///
/// # Errors
/// The problem in its file.
pub(super) fn add(tx: &Tx, rows: &mut Rows, cast: &mut DemoCast, known: &EventReferences, event: &DemoEventFile) -> Result<(), String> {
    let wrong = |what: &str| format!("the event « {} »: {what}", event.slug);
    let zone = clock::zone(&event.zone).map_err(|_| wrong("no such zone"))?;
    let span = when::span(&event.starts, &event.ends, event.closes.as_deref(), cast.today).map_err(|cause| wrong(&cause))?;
    let luck = &mut DemoRng::of(&format!("{} life", event.slug));
    let life = life(tx, event, &span, zone, luck).ok_or_else(|| wrong("its times don't exist, or end before they start"))?;
    let id: EventId = tx.new_id();
    add_event(tx, rows, cast, known, event, &id, &span, zone, &life).map_err(|cause| wrong(&cause))?;
    add_holders(rows, known, event, &id, &life, luck).map_err(|cause| wrong(&cause))?;
    add_programme(tx, rows, event, &id, &span);
    add_participants(tx, rows, cast, known, event, &id, &span, &life)
}

fn life(tx: &Tx, event: &DemoEventFile, span: &EventSpan, zone: Tz, luck: &mut DemoRng) -> Option<EventTimes> {
    let after = if event.all_day { span.ends + Duration::days(1) } else { span.ends };
    let starts = clock::moment(span.starts, zone).ok()?;
    let ends = clock::moment(after, zone).ok().filter(|ends| *ends >= starts)?;
    let yesterday = tx.now.plus(Duration::days(-1));
    let announced = starts.plus(Duration::days(-luck.between(42, 70))).min(yesterday.plus(Duration::days(-luck.between(7, 28))));
    let published = at_work(announced.local(clock::HOME).date(), luck);
    let created = published.plus(Duration::days(-luck.between(3, 12)));
    let stays = event.state == EventState::Published || event.state == EventState::Draft;
    let changed = if stays { published } else { yesterday.max(published) };
    Some(EventTimes { created, published: (event.state != EventState::Draft).then_some(published), changed, starts, ends })
}

#[expect(clippy::too_many_arguments, reason = "one row with all that is known of it")]
fn add_event(
    tx: &Tx,
    rows: &mut Rows,
    cast: &DemoCast,
    known: &EventReferences,
    event: &DemoEventFile,
    id: &EventId,
    span: &EventSpan,
    zone: Tz,
    life: &EventTimes,
) -> Result<(), String> {
    let network = known.networks.get(&event.network).ok_or_else(|| format!("no network « {} »", event.network))?;
    let by = known.offices.coordinator(&event.network, life.created.local(clock::HOME).date()).map(|person| known.people[person].as_str());
    let closes = span.closes.map(|closes| clock::moment(closes, zone)).transpose().map_err(|_| "closes when no clock shows it")?;
    let moved = i64::from(life.published.is_some_and(|published| published < life.changed));
    let starts = local(if event.all_day { span.starts.date().into() } else { span.starts });
    let ends = local(if event.all_day { span.ends.date().into() } else { span.ends });
    debug_assert!(tx.now >= life.changed && cast.today >= life.created.local(clock::HOME).date());
    rows.add(
        DemoTable::Event,
        row![
            id.as_str(),
            &event.slug,
            network.as_str(),
            event.kind.code(),
            event.level.code(),
            event.mode.code(),
            event.state.code(),
            &event.state_note,
            event.visibility.code(),
            &event.title,
            &event.summary,
            &event.description,
            event.language.code(),
            event.all_day,
            starts,
            ends,
            zone.name(),
            life.starts,
            life.ends,
            &event.place,
            Some(event.region.as_str()).filter(|region| !region.is_empty()),
            &event.video_link,
            &event.contact,
            event.registration.code(),
            closes,
            event.seats_on_site,
            event.seats_online,
            format!("{id}@maillage"),
            moved,
            life.changed,
            life.published,
            by,
            life.created,
            life.changed,
            1 + moved,
        ],
    );
    Ok(())
}

fn local(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M").to_string()
}

fn add_holders(
    rows: &mut Rows,
    known: &EventReferences,
    event: &DemoEventFile,
    id: &EventId,
    life: &EventTimes,
    luck: &mut DemoRng,
) -> Result<(), String> {
    let lead = std::iter::once((&event.network, "lead"));
    let accepted = event.with.iter().map(|slug| (slug, "accepted"));
    let invited = event.invited.iter().map(|slug| (slug, "invited"));
    for (position, (slug, state)) in (0_i64..).zip(lead.chain(accepted).chain(invited)) {
        let network = known.networks.get(slug).ok_or_else(|| format!("no network « {slug} »"))?;
        let answered = match state {
            "lead" => Some(life.created),
            "accepted" => Some(life.created.plus(Duration::hours(luck.between(4, 60)))),
            _ => None,
        };
        let by = answered.and_then(|at| known.offices.coordinator(slug, at.local(clock::HOME).date()));
        let by = by.map(|person| known.people[person].as_str());
        rows.add(DemoTable::EventNetwork, row![id.as_str(), network.as_str(), state, position, life.created, answered, by]);
    }
    Ok(())
}

fn add_programme(tx: &Tx, rows: &mut Rows, event: &DemoEventFile, id: &EventId, span: &EventSpan) {
    for (position, talk) in (0_i64..).zip(&event.talks) {
        let key: TalkId = tx.new_id();
        let starts = talk_start(talk, span);
        rows.add(DemoTable::Talk, row![key.as_str(), id.as_str(), position, &talk.session, starts, talk.minutes, &talk.title, &talk.about]);
        for (position, speaker) in (0_i64..).zip(&talk.speakers) {
            rows.add(DemoTable::Speaker, row![tx.new_id::<String>(), key.as_str(), position, &speaker.name, &speaker.organisation]);
        }
    }
    for (position, material) in (0_i64..).zip(&event.materials) {
        let cells = row![tx.new_id::<String>(), id.as_str(), position, material.kind.code(), &material.title, &material.url];
        rows.add(DemoTable::Material, cells);
    }
}

fn talk_start(talk: &DemoTalkFile, span: &EventSpan) -> String {
    format!("{}T{}", span.starts.date() + Duration::days(talk.day - 1), talk.time)
}

#[expect(clippy::too_many_arguments, reason = "rows that refer to all that is known of an event")]
fn add_participants(
    tx: &Tx,
    rows: &mut Rows,
    cast: &mut DemoCast,
    known: &EventReferences,
    event: &DemoEventFile,
    id: &EventId,
    span: &EventSpan,
    life: &EventTimes,
) -> Result<(), String> {
    let Some(published) = life.published.filter(|_| event.kind != EventKind::Deadline) else { return Ok(()) };
    let last = life.starts.plus(Duration::days(-1)).min(tx.now.plus(Duration::hours(-1)));
    let list = participants::draw(cast, event, published, last.max(published))?;
    let keys: Vec<RegistrationId> = list.iter().map(|participant| add_participant(tx, rows, cast, known, participant, id)).collect();
    let confirmed: Vec<&RegistrationId> =
        list.iter().zip(&keys).filter(|(participant, _)| participant.state == State::Confirmed).map(|(_, key)| key).collect();
    let marker = known.offices.coordinator(&event.network, span.ends.date());
    if let Some(marker) = marker.filter(|_| life.ends < tx.now && event.state == EventState::Published) {
        add_attendance(rows, event, span, life.ends, &confirmed, known.people[marker].as_str());
    }
    Ok(())
}

fn add_participant(
    tx: &Tx,
    rows: &mut Rows,
    cast: &DemoCast,
    known: &EventReferences,
    participant: &DemoParticipant,
    event: &EventId,
) -> RegistrationId {
    let id: RegistrationId = tx.new_id();
    let (address, given, family) = participant.identity(cast);
    let organisation = &cast.content.organisations[participant.organisation(cast)];
    let person = match participant.who {
        DemoAttendee::Person(person) => Some(known.people[person].as_str()),
        DemoAttendee::Guest { .. } => None,
    };
    let (asked, settled) = (participant.at, participant.at.plus(Duration::minutes(if person.is_some() { 0 } else { 12 })));
    let guest = person.is_none().then_some(("unconfirmed", asked));
    let changes = match participant.state {
        State::Confirmed => vec![("confirmed", settled)],
        State::Waiting => vec![("waiting", settled)],
        State::Withdrawn => vec![("confirmed", settled), ("withdrawn", settled.plus(Duration::hours(20)).min(tx.now))],
    };
    let (state, updated) = changes.last().copied().unwrap_or(("confirmed", settled));
    rows.add(
        DemoTable::Registration,
        row![
            id.as_str(),
            event.as_str(),
            person,
            given,
            family,
            sort_name(given, family),
            &address,
            &address,
            &organisation.name,
            &organisation.kind,
            "fr",
            if participant.online { "online" } else { "on_site" },
            state,
            settled,
            tx.secret().hash(),
            asked,
            updated
        ],
    );
    for (state, at) in guest.into_iter().chain(changes) {
        rows.add(DemoTable::RegistrationChange, row![tx.new_id::<String>(), id.as_str(), state, at, person]);
    }
    id
}

/// Records attendance. The numbers of the file are kept exactly: of absent people, or of people present in each half-day.
fn add_attendance(rows: &mut Rows, event: &DemoEventFile, span: &EventSpan, ended: Timestamp, confirmed: &[&RegistrationId], marker: &str) {
    let mut luck = DemoRng::of(&format!("{} attendance", event.slug));
    let mut order: Vec<&RegistrationId> = confirmed.to_vec();
    luck.shuffle(&mut order);
    let came = confirmed.len().saturating_sub(event.participants.absent);
    for (half, name) in half_days_between(span.starts, span.ends, event.all_day).iter().map(HalfDay::to_string).enumerate() {
        let present = event.participants.half_days.get(half).copied().unwrap_or(came);
        for (position, registration) in order.iter().enumerate() {
            rows.add(DemoTable::Attendance, row![registration.as_str(), name.as_str(), position < present, ended, marker]);
        }
        if !event.participants.half_days.is_empty() {
            order.rotate_left(3);
        }
    }
}
