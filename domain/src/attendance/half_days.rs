//! The half-days of an event, for which attendance is taken.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::agenda::Event;
use crate::clock;

/// The most days for which attendance is taken.
const MOST_DAYS: usize = 31;

/// A morning or an afternoon of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HalfDay {
    /// The day, in the event's zone.
    pub date: NaiveDate,
    /// From 13:00 on.
    pub is_afternoon: bool,
}

impl HalfDay {
    /// The hour at which the morning ends and the afternoon begins. Attendance, certificates, the programme and the demo all use it.
    pub(crate) const NOON: u32 = 13;

    /// The half-day in which a local time falls.
    pub fn at(local: NaiveDateTime) -> Self {
        Self { date: local.date(), is_afternoon: local.hour() >= Self::NOON }
    }
}

impl std::fmt::Display for HalfDay {
    /// The stored form: `2026-11-24 am`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.date, if self.is_afternoon { "pm" } else { "am" })
    }
}

impl HalfDay {
    /// Parses the form written by [`Display`](std::fmt::Display), and no other.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, part) = text.split_once(' ').filter(|_| text.len() == "2026-11-24 am".len())?;
        let is_afternoon = match part {
            "am" => false,
            "pm" => true,
            _ => return None,
        };
        Some(Self { date: clock::date(date).ok()?, is_afternoon })
    }
}

/// The half-days of an event, in its own zone: the morning if it has hours before 13:00, the afternoon if it has hours after; both for each whole
/// day. At most 31 days.
pub fn half_days(event: &Event) -> Vec<HalfDay> {
    let (Ok(starts), Ok(ends)) = (clock::local(&event.starts_local), clock::local(&event.ends_local)) else { return Vec::new() };
    half_days_between(starts, ends, event.is_all_day())
}

/// [`half_days`] for local start and end times.
pub fn half_days_between(starts: NaiveDateTime, ends: NaiveDateTime, all_day: bool) -> Vec<HalfDay> {
    let noon = NaiveTime::from_hms_opt(HalfDay::NOON, 0, 0).unwrap_or_default();
    let mut half_days = Vec::new();
    for date in starts.date().iter_days().take_while(|date| *date <= ends.date()).take(MOST_DAYS) {
        let from = starts.max(date.and_time(NaiveTime::MIN));
        let to = ends.min((date + Days::new(1)).and_time(NaiveTime::MIN));
        // An event of no length takes place in the half-day of its start; an event that ends at midnight has no part in the next day.
        let is_empty = from == to && starts != ends;
        if all_day || (!is_empty && from.time() < noon) {
            half_days.push(HalfDay { date, is_afternoon: false });
        }
        if all_day || (!is_empty && (to > date.and_time(noon) || from.time() >= noon)) {
            half_days.push(HalfDay { date, is_afternoon: true });
        }
    }
    half_days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(starts: &str, ends: &str, all_day: bool) -> Vec<String> {
        let (starts, ends) = (clock::local(starts).expect("a start"), clock::local(ends).expect("an end"));
        half_days_between(starts, ends, all_day).iter().map(HalfDay::to_string).collect()
    }

    #[test]
    fn half_days_follow_the_hours() {
        assert_eq!(halves("2026-11-24T14:00", "2026-11-24T16:00", false), ["2026-11-24 pm"]);
        assert_eq!(halves("2026-11-24T09:00", "2026-11-24T13:00", false), ["2026-11-24 am"]);
        assert_eq!(halves("2019-10-15T09:30", "2019-10-16T12:30", false), ["2019-10-15 am", "2019-10-15 pm", "2019-10-16 am"]);
        assert_eq!(halves("2026-11-24T12:30", "2026-11-24T14:00", false), ["2026-11-24 am", "2026-11-24 pm"]);
        assert_eq!(
            halves("2026-12-01T14:00", "2026-12-03T12:00", false),
            ["2026-12-01 pm", "2026-12-02 am", "2026-12-02 pm", "2026-12-03 am"]
        );
    }

    #[test]
    fn whole_days_have_both_halves_and_midnight_begins_nothing() {
        assert_eq!(halves("2026-12-01T00:00", "2026-12-01T00:00", true), ["2026-12-01 am", "2026-12-01 pm"]);
        assert_eq!(halves("2026-12-01T20:00", "2026-12-02T00:00", false), ["2026-12-01 pm"]);
        assert_eq!(halves("2026-12-01T18:00", "2026-12-01T18:00", false), ["2026-12-01 pm"]);
        assert_eq!(halves("2026-01-01T00:00", "2026-12-31T00:00", true).len(), 62);
    }
}
