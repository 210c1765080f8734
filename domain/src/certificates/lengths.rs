//! How long the half-days of an event were: as its organisers say, else by its hours.

use std::collections::HashMap;

use chrono::{Days, NaiveTime};
use serde::{Deserialize, Serialize};

use super::is_certified;
use crate::agenda::{self, Event};
use crate::attendance::{HalfDay, half_days};
use crate::audit::{self, AuditAction};
use crate::clock;
use crate::db::{BindAll, Conn, Db};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::Validation;
use crate::ids::EventId;
use crate::policy::{self, Act, Actor};

/// A half-day that the event's hours do not bound has at most this many minutes: half of a working day of seven hours.
const USUAL: i64 = 210;
/// The longest half-day that can be typed, in minutes.
const MOST: i64 = 12 * 60;

/// A half-day of an event and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalfDayLength {
    pub half_day: HalfDay,
    pub minutes: i64,
}

/// The form of the lengths: hours and minutes of each half-day, in the order of the event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LengthsInput {
    /// The half-days of the rows.
    pub half_day: Vec<String>,
    /// The length of each row: `3:30`, `3 h 30`, `3h` or minutes as `210`.
    pub length: Vec<String>,
}

/// The half-days of an event with their lengths, in order.
pub(super) async fn lengths(conn: &mut Conn, event: &Event) -> Result<Vec<HalfDayLength>> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT half_day, minutes FROM half_day_length WHERE event = $1").bind(&event.id).fetch_all(conn).await?;
    Ok(with_typed(event, &rows.into_iter().collect()))
}

/// The half-days of an event with their lengths: those that were typed, else by its hours.
pub(super) fn with_typed(event: &Event, typed: &HashMap<String, i64>) -> Vec<HalfDayLength> {
    let length = |half_day: HalfDay| HalfDayLength {
        half_day,
        minutes: typed.get(&half_day.to_string()).copied().unwrap_or_else(|| by_hours(event, half_day)),
    };
    half_days(event).into_iter().map(length).collect()
}

/// The minutes of a half-day that fall into the event, at most [`USUAL`]: breaks are in the hours of an event, and nights between its days.
fn by_hours(event: &Event, half_day: HalfDay) -> i64 {
    let (Ok(starts), Ok(ends)) = (clock::local(&event.starts_local), clock::local(&event.ends_local)) else { return USUAL };
    if event.is_all_day() {
        return USUAL;
    }
    let noon = half_day.date.and_time(NaiveTime::from_hms_opt(HalfDay::NOON, 0, 0).unwrap_or_default());
    let midnight = half_day.date.and_time(NaiveTime::MIN);
    let (from, to) = if half_day.is_afternoon { (noon, midnight + Days::new(1)) } else { (midnight, noon) };
    (ends.min(to) - starts.max(from)).num_minutes().clamp(0, USUAL)
}

/// Stores the lengths of an event's half-days, for the coordinators of its lead. Certificates that were given with others are replaced by the next ones.
///
/// # Errors
/// [`Error::Closed`] before the event is over; [`Error::Invalid`] on `length-0`, `length-1` and so on.
pub async fn set_lengths(db: &Db, actor: &Actor, slug: &str, input: &LengthsInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = agenda::find_locked(&mut tx, &rights, slug).await?;
    let access = agenda::event_access(&event, &organisers)?;
    policy::check(&rights, Act::SeeRegistrations(&access))?;
    policy::check(&rights, Act::EditEvent(&access))?;
    if !is_certified(&event, tx.now) {
        return Err(Error::Closed);
    }
    let known = half_days(&event);
    if input.half_day.len() != input.length.len() || input.half_day.len() > known.len() {
        return Err(Error::Stale);
    }
    let mut errors = Validation::default();
    let mut lengths = Vec::new();
    for (at, (half_day, length)) in input.half_day.iter().zip(&input.length).enumerate() {
        let half_day = HalfDay::parse(half_day).filter(|half_day| known.contains(half_day)).ok_or(Error::Stale)?;
        lengths.push((half_day, errors.check(&format!("length-{at}"), minutes(length))));
    }
    errors.or(())?;
    for (half_day, minutes) in lengths {
        put(&mut tx, &event.id, half_day, minutes).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::CertificateHours, event.id.as_str(), "").await?;
    tx.commit().await
}

async fn put(conn: &mut Conn, event: &EventId, half_day: HalfDay, minutes: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO half_day_length (event, half_day, minutes) VALUES ($1, $2, $3)
         ON CONFLICT (event, half_day) DO UPDATE SET minutes = excluded.minutes",
    )
    .bind_all((event, half_day.to_string(), minutes))
    .execute(conn)
    .await?;
    Ok(())
}

/// A length as typed, in minutes.
fn minutes(typed: &str) -> Result<i64, FieldProblem> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let typed = typed.trim_end_matches("min");
    let number = |text: &str| if text.len() <= 4 { text.parse::<i64>().ok() } else { None };
    let minutes = match typed.split_once([':', 'h']) {
        Some((hours, "")) => number(hours).map(|hours| hours * 60),
        Some((hours, rest)) => number(hours).zip(number(rest).filter(|minutes| *minutes < 60)).map(|(hours, minutes)| hours * 60 + minutes),
        None if typed.is_empty() => return Err(FieldProblem::Required),
        None => number(typed),
    };
    minutes.filter(|minutes| (1..=MOST).contains(minutes)).ok_or(FieldProblem::NotALength)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (typed, expected) in
            [("3:30", 210), ("3 h 30", 210), ("3h", 180), ("210", 210), ("3 H 05 min", 185), ("45 min", 45), ("12h", 720)]
        {
            assert_eq!(minutes(typed), Ok(expected), "{typed}");
        }
        for wrong in ["0", "12h01", "3h60", "-3", "trois", "3:3:3", "99999"] {
            assert_eq!(minutes(wrong), Err(FieldProblem::NotALength), "{wrong}");
        }
        assert_eq!(minutes(" "), Err(FieldProblem::Required));
    }
}
