//! Who registers for the events of the demo, and who attends.

use std::collections::BTreeSet;

use chrono::Duration;

use super::cast::{self, DemoCast};
use super::event_files::DemoEventFile;
use super::files::SliceFile;
use super::rng::DemoRng;
use domain::clock::{HOME, Timestamp};

/// A participant of an event.
pub(super) struct DemoParticipant {
    pub(super) who: DemoAttendee,
    pub(super) online: bool,
    pub(super) state: State,
    pub(super) at: Timestamp,
}

/// A person with an account, or a guest.
pub(super) enum DemoAttendee {
    Person(usize),
    Guest { given: String, family: String, organisation: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Confirmed,
    Waiting,
    Withdrawn,
}

impl DemoParticipant {
    /// Address, given name, family name.
    pub(super) fn identity<'a>(&'a self, cast: &'a DemoCast) -> (String, &'a str, &'a str) {
        match &self.who {
            DemoAttendee::Person(person) => {
                let person = &cast.people[*person];
                (person.address.clone(), &person.given, &person.family)
            }
            DemoAttendee::Guest { given, family, .. } => (cast::address(given, family), given, family),
        }
    }

    /// The organisation where they worked on that day.
    pub(super) fn organisation(&self, cast: &DemoCast) -> usize {
        match &self.who {
            DemoAttendee::Person(person) => cast.people[*person].organisation_on(self.at.local(HOME).date()),
            DemoAttendee::Guest { organisation, .. } => *organisation,
        }
    }
}

/// Draws the participants of `event`, in the order in which they registered between `opens` and `closes`.
pub(super) fn draw(
    cast: &mut DemoCast,
    event: &DemoEventFile,
    opens: Timestamp,
    closes: Timestamp,
) -> Result<Vec<DemoParticipant>, String> {
    let wanted = &event.participants;
    let mut list = ParticipantDraw { luck: DemoRng::of(&event.slug), taken: BTreeSet::new(), opens };
    let holders: Vec<String> = std::iter::once(&event.network).chain(&event.with).cloned().collect();
    let from = if wanted.from.is_empty() { holders } else { wanted.from.clone() };

    let seats = wanted.on_site + wanted.online;
    let mut confirmed = list.named(cast, &wanted.people)?;
    let waiting_first = list.named(cast, &wanted.waiting_people)?;
    for slice in &wanted.mix {
        let from = if slice.from.is_empty() { &from } else { &slice.from };
        confirmed.extend(list.some(cast, from, slice)?);
    }
    let members = seats.saturating_sub(confirmed.len() + wanted.guests);
    confirmed.extend(list.some(cast, &from, &SliceFile { count: members, ..SliceFile::default() })?);
    let guests = SliceFile { count: seats.saturating_sub(confirmed.len()), ..SliceFile::default() };
    confirmed.extend(list.guests(cast, &from, &guests)?);
    let mut waiting = waiting_first;
    let more = wanted.waiting.saturating_sub(waiting.len());
    waiting.extend(list.some(cast, &from, &SliceFile { count: more, ..SliceFile::default() })?);
    let withdrawn = list.some(cast, &from, &SliceFile { count: wanted.withdrawn, ..SliceFile::default() })?;

    // Places go to participants on site first. The waiting list is for places on site, if there are any.
    list.luck.shuffle(&mut confirmed);
    let mut participants = Vec::new();
    let full = if waiting.is_empty() { closes } else { part_of(opens, closes, 70) };
    let times = list.times(opens, full, confirmed.len());
    for (index, (who, at)) in confirmed.into_iter().zip(times).enumerate() {
        participants.push(DemoParticipant { who, online: index >= wanted.on_site, state: State::Confirmed, at });
    }
    for (state, people, from, to) in [(State::Waiting, waiting, full, closes), (State::Withdrawn, withdrawn, opens, full)] {
        let times = list.times(from, to, people.len());
        participants.extend(people.into_iter().zip(times).map(|(who, at)| DemoParticipant { who, online: wanted.on_site == 0, state, at }));
    }
    participants.sort_by_key(|participant| participant.at);
    Ok(participants)
}

struct ParticipantDraw {
    luck: DemoRng,
    taken: BTreeSet<usize>,
    opens: Timestamp,
}

impl ParticipantDraw {
    fn named(&mut self, cast: &DemoCast, keys: &[String]) -> Result<Vec<DemoAttendee>, String> {
        let people = keys.iter().map(|key| cast.person(key)).collect::<Result<Vec<_>, _>>()?;
        self.taken.extend(&people);
        Ok(people.into_iter().map(DemoAttendee::Person).collect())
    }

    /// People of `slice` among the members of `from` when registration opened; guests if there are too few.
    fn some(&mut self, cast: &mut DemoCast, from: &[String], slice: &SliceFile) -> Result<Vec<DemoAttendee>, String> {
        let date = self.opens.local(HOME).date();
        let mut known = cast.members_on(from, date);
        known.retain(|person| {
            let organisation = &cast.content.organisations[cast.people[*person].organisation_on(date)];
            !self.taken.contains(person) && cast.people[*person].key.is_none() && slice.means(organisation)
        });
        self.luck.shuffle(&mut known);
        known.truncate(slice.count);
        self.taken.extend(&known);
        let missing = SliceFile { count: slice.count - known.len(), ..slice.clone() };
        let mut found: Vec<DemoAttendee> = known.into_iter().map(DemoAttendee::Person).collect();
        found.extend(self.guests(cast, from, &missing)?);
        Ok(found)
    }

    /// Guests of `slice`; from the members' own organisations where the slice names none.
    fn guests(&mut self, cast: &mut DemoCast, from: &[String], slice: &SliceFile) -> Result<Vec<DemoAttendee>, String> {
        let known = cast.members_on(from, self.opens.local(HOME).date());
        let says_nothing = slice.kind.is_none() && slice.groups.is_empty() && slice.organisations.is_empty();
        let mut guests = Vec::new();
        for _ in 0..slice.count {
            let (given, family) = cast.name();
            let like = self.luck.pick(&known).filter(|_| says_nothing).map(|person| cast.people[*person].organisation);
            let organisation = like.map_or_else(|| cast.employer(slice, None, &mut self.luck), Ok)?;
            guests.push(DemoAttendee::Guest { given, family, organisation });
        }
        Ok(guests)
    }

    /// `count` moments from `from` to `to`, in order.
    fn times(&mut self, from: Timestamp, to: Timestamp, count: usize) -> Vec<Timestamp> {
        let span = (to.seconds() - from.seconds()).max(0);
        let mut times: Vec<Timestamp> = (0..count).map(|_| from.plus(Duration::seconds(self.luck.between(0, span)))).collect();
        times.sort();
        times
    }
}

fn part_of(from: Timestamp, to: Timestamp, percent: i64) -> Timestamp {
    from.plus(Duration::seconds((to.seconds() - from.seconds()).max(0) * percent / 100))
}
