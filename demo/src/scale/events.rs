//! Events for measurements, with their programmes and participants.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::super::rows::{DemoTable, row};
use super::{BUSY_NETWORK, ScaleData};
use domain::clock::{self, HOME, Timestamp};
use domain::people::names::sort_name;

const KINDS: [(&str, &str); 6] = [
    ("webinar", "Webinaire"),
    ("workshop", "Atelier"),
    ("thematic_day", "Journée"),
    ("meeting", "Réunion"),
    ("school", "École"),
    ("conference", "Conférence"),
];
const SUBJECTS: [&str; 12] = [
    "calcul distribué",
    "stockage objet",
    "sécurité des postes",
    "tests et qualité",
    "apprentissage automatique",
    "archivage des données",
    "systèmes embarqués",
    "conteneurs",
    "accessibilité",
    "sobriété numérique",
    "langages sûrs",
    "supervision",
];

/// The properties that differ between events.
struct EventPlan {
    slug: String,
    title: String,
    kind: &'static str,
    network: usize,
    with: Option<usize>,
    starts: NaiveDateTime,
    hours: i64,
    talks: i64,
    participants: usize,
}

impl ScaleData<'_> {
    pub(super) fn events(&mut self) {
        let events = self.units * 250;
        let registrations = (self.units * 2500).saturating_sub(420);
        let today = self.tx.now.local(HOME).date();
        for index in 0..events {
            let (kind, kind_title) = KINDS[index % KINDS.len()];
            let subject = SUBJECTS[index / KINDS.len() % SUBJECTS.len()];
            let leaves = self.networks.len() - 1;
            let network = if index % 9 < 2 { BUSY_NETWORK } else { 1 + self.rng.below(leaves) };
            let with = self.rng.happens(25).then(|| 1 + (network + self.rng.below(leaves - 1)) % leaves);
            // All events of the busy network are in its feed, which goes back a year.
            let days = self.rng.between(if network == BUSY_NETWORK { -350 } else { -1400 }, 300);
            let (hour, hours) = match kind {
                "webinar" | "meeting" => (14, 2),
                "school" => (9, 4 * 24 + 8),
                _ => (9, 8),
            };
            let starts = (today + Duration::days(days)).and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default());
            // An even share for each event, alternately four more and four fewer.
            let share = |index: usize| index.saturating_sub(2) * registrations / (events - 2);
            let even = share(index + 1) - share(index);
            let participants = if index % 2 == 0 { even + 4 } else { even.saturating_sub(4) };
            let talks = self.rng.between(0, 3);
            let (slug, title) = (format!("charge-{index}"), format!("{kind_title}\u{202f}: {subject} (n° {})", index + 1));
            let mut plan = EventPlan { slug, title, kind, network, with, starts, hours, talks, participants };
            if index < 2 {
                let soon = today + Duration::days(15);
                plan.starts = soon.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default());
                (plan.network, plan.with) = (BUSY_NETWORK, None);
                let (slug, talks, participants) = if index == 0 { ("charge-programme", 30, 120) } else { ("charge-participants", 4, 300) };
                (plan.slug, plan.talks, plan.participants) = (slug.to_owned(), talks, participants);
            }
            self.event(&plan);
        }
    }

    fn event(&mut self, plan: &EventPlan) {
        let id: String = self.tx.new_id();
        let zone = HOME;
        let at = |time| clock::moment(time, zone).unwrap_or(self.tx.now);
        let (starts, ends) = (at(plan.starts), at(plan.starts + Duration::hours(plan.hours)));
        let created = starts.plus(Duration::days(-50)).min(self.tx.now.plus(Duration::days(-1)));
        let text = |time: NaiveDateTime| time.format("%Y-%m-%dT%H:%M").to_string();
        let online = plan.kind == "webinar";
        let none = None::<String>;
        let coordinator = &self.people[plan.network - 1].id;
        self.rows.add(
            DemoTable::Event,
            row![
                &id,
                &plan.slug,
                &self.networks[plan.network],
                plan.kind,
                "national",
                if online { "online" } else { "on_site" },
                "published",
                "",
                "public",
                &plan.title,
                "Événement de mesure.",
                "Un événement inventé, pour mesurer.\n\n- un programme\n- des participants",
                "fr",
                false,
                text(plan.starts),
                text(plan.starts + Duration::hours(plan.hours)),
                zone.name(),
                starts,
                ends,
                if online { "" } else { "Toulouse" },
                (!online).then_some("occ"),
                "",
                "",
                "open",
                none,
                false,
                None::<i64>,
                None::<i64>,
                format!("{id}@maillage"),
                0_i64,
                created,
                created,
                coordinator,
                created,
                created,
                1_i64
            ],
        );
        self.rows.add(DemoTable::EventNetwork, row![&id, &self.networks[plan.network], "lead", 0_i64, created, created, coordinator]);
        if let Some(with) = plan.with {
            self.rows.add(
                DemoTable::EventNetwork,
                row![&id, &self.networks[with], "accepted", 1_i64, created, created, &self.people[with - 1].id],
            );
        }
        self.programme(&id, plan);
        self.participants(&id, plan, created, online);
    }

    fn programme(&mut self, event: &str, plan: &EventPlan) {
        for position in 0..plan.talks {
            let talk: String = self.tx.new_id();
            let starts = plan.starts + Duration::minutes(15 * position);
            let session = format!("Session {}", 1 + position / 6);
            let title = format!("Exposé {}", position + 1);
            let starts = starts.format("%Y-%m-%dT%H:%M").to_string();
            self.rows.add(DemoTable::Talk, row![&talk, event, position, session, starts, 15_i64, title, ""]);
            if let Some(speaker) = self.rng.pick(&self.people) {
                let name = format!("{} {}", speaker.given, speaker.family);
                let organisation = &self.content.organisations[speaker.organisation].name;
                self.rows.add(DemoTable::Speaker, row![self.tx.new_id::<String>(), &talk, 0_i64, name, organisation]);
            }
        }
    }

    fn participants(&mut self, event: &str, plan: &EventPlan, created: Timestamp, online: bool) {
        let first = self.rng.below(self.people.len());
        for number in 0..plan.participants {
            let id: String = self.tx.new_id();
            // The step is coprime to any number of people that is a multiple of 500: nobody is taken twice.
            let person = &self.people[(first + number * 7) % self.people.len()];
            let at = created.plus(Duration::minutes(i64::try_from(number).unwrap_or(0) * 3));
            let organisation = &self.content.organisations[person.organisation];
            self.rows.add(
                DemoTable::Registration,
                row![
                    &id,
                    event,
                    &person.id,
                    &person.given,
                    &person.family,
                    sort_name(&person.given, &person.family),
                    &person.address,
                    &person.address,
                    &organisation.name,
                    &organisation.kind,
                    "fr",
                    if online { "online" } else { "on_site" },
                    "confirmed",
                    at,
                    self.tx.secret().hash(),
                    at,
                    at
                ],
            );
            self.rows.add(DemoTable::RegistrationChange, row![self.tx.new_id::<String>(), &id, "confirmed", at, &person.id]);
        }
    }
}
