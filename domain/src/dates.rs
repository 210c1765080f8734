//! Dates as people write them: « mardi 24 novembre 2026, 14 h – 16 h (Paris) ».

use chrono::{Datelike, Days, Locale, NaiveDate, NaiveDateTime, Timelike};
use chrono_tz::Tz;

use crate::clock::{self, Moment};
use crate::codes::Language;
use crate::say;

/// `mardi 24 novembre 2026`.
pub fn day(language: Language, date: NaiveDate) -> String {
    let locale = locale(language);
    let number = if date.day() == 1 { say!(language, "dates-first") } else { date.day().to_string() };
    say!(
        language,
        "dates-day",
        weekday = date.format_localized("%A", locale).to_string(),
        day = number,
        month = date.format_localized("%B", locale).to_string(),
        year = date.year().to_string()
    )
}

/// [`day`] of a stored date; the stored text itself if it is none.
pub fn day_of(language: Language, date: &str) -> String {
    clock::date(date).map_or_else(|_| date.to_owned(), |date| day(language, date))
}

/// `24 novembre 2026`, of a stored date: where the day of the week says nothing. The stored text itself if it is none.
pub fn date_of(language: Language, date: &str) -> String {
    let Ok(date) = clock::date(date) else { return date.to_owned() };
    let number = if date.day() == 1 { say!(language, "dates-first") } else { date.day().to_string() };
    let month = date.format_localized("%B", locale(language)).to_string();
    say!(language, "dates-date", day = number, month = month, year = date.year().to_string())
}

/// `14 h 30`, `14 h`.
pub fn time(language: Language, time: NaiveDateTime) -> String {
    let hour = time.hour().to_string();
    if time.minute() == 0 {
        say!(language, "dates-clock-sharp", hour = hour)
    } else {
        say!(language, "dates-clock", hour = hour, minute = format!("{:02}", time.minute()))
    }
}

/// `novembre 2026`, of any date in that month.
pub fn month(language: Language, date: NaiveDate) -> String {
    date.format_localized("%B %Y", locale(language)).to_string()
}

/// `novembre` and `2026`, for a heading that tells them apart.
pub fn month_and_year(language: Language, date: NaiveDate) -> (String, String) {
    (date.format_localized("%B", locale(language)).to_string(), date.year().to_string())
}

/// `mardi`.
pub fn weekday(language: Language, date: NaiveDate) -> String {
    date.format_localized("%A", locale(language)).to_string()
}

/// `nov.` and `mar.`, for a date stamp.
pub fn stamp(language: Language, date: NaiveDate) -> (String, String) {
    let locale = locale(language);
    (date.format_localized("%a", locale).to_string(), date.format_localized("%b", locale).to_string())
}

/// An instant, in a zone: `mardi 24 novembre 2026, 14 h (Paris)`.
pub fn moment(language: Language, moment: Moment, zone: Tz) -> String {
    let local = moment.local(zone);
    say!(language, "dates-at-moment", day = day(language, local.date()), start = time(language, local), zone = city(zone.name()))
}

/// When something happens, from what is stored of it: local times `2026-11-24T14:00` and their zone. For whole days `ends`
/// is the last day.
pub fn span(language: Language, all_day: bool, starts: &str, ends: &str, zone: &str) -> String {
    let (Ok(start), Ok(end)) = (clock::local(starts), clock::local(ends)) else { return starts.to_owned() };
    let (first, last) = (day(language, start.date()), day(language, end.date()));
    match (all_day, start.date() == end.date()) {
        (true, true) => say!(language, "dates-whole-day", day = first),
        (true, false) => say!(language, "dates-from-to", first = first, last = last),
        (false, true) if start == end => say!(language, "dates-at-moment", day = first, start = time(language, start), zone = city(zone)),
        (false, true) => {
            say!(language, "dates-at", day = first, start = time(language, start), end = time(language, end), zone = city(zone))
        }
        (false, false) => say!(
            language,
            "dates-from-to-clock",
            first = first,
            start = time(language, start),
            last = last,
            end = time(language, end),
            zone = city(zone)
        ),
    }
}

/// The Monday of the week of the first of a month, and the Sunday of the week of its last day: the edges of a month's table.
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

/// `Paris` of `Europe/Paris`.
fn city(zone: &str) -> String {
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
