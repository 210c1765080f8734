//! Dates of the demo: absolute (`2019-04-04T09:30`), or relative to the day of loading (`+12d 14:00`, `+60d mon`).

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::rng::DemoRng;
use domain::clock::{self, HOME, Timestamp};

/// When an event starts and ends, and when its registration closes, in local time.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EventSpan {
    pub(super) starts: NaiveDateTime,
    pub(super) ends: NaiveDateTime,
    pub(super) closes: Option<NaiveDateTime>,
}

/// Parses the three. A relative start moves forward to a working day (or to the given weekday), and moves the other two with it.
///
/// # Errors
/// The text that is not a date.
pub(super) fn span(starts: &str, ends: &str, closes: Option<&str>, today: NaiveDate) -> Result<EventSpan, String> {
    let first = DateText::parse(starts)?;
    let origin = match &first.day {
        DemoDay::Fixed(date) => *date,
        DemoDay::Relative(days, weekday) => workday(today + Duration::days(*days), *weekday),
    };
    let local = |text: &DateText| {
        let date = match (&text.day, &first.day) {
            (DemoDay::Fixed(date), _) => *date,
            (DemoDay::Relative(days, _), DemoDay::Relative(start, _)) => origin + Duration::days(days - start),
            (DemoDay::Relative(days, _), DemoDay::Fixed(_)) => today + Duration::days(*days),
        };
        date.and_time(text.time)
    };
    let closes = closes.map(DateText::parse).transpose()?;
    Ok(EventSpan { starts: local(&first), ends: local(&DateText::parse(ends)?), closes: closes.as_ref().map(local) })
}

enum DemoDay {
    Fixed(NaiveDate),
    Relative(i64, Option<Weekday>),
}

struct DateText {
    day: DemoDay,
    time: NaiveTime,
}

impl DateText {
    fn parse(text: &str) -> Result<Self, String> {
        let describe = || format!("“{text}” is not a date: 2019-04-04T09:30, 2019-04-04, +12d 14:00 or +60d mon 14:00");
        if let Some((date, time)) = text.split_once('T') {
            let day = DemoDay::Fixed(clock::date(date).map_err(|_| describe())?);
            return Ok(Self { day, time: clock_time(time).ok_or_else(describe)? });
        }
        if let Ok(date) = clock::date(text) {
            return Ok(Self { day: DemoDay::Fixed(date), time: NaiveTime::MIN });
        }
        let mut words = text.split_whitespace();
        let days = words.next().and_then(|word| word.strip_suffix('d')).and_then(|days| days.parse().ok()).ok_or_else(describe)?;
        let (mut weekday, mut time) = (None, NaiveTime::MIN);
        for word in words {
            match word.parse::<Weekday>() {
                Ok(named) => weekday = Some(named),
                Err(_) => time = clock_time(word).ok_or_else(describe)?,
            }
        }
        Ok(Self { day: DemoDay::Relative(days, weekday), time })
    }
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

fn workday(mut date: NaiveDate, weekday: Option<Weekday>) -> NaiveDate {
    let fits = |date: NaiveDate| {
        let works = date.weekday().num_days_from_monday() < 5 && !holiday(date);
        weekday.map_or(works, |weekday| date.weekday() == weekday && !holiday(date))
    };
    while !fits(date) {
        date += Duration::days(1);
    }
    date
}

/// French holidays with a fixed date, and the days around Christmas: nobody holds a workshop then.
fn holiday(date: NaiveDate) -> bool {
    matches!((date.month(), date.day()), (1 | 5 | 11, 1) | (5, 8) | (7, 14) | (8, 15) | (11, 11) | (12, 24..=31))
}

/// A time within working hours, on `date`.
pub(super) fn in_working_hours(date: NaiveDate, rng: &mut DemoRng) -> Timestamp {
    let minutes = rng.between(8 * 60, 18 * 60);
    let local = date.and_time(NaiveTime::MIN) + Duration::minutes(minutes) + Duration::seconds(rng.between(0, 59));
    // Clocks change at night: these hours exist on every day.
    clock::moment(local, HOME).unwrap_or(Timestamp::from_seconds(0))
}

/// A day from `from` to `to`, both included, and not on a weekend if there is another.
pub(super) fn some_day(from: NaiveDate, to: NaiveDate, rng: &mut DemoRng) -> NaiveDate {
    let span = (to - from).num_days().max(0);
    let mut day = from;
    for _ in 0..5 {
        day = from + Duration::days(rng.between(0, span));
        if day.weekday().num_days_from_monday() < 5 {
            break;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        clock::date(text).unwrap_or_default()
    }

    #[test]
    fn a_relative_date_moves_to_a_working_day_and_takes_its_end_along() -> Result<(), String> {
        // A Friday: three days later is a Monday, one day later a Saturday.
        let today = date("2026-11-20");
        let span = super::span("+1d 14:00", "+2d 17:00", Some("-2d 23:59"), today)?;
        assert_eq!(span.starts.to_string(), "2026-11-23 14:00:00");
        assert_eq!(span.ends.to_string(), "2026-11-24 17:00:00");
        assert_eq!(span.closes.map(|closes| closes.to_string()), Some("2026-11-20 23:59:00".to_owned()));
        Ok(())
    }

    #[test]
    fn a_named_weekday_is_kept_and_holidays_are_not() -> Result<(), String> {
        let today = date("2026-12-18");
        assert_eq!(super::span("+3d fri 09:00", "+3d 10:00", None, today)?.starts.date(), date("2027-01-08"));
        assert_eq!(super::span("+7d", "+7d", None, today)?.starts.date(), date("2027-01-04"));
        Ok(())
    }
}
