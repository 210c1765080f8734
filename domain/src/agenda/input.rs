//! The form of an event, as typed and once checked.

use chrono::{Duration, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Event;
use crate::clock::{self, HOME, Timestamp};
use crate::db::Conn;
use crate::enums::{EventKind, EventLevel, EventMode, EventVisibility, Language, RegistrationPolicy};
use crate::error::{FieldProblem, Result};
use crate::fields::{self, Validation};

/// The most days an event may last: a school lasts a week, a call for papers some months.
pub(crate) const LONGEST_DAYS: i64 = 366;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventInput {
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// An [`EventKind`].
    pub kind: String,
    /// An [`EventLevel`].
    pub level: String,
    /// The language of its content.
    pub language: String,
    /// An [`EventVisibility`].
    pub visibility: String,
    /// `1` for whole days; the times are then ignored.
    pub all_day: String,
    /// The first day.
    pub starts_date: String,
    pub starts_time: String,
    /// The last day; empty: the first day.
    pub ends_date: String,
    /// The time of the end; a deadline needs none.
    pub ends_time: String,
    /// IANA zone of the local times.
    pub zone: String,
    /// An [`EventMode`].
    pub mode: String,
    /// The place, as free text.
    pub place: String,
    /// A region's code, or empty.
    pub region: String,
    /// Shown to confirmed participants only.
    pub video_link: String,
    /// An address or free text for contact.
    pub contact: String,
    /// A [`RegistrationPolicy`].
    pub registration: String,
    /// `1`: a registration is a request, which the organisers decide.
    pub on_request: String,
    /// The last day to register; empty: until the event starts.
    pub closes_date: String,
    /// The time on that day; empty: the end of the day.
    pub closes_time: String,
    /// Empty: no limit.
    pub seats_on_site: String,
    /// Empty: no limit.
    pub seats_online: String,
    /// The version of the record when the form was opened.
    pub version: String,
}

/// The form once checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventFacts {
    pub title: String,
    pub summary: String,
    pub description: String,
    pub kind: EventKind,
    pub level: EventLevel,
    pub language: Language,
    pub visibility: EventVisibility,
    pub all_day: bool,
    pub starts_local: String,
    pub ends_local: String,
    pub zone: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub mode: EventMode,
    pub place: String,
    pub region: Option<String>,
    pub video_link: String,
    pub contact: String,
    pub registration: RegistrationPolicy,
    pub registration_closes_at: Option<Timestamp>,
    pub on_request: bool,
    pub seats_on_site: Option<i64>,
    pub seats_online: Option<i64>,
}

impl EventInput {
    /// The form filled in from the stored event.
    pub(crate) fn of(event: &Event) -> Self {
        let (starts_date, starts_time) = split_local(&event.starts_local);
        let (ends_date, ends_time) = split_local(&event.ends_local);
        let zone = clock::zone(&event.zone).unwrap_or(HOME);
        let deadline =
            event.registration_closes_at.map(|deadline| deadline.local(zone).format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default();
        let (closes_date, closes_time) = split_local(&deadline);
        let hour = |time: String| if event.is_all_day() { String::new() } else { time };
        let count = |seats: Option<i64>| seats.map(|seats| seats.to_string()).unwrap_or_default();
        Self {
            title: event.title.clone(),
            summary: event.summary.clone(),
            description: event.description.clone(),
            kind: event.kind.to_string(),
            level: event.level.to_string(),
            language: event.language.to_string(),
            visibility: event.visibility.to_string(),
            all_day: if event.is_all_day() { "1".to_owned() } else { String::new() },
            starts_date,
            starts_time: hour(starts_time),
            ends_date,
            ends_time: hour(ends_time),
            zone: event.zone.clone(),
            mode: event.mode.to_string(),
            place: event.place.clone(),
            region: event.region.clone().unwrap_or_default(),
            video_link: event.video_link.clone(),
            contact: event.contact.clone(),
            registration: event.registration.to_string(),
            on_request: if event.is_on_request() { "1".to_owned() } else { String::new() },
            closes_date,
            closes_time,
            seats_on_site: count(event.seats_on_site),
            seats_online: count(event.seats_online),
            version: event.version.to_string(),
        }
    }

    /// Checks the form.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every field to correct.
    pub(crate) async fn check(&self, conn: &mut Conn) -> Result<EventFacts> {
        let mut errors = Validation::default();
        let kind = choice(&mut errors, "kind", EventKind::parse(&self.kind), EventKind::Webinar);
        let region = Some(self.region.clone()).filter(|region| !region.is_empty());
        if let Some(region) = &region
            && sqlx::query("SELECT 1 FROM region WHERE code = $1").bind(region).fetch_optional(conn).await?.is_none()
        {
            errors.note("region", FieldProblem::NotAChoice);
        }
        let zone = choice(&mut errors, "zone", clock::zone(&self.zone), HOME);
        let all_day = !self.all_day.is_empty();
        let (start, end) = self.times(&mut errors, kind, all_day, zone);
        let facts = EventFacts {
            title: errors.check("title", fields::line(&self.title)),
            summary: errors.check("summary", fields::summary(&self.summary)),
            description: errors.check("description", fields::text(&self.description)),
            kind,
            level: choice(&mut errors, "level", EventLevel::parse(&self.level), EventLevel::National),
            language: choice(&mut errors, "language", Language::parse(&self.language), Language::Fr),
            visibility: choice(&mut errors, "visibility", EventVisibility::parse(&self.visibility), EventVisibility::Members),
            all_day,
            starts_local: start.local,
            ends_local: end.local,
            zone: zone.name().to_owned(),
            starts_at: start.moment,
            ends_at: end.moment,
            mode: choice(&mut errors, "mode", EventMode::parse(&self.mode), EventMode::Online),
            place: errors.check("place", fields::optional_line(&self.place)),
            region,
            video_link: errors.check("video_link", fields::optional_link(&self.video_link)),
            contact: errors.check("contact", fields::optional_line(&self.contact)),
            registration: choice(&mut errors, "registration", RegistrationPolicy::parse(&self.registration), RegistrationPolicy::None),
            registration_closes_at: self.registration_deadline(&mut errors, zone),
            on_request: !self.on_request.is_empty(),
            seats_on_site: errors.check("seats_on_site", fields::seats(&self.seats_on_site)),
            seats_online: errors.check("seats_online", fields::seats(&self.seats_online)),
        };
        errors.or(facts)
    }

    fn times(&self, errors: &mut Validation, kind: EventKind, all_day: bool, zone: Tz) -> (LocalMoment, LocalMoment) {
        let first = errors.check("starts_date", fields::date(&self.starts_date).and_then(|day| clock::date(&day)).map(Some));
        let last = match self.ends_date.trim() {
            "" => first,
            _ => errors.check("ends_date", fields::date(&self.ends_date).and_then(|day| clock::date(&day)).map(Some)),
        };
        let (start, end) = if all_day {
            let day_after = last.and_then(|day| day.succ_opt());
            let start = first.map(|day| LocalMoment { local: at_midnight(day), moment: start_of_day(day, zone) });
            let end = last.zip(day_after).map(|(day, after)| LocalMoment { local: at_midnight(day), moment: start_of_day(after, zone) });
            (start, end)
        } else {
            let starts_time = errors.check("starts_time", fields::time(&self.starts_time).map(Some));
            let ends_time = match self.ends_time.trim() {
                "" if kind == EventKind::Deadline => starts_time.clone(),
                _ => errors.check("ends_time", fields::time(&self.ends_time).map(Some)),
            };
            (parse_moment(errors, "starts_time", first, starts_time, zone), parse_moment(errors, "ends_time", last, ends_time, zone))
        };
        let (Some(start), Some(end)) = (start, end) else { return (LocalMoment::default(), LocalMoment::default()) };
        if end.moment < start.moment || (all_day && end.local < start.local) {
            errors.note("ends_date", FieldProblem::EndsBeforeStart);
        } else if end.moment.seconds() - start.moment.seconds() > LONGEST_DAYS * 24 * 3600 {
            errors.note("ends_date", FieldProblem::LastsTooLong(LONGEST_DAYS));
        }
        (start, end)
    }

    fn registration_deadline(&self, errors: &mut Validation, zone: Tz) -> Option<Timestamp> {
        let day = errors.check("closes_date", fields::optional_date(&self.closes_date))?;
        let time = match self.closes_time.trim() {
            "" => "23:59".to_owned(),
            _ => errors.check("closes_time", fields::time(&self.closes_time)),
        };
        let day = clock::date(&day).ok();
        parse_moment(errors, "closes_time", day, Some(time).filter(|time| !time.is_empty()), zone).map(|point| point.moment)
    }
}

/// A local time and the instant it stands for.
struct LocalMoment {
    local: String,
    moment: Timestamp,
}

impl Default for LocalMoment {
    fn default() -> Self {
        Self { local: String::new(), moment: Timestamp::from_seconds(0) }
    }
}

fn choice<T>(errors: &mut Validation, field: &str, parsed: Result<T, impl Into<FieldProblem>>, otherwise: T) -> T {
    parsed.unwrap_or_else(|problem| {
        errors.note(field, problem.into());
        otherwise
    })
}

/// The instant of a local day and time. A time that the clocks skip is reported under `field`.
fn parse_moment(errors: &mut Validation, field: &str, day: Option<NaiveDate>, time: Option<String>, zone: Tz) -> Option<LocalMoment> {
    let local = format!("{}T{}", day?, time?);
    let moment = clock::local(&local).and_then(|local| clock::moment(local, zone)).map(Some);
    errors.check(field, moment).map(|moment| LocalMoment { local, moment })
}

fn at_midnight(day: NaiveDate) -> String {
    format!("{day}T00:00")
}

/// The first instant of a day. Some zones change their clocks at midnight: that day starts at one.
pub(crate) fn start_of_day(day: NaiveDate, zone: Tz) -> Timestamp {
    let midnight = day.and_time(NaiveTime::MIN);
    clock::moment(midnight, zone).or_else(|_| clock::moment(midnight + Duration::hours(1), zone)).unwrap_or(Timestamp::from_seconds(0))
}

fn split_local(local: &str) -> (String, String) {
    local.split_once('T').map_or_else(|| (local.to_owned(), String::new()), |(date, time)| (date.to_owned(), time.to_owned()))
}
