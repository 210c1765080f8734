//! The participants of the events of the demo.

use std::collections::BTreeSet;

use chrono::Duration;

use super::event_files::DemoEventFile;
use super::files::SliceFile;
use super::plan::{self, DemoPlan};
use super::rng::DemoRng;
use domain::clock::{HOME, Timestamp};

/// A participant of an event.
pub(super) struct DemoParticipant {
    pub(super) attendee: DemoAttendee,
    pub(super) online: bool,
    pub(super) state: DemoRegistrationState,
    pub(super) at: Timestamp,
}

/// A person with an account, or a guest.
pub(super) enum DemoAttendee {
    Person(usize),
    Guest { given: String, family: String, organisation: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DemoRegistrationState {
    Confirmed,
    Waiting,
    Requested,
    Withdrawn,
}

impl DemoParticipant {
    /// Address, given name, family name.
    pub(super) fn identity<'a>(&'a self, plan: &'a DemoPlan) -> (String, &'a str, &'a str) {
        match &self.attendee {
            DemoAttendee::Person(person) => {
                let person = &plan.people[*person];
                (person.address.clone(), &person.given, &person.family)
            }
            DemoAttendee::Guest { given, family, .. } => (plan::address(given, family), given, family),
        }
    }

    /// The organisation where they worked on that day.
    pub(super) fn organisation(&self, plan: &DemoPlan) -> usize {
        match &self.attendee {
            DemoAttendee::Person(person) => plan.people[*person].organisation_on(self.at.local(HOME).date()),
            DemoAttendee::Guest { organisation, .. } => *organisation,
        }
    }
}

/// Draws the participants of `event`, in the order in which they registered between `opens` and `closes`.
pub(super) fn draw(
    plan: &mut DemoPlan,
    event: &DemoEventFile,
    opens: Timestamp,
    closes: Timestamp,
) -> Result<Vec<DemoParticipant>, String> {
    let wanted = &event.participants;
    let mut draw = ParticipantDraw { rng: DemoRng::of(&event.slug), drawn: BTreeSet::new(), opens };
    let organisers: Vec<String> = std::iter::once(&event.network).chain(&event.with).cloned().collect();
    let from = if wanted.from.is_empty() { organisers } else { wanted.from.clone() };

    let seats = wanted.on_site + wanted.online;
    let mut confirmed = draw.people(plan, &wanted.people)?;
    let waiting_first = draw.people(plan, &wanted.waiting_people)?;
    for slice in &wanted.mix {
        let from = if slice.from.is_empty() { &from } else { &slice.from };
        confirmed.extend(draw.members(plan, from, slice)?);
    }
    let members = seats.saturating_sub(confirmed.len() + wanted.guests);
    confirmed.extend(draw.members(plan, &from, &SliceFile { count: members, ..SliceFile::default() })?);
    let guests = SliceFile { count: seats.saturating_sub(confirmed.len()), ..SliceFile::default() };
    confirmed.extend(draw.guests(plan, &from, &guests)?);
    let mut waiting = waiting_first;
    let more = wanted.waiting.saturating_sub(waiting.len());
    waiting.extend(draw.members(plan, &from, &SliceFile { count: more, ..SliceFile::default() })?);
    let requested = draw.members(plan, &from, &SliceFile { count: wanted.requested, ..SliceFile::default() })?;
    let withdrawn = draw.members(plan, &from, &SliceFile { count: wanted.withdrawn, ..SliceFile::default() })?;

    // Places go to participants on site first. The waiting list is for places on site, if there are any.
    draw.rng.shuffle(&mut confirmed);
    let mut participants = Vec::new();
    let full = if waiting.is_empty() { closes } else { part_of(opens, closes, 70) };
    let times = draw.times(opens, full, confirmed.len());
    for (index, (attendee, at)) in confirmed.into_iter().zip(times).enumerate() {
        participants.push(DemoParticipant { attendee, online: index >= wanted.on_site, state: DemoRegistrationState::Confirmed, at });
    }
    for (state, people, from, to) in [
        (DemoRegistrationState::Waiting, waiting, full, closes),
        (DemoRegistrationState::Requested, requested, full, closes),
        (DemoRegistrationState::Withdrawn, withdrawn, opens, full),
    ] {
        let times = draw.times(from, to, people.len());
        participants.extend(people.into_iter().zip(times).map(|(attendee, at)| DemoParticipant {
            attendee,
            online: wanted.on_site == 0,
            state,
            at,
        }));
    }
    participants.sort_by_key(|participant| participant.at);
    Ok(participants)
}

struct ParticipantDraw {
    rng: DemoRng,
    drawn: BTreeSet<usize>,
    opens: Timestamp,
}

impl ParticipantDraw {
    fn people(&mut self, plan: &DemoPlan, keys: &[String]) -> Result<Vec<DemoAttendee>, String> {
        let people = keys.iter().map(|key| plan.person(key)).collect::<Result<Vec<_>, _>>()?;
        self.drawn.extend(&people);
        Ok(people.into_iter().map(DemoAttendee::Person).collect())
    }

    /// People of `slice` among the members of `from` when registration opened; guests if there are too few.
    fn members(&mut self, plan: &mut DemoPlan, from: &[String], slice: &SliceFile) -> Result<Vec<DemoAttendee>, String> {
        let date = self.opens.local(HOME).date();
        let mut candidates = plan.members_on(from, date);
        candidates.retain(|person| {
            let organisation = &plan.content.organisations[plan.people[*person].organisation_on(date)];
            !self.drawn.contains(person) && plan.people[*person].key.is_none() && slice.includes(organisation)
        });
        self.rng.shuffle(&mut candidates);
        candidates.truncate(slice.count);
        self.drawn.extend(&candidates);
        let missing = SliceFile { count: slice.count - candidates.len(), ..slice.clone() };
        let mut found: Vec<DemoAttendee> = candidates.into_iter().map(DemoAttendee::Person).collect();
        found.extend(self.guests(plan, from, &missing)?);
        Ok(found)
    }

    /// Guests of `slice`; from the members' own organisations where the slice names none.
    fn guests(&mut self, plan: &mut DemoPlan, from: &[String], slice: &SliceFile) -> Result<Vec<DemoAttendee>, String> {
        let members = plan.members_on(from, self.opens.local(HOME).date());
        let is_open = slice.kind.is_none() && slice.groups.is_empty() && slice.organisations.is_empty();
        let mut guests = Vec::new();
        for _ in 0..slice.count {
            let (given, family) = plan.name();
            let same_as_member = self.rng.pick(&members).filter(|_| is_open).map(|person| plan.people[*person].organisation);
            let organisation = same_as_member.map_or_else(|| plan.employer(slice, None, &mut self.rng), Ok)?;
            guests.push(DemoAttendee::Guest { given, family, organisation });
        }
        Ok(guests)
    }

    /// `count` moments from `from` to `to`, in order.
    fn times(&mut self, from: Timestamp, to: Timestamp, count: usize) -> Vec<Timestamp> {
        let span = (to.seconds() - from.seconds()).max(0);
        let mut times: Vec<Timestamp> = (0..count).map(|_| from.plus(Duration::seconds(self.rng.between(0, span)))).collect();
        times.sort();
        times
    }
}

fn part_of(from: Timestamp, to: Timestamp, percent: i64) -> Timestamp {
    from.plus(Duration::seconds((to.seconds() - from.seconds()).max(0) * percent / 100))
}
