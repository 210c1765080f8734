//! Dates as people write them: "mardi 24 novembre 2026, 14 h – 16 h (Paris)".

use chrono::{Datelike, Days, Locale, NaiveDate, NaiveDateTime, Timelike};
use chrono_tz::Tz;

use crate::clock::{self, HOME, Timestamp};
use crate::enums::Language;
use words::tr;

/// `mardi 24 novembre 2026`.
pub fn day(language: Language, date: NaiveDate) -> String {
    let locale = locale(language);
    let number = if date.day() == 1 { tr!(language, "dates-first-of-month") } else { date.day().to_string() };
    tr!(
        language,
        "dates-day",
        weekday = date.format_localized("%A", locale).to_string(),
        day = number,
        month = date.format_localized("%B", locale).to_string(),
        year = date.year().to_string()
    )
}

/// [`day`] of a stored date; the stored text itself if it can't be read.
pub fn day_of(language: Language, date: &str) -> String {
    clock::date(date).map_or_else(|_| date.to_owned(), |date| day(language, date))
}

/// `24 novembre 2026`, of a stored date, without the day of the week. The stored text itself if it can't be read.
pub fn date_of(language: Language, date: &str) -> String {
    let Ok(date) = clock::date(date) else { return date.to_owned() };
    let number = if date.day() == 1 { tr!(language, "dates-first-of-month") } else { date.day().to_string() };
    let month = date.format_localized("%B", locale(language)).to_string();
    tr!(language, "dates-date", day = number, month = month, year = date.year().to_string())
}

/// `14 h 30`, `14 h`.
pub fn time(language: Language, time: NaiveDateTime) -> String {
    let hour = time.hour().to_string();
    if time.minute() == 0 {
        tr!(language, "dates-time-full-hour", hour = hour)
    } else {
        tr!(language, "dates-time", hour = hour, minute = format!("{:02}", time.minute()))
    }
}

/// A length of time, in minutes: `3 h 30`, `45 min`.
pub fn duration(language: Language, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, rest) => tr!(language, "dates-minutes", minutes = rest.to_string()),
        (hours, 0) => tr!(language, "dates-hours", hours = hours.to_string()),
        (hours, rest) => tr!(language, "dates-hours-minutes", hours = hours.to_string(), minutes = format!("{rest:02}")),
    }
}

/// `novembre 2026`, of any date in that month.
pub fn month(language: Language, date: NaiveDate) -> String {
    date.format_localized("%B %Y", locale(language)).to_string()
}

/// `novembre` and `2026` apart, for a heading that styles them differently.
pub fn month_and_year(language: Language, date: NaiveDate) -> (String, String) {
    (date.format_localized("%B", locale(language)).to_string(), date.year().to_string())
}

/// `mardi`.
pub fn weekday(language: Language, date: NaiveDate) -> String {
    date.format_localized("%A", locale(language)).to_string()
}

/// `mar.` and `nov.`, for a date stamp: the day of the week and the month.
pub fn stamp(language: Language, date: NaiveDate) -> (String, String) {
    let locale = locale(language);
    (date.format_localized("%a", locale).to_string(), date.format_localized("%b", locale).to_string())
}

/// An instant in a zone: `mardi 24 novembre 2026, 14 h (Paris)`. Followed by the time at [`HOME`] if the clocks differ.
pub fn moment(language: Language, moment: Timestamp, zone: Tz) -> String {
    let local = moment.local(zone);
    span_of(language, false, local, local, zone.name())
}

/// The time span of something, from its stored local times `2026-11-24T14:00` and their zone. Followed by the time at [`HOME`] if the clocks
/// differ. For whole days `ends` is the last day.
pub fn span(language: Language, all_day: bool, starts: &str, ends: &str, zone: &str) -> String {
    let (Ok(start), Ok(end)) = (clock::local(starts), clock::local(ends)) else { return starts.to_owned() };
    span_of(language, all_day, start, end, zone)
}

fn span_of(language: Language, all_day: bool, start: NaiveDateTime, end: NaiveDateTime, zone: &str) -> String {
    let local_span = local_span(language, all_day, start, end, zone);
    match (!all_day).then(|| home_span(language, start, end, zone)).flatten() {
        Some(home) => tr!(language, "dates-with-home-time", there = local_span, home = home),
        None => local_span,
    }
}

/// The time span on the clocks of [`HOME`], with the day if it differs: `dimanche 6 décembre 2026, 22 h – 23 h à Paris`. `None` if the clocks
/// agree.
pub fn home_span(language: Language, start: NaiveDateTime, end: NaiveDateTime, zone: &str) -> Option<String> {
    let zone = clock::zone(zone).ok()?;
    let home = |local| clock::moment(local, zone).ok().map(|moment| moment.local(HOME));
    let (home_start, home_end) = (home(start)?, home(end)?);
    if (home_start, home_end) == (start, end) {
        return None;
    }
    let hours = if (home_start.date(), home_end.date()) == (start.date(), end.date()) && start.date() == end.date() {
        hours_between(language, home_start, home_end)
    } else if home_start.date() == home_end.date() {
        format!("{}, {}", day(language, home_start.date()), hours_between(language, home_start, home_end))
    } else {
        let point = |local: NaiveDateTime| format!("{}, {}", day(language, local.date()), time(language, local));
        format!("{} – {}", point(home_start), point(home_end))
    };
    Some(tr!(language, "dates-home-time", hours = hours, city = city(language, HOME.name())))
}

/// The hours for a card that shows the day elsewhere: `14 h – 16 h`, or only the start if the end is on another day. `None` for whole days.
/// Includes the city if the clocks differ from those of [`HOME`].
pub fn hours(language: Language, all_day: bool, starts: &str, ends: &str, zone: &str) -> Option<String> {
    let (Ok(start), Ok(end)) = (clock::local(starts), clock::local(ends)) else { return None };
    if all_day {
        return None;
    }
    let hours = if start.date() == end.date() { hours_between(language, start, end) } else { time(language, start) };
    Some(match home_span(language, start, end, zone) {
        Some(home) => tr!(language, "dates-hours-with-home-time", hours = hours, city = city(language, zone), home = home),
        None => hours,
    })
}

/// The difference from UTC in a zone at an instant, for readers elsewhere: `UTC+1`, `UTC+5:30`.
pub fn utc_offset(moment: Timestamp, zone: Tz) -> String {
    let offset = moment.utc().with_timezone(&zone).format("%:z").to_string();
    let (sign, clock) = offset.split_at(1);
    let (hours, minutes) = clock.split_once(':').unwrap_or((clock, "00"));
    let hours = hours.trim_start_matches('0');
    let sign = if sign == "-" { "−" } else { sign };
    match (hours, minutes) {
        ("", "00") => "UTC".to_owned(),
        (hours, "00") => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{}:{minutes}", if hours.is_empty() { "0" } else { hours }),
    }
}

/// `14 h – 16 h`; `14 h` if start and end are equal.
fn hours_between(language: Language, start: NaiveDateTime, end: NaiveDateTime) -> String {
    let (first, last) = (time(language, start), time(language, end));
    if start == end { first } else { format!("{first} – {last}") }
}

fn local_span(language: Language, all_day: bool, start: NaiveDateTime, end: NaiveDateTime, zone: &str) -> String {
    let (first, last) = (day(language, start.date()), day(language, end.date()));
    match (all_day, start.date() == end.date()) {
        (true, true) => tr!(language, "dates-all-day", day = first),
        (true, false) => tr!(language, "dates-from-to", first = first, last = last),
        (false, true) if start == end => {
            tr!(language, "dates-day-time", day = first, start = time(language, start), zone = city(language, zone))
        }
        (false, true) => {
            tr!(
                language,
                "dates-day-times",
                day = first,
                start = time(language, start),
                end = time(language, end),
                zone = city(language, zone)
            )
        }
        (false, false) => tr!(
            language,
            "dates-from-to-times",
            first = first,
            start = time(language, start),
            last = last,
            end = time(language, end),
            zone = city(language, zone)
        ),
    }
}

/// The Monday of the week of the first of a month, and the Sunday of the week of its last day: the first and last cells of a month's table.
pub fn month_edges(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    let start = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
    let next = if first.month() == 12 {
        NaiveDate::from_ymd_opt(first.year() + 1, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(first.year(), first.month() + 1, 1)
    };
    let last = next.unwrap_or(first) - Days::new(1);
    (start, last + Days::new(u64::from(6 - last.weekday().num_days_from_monday())))
}

/// `Paris` of `Europe/Paris`. Zones of the event form whose city has another name in the reader's language are translated.
pub fn city(language: Language, zone: &str) -> String {
    match zone {
        "Europe/London" => return tr!(language, "dates-city-london"),
        "Pacific/Noumea" => return tr!(language, "dates-city-noumea"),
        "Indian/Reunion" => return tr!(language, "dates-city-reunion"),
        "America/Miquelon" => return tr!(language, "dates-city-miquelon"),
        "America/Montreal" => return tr!(language, "dates-city-montreal"),
        "America/Sao_Paulo" => return tr!(language, "dates-city-sao-paulo"),
        "Pacific/Wallis" => return tr!(language, "dates-city-wallis"),
        "Europe/Zurich" => return tr!(language, "dates-city-zurich"),
        _ => {}
    }
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

fn locale(language: Language) -> Locale {
    match language {
        Language::Fr => Locale::fr_FR,
        Language::En => Locale::en_GB,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webinar_reads_as_people_write_it() {
        let span = |language| super::span(language, false, "2026-11-24T14:00", "2026-11-24T16:30", "Europe/Paris");
        assert_eq!(
            span(Language::Fr),
            "mardi 24 novembre 2026, 14\u{a0}h\u{a0}–\u{a0}16\u{a0}h\u{a0}30 (Paris)".replace("\u{a0}–\u{a0}", " – ")
        );
        assert_eq!(span(Language::En), "Tuesday 24 November 2026, 14:00 – 16:30 (Paris time)");
    }

    #[test]
    fn another_zone_is_said_with_the_time_at_home() {
        let narrow = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        let span = |starts, ends| narrow(&super::span(Language::Fr, false, starts, ends, "Pacific/Noumea"));
        assert_eq!(
            span("2026-12-07T08:00", "2026-12-07T09:00"),
            "lundi 7 décembre 2026, 8 h – 9 h (Nouméa), soit dimanche 6 décembre 2026, 22 h – 23 h à Paris"
        );
        assert_eq!(
            span("2026-12-07T15:00", "2026-12-07T16:30"),
            "lundi 7 décembre 2026, 15 h – 16 h 30 (Nouméa), soit 5 h – 6 h 30 à Paris"
        );
        let berlin = super::span(Language::Fr, false, "2026-12-07T08:00", "2026-12-07T09:00", "Europe/Berlin");
        assert!(!berlin.contains("soit"), "the same clocks: {berlin}");
        let hours = |zone| super::hours(Language::Fr, false, "2026-12-07T14:00", "2026-12-07T15:30", zone).map(|hours| narrow(&hours));
        assert_eq!(hours("Europe/Paris").as_deref(), Some("14 h – 15 h 30"));
        assert_eq!(hours("Europe/London").as_deref(), Some("14 h – 15 h 30 (Londres), 15 h – 16 h 30 à Paris"));
        assert_eq!(super::hours(Language::Fr, true, "2026-12-07T00:00", "2026-12-07T00:00", "Europe/Paris"), None);
        assert_eq!(super::hours(Language::En, false, "2026-12-07T09:30", "2026-12-09T12:00", "Europe/Paris").as_deref(), Some("9:30"));
    }

    #[test]
    fn a_school_reads_from_its_first_day_to_its_last() {
        let span = super::span(Language::Fr, true, "2026-12-01T00:00", "2026-12-04T00:00", "Europe/Paris");
        assert_eq!(span, "du mardi 1ᵉʳ décembre 2026 au vendredi 4 décembre 2026");
    }

    #[test]
    fn a_month_has_whole_weeks() {
        let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
        let (start, end) = month_edges(first);
        assert_eq!((start.to_string(), end.to_string()), ("2026-10-26".to_owned(), "2026-12-06".to_owned()));
    }
}
