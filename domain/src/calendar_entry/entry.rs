//! One event as a VEVENT. It is written only here, for feeds, for single events and for mails.

use chrono::{Days, LocalResult, TimeZone};

use super::labels::CalendarLabels;
use super::{Attendee, Method};
use crate::agenda::{Event, Organiser};
use crate::clock;
use crate::enums::{EventKind, EventMode, EventState, Language, NetworkVisibility, OrganiserState, RegistrationState};
use formats::calendar::{self, CalendarWriter};
use formats::markdown;

/// The most characters of the description that stand in for a missing summary.
const BEGINNING: usize = 500;

/// The data of an event for its VEVENT, read in one query for a whole feed. It depends on the event and not on the reader.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct CalendarEntry {
    pub(crate) uid: String,
    pub(crate) slug: String,
    pub(crate) sequence: i64,
    /// As stored.
    pub(crate) changed_at: String,
    pub(crate) published_at: Option<String>,
    pub(crate) language: Language,
    pub(crate) kind: EventKind,
    pub(crate) mode: EventMode,
    pub(crate) state: EventState,
    pub(crate) state_note: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    /// The first characters of the description, in Markdown, if there is no summary.
    pub(crate) beginning: String,
    pub(crate) all_day: i64,
    pub(crate) starts_local: String,
    pub(crate) ends_local: String,
    pub(crate) zone: String,
    pub(crate) place: String,
    /// The acronyms of the organisers, one per line, the lead first; see [`is_named`].
    pub(crate) organisers: String,
    /// The reader's standing, in a personal feed; empty in every other feed.
    pub(crate) standing: String,
    /// The video link, in the feed of a person who may read it and gets it nowhere else; empty in every other feed.
    pub(crate) video_link: String,
    /// Changes whenever the entry does; never written to the calendar.
    pub(crate) revision: String,
}

/// Whether a calendar names this organiser. A private network that co-organises a public event is not named: the calendar is read by people who may
/// not know of it.
fn is_named(organiser: &Organiser) -> bool {
    organiser.state == OrganiserState::Lead
        || (organiser.state == OrganiserState::Accepted && organiser.visibility == NetworkVisibility::Public)
}

impl CalendarEntry {
    /// The entry of a loaded event, with every network that has a part in it.
    pub(crate) fn of(event: &Event, organisers: &[Organiser]) -> Self {
        let names: Vec<&str> =
            organisers.iter().filter(|organiser| is_named(organiser)).map(|organiser| organiser.acronym.as_str()).collect();
        Self {
            uid: event.uid.clone(),
            slug: event.slug.clone(),
            sequence: event.sequence,
            changed_at: event.changed_at.to_string(),
            published_at: event.published_at.map(|moment| moment.to_string()),
            language: event.language,
            kind: event.kind,
            mode: event.mode,
            state: event.state,
            state_note: event.state_note.clone(),
            title: event.title.clone(),
            summary: event.summary.clone(),
            beginning: if event.summary.is_empty() { event.description.chars().take(2000).collect() } else { String::new() },
            all_day: event.all_day,
            starts_local: event.starts_local.clone(),
            ends_local: event.ends_local.clone(),
            zone: event.zone.clone(),
            place: event.place.clone(),
            organisers: names.join("\n"),
            standing: String::new(),
            video_link: String::new(),
            revision: String::new(),
        }
    }

    /// The years in which it starts and ends, for the changes of its zone; `None` if it needs no zone.
    pub(crate) fn years(&self) -> Option<(i32, i32)> {
        let year = |local: &str| local.get(..4)?.parse().ok();
        if self.all_day != 0 { None } else { Some((year(&self.starts_local)?, year(&self.ends_local)?)) }
    }

    /// Writes the entry for a feed; `link` is the address of its page.
    pub(crate) fn write(&self, writer: &mut CalendarWriter, link: &str) {
        writer.begin("VEVENT");
        let standing = RegistrationState::parse(&self.standing).ok();
        self.write_common(writer, standing, link, &self.video_link, &self.changed_at);
        writer.end("VEVENT");
    }

    /// Writes the entry for a mail.
    pub(crate) fn write_mailed(&self, writer: &mut CalendarWriter, mailed: &MailedEntry) {
        writer.begin("VEVENT");
        let standing = mailed.attendee.map(|attendee| attendee.standing);
        let stamp = mailed.attendee.map_or_else(|| self.changed_at.clone(), |attendee| attendee.at.to_string());
        self.write_common(writer, standing, mailed.link, mailed.video_link, &stamp);
        writer.value_with(
            "ORGANIZER",
            &[("CN", self.organisers.lines().next().unwrap_or("Maillage"))],
            &format!("mailto:{}", mailed.organiser),
        );
        if let Some(attendee) = mailed.attendee {
            let part = match attendee.standing {
                RegistrationState::Confirmed => "ACCEPTED",
                RegistrationState::Requested | RegistrationState::Waiting | RegistrationState::Unconfirmed => "TENTATIVE",
                RegistrationState::Declined | RegistrationState::Withdrawn => "DECLINED",
            };
            let name = if attendee.name.is_empty() { attendee.address } else { attendee.name };
            // The answer was already given on the site: programs need not ask for it, and organisers get no mail for each answer.
            let parameters = [("CN", name), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", part), ("RSVP", "FALSE")];
            writer.value_with("ATTENDEE", &parameters, &format!("mailto:{}", attendee.address));
        }
        writer.end("VEVENT");
    }

    fn write_common(&self, writer: &mut CalendarWriter, standing: Option<RegistrationState>, link: &str, video_link: &str, stamp: &str) {
        let labels = CalendarLabels::of(self.language);
        let is_withdrawn = standing == Some(RegistrationState::Withdrawn);
        let changed = compact(&self.changed_at);
        writer.value("UID", &self.uid);
        writer.value("SEQUENCE", &self.sequence.to_string());
        writer.value("DTSTAMP", &compact(stamp));
        writer.value("LAST-MODIFIED", &changed);
        if let Some(published) = &self.published_at {
            writer.value("CREATED", &compact(published));
        }
        self.write_times(writer);
        writer.text("SUMMARY", &self.summary_line(labels, standing));
        writer.text("DESCRIPTION", &self.description(labels, link, video_link));
        let place = self.location(labels);
        if !place.is_empty() {
            writer.text("LOCATION", &place);
        }
        writer.value("URL", link);
        if !video_link.is_empty() {
            writer.value_with("CONFERENCE", &[("VALUE", "URI"), ("FEATURE", "VIDEO")], video_link);
        }
        writer.value(
            "STATUS",
            match self.state {
                EventState::Cancelled => "CANCELLED",
                _ if is_withdrawn => "CANCELLED",
                EventState::Postponed | EventState::Draft => "TENTATIVE",
                EventState::Published if matches!(standing, Some(RegistrationState::Waiting | RegistrationState::Unconfirmed)) => {
                    "TENTATIVE"
                }
                EventState::Published => "CONFIRMED",
            },
        );
        let mut categories = vec![labels.kind(self.kind)];
        categories.extend(self.organisers.lines());
        writer.texts("CATEGORIES", &categories);
        // Only a seat makes a person busy: a followed agenda does not.
        let is_busy = standing == Some(RegistrationState::Confirmed) && self.state == EventState::Published;
        writer.value("TRANSP", if is_busy { "OPAQUE" } else { "TRANSPARENT" });
    }

    /// Writes DTSTART and DTEND. An event that ends when it starts, such as a deadline, has no DTEND: RFC 5545 requires DTEND to be later.
    fn write_times(&self, writer: &mut CalendarWriter) {
        let (start, end) = (compact(&self.starts_local), compact(&self.ends_local));
        if self.all_day != 0 {
            writer.value_with("DTSTART", &[("VALUE", "DATE")], start.get(..8).unwrap_or(&start));
            // For whole days, DTEND is the day after the last one.
            if let Some(end) = clock::local(&self.ends_local).ok().and_then(|last| last.date().checked_add_days(Days::new(1))) {
                writer.value_with("DTEND", &[("VALUE", "DATE")], &end.format("%Y%m%d").to_string());
            }
        } else if let Some((start, end)) = self.utc_times() {
            writer.value("DTSTART", &compact(&start));
            if end != start {
                writer.value("DTEND", &compact(&end));
            }
        } else {
            writer.value_with("DTSTART", &[("TZID", &self.zone)], &format!("{start}00"));
            if end != start {
                writer.value_with("DTEND", &[("TZID", &self.zone)], &format!("{end}00"));
            }
        }
    }

    /// Start and end for events that are better written in UTC: those in zone UTC, and those in the hour that occurs twice in autumn. RFC 5545 means
    /// its first occurrence, as we do; some programs take the second.
    fn utc_times(&self) -> Option<(String, String)> {
        let zone = clock::zone(&self.zone).ok()?;
        // Clocks change at night: most events need no second check.
        let by_night = |local: &str| local.get(11..13).is_some_and(|hour| hour < "04" || hour == "23");
        let twice = |local: &str| {
            by_night(local) && clock::local(local).is_ok_and(|local| matches!(zone.from_local_datetime(&local), LocalResult::Ambiguous(..)))
        };
        if !calendar::is_utc(zone) && !twice(&self.starts_local) && !twice(&self.ends_local) {
            return None;
        }
        let instant = |local: &str| Some(clock::moment(clock::local(local).ok()?, zone).ok()?.to_string());
        Some((instant(&self.starts_local)?, instant(&self.ends_local)?))
    }

    fn summary_line(&self, labels: &CalendarLabels, standing: Option<RegistrationState>) -> String {
        let mut text = String::with_capacity(self.title.len() + 24);
        match (self.state, standing) {
            (EventState::Cancelled, _) => labels.cancelled.append(&mut text, &self.title),
            (_, Some(RegistrationState::Withdrawn)) => labels.withdrawn.append(&mut text, &self.title),
            (EventState::Postponed, _) => labels.postponed.append(&mut text, &self.title),
            (_, Some(RegistrationState::Waiting)) => labels.waiting.append(&mut text, &self.title),
            _ => text.push_str(&self.title),
        }
        text
    }

    fn description(&self, labels: &CalendarLabels, link: &str, video_link: &str) -> String {
        let mut text = String::with_capacity(self.summary.len() + 200);
        if matches!(self.state, EventState::Postponed | EventState::Cancelled) && !self.state_note.is_empty() {
            text.push_str(&self.state_note);
            text.push_str("\n\n");
        }
        if !self.summary.is_empty() {
            text.push_str(&self.summary);
            text.push_str("\n\n");
        } else if !self.beginning.is_empty() {
            text.push_str(&truncate(&markdown::plain(&self.beginning)));
            text.push_str("\n\n");
        }
        if let Some((lead, others)) = self.organiser_names() {
            labels.lead_label.append(&mut text, lead);
            if !others.is_empty() {
                labels.co_organisers_label.append(&mut text, &others);
            }
            text.push('\n');
        }
        if !video_link.is_empty() {
            labels.video_link_label.append(&mut text, video_link);
            text.push('\n');
        }
        text.push_str(link);
        text
    }

    fn organiser_names(&self) -> Option<(&str, String)> {
        let mut organisers = self.organisers.lines();
        let lead = organisers.next()?;
        Some((lead, organisers.collect::<Vec<_>>().join(", ")))
    }

    fn location(&self, labels: &CalendarLabels) -> String {
        match self.mode {
            EventMode::OnSite => self.place.clone(),
            EventMode::Online if self.place.is_empty() => labels.online.clone(),
            EventMode::Online => self.place.clone(),
            EventMode::Hybrid => {
                let mut place = String::new();
                labels.hybrid.append(&mut place, &self.place);
                place
            }
        }
    }
}

/// The parts of a mailed object that a feed does not have.
pub(crate) struct MailedEntry<'a> {
    pub(crate) method: Method,
    pub(crate) attendee: Option<&'a Attendee<'a>>,
    pub(crate) organiser: &'a str,
    pub(crate) link: &'a str,
    pub(crate) video_link: &'a str,
}

/// `20261124T1400` of `2026-11-24T14:00`, `20261124T130000Z` of `2026-11-24T13:00:00Z`.
fn compact(stored: &str) -> String {
    stored.chars().filter(|c| !matches!(c, '-' | ':')).collect()
}

/// The start of a text, cut between words.
fn truncate(text: &str) -> String {
    let Some((most, _)) = text.char_indices().nth(BEGINNING) else { return text.to_owned() };
    let whole = text[..most].rfind(' ').unwrap_or(most);
    format!("{}…", text[..whole].trim_end_matches([' ', ',', ';', '.']))
}
