//! Rows of events, with their programmes, materials and registrations.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDateTime};
use chrono_tz::Tz;

use super::dates::{self, EventSpan, in_working_hours};
use super::event_files::{DemoEventFile, DemoTalkFile};
use super::forms::DemoForm;
use super::networks::DemoMandates;
use super::participants::{self, DemoAttendee, DemoParticipant, DemoRegistrationState};
use super::plan::DemoPlan;
use super::rng::DemoRng;
use super::rows::{DemoTable, Rows, row};
use domain::attendance::{HalfDay, half_days_between};
use domain::clock::{self, Timestamp};
use domain::db::Tx;
use domain::enums::{EventKind, EventState};
use domain::ids::{EventId, NetworkId, PersonId, RegistrationId, TalkId};
use domain::people::names::sort_name;

/// The keys to which the rows of an event refer.
pub(super) struct EventReferences<'a> {
    pub(super) mandates: &'a DemoMandates,
    pub(super) people: &'a [PersonId],
    pub(super) networks: &'a BTreeMap<String, NetworkId>,
}

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
pub(super) fn add(
    tx: &Tx,
    rows: &mut Rows,
    plan: &mut DemoPlan,
    references: &EventReferences,
    event: &DemoEventFile,
) -> Result<(), String> {
    let describe = |problem: &str| format!("the event “{}”: {problem}", event.slug);
    let zone = clock::zone(&event.zone).map_err(|_| describe("no such zone"))?;
    let span = dates::span(&event.starts, &event.ends, event.closes.as_deref(), plan.today).map_err(|cause| describe(&cause))?;
    let rng = &mut DemoRng::of(&format!("{} life", event.slug));
    let times = event_times(tx, event, &span, zone, rng).ok_or_else(|| describe("its times don't exist, or end before they start"))?;
    let id: EventId = tx.new_id();
    add_event(tx, rows, plan, references, event, &id, &span, zone, &times).map_err(|cause| describe(&cause))?;
    add_organisers(rows, references, event, &id, &times, rng).map_err(|cause| describe(&cause))?;
    add_programme(tx, rows, event, &id, &span);
    add_participants(tx, rows, plan, references, event, &id, &span, &times)
}

fn event_times(tx: &Tx, event: &DemoEventFile, span: &EventSpan, zone: Tz, rng: &mut DemoRng) -> Option<EventTimes> {
    let after = if event.all_day { span.ends + Duration::days(1) } else { span.ends };
    let starts = clock::moment(span.starts, zone).ok()?;
    let ends = clock::moment(after, zone).ok().filter(|ends| *ends >= starts)?;
    let yesterday = tx.now.plus(Duration::days(-1));
    let announced = starts.plus(Duration::days(-rng.between(42, 70))).min(yesterday.plus(Duration::days(-rng.between(7, 28))));
    let published = in_working_hours(announced.local(clock::HOME).date(), rng);
    let created = published.plus(Duration::days(-rng.between(3, 12)));
    let is_unchanged = event.state == EventState::Published || event.state == EventState::Draft;
    let changed = if is_unchanged { published } else { yesterday.max(published) };
    Some(EventTimes { created, published: (event.state != EventState::Draft).then_some(published), changed, starts, ends })
}

#[expect(clippy::too_many_arguments, reason = "one row with all that is known of it")]
fn add_event(
    tx: &Tx,
    rows: &mut Rows,
    plan: &DemoPlan,
    references: &EventReferences,
    event: &DemoEventFile,
    id: &EventId,
    span: &EventSpan,
    zone: Tz,
    times: &EventTimes,
) -> Result<(), String> {
    let network = references.networks.get(&event.network).ok_or_else(|| format!("no network “{}”", event.network))?;
    let by = references
        .mandates
        .coordinator(&event.network, times.created.local(clock::HOME).date())
        .map(|person| references.people[person].as_str());
    let closes = span.closes.map(|closes| clock::moment(closes, zone)).transpose().map_err(|_| "closes when no clock shows it")?;
    let changes = i64::from(times.published.is_some_and(|published| published < times.changed));
    let starts = local(if event.all_day { span.starts.date().into() } else { span.starts });
    let ends = local(if event.all_day { span.ends.date().into() } else { span.ends });
    debug_assert!(tx.now >= times.changed && plan.today >= times.created.local(clock::HOME).date());
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
            times.starts,
            times.ends,
            &event.place,
            Some(event.region.as_str()).filter(|region| !region.is_empty()),
            &event.video_link,
            &event.contact,
            event.registration.code(),
            closes,
            event.on_request,
            event.seats_on_site,
            event.seats_online,
            format!("{id}@maillage"),
            changes,
            times.changed,
            times.published,
            by,
            times.created,
            times.changed,
            1 + changes,
        ],
    );
    Ok(())
}

fn local(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M").to_string()
}

fn add_organisers(
    rows: &mut Rows,
    references: &EventReferences,
    event: &DemoEventFile,
    id: &EventId,
    times: &EventTimes,
    rng: &mut DemoRng,
) -> Result<(), String> {
    let lead = std::iter::once((&event.network, "lead"));
    let accepted = event.with.iter().map(|slug| (slug, "accepted"));
    let invited = event.invited.iter().map(|slug| (slug, "invited"));
    for (position, (slug, state)) in (0_i64..).zip(lead.chain(accepted).chain(invited)) {
        let network = references.networks.get(slug).ok_or_else(|| format!("no network “{slug}”"))?;
        let answered = match state {
            "lead" => Some(times.created),
            "accepted" => Some(times.created.plus(Duration::hours(rng.between(4, 60)))),
            _ => None,
        };
        let by = answered.and_then(|at| references.mandates.coordinator(slug, at.local(clock::HOME).date()));
        let by = by.map(|person| references.people[person].as_str());
        rows.add(DemoTable::EventNetwork, row![id.as_str(), network.as_str(), state, position, times.created, answered, by]);
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
    plan: &mut DemoPlan,
    references: &EventReferences,
    event: &DemoEventFile,
    id: &EventId,
    span: &EventSpan,
    times: &EventTimes,
) -> Result<(), String> {
    let Some(published) = times.published.filter(|_| event.kind != EventKind::Deadline) else { return Ok(()) };
    let last = times.starts.plus(Duration::days(-1)).min(tx.now.plus(Duration::hours(-1)));
    let list = participants::draw(plan, event, published, last.max(published))?;
    let keys: Vec<RegistrationId> = list.iter().map(|participant| add_participant(tx, rows, plan, references, participant, id)).collect();
    if let Some(mut form) = DemoForm::add(tx, rows, event, id) {
        for (participant, key) in list.iter().zip(&keys).filter(|(participant, _)| participant.state != DemoRegistrationState::Withdrawn) {
            form.answer(rows, key, participant.at, participant.state != DemoRegistrationState::Requested);
        }
    }
    let confirmed: Vec<&RegistrationId> = list
        .iter()
        .zip(&keys)
        .filter(|(participant, _)| participant.state == DemoRegistrationState::Confirmed)
        .map(|(_, key)| key)
        .collect();
    let marker = references.mandates.coordinator(&event.network, span.ends.date());
    if let Some(marker) = marker.filter(|_| times.ends < tx.now && event.state == EventState::Published) {
        add_attendance(rows, event, span, times.ends, &confirmed, references.people[marker].as_str());
    }
    Ok(())
}

fn add_participant(
    tx: &Tx,
    rows: &mut Rows,
    plan: &DemoPlan,
    references: &EventReferences,
    participant: &DemoParticipant,
    event: &EventId,
) -> RegistrationId {
    let id: RegistrationId = tx.new_id();
    let (address, given, family) = participant.identity(plan);
    let organisation = &plan.content.organisations[participant.organisation(plan)];
    let person = match participant.attendee {
        DemoAttendee::Person(person) => Some(references.people[person].as_str()),
        DemoAttendee::Guest { .. } => None,
    };
    let (requested, confirmed) = (participant.at, participant.at.plus(Duration::minutes(if person.is_some() { 0 } else { 12 })));
    let guest = person.is_none().then_some(("unconfirmed", requested));
    let changes = match participant.state {
        DemoRegistrationState::Confirmed => vec![("confirmed", confirmed)],
        DemoRegistrationState::Waiting => vec![("waiting", confirmed)],
        DemoRegistrationState::Requested => vec![("requested", confirmed)],
        DemoRegistrationState::Withdrawn => vec![("confirmed", confirmed), ("withdrawn", confirmed.plus(Duration::hours(20)).min(tx.now))],
    };
    let (state, updated) = changes.last().copied().unwrap_or(("confirmed", confirmed));
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
            confirmed,
            tx.secret().hash(),
            requested,
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
    let mut rng = DemoRng::of(&format!("{} attendance", event.slug));
    let mut order: Vec<&RegistrationId> = confirmed.to_vec();
    rng.shuffle(&mut order);
    let attended = confirmed.len().saturating_sub(event.participants.absent);
    for (half, name) in half_days_between(span.starts, span.ends, event.all_day).iter().map(HalfDay::to_string).enumerate() {
        let present = event.participants.half_days.get(half).copied().unwrap_or(attended);
        for (position, registration) in order.iter().enumerate() {
            rows.add(DemoTable::Attendance, row![registration.as_str(), name.as_str(), position < present, ended, marker]);
        }
        if !event.participants.half_days.is_empty() {
            order.rotate_left(3);
        }
    }
}
