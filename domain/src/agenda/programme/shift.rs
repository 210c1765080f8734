//! Moves a programme to other days, with its event or as a copy for a later one.

use chrono::{Days, NaiveDateTime, TimeDelta};

use super::{Talk, insert, talks};
use crate::agenda::Event;
use crate::agenda::input::EventFacts;
use crate::clock;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::EventId;

/// The number of days between the first day before and the first day after. `None` if one date range lies within the other: the event then grows or
/// shrinks, and its talks keep their days.
pub(crate) fn days_moved(before: &Event, after: &EventFacts) -> Option<TimeDelta> {
    let day = |local: &str| clock::local(local).ok().map(|local| local.date());
    let days = (day(&before.starts_local)?, day(&before.ends_local)?);
    let new_days = (day(&after.starts_local)?, day(&after.ends_local)?);
    let contains = |(first, last), (other_first, other_last)| first <= other_first && other_last <= last;
    (!contains(days, new_days) && !contains(new_days, days)).then(|| new_days.0 - days.0)
}

/// Moves every timed talk by `days`; returns the number of talks moved.
pub(crate) async fn shift(conn: &mut Conn, event: &EventId, days: TimeDelta) -> Result<usize> {
    let mut moved = 0;
    for talk in talks(conn, event).await? {
        let Some(starts) = clock::local(&talk.starts_local).ok().and_then(|starts| starts.checked_add_signed(days)) else { continue };
        sqlx::query("UPDATE talk SET starts_local = $2 WHERE id = $1")
            .bind(&talk.id)
            .bind(format_local(starts))
            .execute(&mut *conn)
            .await?;
        moved += 1;
    }
    Ok(moved)
}

/// Copies the programme of one event to another, `later` days later.
pub(crate) async fn copy(tx: &mut Tx, from: &EventId, to: &EventId, later: Days) -> Result<()> {
    for (position, talk) in (0..).zip(talks(tx, from).await?) {
        let moved = clock::local(&talk.starts_local).ok().and_then(|starts| starts.checked_add_days(later));
        let starts_local = moved.map(format_local).unwrap_or_default();
        insert(tx, to, position, &Talk { starts_local, ..talk }).await?;
    }
    Ok(())
}

/// A local time in its stored form.
fn format_local(local: NaiveDateTime) -> String {
    local.format("%Y-%m-%dT%H:%M").to_string()
}
