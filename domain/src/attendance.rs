//! Who came, by half-day.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::audit;
use crate::clock;
use crate::codes::RegistrationState;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Problem, Result};
use crate::events::{self, Event};
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::policy::{self, Act, Actor, Rights};

/// The most days that are marked.
const MOST_DAYS: usize = 31;
/// The hour at which a morning ends and an afternoon begins: the one rule for marks, for the programme and for the demo.
const NOON: u32 = 13;

/// A morning or an afternoon of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HalfDay {
    /// The day, in the event's zone.
    pub date: NaiveDate,
    /// From 13:00 on.
    pub is_afternoon: bool,
}

impl HalfDay {
    /// The half-day in which a local time falls.
    pub fn at(local: NaiveDateTime) -> Self {
        Self { date: local.date(), is_afternoon: local.hour() >= NOON }
    }
}

impl std::fmt::Display for HalfDay {
    /// As it is stored: `2026-11-24 am`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.date, if self.is_afternoon { "pm" } else { "am" })
    }
}

/// One answer of the attendance form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Whose.
    pub registration: RegistrationId,
    /// A [`HalfDay`], as it is stored.
    pub half_day: String,
    /// What the form showed; `None`: not marked yet.
    pub was: Option<bool>,
    /// What it says now.
    pub present: bool,
}

/// The half-days of an event, in its own zone: the morning if it has hours before 13:00, the afternoon if it has hours after;
/// both of each whole day. At most 31 days.
pub fn half_days(event: &Event) -> Vec<HalfDay> {
    let (Ok(starts), Ok(ends)) = (clock::local(&event.starts_local), clock::local(&event.ends_local)) else { return Vec::new() };
    half_days_between(starts, ends, event.is_all_day())
}

/// [`half_days`] of what starts and ends at those local times.
pub(crate) fn half_days_between(starts: NaiveDateTime, ends: NaiveDateTime, all_day: bool) -> Vec<HalfDay> {
    let noon = NaiveTime::from_hms_opt(NOON, 0, 0).unwrap_or_default();
    let mut half_days = Vec::new();
    for date in starts.date().iter_days().take_while(|date| *date <= ends.date()).take(MOST_DAYS) {
        let from = starts.max(date.and_time(NaiveTime::MIN));
        let to = ends.min((date + Days::new(1)).and_time(NaiveTime::MIN));
        // What has no length takes place in the half-day of its start; what ends at midnight has nothing of the day that begins.
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

/// Marks who came: what the form says, where it differs from what it showed. A form that was opened before somebody else marked others
/// leaves those alone. The line of history says how many marks changed.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the list; [`Error::Invalid`] on `present` for a registration of another event or a
/// half-day that the event does not have; [`Error::Stale`] if somebody marked here has withdrawn meanwhile. Nothing was written.
pub async fn mark(db: &Db, who: &Actor, slug: &str, marks: &[Mark]) -> Result<()> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, who).await?;
    let (event, holders) = events::find_locked(&mut tx, &rights, slug).await?;
    let holding = events::holding(&event, &holders)?;
    policy::check(&rights, Act::SeeRegistrations(&holding))?;
    policy::check(&rights, Act::MarkAttendance(&holding))?;
    let marker = rights.signed_in()?.clone();
    let (states, half_days) = (states(&mut tx, &event.id).await?, half_days(&event).iter().map(HalfDay::to_string).collect::<Vec<_>>());
    let mut changed = 0;
    for mark in marks {
        let state = states.get(&mark.registration).ok_or_else(|| Error::field("present", Problem::Unknown))?;
        if !half_days.contains(&mark.half_day) {
            return Err(Error::field("present", Problem::NotAChoice));
        }
        if mark.was == Some(mark.present) {
            continue;
        }
        match (*state == RegistrationState::Confirmed, mark.was, mark.present) {
            (true, ..) => changed += write(&mut tx, mark, &marker).await?,
            (false, None, false) => {}
            _ => return Err(Error::Stale),
        }
    }
    if changed > 0 {
        sum_up(&mut tx, Some(&event.id)).await?;
        audit::note(&mut tx, &rights, "attendance.mark", event.id.as_str(), &changed.to_string()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Every mark of an event. One query.
pub(crate) async fn marks(conn: &mut Conn, event: &EventId) -> Result<HashMap<(RegistrationId, String), bool>> {
    let rows: Vec<(RegistrationId, String, i64)> = sqlx::query_as(
        "SELECT a.registration, a.half_day, a.present FROM registration r JOIN attendance a ON a.registration = r.id WHERE r.event = $1",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(registration, half_day, present)| ((registration, half_day), present != 0)).collect())
}

/// The half-days of an event for which a registration was marked as present, in order.
pub(crate) async fn present(conn: &mut Conn, event: &Event, registration: &RegistrationId) -> Result<Vec<HalfDay>> {
    let marked: Vec<String> = sqlx::query_scalar("SELECT half_day FROM attendance WHERE registration = $1 AND present = 1")
        .bind(registration)
        .fetch_all(conn)
        .await?;
    Ok(half_days(event).into_iter().filter(|half_day| marked.contains(&half_day.to_string())).collect())
}

/// How many people with a seat came to one half-day at least.
pub(crate) async fn count_present(conn: &mut Conn, event: &EventId) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM registration WHERE event = $1 AND state = 'confirmed' AND came = 1")
        .bind(event)
        .fetch_one(conn)
        .await?)
}

async fn states(conn: &mut Conn, event: &EventId) -> Result<HashMap<RegistrationId, RegistrationState>> {
    let rows: Vec<(RegistrationId, RegistrationState)> =
        sqlx::query_as("SELECT id, state FROM registration WHERE event = $1").bind(event).fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

async fn write(tx: &mut Tx, mark: &Mark, marker: &PersonId) -> Result<u64> {
    let now = tx.now;
    // « Not marked » that became « absent » by leaving the box empty gives way to what somebody else marked meanwhile.
    let statement = if mark.was.is_none() && !mark.present {
        "INSERT INTO attendance (registration, half_day, present, marked_at, marked_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (registration, half_day) DO NOTHING"
    } else {
        "INSERT INTO attendance (registration, half_day, present, marked_at, marked_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (registration, half_day) DO UPDATE SET present = excluded.present, marked_at = excluded.marked_at, marked_by = excluded.marked_by"
    };
    let written = sqlx::query(statement)
        .bind(&mark.registration)
        .bind(&mark.half_day)
        .bind(i64::from(mark.present))
        .bind(now)
        .bind(marker)
        .execute(&mut **tx)
        .await?;
    Ok(written.rows_affected())
}

/// Writes beside each registration whether they came: of one event, or of all.
pub(crate) async fn sum_up(conn: &mut Conn, event: Option<&EventId>) -> Result<()> {
    sqlx::query(
        "UPDATE registration SET came = (SELECT MAX(a.present) FROM attendance a WHERE a.registration = registration.id)
          WHERE ($1 = '' OR event = $1) AND id IN (SELECT a.registration FROM attendance a)",
    )
    .bind(event.map_or("", EventId::as_str))
    .execute(conn)
    .await?;
    Ok(())
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
